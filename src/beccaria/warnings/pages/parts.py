"""Make the parts that every page of this app uses: who is meant, buttons with their reason, moments of ending."""

from collections.abc import Iterable
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from beccaria.core.actors import Actor
from beccaria.core.warning import Certainty, Standing
from beccaria.lib import moments
from beccaria.lib.parts import Button, Fact, HandlingStrip, Tag
from beccaria.people import api as people
from beccaria.places import api as places
from beccaria.warnings.pages.words import CERTAINTIES, FACTS, KINDS, STANDINGS, said, told
from beccaria.warnings.queries.shapes import BanShown, WarningLine
from beccaria.warnings.recognising import Subject

_SHORT = 110


def button(text: str, href: str, why_not: str | None) -> Button:
    """A button, disabled with its reason when the rules say no."""
    return Button(text, href, told(why_not or ""))


def strip(several: Iterable[WarningLine | BanShown]) -> HandlingStrip | None:
    """How a page must be handled that shows these: the strictest; nothing shown, nothing said."""
    shown = list(several)
    if not shown:
        return None
    codes = sorted({code for one in shown for code in one.handling})
    return people.strip(max(one.level for one in shown), codes)


def named(one: WarningLine | BanShown) -> str:
    """Who or what is meant, in a few words."""
    subject = one.subject
    first = (
        *subject.names[:1],
        subject.phone,
        subject.account,
        subject.plate,
        subject.document,
        subject.address,
    )
    return next((text for text in first if text), "")


def beginning(text: str) -> str:
    """The first words of a text, whole."""
    plain = " ".join(text.split())
    return plain if len(plain) <= _SHORT else plain[:_SHORT].rsplit(" ", 1)[0] + " …"


def heading(one: WarningLine) -> str:
    """A warning in one line: its kind and who is meant."""
    who = named(one)
    kind = said(KINDS, one.kind)
    return f"{kind}: {who}" if who else f"{kind}: {beginning(one.text)}"


def names_of_places(codes: Iterable[str | None], *, by: Actor) -> dict[str, str]:
    """The names of establishments; the national service has one too."""
    return {"": _("the national service")} | places.named({code for code in codes if code}, by=by)


def facts(subject: Subject) -> tuple[Fact, ...]:
    """How somebody is described, what is known of it only."""
    values = (
        ("name", subject.names[0] if subject.names else ""),
        ("also", "; ".join(subject.names[1:])),
        ("born", people.day(subject.born) if subject.born else ""),
        *((name, getattr(subject, name)) for name in ("document", "phone", "account", "plate", "address")),
    )
    return tuple(Fact(said(FACTS, name), value) for name, value in values if value)


def certainty(code: Certainty) -> str:
    """How sure the writer is."""
    return said(CERTAINTIES, code)


def standing_tag(one: WarningLine) -> Tag:
    """Where a warning stands."""
    tones = {Standing.ACTIVE: "accent", Standing.EXPIRED: "quiet", Standing.WITHDRAWN: "red"}
    return Tag(said(STANDINGS, one.standing), tones[one.standing])  # type: ignore[arg-type]  # a tone by its word


def until(moment: datetime, *, now: datetime) -> str:
    """Until when something holds, with the days left in words."""
    left = days_left(moment, now=now)
    if moment <= now:
        return _("until %(moment)s: over") % {"moment": moments.exact(moment)}
    days = ngettext("%(count)d day left", "%(count)d days left", left) % {"count": left}
    return _("until %(moment)s: %(days)s") % {"moment": moments.exact(moment), "days": days}


def days_left(moment: datetime, *, now: datetime) -> int:
    """How many more local days it holds, today included."""
    return max(0, (moments.day_of(moment) - moments.day_of(now)).days)


def clock(moment: datetime) -> str:
    """The local time of day."""
    return timezone.localtime(moment).strftime("%H:%M")
