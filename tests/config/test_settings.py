"""The settings as a process of its own meets them."""

import os
import re
import subprocess
import sys

import pytest
from django.conf import settings

OWN = {
    "DEMO_MODE": "0",
    "SECRET_KEY": "et-langt-og-tilfældigt-ord-" * 3,
    "FIELD_KEYS": "1:" + "ab" * 32,
    "INDEX_KEY": "cd" * 32,
    "ALLOWED_HOSTS": "forloeb.kommune.dk",
}
SHOW = (
    "from django.conf import settings as s; print(s.SESSION_COOKIE_NAME, s.CSRF_COOKIE_NAME, "
    "s.SESSION_COOKIE_SECURE, s.SECURE_SSL_REDIRECT, s.DEBUG, s.DATABASES['default']['NAME'], "
    "repr(s.DATABASES['default']['OPTIONS']['options']))"
)


def run(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """A process without pytest's mark and without what this shell happens to set."""
    inherited = {"PATH": os.environ["PATH"], "DJANGO_SETTINGS_MODULE": "config.settings"}
    return subprocess.run(  # noqa: S603 - ourselves, with arguments of this file
        [sys.executable, *arguments],
        cwd=settings.BASE_DIR,
        env=inherited | environment,
        capture_output=True,
        text=True,
        check=False,
    )


def test_production_without_secrets_refuses_in_danish_and_without_a_traceback() -> None:
    done = run("manage.py", "check", DEMO_MODE="0")
    assert done.returncode == 1
    assert done.stderr.startswith("Forløb starter ikke i drift uden egne hemmeligheder: SECRET_KEY")
    assert "Traceback" not in done.stderr


def test_production_is_closed_and_secure() -> None:
    url = "postgresql://app:secret@db.example:5433/drift"
    done = run("-c", SHOW, **OWN, DATABASE_URL=url)
    assert done.stdout.split(maxsplit=6) == [
        "__Host-forlob", "__Host-csrf", "True", "True", "False", "drift",
        "'-c app.wall=open'\n",
    ]  # fmt: skip


def test_a_web_process_has_a_closed_wall_and_time_limits_and_migrate_the_owners_address() -> None:
    web = run("-c", SHOW, **OWN, FORLOB_WEB="1", WEB_LOCK_TIMEOUT_MS="1500")
    assert "-c app.wall=closed -c statement_timeout=10000 -c lock_timeout=1500" in web.stdout
    owner = {"DATABASE_URL": "postgresql:///drift", "MIGRATION_DATABASE_URL": "postgresql:///ejer"}
    show = f"import sys; sys.argv[1:] = ['migrate']; {SHOW}"
    assert " ejer " in run("-c", show, **OWN, **owner).stdout
    assert " drift " in run("-c", SHOW, **OWN, **owner).stdout


def test_every_setting_is_explained_in_the_example_file() -> None:
    source = "".join(
        (settings.BASE_DIR / "config" / name).read_text(encoding="utf-8")
        for name in ("settings.py", "database.py", "gunicorn.py")
    )
    call = r"env(?:iron)?\.(?:text|flag|number|items|keys?|get)\(\s*[\"'](\w+)"
    read = set(re.findall(call, source))
    read |= set(re.findall(r"\w+_DATABASE_URL|DATABASE_URL", source))
    example = (settings.BASE_DIR / ".env.example").read_text(encoding="utf-8")
    listed = set(re.findall(r"^(\w+)=$", example, flags=re.MULTILINE))
    assert listed == {name for name in read if not name.startswith("PYTEST_")}


@pytest.mark.parametrize("app", ["django.contrib.admin"])
def test_there_is_no_second_application(app: str) -> None:
    assert app not in settings.INSTALLED_APPS
