"""What is true of every request and every answer."""

import logging
import time
import uuid
from collections.abc import Callable

from django.contrib.auth import SESSION_KEY
from django.http import HttpRequest
from django.http.response import HttpResponseBase

GetResponse = Callable[[HttpRequest], HttpResponseBase]

log = logging.getLogger("forlob.request")

UNUSED_FEATURES = ("camera", "display-capture", "geolocation", "microphone", "payment", "usb")
PERMISSIONS_POLICY = ", ".join(f"{feature}=()" for feature in UNUSED_FEATURES)
SEEN_EVERY_SECONDS = 60


def request_log(get_response: GetResponse) -> GetResponse:
    """Give every request an id, send it back, and write one line: route, status, milliseconds.

    The route's name stands for the address, which may hold a person's id or search words. An id
    sent by the client is replaced for the same reason; views read it as X-Request-Id.
    """

    def middleware(request: HttpRequest) -> HttpResponseBase:
        began = time.monotonic()
        request.META["HTTP_X_REQUEST_ID"] = request_id = uuid.uuid4().hex
        response = get_response(request)
        response["X-Request-Id"] = request_id
        match = request.resolver_match
        fields = {
            "request": request_id,
            "method": request.method,
            "route": match.view_name if match else "",
            "status": response.status_code,
            "ms": round((time.monotonic() - began) * 1000),
        }
        log.info("request", extra={"fields": fields})
        return response

    return middleware


def privacy_headers(get_response: GetResponse) -> GetResponse:
    """No page is kept by the browser or on the way; static files never come this far."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        response["Cache-Control"] = "no-store"
        response["Permissions-Policy"] = PERMISSIONS_POLICY
        return response

    return middleware


def sliding_session(get_response: GetResponse) -> GetResponse:
    """A session ends after SESSION_IDLE_MINUTES without a request.

    It is renewed at most once a minute: saving it on every request would cost a write on each,
    and let two simultaneous requests overwrite each other's session.
    """

    def middleware(request: HttpRequest) -> HttpResponseBase:
        session = request.session
        now = int(time.time())
        if SESSION_KEY in session and now - session.get("seen", 0) >= SEEN_EVERY_SECONDS:
            session["seen"] = now
        return get_response(request)

    return middleware
