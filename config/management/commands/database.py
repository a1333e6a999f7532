import os
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from config.database import embedded_server
from config.embedded.server import ROLE, Server, program


class Command(BaseCommand):
    help = (
        "Starter, stopper og viser den indlejrede PostgreSQL (data i var/postgres), "
        "eller åbner psql i den. Andre kommandoer starter den selv, når DATABASE_URL ikke er sat."
    )
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("action", choices=["start", "stop", "status", "psql"])
        parser.add_argument("rest", nargs="*", help="til psql, efter --")

    def handle(self, *args: Any, **options: Any) -> None:
        server = embedded_server(settings.BASE_DIR, testing=settings.TESTING)
        actions = {"start": self._start, "stop": self._stop, "status": self._status}
        if options["action"] == "psql":
            self._psql(server, options["rest"])
        else:
            actions[options["action"]](server)

    def _start(self, server: Server) -> None:
        server.start()
        self._status(server)

    def _stop(self, server: Server) -> None:
        """The tests' server too: it is started by pytest and otherwise forgotten."""
        for each in (server, embedded_server(settings.BASE_DIR, testing=True)):
            each.stop()
        self._status(server)

    def _status(self, server: Server) -> None:
        state = "kører" if server.running else "er stoppet"
        self.stdout.write(f"Den indlejrede PostgreSQL {state} (data i {server.data}).")
        if settings.DATABASES["default"]["ENGINE"] != "config.embedded":
            self.stdout.write("Den bruges ikke: DATABASE_URL peger på en anden server.")

    def _psql(self, server: Server, rest: list[str]) -> None:
        if settings.DATABASES["default"]["ENGINE"] != "config.embedded":
            raise CommandError("DATABASE_URL peger på en anden server: brug »psql $DATABASE_URL«.")
        server.start()
        command = [str(program("psql")), "-h", str(server.socket_dir), "-U", ROLE, "-d", ROLE]
        os.execv(command[0], [*command, *rest])  # noqa: S606 - psql takes over the terminal
