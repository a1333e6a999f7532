"""A server over HTTP inside a test's own transaction: nothing is committed, nothing flushed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Thread
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections, connection, connections

BETWEEN_REQUESTS = (request_started, request_finished)  # where Django would end the transaction


class Silent(WSGIRequestHandler):
    def log_message(self, *_args: Any) -> None:
        pass


@contextmanager
def served() -> Iterator[str]:
    """The address. Requests are answered one by one, on the test's connection."""
    server = make_server("127.0.0.1", 0, WSGIHandler(), WSGIServer, Silent)
    shared = connection._connections[connection._alias]  # type: ignore[attr-defined]

    def answer() -> None:
        connections["default"] = shared
        server.serve_forever(poll_interval=0.05)

    shared.inc_thread_sharing()
    for signal in BETWEEN_REQUESTS:
        signal.disconnect(close_old_connections)
    thread = Thread(target=answer)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
        for signal in BETWEEN_REQUESTS:
            signal.connect(close_old_connections)
        shared.dec_thread_sharing()
