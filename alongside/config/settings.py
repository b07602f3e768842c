"""Django's settings. Everything that differs between installations comes from the data folder or the environment."""

import os
from pathlib import Path
from typing import Any

from csp.constants import NONE, SELF

from alongside.config.home import home, read_connection, secret

HOME = home()
PACKAGE = Path(__file__).resolve().parent.parent
SECRET_KEY = secret(HOME, "secret.key").hex()
CONTEXT_KEY = secret(HOME, "context.key")
DEBUG = False
ALLOWED_HOSTS = os.environ.get("ALONGSIDE_HOSTS", "localhost,127.0.0.1,[::1]").split(",")
SITE = os.environ.get("ALONGSIDE_SITE", "")

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.postgres",
    "django.contrib.staticfiles",
    "django.forms",
    "alongside.language",
    "alongside.anchor",
    "alongside.ledger",
    "alongside.trust",
    "alongside.accounts",
    "alongside.post",
    "alongside.work",
    "alongside.agencies",
    "alongside.families",
    "alongside.records",
    "alongside.linkage",
    "alongside.teams",
    "alongside.pathway",
    "alongside.instruments",
    "alongside.chronology",
    "alongside.assessment",
    "alongside.prompts",
    "alongside.plans",
    "alongside.meetings",
    "alongside.waiting",
    "alongside.config",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
ROOT_URLCONF = "alongside.config.urls"
WSGI_APPLICATION = "alongside.config.wsgi.application"


def _database(role: str) -> dict[str, Any]:
    connection = read_connection(HOME)
    if connection is None:
        return {"ENGINE": "django.db.backends.dummy"}
    password = connection.app_password if role == "alongside_app" else connection.owner_password
    pool = {"min_size": 1, "max_size": 8, "timeout": 10} if os.environ.get("ALONGSIDE_POOL") else False
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": os.environ.get("ALONGSIDE_DATABASE", connection.name),
        "HOST": connection.host,
        "PORT": str(connection.port),
        "USER": role,
        "PASSWORD": password,
        "ATOMIC_REQUESTS": False,
        "CONN_MAX_AGE": 0 if pool else None,
        "OPTIONS": {
            "pool": pool,
            "application_name": "alongside",
            # A statement asked three times on a connection is planned once: pages ask the same few all day.
            "server_side_binding": True,
            "prepare_threshold": 3,
        },
    }


# One role a process: web, tasks and tests are "app"; migrations alone are "owner".
DATABASES = {"default": _database(os.environ.get("ALONGSIDE_ROLE", "alongside_app"))}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "APP_DIRS": False,
        "DIRS": [
            PACKAGE / "layout" / "templates",
            *sorted(PACKAGE.glob("*/web/templates")),
            PACKAGE / "desk" / "templates",
        ],
        "OPTIONS": {"environment": "alongside.layout.environment.environment"},
    },
]
LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_TZ = True
USE_I18N = True

STATIC_URL = "/static/"
STATIC_ROOT = HOME / "static"
STATICFILES_DIRS = [PACKAGE / "layout" / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
LOGIN_URL = "/sign-in"
SESSION_COOKIE_NAME = "alongside_session"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
CSRF_COOKIE_HTTPONLY = False
CSRF_COOKIE_SAMESITE = "Lax"
_TLS = SITE.startswith("https://")
SESSION_COOKIE_SECURE = _TLS
CSRF_COOKIE_SECURE = _TLS
CSRF_TRUSTED_ORIGINS = [SITE] if SITE else []
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if _TLS else None
SECURE_HSTS_SECONDS = 31_536_000 if _TLS else 0
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
FILE_UPLOAD_TEMP_DIR = None
FILE_UPLOAD_HANDLERS = [
    "alongside.desk.uploading.Quota",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
AUTH_USER_MODEL = "accounts.User"
# Letters leave through this mail server; without a host they stay in the outbox, and pages and the doctor say so.
EMAIL_HOST = os.environ.get("ALONGSIDE_MAIL_HOST", "")
EMAIL_HOST_USER = os.environ.get("ALONGSIDE_MAIL_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("ALONGSIDE_MAIL_PASSWORD", "")
_MAIL_TLS = os.environ.get("ALONGSIDE_MAIL_TLS", "starttls")
EMAIL_USE_TLS = _MAIL_TLS == "starttls"
EMAIL_USE_SSL = _MAIL_TLS == "tls"
EMAIL_PORT = int(os.environ.get("ALONGSIDE_MAIL_PORT", "465" if EMAIL_USE_SSL else "587"))
EMAIL_TIMEOUT = 20
# A made-up county writes to made-up people: its letters are put into a folder, where they can be read.
EMAIL_FILE_PATH = os.environ.get("ALONGSIDE_MAIL_FOLDER") or None
if EMAIL_FILE_PATH and not EMAIL_HOST:
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
LETTERS_LEAVE = bool(EMAIL_HOST or EMAIL_FILE_PATH)
DEFAULT_FROM_EMAIL = os.environ.get("ALONGSIDE_MAIL_FROM", "Alongside <alongside@localhost>")
FORM_RENDERER = "alongside.layout.forms.GovukRenderer"
