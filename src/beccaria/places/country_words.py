"""Say the parts of a country pack in the reader's language; the facts themselves stay as the pack words them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import get_language_info, ngettext, pgettext
from django.utils.translation import gettext as _

from beccaria.core.countries import Known, RegimeKind, Section, StatusKind
from beccaria.lib.parts import Tag

if TYPE_CHECKING:
    from beccaria.core.countries import Duration, Fact


def mark(fact: Fact) -> Tag:
    """How sure a fact is, in words."""
    match fact.known:
        case Known.VERIFIED:
            return Tag(_("verified"), "good")
        case Known.NOT_VERIFIED:
            return Tag(_("not verified"), "amber")
        case Known.UNKNOWN:
            return Tag(_("not known"), "quiet")


def section(one: Section) -> str:
    """The title of a part of the pack."""
    return {
        Section.COUNTRY: _("Country"),
        Section.DETERMINED: _("Who determines organised-crime status"),
        Section.CATEGORIES: _("Security categories, lowest first"),
        Section.STATUSES: _("Statuses beside a category"),
        Section.REGIMES: _("Regimes, lists and programmes"),
        Section.CLOCKS: _("When it is looked at again"),
        Section.ISOLATION: _("Limits on isolation"),
        Section.NOTICE: _("Notice and appeal"),
        Section.DECIDES: _("Who may decide"),
        Section.SHARING: _("Sharing of intelligence"),
        Section.MORE: _("What else the sources say"),
    }[one]


def status_kind(one: StatusKind) -> str:
    """What a status is called here, whatever a country calls it."""
    return {
        StatusKind.ORGANISED_CRIME: _("Organised crime"),
        StatusKind.HIGH_RISK: _("High risk"),
        StatusKind.EXTREMIST: _("Extremist"),
    }[one]


def regime_kind(one: RegimeKind) -> str:
    """What a regime is."""
    return {
        RegimeKind.SPECIAL_REGIME: _("special regime"),
        RegimeKind.LISTING: _("list"),
        RegimeKind.PROGRAMME: _("programme"),
    }[one]


def label(section_of: Section, name: str) -> str:
    """The name of a fact. The same word may mean another thing in another part of the pack."""
    return (_SPECIAL_LABELS.get(section_of) or _labels)()[name] if name else ""


def _labels() -> dict[str, str]:
    return {
        "english_name": _("English name"),
        "own_names": _("Own names"),
        "languages": _("Languages"),
        "currency": pgettext("money", "Currency"),
        "time_zone": _("Time zone"),
        "determined_by": _("Determined by"),
        "determined_how": _("How"),
        "definition": _("Definition"),
        "scheme": _("Scheme"),
        "describes": _("Meaning"),
        "crosswalk": _("Neutral scale"),
        "given_to": _("Given to"),
        "decided_by": _("Decided by"),
        "called": _("Called there"),
        "told": _("What the person is told"),
        "for_whom": _("For whom"),
        "legal_ground": _("Legal ground"),
        "authority": _("Authority"),
        "longest_first": _("Longest first duration"),
        "renewal": _("Renewal"),
        "restrictions": _("Restrictions"),
        "safeguards": _("Safeguards"),
        "remedy": _("Remedy"),
        "hours_a_day": _("Hours a day alone"),
        "days": _("Days in a row"),
        "notice": _("Notice"),
        "appeal": _("Appeal"),
    }


def _clocks() -> dict[str, str]:
    return {
        "category": _("Security category"),
        "listing": _("Place on a list"),
        "measures": _("Measures"),
        "special_regime": _("Special regime"),
        "regime_intelligence": _("Intelligence behind a special regime"),
        "separation": _("Separation from others"),
        "group_score": _("Score of a group"),
        "alert": _("Security alert"),
    }


def _decides() -> dict[str, str]:
    return {
        "status": _("Organised-crime status"),
        "category": _("Security category"),
        "special_regime": _("Special regime"),
        "measures": _("Measures"),
        "placement": _("Placement"),
    }


def _sharing() -> dict[str, str]:
    return {
        "police": _("Police"),
        "prosecution": _("Prosecution"),
        "security_service": _("Security service"),
        "other_public_body": _("Other public bodies"),
        "prison_service_abroad": _("Prison services abroad"),
        "police_abroad": _("Police abroad"),
    }


_SPECIAL_LABELS = {Section.CLOCKS: _clocks, Section.DECIDES: _decides, Section.SHARING: _sharing}


def value(name: str, fact: Fact) -> str:
    """The value as people read it: words of ours translated, the rest as the pack says it; empty when not known."""
    if fact.known is Known.UNKNOWN:
        return ""
    if name == "crosswalk":
        return neutral().get(fact.words, fact.words)
    if name == "given_to":
        return {"everybody": _("everybody"), "listed": _("people on a list only")}[fact.words]
    if name == "languages":
        return (
            ", ".join(_language(one) for one in fact.value) if isinstance(fact.value, tuple) else fact.words
        )
    if name == "determined_by":
        named = {
            "police": _("police"),
            "prison": _("prison service"),
            "court": _("court"),
            "prosecution": _("prosecution"),
        }
        said = fact.value if isinstance(fact.value, tuple) else (fact.words,)
        return ", ".join(named.get(one, one) for one in said)
    return ", ".join(fact.value) if isinstance(fact.value, tuple) else fact.words


def _language(code: str) -> str:
    try:
        return str(get_language_info(code)["name_translated"])
    except KeyError:
        return code


def length(one: Duration) -> str:
    """A length of time in the reader's language."""
    count = one.count
    forms = {
        "hour": ngettext("%(count)s hour", "%(count)s hours", count),
        "day": ngettext("%(count)s day", "%(count)s days", count),
        "week": ngettext("%(count)s week", "%(count)s weeks", count),
        "month": ngettext("%(count)s month", "%(count)s months", count),
        "year": ngettext("%(count)s year", "%(count)s years", count),
    }
    return forms[one.unit] % {"count": count}


def neutral() -> dict[str, str]:
    """The neutral scale, lowest first."""
    return {
        "low": _("Low"),
        "medium": _("Medium"),
        "high": _("High"),
        "very_high": _("Very high"),
        "not_comparable": _("Not comparable"),
    }
