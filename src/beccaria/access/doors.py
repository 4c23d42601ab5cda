"""Name the act of addresses that libraries bring: allauth's pages and the REST interface's paths."""

from collections.abc import Iterable

from django.core.exceptions import ImproperlyConfigured
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver
from ninja import NinjaAPI

from beccaria.access import sign_on
from beccaria.access.entry import performs
from beccaria.core.acts import Act

# allauth guards these itself (they work on the signed-in user's own account, or sign somebody in).
_SIGN_IN = frozenset(
    {
        "account_login",
        "account_reauthenticate",
        "account_change_password",
        "mfa_index",
        "mfa_authenticate",
        "mfa_reauthenticate",
        "mfa_activate_totp",
        "mfa_deactivate_totp",
        "mfa_view_recovery_codes",
        "mfa_generate_recovery_codes",
        "mfa_list_webauthn",
        "mfa_add_webauthn",
        "mfa_edit_webauthn",
        "mfa_remove_webauthn",
        "mfa_reauthenticate_webauthn",
        "mfa_login_webauthn",
        "openid_connect_login",
        "openid_connect_callback",
        "socialaccount_login_cancelled",
        "socialaccount_login_error",
    }
)
# Ours in place of allauth's: they check more.
_INSTEAD = {"openid_connect_login": sign_on.login, "openid_connect_callback": sign_on.callback}


@performs(Act.PUBLIC_PAGE)
def _closed(_request: HttpRequest, **_kwargs: object) -> HttpResponse:
    raise Http404


def guard(patterns: Iterable[URLPattern | URLResolver]) -> None:
    """Give every one of allauth's addresses its act; those this service does not use are closed."""
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            guard(pattern.url_patterns)
        elif pattern.name in _SIGN_IN:
            pattern.callback = performs(Act.SIGN_IN)(_INSTEAD.get(pattern.name, pattern.callback))
        elif pattern.name == "account_logout":
            pattern.callback = performs(Act.SIGN_OUT)(pattern.callback)
        else:
            pattern.callback = _closed


def guard_api(api: NinjaAPI) -> tuple[list[URLPattern | URLResolver], str, str]:
    """The REST interface's addresses; refuses to start when an operation names no act."""
    patterns, app_name, namespace = api.urls
    for prefix, router in api._routers:  # noqa: SLF001  ninja has no public list of its operations
        for path, view in router.path_operations.items():
            for operation in view.operations:
                if not hasattr(operation.view_func, "act"):
                    raise ImproperlyConfigured(
                        f"{operation.methods} {prefix}{path} names no act: add performs()."
                    )
    for pattern in patterns:
        if isinstance(pattern, URLPattern):
            if pattern.name in {"api-root", "openapi-json"}:
                pattern.callback = performs(Act.PUBLIC_PAGE)(pattern.callback)
            else:
                # The operations behind it were just checked; this only tells the middleware so.
                pattern.callback.act = "of its operations"  # type: ignore[attr-defined]  # functions may carry notes
    return patterns, app_name, namespace
