"""How the web processes run: gunicorn --config config/gunicorn.py config.wsgi"""

import os
from typing import Any

bind = f"{os.environ.get('WEB_HOST', '127.0.0.1')}:{os.environ.get('PORT', '8000')}"
worker_class = "gthread"
workers = int(os.environ.get("WEB_WORKERS", "2"))
threads = int(os.environ.get("WEB_THREADS", "4"))
timeout = 60  # seconds; a statement is stopped long before (WEB_STATEMENT_TIMEOUT_MS)
max_requests = 10_000
max_requests_jitter = 1_000
loglevel = "warning"


def when_ready(_server: Any) -> None:
    print(f"\nForløb kører på http://{bind}/ – stop med Ctrl+C.\n", flush=True)  # noqa: T201 - for the person at the terminal
