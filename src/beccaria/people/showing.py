"""Show a person the same everywhere: his line, what tells him from others of his name, his tabs, his handling strip."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, datetime

from django.urls import NoReverseMatch, reverse
from django.utils import formats, timezone
from django.utils.translation import gettext as _

from beccaria.access.api import may_ever
from beccaria.core import handling as conditions
from beccaria.core.actors import Actor
from beccaria.core.acts import Act
from beccaria.core.markings import Marking
from beccaria.lib.parts import HandlingStrip, Link, PersonLine
from beccaria.people.queries import Held, PersonShown
from beccaria.people.words import LEVELS, ROLES, SOURCES, said
from beccaria.places import api as places

_TELLING = 2
_FEW_RECORDS = 3


def day(value: date) -> str:
    """A day as people of the reader's country write it."""
    return formats.date_format(value, "DATE_FORMAT")


def age(born: date | None, *, at: datetime) -> str:
    """How old somebody is, in words; empty when nobody knows."""
    if born is None:
        return ""
    today = timezone.localtime(at).date()
    years = today.year - born.year - ((today.month, today.day) < (born.month, born.day))
    return _("%(years)s years, born %(day)s") % {"years": years, "day": day(born)}


def where(held: Held | None, names: dict[str, str]) -> str:
    """Establishment, wing and cell in words."""
    if held is None:
        return ""
    inside = f"{held.establishment}-"  # some registers repeat it in the codes of wings and cells
    wing = _("wing %(wing)s") % {"wing": held.wing.removeprefix(inside)} if held.wing else ""
    cell = _("cell %(cell)s") % {"cell": held.cell.removeprefix(inside)} if held.cell else ""
    return ", ".join(part for part in (names.get(held.establishment, held.establishment), wing, cell) if part)


def person_lines(persons: Sequence[PersonShown], *, by: Actor, at: datetime) -> tuple[PersonLine, ...]:
    """The lines of these persons, in order; where names are the same, with what tells them apart."""
    codes = {one.held.establishment for one in persons if one.held} | {
        record.site for one in persons for record in (one, *one.also) if record.site
    }
    names = places.named(codes, by=by)
    told = _apart(persons, names)
    return tuple(_line(one, names, told.get(one.id, ""), at) for one in persons)


def _line(one: PersonShown, names: dict[str, str], apart: str, at: datetime) -> PersonLine:
    place = where(one.held, names) or names.get(one.site or "", "")
    category = (
        _("category %(letter)s") % {"letter": one.held.category} if one.held and one.held.category else ""
    )
    return PersonLine(
        name=one.name,
        number=one.number or said(ROLES, one.role),
        href=reverse("people:person", args=[one.id]),
        place=place
        if one.held or not one.number
        else ", ".join(filter(None, (said(ROLES, one.role), place))),
        category=category,
        age=age(one.born, at=at),
        apart=apart,
        also=also(one, names),
    )


def also(one: PersonShown, names: dict[str, str]) -> str:
    """The other records of a person: under which name, by whom told, where."""
    told = [
        ", ".join(
            part
            for part in (other.name, other.number or said(ROLES, other.role), source(other, names))
            if part
        )
        for other in one.also[:_FEW_RECORDS]
    ]
    if more := len(one.also) - len(told):
        told.append(_("%(count)s more") % {"count": more})
    return _("Also recorded as %(records)s") % {"records": "; ".join(told)} if told else ""


def source(one: PersonShown, names: dict[str, str]) -> str:
    """Who told of a record, in words, and the establishment it belongs to."""
    kind = one.source.partition(":")[0]
    who = said(SOURCES, kind)
    return ", ".join(part for part in (who, names.get(one.site or "", one.site or "")) if part)


def _apart(persons: Sequence[PersonShown], names: dict[str, str]) -> dict[str, str]:
    """For those whose folded names are the same in this list: what differs between them, or that nothing does."""
    groups: dict[str, list[PersonShown]] = defaultdict(list)
    for one in persons:
        groups[" ".join(sorted(one.sorts.split()))].append(one)
    told = {}
    for group in groups.values():
        if len(group) > 1:
            kinds = list(zip(*(_marks(one, names) for one in group), strict=True))
            telling = [place for place, values in enumerate(kinds) if len(set(values)) > 1]
            for one in group:
                marks = _marks(one, names)
                words = [marks[place] for place in telling if marks[place]][:_TELLING]
                told[one.id] = (
                    _("Same name: %(marks)s") % {"marks": "; ".join(words)}
                    if words
                    else _("Same name, and nothing recorded tells them apart: look at the records")
                )
    return told


def _marks(one: PersonShown, names: dict[str, str]) -> tuple[str, ...]:
    born = _("born %(day)s") % {"day": day(one.born)} if one.born else _("birth date unknown")
    known_as = _("also called %(names)s") % {"names": ", ".join(one.aliases)} if one.aliases else ""
    number = _("number %(number)s") % {"number": one.number} if one.number else ""
    return (born, said(ROLES, one.role), where(one.held, names), number, known_as)


def person_tabs(person_id: str, *, by: Actor) -> tuple[Link, ...]:
    """The tabs of a person's pages, each with its own address, as far as the reader's duty goes."""
    offered = (
        (Act.PERSON_READ, "people:person", _("Overview")),
        (Act.EVENT_READ, "events:timeline", _("What happened")),
        (Act.EVENT_READ, "events:with_whom", _("With whom")),
        (Act.REPORT_READ, "reports:about_person", _("Reports")),
        (Act.ASSESSMENT_READ, "risk:history", _("Risk over time")),
        (Act.PERSON_READ, "people:records", _("Records")),
        (Act.PROFILE_READ, "risk:profile", _("Profile")),
    )
    found = [(text, address(name, person_id)) for act, name, text in offered if may_ever(act, by)]
    if may_ever(Act.LEDGER_READ, by):
        found.append((_("Who looked"), f"{address('oversight:ledger')}?about=person:{person_id}"))
    return tuple(Link(text, href) for text, href in found if href)


def address(name: str, *args: str) -> str:
    """An address of another part of the service, upward by name only; empty when that part is not installed."""
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return ""


def strip(level: int, handling: Sequence[str] = ()) -> HandlingStrip:
    """How a page about a person of this level must be handled; codes as records keep them are said in words."""
    codes = {each for each in handling if _is_code(each)}
    said = (_(clause) for clause in conditions.sayings(conditions.from_codes(codes)))
    words = (*said, *(each for each in handling if each not in codes))
    return HandlingStrip(level, str(LEVELS[level]), words or (_("for your duty only"),))


def _is_code(each: str) -> bool:
    # A code is its scheme, a colon and a letter, without a space: "3x5x2:A1". Clauses are sentences.
    return ":" in each and " " not in each


def strip_of(markings: Iterable[Marking]) -> HandlingStrip | None:
    """How a page must be handled that shows records so marked: the strictest; nothing shown, nothing said."""
    shown = tuple(markings)
    if not shown:
        return None
    return strip(
        int(max(one.level for one in shown)), sorted({code for one in shown for code in one.handling})
    )
