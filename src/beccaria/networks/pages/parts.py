"""Make the parts that pages of groups and memberships share: label and grade chips, strips, buttons with reasons."""

from collections.abc import Iterable
from datetime import date, datetime, time

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from beccaria.core import grading, handling
from beccaria.core.actors import Level
from beccaria.core.groups import Standing
from beccaria.lib import moments
from beccaria.lib.parts import Button, DueChip, GradeChip, HandlingStrip, LabelChip, Link, Notice
from beccaria.networks.pages.words import LABELS, said, told, until
from beccaria.networks.queries import EvidenceShown
from beccaria.people import api as people

_SCHEMES = {grading.Scheme.ADMIRALTY: "Admiralty"}


def button(text: str, href: str, why_not: str | None = None) -> Button:
    """A button, disabled with its reason when the rules say no."""
    return Button(text, href, told(why_not) if why_not else "")


def link(text: str, name: str, *where: str) -> Link | None:
    """A link to another part of the service; None while that part is not there."""
    href = people.address(name, *where)
    return Link(text, href) if href else None


def label(standing: Standing, *, of: str = "") -> LabelChip:
    """What is held of a membership, with its bases and its end; dashed without bases."""
    words = said(LABELS, standing.support)
    text = _("%(group)s: %(label)s") % {"group": of, "label": words} if of else words
    return LabelChip(text, standing.bases, until(standing.until))


def grade(of: grading.Grade) -> GradeChip:
    """The chip of a grade."""
    words = _("source %(source)s; information %(information)s") % {
        "source": _(grading.sources(of.scheme)[of.source].words),
        "information": _(grading.information(of.scheme)[of.information].words),
    }
    return GradeChip(of.chip, _SCHEMES.get(of.scheme, of.scheme.value), words)


def strip(several: Iterable[tuple[int, tuple[str, ...]]]) -> HandlingStrip | None:
    """How a page must be handled that shows these levels and codes: the strictest; nothing shown, nothing said."""
    shown = list(several)
    if not shown:
        return None
    conditions = handling.from_codes({code for _level, codes in shown for code in codes})
    clauses = tuple(_(clause) for clause in handling.sayings(conditions))
    return people.strip(int(max(Level(level) for level, _codes in shown)), clauses)


def not_to_subject() -> Notice:
    """What everybody must read first who reads of a group of this kind."""
    return Notice(
        _("Nobody named here may be made aware of this listing, by word, by look, or by a paper left lying."),
        "amber",
        _("Not to be disclosed to the people named"),
    )


def due(day: date, *, since: datetime, now: datetime) -> DueChip:
    """When something is due: at the end of a day."""
    moment = datetime.combine(day, time(23, 59), tzinfo=timezone.get_current_timezone())
    return moments.due_chip(moment, since=since, now=now)


def source_link(shown: EvidenceShown) -> Link | None:
    """The way to the record that is cited."""
    kind, _colon, key = shown.reference.partition(":")
    match kind:
        case "report":
            return link(_("The report it rests on"), "reports:desk", key)
        case "observation":
            return link(_("The observation it rests on"), "reports:observation", key)
        case _:
            return None


def address(name: str, *where: str) -> str:
    """An address of this app."""
    return reverse(f"networks:{name}", args=where)
