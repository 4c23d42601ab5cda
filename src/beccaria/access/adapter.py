"""Fit allauth to this service: nobody signs up, failures are counted and recorded, the purpose is asked at sign-in."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.forms import LoginForm
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialAccount
from django import forms
from django.http import HttpRequest
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from beccaria.access import actions, limits, queries, session, sign_on
from beccaria.access.models import User
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
    """Single sign-on finds an existing user by the agreed claim; it never makes one."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        """Accounts are given, never taken."""
        del request, sociallogin
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        """Let in who is known, and tie him to who he is there: the claim finds him once, the tie ever after."""
        user = sociallogin.user if sociallogin.is_existing else self._found(sociallogin)
        if user is None or not user.is_active:
            _record_sign_on_refused({"name": sociallogin.account.uid[:16], "why": "nobody here"})
            raise ImmediateHttpResponse(
                render(request, "socialaccount/authentication_error.html", {"unknown": True}, status=403)
            )
        if not sociallogin.is_existing:
            actions.tie_sign_on(sociallogin.account, user, at=clock.now())
            sociallogin.user = user

    def _found(self, sociallogin: Any) -> User | None:
        claim = sociallogin.provider.app.settings["claim"]
        user = queries.user_by_claim(claim, sociallogin.said)
        # An address may be given to somebody new one day: who is tied already is not found by it again.
        if user is None or SocialAccount.objects.filter(user=user, provider=sign_on.PROVIDER).exists():
            return None
        return user

    def on_authentication_error(
        self,
        request: HttpRequest,
        provider: Any,
        error: Any = None,
        exception: Exception | None = None,
        extra_context: dict[str, Any] | None = None,
    ) -> None:
        """Record that somebody came back with something that is not believed."""
        del request, provider, extra_context
        ours = isinstance(exception, sign_on.NotBelieved)
        _record_sign_on_refused({"why": str(exception) if ours else type(exception or error).__name__})


def _record_sign_on_refused(detail: dict[str, str]) -> None:
    ledger.record(
        Act.SESSION_REFUSED,
        by=nobody(),
        at=clock.now(),
        detail={"how": "single sign-on", **detail},
        outcome="refused",
    )


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
