"""One item on the grading desk: its grade, its links, what lies near it, and the codes to grade it with."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from beccaria.core import grading
from beccaria.core.handling import CODE_WORDS
from beccaria.core.links import Pole, Subject
from beccaria.engines import mentions
from beccaria.engines.mentions import Kind
from beccaria.lib.parts import Fact, GradeChip, Tag
from beccaria.reports.pages.observation import Named
from beccaria.reports.pages.parts import (
    grade_chip,
    handling_words,
)
from beccaria.reports.pages.words import (
    CURRENCIES,
    FIRMNESS,
    FOUND,
    ITEM_RELATIONS,
    NATURES,
    RELATIONS,
    SUBJECTS,
    THREATS,
    said,
    told,
)
from beccaria.reports.queries.shapes import (
    ItemShown,
    NearItem,
    ReportShown,
)

_THINGS: Final = (Kind.PHONE, Kind.IBAN, Kind.PLATE, Kind.EMAIL)
# Things are not found by their day: any will do.
_ANY_DAY: Final = datetime(2000, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Code:
    """A code to choose, with its words."""

    value: str
    code: str
    text: str


@dataclass(frozen=True, slots=True)
class LinkLine:
    """A link of an item."""

    named: Named
    relation: str
    end: str


@dataclass(frozen=True, slots=True)
class NearLine:
    """An earlier item that is near, with the reasons; the unit says how it stands."""

    id: str
    text: str
    reference: str
    href: str
    grade: GradeChip | None
    why: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ItemCard:
    """One item on the desk."""

    id: str
    number: int
    text: str
    grade: GradeChip | None
    earlier: tuple[GradeChip, ...]
    handling: str
    tags: tuple[Tag, ...]
    facts: tuple[Fact, ...]
    links: tuple[LinkLine, ...]
    relations: tuple[str, ...]
    near: tuple[NearLine, ...]
    things: tuple[Named, ...]
    open: bool
    grade_href: str
    link_href: str
    relate_href: str
    edit_href: str


def source_codes(scheme: grading.Scheme) -> tuple[Code, ...]:
    """The source codes of a scheme, to choose one."""
    return tuple(Code(code, code, told(label.words)) for code, label in grading.sources(scheme).items())


def information_codes(scheme: grading.Scheme) -> tuple[Code, ...]:
    """The information codes of a scheme, to choose one."""
    return tuple(Code(code, code, told(label.words)) for code, label in grading.information(scheme).items())


def handled_by(scheme: grading.Scheme) -> grading.Scheme:
    """The scheme whose handling codes go with a grade; Admiralty has none of its own and borrows those of 3x5x2."""
    return grading.Scheme.THREE_FIVE_TWO if scheme is grading.Scheme.ADMIRALTY else scheme


def handling_codes(scheme: grading.Scheme) -> tuple[tuple[str, tuple[Code, ...]], ...]:
    """The handling codes that go with a scheme, in the groups that are chosen from."""
    scheme = handled_by(scheme)
    all_codes = [
        Code(key.partition(":")[2], key.partition(":")[2], told(words))
        for key, words in CODE_WORDS.items()
        if key.startswith(f"{scheme}:")
    ]
    if scheme is grading.Scheme.THREE_FIVE_TWO:
        named = {"PC": _("Sharing"), "A": _("Under C: action"), "S": _("Under C: sanitising")}
        return tuple(
            (words, tuple(code for code in all_codes if code.code[0] in letters))
            for letters, words in named.items()
        )
    return ((_("Handling"), tuple(all_codes)),)


def chip(grade: grading.Grade | None) -> GradeChip | None:
    """The chip of a grade, or None."""
    return grade_chip(grade.scheme, grade.source, grade.information) if grade else None


def card(
    item: ItemShown,
    shown: ReportShown,
    near: Sequence[NearItem],
    records: Mapping[str, Named],
    *,
    chosen: bool,
) -> ItemCard:
    own = {"report": shown.line.id, "item": item.id}
    tags = [Tag(said(NATURES, item.nature), "plain")]
    tags += [Tag(said(THREATS, threat), "accent") for threat in item.threats]
    related = {one.other_id for one in item.relations}
    return ItemCard(
        id=item.id,
        number=item.position,
        text=item.text,
        grade=chip(item.grade),
        earlier=tuple(made for made in (chip(one) for one in item.earlier) if made),
        handling=handling_words(item.handling.codes, item.handling.notes),
        tags=tuple(tags),
        facts=_facts(item),
        links=tuple(
            LinkLine(
                records.get(one.reference, Named(one.reference, one.reference)),
                said(RELATIONS, one.relation),
                reverse("reports:unlink", kwargs={**own, "link": one.id}),
            )
            for one in item.links
        ),
        relations=tuple(f"{said(ITEM_RELATIONS, one.relation)}: {one.why}" for one in item.relations),
        near=tuple(
            NearLine(
                one.id,
                one.text,
                one.report_reference,
                reverse("reports:desk", kwargs={"report": one.report_id}),
                chip(one.grade),
                tuple(why_near(sentence, records) for sentence in one.why),
            )
            for one in near
            if one.id not in related
        ),
        things=things_in(item) if chosen else (),
        open=chosen,
        grade_href=reverse("reports:grade", kwargs=own),
        link_href=reverse("reports:link", kwargs=own),
        relate_href=reverse("reports:relate", kwargs=own),
        edit_href=reverse("reports:edit_item", kwargs=own),
    )


def why_near(sentence: str, records: Mapping[str, Named]) -> str:
    """Why an earlier item is near, in the reader's language and with names instead of references."""
    if found := re.fullmatch(r"Both are linked to (.+)\.", sentence):
        names = [records[one].name if one in records else one for one in found[1].split(", ")]
        return _("Both are linked to %(names)s.") % {"names": ", ".join(names)}
    if found := re.fullmatch(r"Both say: (.+)\.", sentence):
        return _("Both say: %(words)s.") % {"words": found[1]}
    if found := re.fullmatch(r"(\d+) days apart\.", sentence):
        days = int(found[1])
        return ngettext("%(days)d day apart.", "%(days)d days apart.", days) % {"days": days}
    return _("On the same day.") if sentence == "On the same day." else sentence


def things_in(item: ItemShown) -> tuple[Named, ...]:
    """Telephones, accounts and plates of the item's own words that are not linked yet, offered."""
    linked = {one.reference for one in item.links}
    found = mentions.find(item.text, at=_ANY_DAY)
    offered = {
        f"{Pole.OBJECT}:{one.kind}:{one.value}": Named(
            f"{Pole.OBJECT}:{one.kind}:{one.value}", one.text, said(FOUND, one.kind)
        )
        for one in found
        if one.kind in _THINGS
    }
    return tuple(one for reference, one in offered.items() if reference not in linked)


def _facts(item: ItemShown) -> tuple[Fact, ...]:
    facts = []
    if item.subject and item.subject != Subject.OTHER:
        facts.append(Fact(_("Whom it is about"), said(SUBJECTS, item.subject)))
    if item.underlying:
        facts.append(Fact(_("Rests on, kept by"), item.underlying))
    known = [
        (_("Currency"), said(CURRENCIES, item.currency)),
        (_("Reliability"), said(FIRMNESS, item.reliability)),
        (_("Concreteness"), said(FIRMNESS, item.concreteness)),
    ]
    if any(getattr(item, name) != "unknown" for name in ("currency", "reliability", "concreteness")):
        facts += [Fact(label, words) for label, words in known]
    return tuple(facts)
