"""All settings, read from the environment and from the file .env; .env.example explains each.

Three ways to run: production (nothing set but the secrets), DEMO_MODE=1 (this machine only,
known keys, invented people) and tests. Production on a default secret refuses to start.
"""

import os
import sys
from pathlib import Path
from typing import Any

from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from config.database import databases
from config.environment import (
    LOCAL_HOSTS,
    Environment,
    EnvironmentRefused,
    read_env_file,
    refuse_unsafe,
)

BASE_DIR = Path(__file__).resolve().parent.parent
TESTING = "PYTEST_VERSION" in os.environ
WEB = "FORLOB_WEB" in os.environ  # set by config/wsgi.py

try:
    # What is said on the command line wins over the file; tests know nothing of the file.
    env = Environment(os.environ if TESTING else read_env_file(BASE_DIR / ".env") | {**os.environ})
    DEMO_MODE = env.flag("DEMO_MODE") and not TESTING
    DEBUG = env.flag("DEBUG") and not TESTING
    if not TESTING:
        refuse_unsafe(env, demo=DEMO_MODE, debug=DEBUG)
    # Known to everyone, so good for invented people only.
    SECRET_KEY = env.text("SECRET_KEY", "kendt-af-alle-kun-til-demo-og-tests")
    FIELD_KEYS = env.keys("FIELD_KEYS", "1:" + "01" * 32)
    INDEX_KEY = env.key("INDEX_KEY", "02" * 32)
    DATABASES = databases(
        env, BASE_DIR, testing=TESTING, web=WEB, owner=sys.argv[1:2] == ["migrate"]
    )
    SESSION_COOKIE_AGE = 60 * env.number("SESSION_IDLE_MINUTES", 30)
    SECURE_HSTS_SECONDS = env.number("HSTS_SECONDS", 31_536_000)
    BEHIND_PROXY = env.flag("BEHIND_PROXY")
except EnvironmentRefused as refusal:
    raise ImproperlyConfigured(str(refusal)) from refusal

PRODUCTION = not (DEMO_MODE or DEBUG or TESTING)
# Receivers of events that may live in a closed network.
WEBHOOK_PRIVATE_HOSTS = {host.lower() for host in env.items("WEBHOOK_PRIVATE_HOSTS")}
DEMO_PASSWORD = env.text("DEMO_PASSWORD", "forloeb-demo-2026")

# --- what it is made of
INSTALLED_APPS = [
    "config",
    "accounts",
    "cases",
    "interventions",
    "reports",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "rest_framework",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "django_fsm",
]
MIDDLEWARE = [
    "config.middleware.request_log",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "config.middleware.privacy_headers",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "config.middleware.sliding_session",
    "django.middleware.common.CommonMiddleware",
    "cases.middleware.TokensOpenNoPage",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "cases.middleware.RefusalMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
ALLOWED_HOSTS = env.items("ALLOWED_HOSTS", () if PRODUCTION else LOCAL_HOSTS)
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "config.context.page",
            ],
        },
    }
]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- who
AUTH_USER_MODEL = "accounts.User"
LOGIN_URL = "sign-in"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "sign-in"
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = PRODUCTION
# The prefix makes the browser refuse such a cookie from another host or over http.
SESSION_COOKIE_NAME = "__Host-forlob" if PRODUCTION else "forlob"
CSRF_COOKIE_NAME = "__Host-csrf" if PRODUCTION else "csrf"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "config.views.csrf_failure"
# In the session and not in a cookie: a message may name a citizen.
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

# --- what the browser is told
SECURE_SSL_REDIRECT = PRODUCTION
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_HSTS_INCLUDE_SUBDOMAINS = False
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_PROXY else None
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
STATIC_URL = "static/"
STATIC_ROOT = BASE_DIR / "staticfiles"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if PRODUCTION or DEMO_MODE
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    }
}
WHITENOISE_AUTOREFRESH = WHITENOISE_USE_FINDERS = DEBUG or TESTING

# --- Danish
LANGUAGE_CODE = "da"
TIME_ZONE = "Europe/Copenhagen"
USE_TZ = True
FORMAT_MODULE_PATH = ["config.formats"]

# --- the API; DRF exempts its views from LoginRequiredMiddleware, so it closes them itself
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "interventions.api.authentication.Bearer",
        "rest_framework.authentication.SessionAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "DEFAULT_PARSER_CLASSES": ["interventions.api.parsers.StrictJSONParser"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PAGINATION_CLASS": "config.pagination.Pages",
    "DEFAULT_SCHEMA_CLASS": "interventions.api.schema.ApiSchema",
    "EXCEPTION_HANDLER": "interventions.api.errors.answer",
    "DEFAULT_METADATA_CLASS": None,
    # Whoever is no user is answered 401 before anything is counted.
    "DEFAULT_THROTTLE_CLASSES": ["rest_framework.throttling.UserRateThrottle"],
    "DEFAULT_THROTTLE_RATES": {"user": None if TESTING else env.text("API_RATE", "600/min")},
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Forløb",
    "DESCRIPTION": "Integrationsforløb: borgere, forløb, indsatser og frister.",
    "VERSION": "1",
    "SERVE_INCLUDE_SCHEMA": False,
    "SERVE_PERMISSIONS": ["rest_framework.permissions.IsAuthenticated"],
    "COMPONENT_SPLIT_REQUEST": True,
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "POSTPROCESSING_HOOKS": [
        "drf_spectacular.hooks.postprocess_schema_enums",
        "interventions.api.bodies.add_bodies",
    ],
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
}

# --- the technical log: JSON lines without persons (config/logs.py)
LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": "config.logs.JsonLines"}},
    "handlers": {
        "json": {"class": "logging.StreamHandler", "formatter": "json"},
        "nothing": {"class": "logging.NullHandler"},
    },
    "root": {"handlers": ["json"], "level": "WARNING"},
    "loggers": {
        "forlob": {
            "handlers": ["json"],
            "level": "WARNING" if DEMO_MODE else "INFO",
            "propagate": False,
        },
        # Refused requests are in our own line; Django's names the address.
        "django.request": {"handlers": ["json"], "level": "ERROR", "propagate": False},
        "django.security.DisallowedHost": {"handlers": ["nothing"], "propagate": False},
    },
}
if DEBUG or TESTING:  # a person reads along: Django's own console log, and what pytest catches
    LOGGING = {"version": 1, "disable_existing_loggers": False}
