"""What must hold before real people's data may come in; each fault is a sentence that says what to do."""

from collections.abc import Iterator

from django.conf import settings
from django.core import checks
from django.core.exceptions import ImproperlyConfigured
from django.db import connection

_SHORTEST_KEY = 50
# Preloading asks browsers' makers to list the host in public: an inner service has no business there.
_NOT_OURS = {"security.W021"}


def faults() -> list[str]:
    """Return every unsafe setting; an empty list means safe. Call it connected as the web is."""
    found = [*_settings(), *_role()]
    # Django's own checks read the key and stop at an empty one.
    return [*found, *_django()] if _key() else found


def _settings() -> Iterator[str]:
    if settings.DEMONSTRATION:
        yield "This is the demonstration (BECCARIA_DEMONSTRATION): use another data directory for real data."
    if settings.DEBUG:
        yield "DEBUG is on: pages would show the program's inside. Turn it off."
    if len(_key()) < _SHORTEST_KEY:
        yield f"SECRET_KEY is missing or short: set {_SHORTEST_KEY} random characters, or SECRET_KEY_FILE."
    if not settings.SECOND_FACTOR:
        yield "The second factor at sign-in is off: set BECCARIA_SECOND_FACTOR=yes."
    if "*" in settings.ALLOWED_HOSTS or not settings.ALLOWED_HOSTS:
        yield "ALLOWED_HOSTS must name the service's own host names, and nothing else."
    if not settings.SESSION_COOKIE_SECURE or not settings.CSRF_COOKIE_SECURE:
        yield "Cookies would be sent without TLS: leave SESSION_COOKIE_SECURE and CSRF_COOKIE_SECURE on."
    if not settings.SECURE_HSTS_SECONDS:
        yield "Browsers would not be told to use TLS only: leave SECURE_HSTS_SECONDS on."
    yield from _sign_on()


def _sign_on() -> Iterator[str]:
    for app in settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"]:
        if not app["settings"]["server_url"].startswith("https://"):
            yield "Single sign-on would be answered without TLS: OIDC_SERVER_URL must begin with https://."
        if not app["client_id"] or not app["secret"]:
            yield "Single sign-on lacks our name or secret at the provider: set OIDC_CLIENT_ID and OIDC_SECRET."


def _key() -> str:
    try:
        return str(settings.SECRET_KEY)
    except ImproperlyConfigured:
        return ""


def _role() -> Iterator[str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT current_user, rolsuper, rolbypassrls, rolcreaterole, rolcreatedb,"
            " EXISTS (SELECT 1 FROM pg_class WHERE relowner = pg_roles.oid AND relkind IN ('r', 'p')),"
            " EXISTS (SELECT 1 FROM pg_roles owner WHERE owner.rolname = 'beccaria_owner'"
            " AND pg_has_role(owner.oid, 'MEMBER'))"
            " FROM pg_roles WHERE rolname = current_user"
        )
        name, superuser, bypass, makes_roles, makes_databases, owns, is_owner = cursor.fetchone()
    if superuser or bypass or makes_roles or makes_databases:
        yield f"The web's login {name} may go round row-level security: use the login beccaria_web."
    if owns or is_owner:
        yield f"The web's login {name} owns tables or acts for the owner: use the login beccaria_web."


def _django() -> Iterator[str]:
    for message in checks.run_checks(include_deployment_checks=True, databases=["default"]):
        if message.level >= checks.WARNING and message.id not in _NOT_OURS and not message.is_silenced():
            yield f"{message.id}: {' '.join(str(message.msg).split())}"
