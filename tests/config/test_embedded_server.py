"""The embedded PostgreSQL comes up, whatever happened to it before."""

import os
import shutil
import signal
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from config.embedded.server import ROLE, SOCKET, Server


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    server = Server(tmp_path / "postgres", durable=False)
    server.start()
    yield server
    server.stop()


def ask(server: Server, question: str) -> object:
    with psycopg.connect(host=str(server.socket_dir), user=ROLE, dbname=ROLE) as connection:
        answer = connection.execute(question.encode())
        row = answer.fetchone() if answer.description else None
    return row[0] if row else None


def test_it_starts_stops_and_starts_again_with_its_data(server: Server) -> None:
    ask(server, "CREATE TABLE kept AS SELECT 7 AS n")
    server.stop()
    assert not server.running
    server.start()
    assert server.running
    assert ask(server, "SELECT n FROM kept") == 7


def test_it_answers_after_it_was_killed(server: Server) -> None:
    process = int((server.data / "postmaster.pid").read_text().split()[0])
    os.kill(process, signal.SIGKILL)
    server.start()
    assert ask(server, "SELECT 1") == 1


def test_it_answers_after_its_socket_or_its_data_were_tidied_away(server: Server) -> None:
    (server.socket_dir / SOCKET).unlink()
    server.start()
    assert ask(server, "SELECT 1") == 1
    shutil.rmtree(server.data)
    server.start()
    assert ask(server, "SELECT 1") == 1


def test_letters_are_danish_whatever_the_callers_locale(server: Server) -> None:
    assert ask(server, "SELECT lower('ÆØÅ') || upper('æøå')") == "æøåÆØÅ"
    assert ask(server, "SELECT current_setting('server_encoding')") == "UTF8"


def test_the_application_is_no_superuser(server: Server) -> None:
    assert ask(server, "SELECT rolsuper FROM pg_roles WHERE rolname = current_user") is False


def test_a_long_path_gets_a_short_socket() -> None:
    deep = Server(Path("/") / ("x" * 80) / "postgres")
    deeper = Server(Path("/") / ("x" * 81) / "postgres")
    assert deep.socket_dir == deep.data
    assert len(str(deeper.socket_dir)) < 60
