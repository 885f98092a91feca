"""Settings of an installation. Everything that differs between installations comes from `VITALFEW_…` variables."""

import os
import re
import ssl
import sys
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import urlsplit

try:  # the extra `vitalfew[sqlite]` brings a SQLite whose WAL mode can be trusted
    import pysqlite3

    sys.modules["sqlite3"] = pysqlite3
except ImportError:
    pass

import dj_database_url
from csp.constants import NONCE, NONE, SELF

from vitalfew.channels.server import BadServer, mail_server
from vitalfew.lib.environment import BadSetting, one_of, setting, yes
from vitalfew.lib.secret import secret_key

PACKAGE = Path(__file__).resolve().parent.parent

DATA = Path(setting("DATA") or Path(os.environ.get("XDG_DATA_HOME", Path.home() / ".local" / "share")) / "vitalfew")
DATA = DATA.absolute()
try:
    DATA.mkdir(mode=0o700, parents=True, exist_ok=True)
except OSError as error:
    raise BadSetting(f"VITALFEW_DATA is {DATA}, which cannot be made: {error.strerror}.") from error

SECRET_KEY = setting("SECRET_KEY") or secret_key(DATA)
DEBUG = False
BASE_URL = setting("BASE_URL", "http://127.0.0.1:8000").rstrip("/")
_base = urlsplit(BASE_URL)
if _base.scheme not in {"http", "https"} or not _base.hostname:
    raise BadSetting(f"VITALFEW_BASE_URL is {BASE_URL!r}; write a whole address like https://goals.example.org.")


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")


LOOPBACK = _is_loopback(_base.hostname or "")
ALLOWED_HOSTS = [_base.hostname or "127.0.0.1", *(["127.0.0.1", "localhost", "[::1]"] if LOOPBACK else [])]
ALLOWED_HOSTS += [host.strip() for host in setting("ALLOWED_HOSTS").split(",") if host.strip()]
CSRF_TRUSTED_ORIGINS = [BASE_URL]

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "csp",
    "django_htmx",
    "django.forms",
    "vitalfew.accounts",
    "vitalfew.notices",
    "vitalfew.kpis",
    "vitalfew.collecting",
    "vitalfew.alerts",
    "vitalfew.okrs",
    "vitalfew.findings",
    "vitalfew.audits",
    "vitalfew.jobs",
    "vitalfew.web",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "vitalfew.web.limits.Limited",
    "vitalfew.web.middleware.FirstRun",
    "vitalfew.web.middleware.InWorkspace",
]
# Machines that send values or ask whether we live need no session, no nonce and no messages (config/wsgi.py).
MACHINE_PATHS = ("/api/", "/livez", "/metrics", "/readyz", "/schema/")
MACHINE_MIDDLEWARE = ["django.middleware.security.SecurityMiddleware", "csp.middleware.CSPMiddleware"]

ROOT_URLCONF = "vitalfew.config.urls"
WSGI_APPLICATION = "vitalfew.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [PACKAGE / "web" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "csp.context_processors.nonce",
                "vitalfew.web.context.everywhere",
            ],
        },
    },
]
FORM_RENDERER = "vitalfew.web.forms.Renderer"

try:
    _database = dj_database_url.parse(
        setting("DATABASE_URL") or f"sqlite:///{DATA / 'vitalfew.sqlite3'}",
        conn_max_age=None,
        conn_health_checks=True,
    )
except ValueError as error:
    raise BadSetting("VITALFEW_DATABASE_URL is no address; write postgres://user:password@host/name.") from error
if _database["ENGINE"] not in {"django.db.backends.sqlite3", "django.db.backends.postgresql"}:
    raise BadSetting("VITALFEW_DATABASE_URL names another database than PostgreSQL or SQLite; these two are kept up.")
DATABASES = {"default": _database}
# A server that is gone without a word, as after a power cut, is noticed within a minute, not after hours.
GONE_AFTER = {"connect_timeout": 10, "keepalives_idle": 30, "keepalives_interval": 10, "keepalives_count": 3}
if DATABASES["default"]["ENGINE"] == "django.db.backends.postgresql":
    DATABASES["default"]["OPTIONS"] = {**GONE_AFTER, "tcp_user_timeout": 60_000, **_database.get("OPTIONS", {})}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"] |= {
        "ENGINE": "vitalfew.lib.sqlite",
        "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": 20},
    }
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = False
BROKER_URL = setting("BROKER_URL")
if BROKER_URL and not BROKER_URL.startswith(("redis://", "rediss://", "amqp://", "amqps://")):
    raise BadSetting("VITALFEW_BROKER_URL is no broker; write redis://:password@host/0 or amqp://user:password@host//.")
if re.search(r"[?&]ssl", BROKER_URL):
    raise BadSetting("VITALFEW_BROKER_URL says how to check a certificate; that goes into VITALFEW_BROKER_CA_FILE.")
BROKER_CA = setting("BROKER_CA")
if BROKER_CA:
    try:
        ssl.create_default_context(cadata=BROKER_CA)
    except ssl.SSLError as error:
        raise BadSetting(
            "VITALFEW_BROKER_CA holds no certificate; VITALFEW_BROKER_CA_FILE names a file in PEM."
        ) from error
if BROKER_URL and DATABASES["default"]["ENGINE"] != "django.db.backends.postgresql":
    raise BadSetting(
        "VITALFEW_BROKER_URL is set, and workers share a PostgreSQL database: name it in VITALFEW_DATABASE_URL, or "
        "unset VITALFEW_BROKER_URL, and `vitalfew serve` does all work itself."
    )
# What counts tries has to be the same for all workers, on whichever machine they are.
CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "shared_cache"}}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["vitalfew.lib.hashers.Argon2"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
PASSWORD_RESET_TIMEOUT = 7 * 24 * 3600
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
ACCOUNT_ADAPTER = "vitalfew.accounts.adapter.Adapter"
ACCOUNT_FORMS = {
    "login": "vitalfew.accounts.forms.SignIn",
    "reset_password": "vitalfew.accounts.forms.Forgotten",
    "reset_password_from_key": "vitalfew.accounts.forms.FromLink",
    "change_password": "vitalfew.accounts.forms.Change",
    "set_password": "vitalfew.accounts.forms.Set",
}
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_LOGIN_ON_PASSWORD_RESET = True

# `__Host-` cookies need https, or a loopback address that browsers trust like it.
SECURE_COOKIES = yes("SECURE_COOKIES", default=_base.scheme == "https" or LOOPBACK)
SESSION_COOKIE_NAME = "__Host-vitalfew" if SECURE_COOKIES else "vitalfew"
CSRF_COOKIE_NAME = "__Host-vitalfew-csrf" if SECURE_COOKIES else "vitalfew-csrf"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_COOKIES
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
SECURE_HSTS_SECONDS = 31_536_000 if _base.scheme == "https" else 0
SECURE_REFERRER_POLICY = "same-origin"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if yes("BEHIND_PROXY", default=False) else None
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF, NONCE],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "object-src": [NONE],
        "base-uri": [NONE],
    },
}

LANGUAGE_CODE = "en-gb"
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"

STATIC_URL = "static/"
STATIC_ROOT = DATA / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "vitalfew.web.assets.Hashed"},
}
WHITENOISE_MAX_AGE = 0  # hashed names are cached for ever by whitenoise itself

DATA_UPLOAD_MAX_MEMORY_SIZE = 10 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
FILE_UPLOAD_TEMP_DIR = None

EGRESS_ALLOW = [entry.strip() for entry in setting("EGRESS_ALLOW").split(",") if entry.strip()]
EMAIL_URL = setting("EMAIL_URL")
EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
if EMAIL_URL:
    try:
        _mail = mail_server(EMAIL_URL)
    except BadServer as error:
        raise BadSetting(f"VITALFEW_EMAIL_URL cannot be used: {error}.") from error
    EMAIL_BACKEND = "vitalfew.lib.mailing.Backend"
    EMAIL_HOST, EMAIL_PORT = _mail.host, _mail.port
    EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = _mail.user, _mail.password
    EMAIL_USE_SSL, EMAIL_USE_TLS = _mail.encrypted == "from the start", _mail.encrypted == "asked for"
    EMAIL_TIMEOUT = 10
    DEFAULT_FROM_EMAIL = SERVER_EMAIL = _mail.sender

LOG_LEVEL = one_of("LOG_LEVEL", ("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL"), default="WARNING")
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "filters": {
        "links": {"()": "vitalfew.lib.unsaid.LinksUnsaid"},
        "refusals": {"()": "vitalfew.lib.unsaid.RefusalsInOneLine"},
    },
    "loggers": {name: {"filters": ["links", "refusals"]} for name in ("django.request", "django.security.csrf")},
    "root": {"handlers": ["stderr"], "level": LOG_LEVEL},
}
