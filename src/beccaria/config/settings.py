"""The settings: few, strict, and closed unless somebody opened them on purpose."""

import os
from datetime import timedelta
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from beccaria.config import databases, signing_on

PACKAGE = Path(__file__).resolve().parent.parent


def flag(name: str, *, default: bool = False) -> bool:
    """Read yes or no, and nothing else."""
    match os.environ.get(name):
        case None:
            return default
        case "yes":
            return True
        case "no":
            return False
        case other:
            raise ImproperlyConfigured(f"{name}={other!r}: write yes or no.")


def secret(name: str) -> str:
    """Read a secret from NAME, or from the file that NAME_FILE names."""
    if path := os.environ.get(f"{name}_FILE"):
        return Path(path).read_text(encoding="utf-8").strip()
    return os.environ.get(name, "")


DEMONSTRATION = flag("BECCARIA_DEMONSTRATION")
DEBUG = False
SECRET_KEY = secret("SECRET_KEY")
# Keys that were used before: what they signed and encrypted is still read, never written anew.
SECRET_KEY_FALLBACKS = secret("SECRET_KEY_FALLBACKS").split()
ALLOWED_HOSTS = [
    host for host in os.environ.get("ALLOWED_HOSTS", "127.0.0.1,localhost,[::1]").split(",") if host
]
DATA_DIR = databases.data_dir()
ATTACHMENTS_DIR = DATA_DIR / "attachments"
DATABASES = databases.django_databases()
COUNTRY = os.environ.get("BECCARIA_COUNTRY", "IT")
COUNTRY_PACKS = os.environ.get("BECCARIA_COUNTRY_PACKS", "")
INSTRUMENTS = os.environ.get("BECCARIA_INSTRUMENTS", "")
SERVICE_NAME = os.environ.get("BECCARIA_SERVICE", "Beccaria")

# Behind TLS everywhere but in the demonstration, which listens on this machine only.
SECURE = not DEMONSTRATION
SIGN_ON = flag("BECCARIA_OIDC")
SECURE_SSL_REDIRECT = flag("BECCARIA_SSL_REDIRECT", default=SECURE)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if flag("BECCARIA_BEHIND_PROXY") else None
SECURE_HSTS_SECONDS = 31_536_000 if SECURE else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_NAME = "beccaria_session"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax" if SIGN_ON else "Strict"
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_AGE = 12 * 3600
SESSION_IDLE = timedelta(minutes=15)
SESSION_LONGEST = timedelta(hours=12)
CSRF_FAILURE_VIEW = "beccaria.web.views.csrf_failure"

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "manifest-src": ["'self'"],
        "form-action": ["'self'", *(signing_on.form_targets(os.environ) if SIGN_ON else ())],
        "frame-ancestors": ["'none'"],
        "base-uri": ["'none'"],
    }
}

# In the order in which they may import each other, lowest first; addresses, REST and tests follow this list.
OURS = [
    "beccaria.access",
    "beccaria.ledger",
    "beccaria.places",
    "beccaria.people",
    "beccaria.events",
    "beccaria.feeds",
    "beccaria.reports",
    "beccaria.networks",
    "beccaria.warnings",
    "beccaria.detection",
    "beccaria.risk",
    "beccaria.measures",
    "beccaria.placement",
    "beccaria.oversight",
    "beccaria.web",
]
INSTALLED_APPS = [
    *OURS,
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.contrib.postgres",
    "django_htmx",
    "csp",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "procrastinate.contrib.django",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "beccaria.access.middleware.SizeMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "beccaria.web.language.LanguageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "beccaria.access.middleware.GateMiddleware",
]

ROOT_URLCONF = "beccaria.config.urls"
WSGI_APPLICATION = "beccaria.config.wsgi_main.application"
APPEND_SLASH = False

TEMPLATES = [
    {
        "NAME": "pages",
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [
            PACKAGE / app / "templates"
            for app in (
                "web",
                "placement",
                "measures",
                "risk",
                "detection",
                "warnings",
                "networks",
                "reports",
                "feeds",
                "events",
                "people",
                "places",
                "access",
            )
        ],
        "OPTIONS": {
            "environment": "beccaria.web.jinja.environment",
            "context_processors": ["beccaria.web.context.shell"],
        },
    },
]

AUTH_USER_MODEL = "access.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
# The demonstration's users have a password only; everywhere else nobody works without a second factor.
SECOND_FACTOR = flag("BECCARIA_SECOND_FACTOR", default=not DEMONSTRATION)
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "beccaria.access.adapter.AccountAdapter"
SOCIALACCOUNT_ADAPTER = "beccaria.access.adapter.SocialAdapter"
ACCOUNT_FORMS = {"login": "beccaria.access.adapter.SignInForm"}
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_USER_DISPLAY = "beccaria.access.display.user_display"
ACCOUNT_LOGOUT_REDIRECT_URL = "/accounts/login/"
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 300
ACCOUNT_SESSION_REMEMBER = False
# A whole prison comes from one address, at 06:45: limits go by name (also see access.limits), not by address.
ACCOUNT_RATE_LIMITS = {"login": "600/m/ip", "login_failed": "10/15m/key"}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_ADAPTER = "beccaria.access.factors.FactorAdapter"
MFA_TOTP_ISSUER = SERVICE_NAME
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = DEMONSTRATION
# The adapter finds the user; allauth's own way by e-mail would wipe his password.
SOCIALACCOUNT_EMAIL_AUTHENTICATION = False
SOCIALACCOUNT_REQUESTS_TIMEOUT = 5
SOCIALACCOUNT_PROVIDERS = (
    signing_on.providers(os.environ, secret=secret("OIDC_SECRET")) if SIGN_ON else signing_on.nobody()
)

CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "access_cache",
        "OPTIONS": {"MAX_ENTRIES": 50_000},
    }
}

LANGUAGE_CODE = "en-gb"
LANGUAGES = [("en-gb", _("English")), ("it", _("Italian"))]
LOCALE_PATHS = [PACKAGE / "web" / "locale"]
USE_I18N = USE_TZ = True
TIME_ZONE = os.environ.get("BECCARIA_TIME_ZONE", "Europe/Rome")
LANGUAGE_COOKIE_NAME = "beccaria_language"

STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STATICFILES_DIRS: list[Path] = []
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = flag("BECCARIA_STATIC_FROM_SOURCE")
WHITENOISE_KEEP_ONLY_HASHED_FILES = True

# What one request may hold: attachments are 25 MB each at most, everything else is small.
LARGEST_REQUEST = 130 * 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
FILE_UPLOAD_HANDLERS = [
    "beccaria.lib.uploads.InMemoryUploadHandler",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
DATA_UPLOAD_MAX_NUMBER_FIELDS = 500
DATA_UPLOAD_MAX_NUMBER_FILES = 5
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Each app's work for the queue stands in its module `jobs`.
PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "jobs"
PROCRASTINATE_IMPORT_PATHS = ["beccaria.people.jobs_settling"]

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"no_contents": {"()": "beccaria.lib.logs.NoContents"}},
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {
        "console": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["no_contents"]},
    },
    # Django names the address of what was not found: an address may hold what somebody typed.
    "loggers": {"django.request": {"level": "ERROR"}},
    "root": {"handlers": ["console"], "level": os.environ.get("LOG_LEVEL", "WARNING")},
}
