"""Give every page its shell: who is here, where they can go, language, theme, and what was just done."""

from dataclasses import dataclass
from typing import Literal
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from beccaria.access.api import DUTY_WORDS, PURPOSE_WORDS, glass_now, may_ever
from beccaria.core.actors import Actor
from beccaria.core.acts import Act
from beccaria.lib import moments
from beccaria.lib.parts import HandlingStrip, Link, Notice
from beccaria.web.navigation import NavItem, navigation
from beccaria.web.players import PLAYERS, Player

THEMES: dict[str, Promise | str] = {"auto": _("As the device"), "light": _("Day"), "dark": _("Night")}
# Languages name themselves: whoever looks for his own does not read the other.
LANGUAGES = {"en-gb": "English", "it": "Italiano"}
THEME_COOKIE, KEYS_COOKIE = "beccaria_theme", "beccaria_keys"
_TONES: dict[str, Literal["done", "amber", "red"]] = {"success": "done", "warning": "amber", "error": "red"}


@dataclass(frozen=True, slots=True)
class Choice:
    """One of a few preferences."""

    value: str
    name: str | Promise
    chosen: bool


@dataclass(frozen=True, slots=True)
class Me:
    """Who is here, in which duty, for which purpose."""

    name: str
    duty: str
    place: str
    purpose: str
    links: tuple[Link, ...]

    @property
    def initials(self) -> str:
        """First letters of the first and the last word of the name."""
        words = [word for word in self.name.split() if word[0].isalpha()]
        return "".join(word[0].upper() for word in [*words[:1], *words[1:][-1:]])


@dataclass(frozen=True, slots=True)
class Shell:
    """What surrounds a page."""

    fragment: bool
    me: Me | None
    nav: tuple[NavItem, ...]
    search: bool
    searched: str
    here: str
    language: str
    languages: tuple[Choice, ...]
    theme: str
    themes: tuple[Choice, ...]
    keys: bool
    demonstration: bool
    players: tuple[Player, ...]
    sign_on: Link | None
    handling: HandlingStrip | None
    notices: tuple[Notice, ...]


def shell(request: HttpRequest) -> dict[str, Shell]:
    """Context processor: adds `shell` to every page."""
    actor: Actor | None = getattr(request, "actor", None)
    theme = request.COOKIES.get(THEME_COOKIE, "auto")
    theme = theme if theme in THEMES else "auto"
    part = _asks_for_a_part(request)
    made = Shell(
        fragment=part,
        me=_me(request, actor) if actor and not part else None,
        nav=navigation(actor, request.path) if actor and not part else (),
        search=actor is not None and may_ever(Act.SEARCH, actor),
        searched=request.GET.get("q", "")[:200] if request.path == reverse("web:search") else "",
        here=_here(request),
        language=get_language() or settings.LANGUAGE_CODE,
        languages=tuple(Choice(code, name, code == get_language()) for code, name in LANGUAGES.items()),
        theme=theme,
        themes=tuple(Choice(value, name, value == theme) for value, name in THEMES.items()),
        keys=request.COOKIES.get(KEYS_COOKIE) != "off",
        demonstration=settings.DEMONSTRATION,
        players=PLAYERS if settings.DEMONSTRATION else (),
        sign_on=None if actor else _sign_on(),
        handling=HandlingStrip(0, gettext("Official"), (gettext("for your duty only"),)) if actor else None,
        # A part has no room for notices: taking them here would lose them before somebody reads them.
        notices=() if part or "beccaria.bare" in request.META else _notices(request),
    )
    return {"shell": made}


def _here(request: HttpRequest) -> str:
    if request.method == "GET":
        return request.get_full_path()
    # What was posted has no page of its own: the page it came from is where to go on.
    came = urlsplit(request.headers.get("Referer", ""))
    if came.netloc != request.get_host():
        return "/"
    return came.path + (f"?{came.query}" if came.query else "")


def _asks_for_a_part(request: HttpRequest) -> bool:
    # A restored page and a boosted link need the whole page although htmx asks.
    said = request.headers
    return "HX-Request" in said and "HX-Boosted" not in said and "HX-History-Restore-Request" not in said


def _me(request: HttpRequest, actor: Actor) -> Me:
    offered = [
        (Act.DUTY_CHOOSE, "access:duty", gettext("Change duty or purpose")),
        (Act.OWN_ACCOUNT, "mfa_index", gettext("Second factor")),
        (Act.OWN_ACCOUNT, "account_change_password", gettext("Password")),
        (Act.BREAK_GLASS, "access:glass", gettext("Break the glass")),
    ]
    return Me(
        name=str(getattr(request.user, "name", "")) or gettext("Somebody"),
        duty=str(DUTY_WORDS[actor.duty]),
        place=gettext("Whole service") if actor.everywhere else ", ".join(sorted(actor.sites)),
        purpose=str(PURPOSE_WORDS[actor.purpose]),
        links=tuple(Link(text, reverse(name)) for act, name, text in offered if may_ever(act, actor)),
    )


def _sign_on() -> Link | None:
    apps = settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"]
    if not apps:
        return None
    address = reverse("openid_connect_login", kwargs={"provider_id": apps[0]["provider_id"]})
    return Link(gettext("Sign in with %(name)s") % {"name": apps[0]["name"]}, address)


def _notices(request: HttpRequest) -> tuple[Notice, ...]:
    said = messages.get_messages(request)
    told = tuple(Notice(str(message), _TONES.get(message.level_tag, "note")) for message in said)
    return (*_broken_glass(request), *told)


def _broken_glass(request: HttpRequest) -> tuple[Notice, ...]:
    glass = glass_now(request)
    if glass is None:
        return ()
    said = {"site": glass.site, "time": moments.exact(glass.ends_at)}
    text = gettext("You also see %(site)s until %(time)s. Every look is marked and will be reviewed.") % said
    return (Notice(text, "amber", gettext("The glass is broken.")),)
