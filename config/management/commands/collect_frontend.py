from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from config.frontend import FrontendMissingError, collect


class Command(BaseCommand):
    help = (
        "Kopierer designsystem og skrifter fra node_modules til static/vendor (kør npm ci først)."
    )
    requires_system_checks = ()

    def handle(self, *args: Any, **options: Any) -> None:
        target = settings.BASE_DIR / "static" / "vendor"
        try:
            collected = collect(settings.BASE_DIR / "node_modules", target)
        except FrontendMissingError as missing:
            raise CommandError(str(missing)) from missing
        size = f"{collected.bytes / 1_000_000:.1f}".replace(".", ",")
        self.stdout.write(f"{collected.files} filer, {size} MB i static/vendor")
