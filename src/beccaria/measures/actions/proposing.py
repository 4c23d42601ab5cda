"""Propose a measure with its ground, the five answers of PLANN, its facts and its end; nothing holds by it yet."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Final

from django.db import transaction

from beccaria.access.api import require
from beccaria.core.actors import Actor, Level
from beccaria.core.acts import Act
from beccaria.core.classification import check_ground, decided_under
from beccaria.core.letters import Stands, says_when, why_not_told
from beccaria.core.markings import Marking, columns, inherited
from beccaria.core.measures import COMMUNICATION, Kind, Times
from beccaria.core.refusal import BadInput, Phrase
from beccaria.core.wording import words
from beccaria.events import api as events
from beccaria.ledger import api as ledger
from beccaria.lib.moments import day_of
from beccaria.measures.actions import checking
from beccaria.measures.actions.checking import Before, Checked
from beccaria.measures.models import Measure, MeasureFact, Reasons
from beccaria.measures.queries import isolation
from beccaria.people import api as people
from beccaria.people.api import PersonShown
from beccaria.risk import api as risk

SHORT = 400
_FOR_IT: Final = ("necessary", "proportionate", "alternatives", "non_discriminatory")


@dataclass(frozen=True, slots=True, kw_only=True)
class NewMeasure:
    """What is proposed: the restriction and its law, from when until when, why, on which facts, and what he is told.

    `part_of` names the regime that consists of it; `contact_hours` only of what keeps him apart; `limit_told` only
    where that leaves him alone 22 hours a day or more.
    """

    person: str
    kind: str
    regime: str = ""
    part_of: str = ""
    what: str
    article: str
    office: str
    starts: datetime
    ends: datetime
    contact_hours: Decimal | None = None
    limit_told: str = ""
    remedy: str
    proportionate: str
    accountable: str
    necessary: str
    non_discriminatory: str
    alternatives: str
    told: str = ""
    not_told: bool = False
    facts: Sequence[risk.NewFact] = ()
    level: Level = Level.OFFICIAL


@dataclass(frozen=True, slots=True, kw_only=True)
class _Ready:
    """A proposal that passed every check."""

    person: PersonShown
    site: str | None
    kind: Kind
    pack: str
    said: dict[str, str]
    facts: tuple[risk.Checked, ...]
    checked: Checked
    before: Before | None
    told: str
    whole: Measure | None


@transaction.atomic
def propose(new: NewMeasure, *, by: Actor, at: datetime) -> str:
    """Write a proposal down and return its identifier. Raises BadInput, Cannot, Refused."""
    row = _write(new, _ready(new, by=by, at=at), by=by, at=at)
    ledger.record(
        Act.MEASURE_PROPOSE,
        by=by,
        subjects=[f"measure:{row.id}", f"person:{row.person_id}"],
        at=at,
        detail={"kind": row.kind, "renews": row.renews_id or "", "alike": row.alike or 0},
    )
    return row.id


def _ready(new: NewMeasure, *, by: Actor, at: datetime) -> _Ready:
    """Everything about it checked, in the order of the form. Raises BadInput, Cannot, Refused."""
    person = people.named([new.person], by=by).get(new.person) if new.person else None
    if person is None:
        raise BadInput("This person is not found: choose him from the list.")
    site = by.near(person.site)
    require(Act.MEASURE_PROPOSE, by, Marking(site=site, level=Level(person.level)))
    kind, pack = checking.kind_named(new.kind), risk.pack_at(person.site or site, by=by)
    said, times = _texts(new), Times(new.starts, new.ends)
    if kind in COMMUNICATION and events.privileged(said["what"]):
        raise BadInput(
            "Communication with lawyers, courts, ombudsmen, inspectors, doctors and consuls is privileged and no "
            "measure touches it: leave them out, they are excepted always."
        )
    facts = risk.checked_facts(new.facts, site=site, by=by, today=day_of(at))
    whole = checking.whole(new.part_of, person.id, kind, times, by=by, at=at) if new.part_of else None
    words_for_it = "\n".join((*(said[name] for name in _FOR_IT), *(one.text for one in facts)))
    checking.check_reasons(words_for_it)
    before = checking.compared(kind, new.regime, person.id, words_for_it, times.starts, by=by, at=at)
    checked = checking.check(
        checking.Asked(kind, new.regime, times, new.contact_hours, renewed=before is not None, whole=whole),
        pack,
        isolation.of_person(person.id, by=by, at=at),
        at=at,
    )
    if checked.isolates and not new.limit_told.strip():
        raise BadInput("Name the authority that is told when he was alone for as long as may be.")
    told = _told(new, person, facts, by=by, at=at)
    return _Ready(
        person=person,
        site=site,
        kind=kind,
        pack=decided_under(pack),
        said=said,
        facts=facts,
        checked=checked,
        before=before,
        told=told,
        whole=whole,
    )


def _texts(new: NewMeasure) -> dict[str, str]:
    """Every text that must say something. Raises BadInput for the first that does not."""
    named = (
        ("article", "The law or rule it rests on", SHORT),
        ("what", "What is restricted", SHORT),
        ("office", "The office that answers for it", SHORT),
        ("remedy", "Where he can turn to", SHORT),
        ("necessary", "Why it is necessary", 4000),
        ("proportionate", "Why it is proportionate", 4000),
        ("alternatives", "What milder was considered", 4000),
        ("non_discriminatory", "Whether others in his place are treated so", 4000),
        ("accountable", "Who answers for it, and how it is looked at", 4000),
    )
    return {name: words(getattr(new, name), what=what, longest=most) for name, what, most in named}


def _told(
    new: NewMeasure, person: PersonShown, facts: Sequence[risk.Checked], *, by: Actor, at: datetime
) -> str:
    """The reasons in words for him, each line fit to be told. Raises BadInput.

    What may not be told is not told: no line repeats a fact that must be kept back, nor says when it was.
    """
    lines = [line for line in new.told.splitlines() if line.strip()]
    if new.not_told:
        if lines:
            raise BadInput("He must not be made aware of it: leave the reasons for him empty.")
        return ""
    if not lines:
        raise BadInput(
            "Write at least one reason in words for him: a measure of which none can be told is not decided."
        )
    sources = [(one, risk.source_of_fact(one.reference, one.marking, by=by, at=at)) for one in facts]
    hidden = tuple(one.text for one, source in sources if why_not_told([source]))
    quiet = any(source.stands is not Stands.REGISTER for _one, source in sources)
    known = risk.kept(person.id, by=by, at=at)
    kept_back = risk.Kept(papers=(*known.papers, *hidden), names=known.names)
    what = Phrase("A reason for him")
    checked = [risk.check_sentence(line, what=what, kept_back=kept_back) for line in lines]
    if quiet and any(says_when(line) for line in checked):
        raise BadInput("A reason for him says when something was: leave days, months and figures out.")
    return "\n".join(checked)


def _write(new: NewMeasure, ready: _Ready, *, by: Actor, at: datetime) -> Measure:
    """The measure, its reasons and its facts, each marked as strictly as it must be."""
    person, said, before = ready.person, ready.said, ready.before
    about = Marking(level=Level(person.level), handling=frozenset(person.handling))
    strict = inherited(ready.site, new.level, about, *(one.marking for one in ready.facts))
    require(Act.MEASURE_PROPOSE, by, strict)
    # Whoever carries a measure out knows it, unless even he to whom it is done must not, or a compartment is behind it.
    plain = Marking(site=ready.site, level=about.level, handling=about.handling)
    row = Measure.objects.create(
        person_id=person.id,
        kind=ready.kind.value,
        regime=new.regime,
        pack=ready.pack,
        **{name: said[name] for name in ("what", "article", "office", "remedy")},
        starts_at=new.starts,
        ends_at=new.ends,
        review_due=ready.checked.review_due,
        contact_hours=new.contact_hours,
        isolates=ready.checked.isolates,
        limit_told=words(new.limit_told, what="The authority that is told", longest=SHORT, empty=True),
        not_told=new.not_told,
        part_of=ready.whole,
        renews=before.row if before else None,
        alike=before.alike.percent if before else None,
        proposed_by=by.user,
        proposed_at=at,
        **columns(strict if new.not_told or strict.compartments else plain),
    )
    _write_reasons(row, ready, strict)
    return row


def _write_reasons(row: Measure, ready: _Ready, strict: Marking) -> None:
    said = ready.said
    trait = {check_ground(said[name], conduct=True) for name in ("necessary", "proportionate")}
    Reasons.objects.create(
        measure=row,
        **{name: said[name] for name in (*_FOR_IT, "accountable")},
        told=ready.told,
        names_a_trait=True in trait or any(one.names_a_trait for one in ready.facts),
        **columns(strict),
    )
    MeasureFact.objects.bulk_create(MeasureFact(measure=row, **one.as_row()) for one in ready.facts)
