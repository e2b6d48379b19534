"""Settings. Everything a county changes comes from the environment; the rest is a decision."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

import dj_database_url
from csp.constants import NONE, SELF

PACKAGE = Path(__file__).resolve().parent.parent


def _flag(name: str, *, default: bool) -> bool:
    return os.environ.get(name, "1" if default else "0").lower() in {"1", "true", "yes"}


def _secret_key(home: Path) -> str:
    """The key from the environment, else one made at the first start and kept beside the data.

    A key in the source would be everybody's key; a key made at each start would log everybody
    out whenever a worker starts again.
    """
    if key := os.environ.get("MOLI_SECRET_KEY"):
        return key
    kept = home / "secret-key"
    if not kept.exists():
        home.mkdir(parents=True, exist_ok=True)
        kept.write_text(secrets.token_urlsafe(50), encoding="ascii")
        kept.chmod(0o600)
    return kept.read_text(encoding="ascii")


def _count(name: str, *, default: int) -> int:
    return int(os.environ.get(name, default))


MOLI_HOME = Path(os.environ.get("MOLI_HOME", "var")).resolve()
# A demo day is written by `moli demo`: on that system it is always this day (see ADR 0006).
_demo_day = MOLI_HOME / "demo-day"
MOLI_DEMO_DAY = _demo_day.read_text(encoding="ascii").strip() if _demo_day.exists() else ""
MOLI_DEMO = bool(MOLI_DEMO_DAY)
MOLI_COUNTY_CODE = os.environ.get("MOLI_COUNTY_CODE", "450181")
# What people call the county. Heng County became Hengzhou in 2021; its story is of 2016.
MOLI_COUNTY_NAME = os.environ.get("MOLI_COUNTY_NAME", "横县")
MOLI_COUNTY_NAME_EN = os.environ.get("MOLI_COUNTY_NAME_EN", "Heng County")

SECRET_KEY = _secret_key(MOLI_HOME)
# The keys that seal personal values (households.models.keys). Keep the file apart from backups
# of the database.
MOLI_FIELD_KEYS = Path(os.environ.get("MOLI_FIELD_KEYS", MOLI_HOME / "field-keys.json"))
# Ways to pay (docs/payments.md): which accounts, and in which files their keys lie. A channel is on
# when all its values are there.
MOLI_PAY = {
    name.removeprefix("MOLI_PAY_"): value
    for name, value in os.environ.items()
    if name.startswith("MOLI_PAY_") and value
}
# The https address under which the internet reaches us; channels report to it.
MOLI_SITE_URL = os.environ.get("MOLI_SITE_URL", "").rstrip("/")
DEBUG = _flag("MOLI_DEBUG", default=False)
ALLOWED_HOSTS = os.environ.get("MOLI_HOSTS", "127.0.0.1,localhost,[::1]").split(",")
CSRF_FAILURE_VIEW = "moli.interfaces.web.errors.stale_form"
CSRF_TRUSTED_ORIGINS = [o for o in os.environ.get("MOLI_ORIGINS", "").split(",") if o]

INSTALLED_APPS = [
    "moli.audit",
    "moli.places",
    "moli.accounts",
    "moli.ledger",
    "moli.sync",
    "moli.households",
    "moli.party",
    "moli.enterprises",
    "moli.stations",
    "moli.catalogue",
    "moli.market",
    "moli.orders",
    "moli.settlement",
    "moli.pairing",
    "moli.counter",
    "moli.insights",
    "moli.interfaces.design",
    "moli.interfaces.web",
    "moli.interfaces.counter",
    "moli.interfaces.cli",
    "axes",
    "csp",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django_http_compression.middleware.HttpCompressionMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "moli.interfaces.web.language.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "moli.interfaces.access.AccessMiddleware",
    "moli.interfaces.web.today.count.CountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "moli.config.urls"
WSGI_APPLICATION = "moli.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "moli.interfaces.web.context.shell",
            ],
        },
    }
]

DATABASES = {
    "default": dj_database_url.config(
        env="DATABASE_URL",
        default=f"sqlite:///{MOLI_HOME / 'moli.sqlite3'}",
        # Opening a connection costs more than an order does; a thread keeps its own.
        conn_max_age=600,
    )
}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # One writer at a time, readers never wait. IMMEDIATE takes the write lock at the start of a
    # transaction: a deferred one that reads first fails with "locked" instead of waiting.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
LOGIN_URL = "web:login"
# The form calls the number `username`; by default axes looks for the model's `phone`, finds
# nothing, and would count the mistakes of everybody behind one address together.
AXES_USERNAME_FORM_FIELD = "username"
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25  # hours
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_LOCKOUT_CALLABLE = "moli.interfaces.web.entrance.pages.locked_out"
AXES_VERBOSE = False
AXES_ENABLE_ACCESS_FAILURE_LOG = False
# Who logged in when and from where is personal data without an end date; the trail keeps acts.
AXES_DISABLE_ACCESS_LOG = True

# How many proxies in front of us write the client's address into X-Forwarded-For; without one the
# address of the connection counts.
MOLI_PROXIES = _count("MOLI_PROXIES", default=0)
# Orders of one address: so many at once, then so many a minute; 0 a minute lifts the limit. A
# whole town can stand behind one address of a telephone company, so it is generous.
MOLI_ORDERS_BURST = _count("MOLI_ORDERS_BURST", default=120)
MOLI_ORDERS_PER_MINUTE = _count("MOLI_ORDERS_PER_MINUTE", default=120)
# Searches for an order by number and telephone.
MOLI_FINDS_BURST = _count("MOLI_FINDS_BURST", default=10)
MOLI_FINDS_PER_MINUTE = _count("MOLI_FINDS_PER_MINUTE", default=6)

# Chinese is the language in which the sentences are written; English is translated from it.
LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "中文"), ("en", "English")]
LOCALE_PATHS = [PACKAGE / "locale"]
TIME_ZONE = "Asia/Shanghai"
USE_I18N = True
USE_TZ = True

STATIC_URL = "static/"
STATIC_ROOT = MOLI_HOME / "static"
STORAGES = {
    "staticfiles": {"BACKEND": "moli.config.static_files.LeanStaticFiles"},
}

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "object-src": [NONE],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}
# A sheet is read whole into memory; ten megabytes hold 100,000 lots.
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 10 * 1024 * 1024
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = _flag("MOLI_HTTPS", default=False)

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {
        "unexpected_answers": {"()": "moli.config.log_filters.UnexpectedAnswers"},
        "without_order_keys": {"()": "moli.config.log_filters.WithoutOrderKeys"},
    },
    "formatters": {"plain": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "formatter": "plain",
            "filters": ["without_order_keys"],
        }
    },
    "loggers": {"django.request": {"filters": ["unexpected_answers"]}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
