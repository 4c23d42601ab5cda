"""Make the parts that pages of alerts share: strips, titles of rules, precision in words and as a range."""

from collections.abc import Iterable
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from beccaria.core import handling
from beccaria.core.actors import Actor
from beccaria.core.patterns import Pattern
from beccaria.detection.pages.words import again, told
from beccaria.detection.queries.shapes import AlertLine
from beccaria.engines.rates import Rate
from beccaria.lib import moments, patterns
from beccaria.lib.parts import Band, HandlingStrip, RangeBar, Tag
from beccaria.people import api as people
from beccaria.places import api as places


def pattern(name: str) -> Pattern | None:
    """The pattern of the library; None for one that this release does not have any more."""
    return patterns.here().get(name)


def title(name: str) -> str:
    """What a rule is called."""
    one = pattern(name)
    return told(one.title) if one else name


def flags(name: str) -> str:
    """What a rule flags, in general words."""
    one = pattern(name)
    return told(one.flags) if one else ""


def sentence(one: AlertLine) -> str:
    """What an alert says to this reader, in his language: in full, or what its rule flags."""
    if one.told is None:
        return flags(one.pattern) or title(one.pattern)
    return again(pattern(one.pattern), one.told.sentence, one.told.version, one.told.values)


def unusual(one: AlertLine) -> str:
    """How unusual it is, in the reader's language; nothing for who may not read it in full."""
    if one.told is None:
        return ""
    return again(pattern(one.pattern), one.told.unusual, one.told.version, one.told.values, how=True)


def strip(several: Iterable[AlertLine]) -> HandlingStrip | None:
    """How a page that shows these alerts is handled: the strictest; nothing shown, nothing said."""
    shown = list(several)
    if not shown:
        return None
    codes = handling.from_codes({code for one in shown for code in one.handling})
    clauses = [_(clause) for clause in handling.sayings(codes)]
    if any(one.compartments for one in shown):
        clauses.insert(0, _("for this compartment only"))
    return people.strip(max(one.level for one in shown), tuple(clauses))


def where(site: str | None, *, by: Actor) -> str:
    """Whose alert it is."""
    if site is None:
        return _("Several prisons")
    return places.named({site}, by=by)[site]


def precision(rate: Rate) -> str:
    """How often a rule was right, in words: counts first, then what they may mean."""
    if not rate.of:
        return _("Nobody has answered an alert of this rule yet: how often it is right is not known.")
    said = ngettext(
        "Right %(hits)d time of %(of)d answered", "Right %(hits)d times of %(of)d answered", rate.of
    ) % {"hits": rate.hits, "of": rate.of}
    return _("%(said)s: between %(low)d and %(high)d of 100 alerts are worth a look.") % {
        "said": said,
        "low": round(100 * rate.low),
        "high": round(100 * rate.high),
    }


def precision_bar(rate: Rate, floor: float) -> RangeBar:
    """The same as a range, with the floor below which the rule is suspended."""
    return RangeBar(
        title=_("How often this rule is right"),
        words=precision(rate),
        low=rate.low,
        high=rate.high,
        middle=rate.share if rate.share is not None else (rate.low + rate.high) / 2,
        bands=(
            Band(_("below its floor"), 0.0, floor),
            Band(_("worth reading"), floor, 1.0),
        ),
    )


def answer_tag(line: AlertLine, *, now: datetime) -> tuple[Tag, ...]:
    """How an alert stands: back again, put aside, folded."""
    tags = []
    if line.is_back:
        tags.append(Tag(_("something new came"), "amber"))
    if line.answer is None and line.aside_until and line.aside_until > now:
        tags.append(Tag(_("aside until %(day)s") % {"day": moments.day(line.aside_until)}, "quiet"))
    if line.folded:
        words = ngettext("%(count)d related", "%(count)d related", line.folded) % {"count": line.folded}
        tags.append(Tag(words, "quiet"))
    if line.basis == "care":
        tags.append(Tag(_("care"), "good"))
    return tuple(tags)


def address(name: str, *where: str) -> str:
    """An address of this app."""
    return reverse(f"detection:{name}", args=where)
