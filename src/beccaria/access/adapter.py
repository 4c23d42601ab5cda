"""Fit allauth to this service: nobody signs up, failures are counted and recorded, the purpose is asked at sign-in."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.forms import LoginForm
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from beccaria.access import limits, session
from beccaria.access.words import PURPOSE_WORDS
from beccaria.core.actors import Actor, Duty, Level, Purpose
from beccaria.core.acts import Act
from beccaria.core.ids import UserId
from beccaria.ledger import api as ledger
from beccaria.lib import clock


def nobody() -> Actor:
    """Stands in the ledger for somebody who did not get in."""
    return Actor(
        user=UserId("nobody"),
        duty=Duty.SYSTEM,
        sites=frozenset(),
        level=Level.OFFICIAL,
        purpose=Purpose.ADMINISTRATION,
    )


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth is not typed
    """What differs from allauth's own account handling."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Accounts are given, never taken."""
        del request
        return False

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Count the try, by name: ten in a quarter of an hour, wherever they come from."""
        name = str(credentials.get("username") or credentials.get("email") or "")
        if not limits.take(limits.SIGN_INS, session.digest(name.casefold()), at=clock.now()):
            raise forms.ValidationError(
                _("Too many tries. Wait a quarter of an hour, or ask your administrator.")
            )
        super().pre_authenticate(request, **credentials)

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """Record a failed try under a digest of the name: names that were mistyped may be passwords."""
        name = str(credentials.get("username") or "")
        ledger.record(
            Act.SESSION_REFUSED,
            by=nobody(),
            at=clock.now(),
            detail={"name": session.digest(name.casefold())},
            outcome="refused",
        )
        super().authentication_failed(request, **credentials)

    def add_message(self, *args: Any, **kwargs: Any) -> None:
        """No "you have signed in" notes: the page says it."""
        del args, kwargs


class SocialAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]  # allauth is not typed
    """Single sign-on finds an existing user by verified e-mail; it never makes one."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        """Accounts are given, never taken."""
        del request, sociallogin
        return False


class SignInForm(LoginForm):  # type: ignore[misc]  # allauth is not typed
    """Name, password, and what the session is for."""

    purpose = forms.ChoiceField(
        label=_("What are you here for?"),
        required=False,
        choices=[("", _("What my duty usually needs")), *PURPOSE_WORDS.items()],
    )

    def login(self, request: HttpRequest, redirect_url: str | None = None) -> Any:
        """Keep the purpose until the duty is known."""
        request.session["wanted_purpose"] = self.cleaned_data.get("purpose") or ""
        return super().login(request, redirect_url=redirect_url)
