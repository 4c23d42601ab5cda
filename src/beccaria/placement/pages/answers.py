"""The page of one question of placement: its answer with reasons, what was refused, what nobody knew."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from beccaria.access.api import may_ever
from beccaria.core.actors import Actor
from beccaria.core.acts import Act
from beccaria.core.allocation import Mode
from beccaria.core.placement import Stage
from beccaria.lib import moments
from beccaria.lib.parts import Fact, HandlingStrip, Link, PersonLine, Tag, Why
from beccaria.people import api as people
from beccaria.placement.pages import matters, reasons, words
from beccaria.placement.pages.parts import address, named, place_name, strip
from beccaria.placement.queries.proposals import Asking


@dataclass(frozen=True, slots=True)
class Option:
    """A place that may be chosen: what it costs, of what, and by how much it is dearer than the best."""

    code: str
    name: str
    cost: str
    why: Why
    says: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Refused:
    """A place that may not be chosen as things are, and everything that stands against it."""

    name: str
    against: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Way:
    """One of the three ways of housing a group, with figures where the tool computes them."""

    name: str
    good: str
    bad: str
    figures: str


@dataclass(frozen=True, slots=True)
class Assigned:
    """Where one of many is proposed to go."""

    person: str
    name: str
    place: str
    why: str
    against: tuple[str, ...]
    decide: str


@dataclass(frozen=True, slots=True)
class ProposalPage:
    """A question of placement and its answer."""

    title: str
    lead: str
    tag: Tag
    back: Link
    handling: HandlingStrip | None
    person: PersonLine | None
    facts: tuple[Fact, ...]
    options: tuple[Option, ...]
    near: tuple[Refused, ...]
    refused: tuple[Refused, ...]
    relax: tuple[str, ...]
    assigned: tuple[Assigned, ...]
    ways: tuple[Way, ...]
    unknown: tuple[str, ...]
    said: str
    poll: str
    chosen: str
    decide: str
    may_decide: bool
    moving: tuple[tuple[str, str], ...]
    decide_many: str


def proposal_page(
    one: Asking, names: Mapping[str, str], *, person: str, by: Actor, at: datetime
) -> ProposalPage:
    """A question with its answer; of many, the one `person` may be chosen for."""
    answer, single = one.answer, one.mode is Mode.ONE
    whom = one.persons.get(one.people[0] if single else person)
    refused = _refused(answer.get("refused", ()), names, by=by)
    ready = one.stage is Stage.READY
    options = _options(answer, whom.id if whom else "", names, single=single)
    says = matters.said_of_places(whom if options else None, by=by, at=at)
    return ProposalPage(
        title=_("Where may he live?") if single else words.said(words.MODES, one.mode),
        lead=_("The service proposes, with reasons. A person decides."),
        tag=words.stage(one.stage, one.answer),
        back=Link(_("Placing"), address("placements")),
        handling=strip([one.marking, whom.marking if whom else None]),
        person=people.person_lines([whom], by=by, at=at)[0] if whom else None,
        facts=_facts(one, at=at) if ready else (),
        options=tuple(replace(each, says=says(each.code)) for each in options),
        near=tuple(each for each in refused if len(each.against) == 1),
        refused=tuple(each for each in refused if len(each.against) > 1),
        relax=_relax(answer, by=by),
        assigned=() if single else _assigned(one, names, by=by),
        ways=tuple(_way(each) for each in answer.get("ways", ())),
        unknown=tuple(words.said(words.UNKNOWN, code) for code in one.unknown),
        said=one.said,
        poll=address("progress", one.id) if one.stage is Stage.COMPUTING else "",
        chosen=whom.id if whom else "",
        decide=address("decide", one.id),
        may_decide=ready and whom is not None and may_ever(Act.PLACEMENT_DECIDE, by),
        moving=moving(one, names) if may_ever(Act.PLACEMENT_DECIDE, by) else (),
        decide_many=address("decide_many", one.id),
    )


def moving(one: Asking, names: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """Whom the answer to a question about many moves, each with where to, by name."""
    if one.mode is Mode.ONE:
        return ()
    said = [(key, f"{one.persons[key].name}: {place_name(names, wing)}") for key, wing in one.moving.items()]
    return tuple(sorted(said, key=lambda each: (each[1], each[0])))


def _facts(one: Asking, *, at: datetime) -> tuple[Fact, ...]:
    answer = one.answer
    proven = {
        "optimal": _("proven: no lawful placement is cheaper"),
        "feasible": _("lawful, and at most %(gap)s %% from the best")
        % {"gap": round(100 * answer["gap"], 2)},
        "partial": _("somebody has no place"),
    }
    facts = [
        Fact(_("Answer"), proven.get(answer["status"], answer["status"])),
        Fact(_("Cost"), _("%(points)s points") % {"points": answer["cost"]}),
        Fact(_("Asked"), moments.time_chip(one.asked_at, now=at)),
    ]
    if one.mode is not Mode.ONE:
        facts += [
            Fact(
                _("No lawful placement costs less than"), _("%(points)s points") % {"points": answer["bound"]}
            ),
            Fact(
                _("At most cheaper by"),
                _("%(gap)s %%") % {"gap": round(100 * answer["gap"], 2)},
            ),
            Fact(_("How many are moved from a wing"), str(answer["moved"])),
        ]
        if answer["stopped"] == "time":
            facts.append(Fact(_("Time"), _("It was stopped by the clock: the best found is shown.")))
    return tuple(facts)


def _options(
    answer: Mapping[str, Any], person: str, names: Mapping[str, str], *, single: bool
) -> tuple[Option, ...]:
    if single:
        return tuple(
            _option(one, names, first=place == 0) for place, one in enumerate(answer.get("places", ()))
        )
    for one in answer.get("assignments", ()):
        if one["person"] == person and one["place"]:
            return (
                _option(
                    {
                        "place": one["place"],
                        "cost": sum(one["cost"].values()),
                        "more": 0,
                        "terms": one["cost"],
                    },
                    names,
                    first=True,
                ),
            )
    return ()


def _option(one: Mapping[str, Any], names: Mapping[str, str], *, first: bool) -> Option:
    cost = _("%(points)s points") % {"points": one["cost"]}
    more = "" if first else _("as much as the first")
    if not first and one["more"]:
        more = _("%(points)s more than the first") % {"points": one["more"]}
    name = place_name(names, one["place"])
    return Option(
        one["place"], name, ", ".join(filter(None, (cost, more))), Why(words.costs(one["terms"]), about=name)
    )


def _refused(
    rows: Sequence[Mapping[str, Any]], names: Mapping[str, str], *, by: Actor
) -> tuple[Refused, ...]:
    said = reasons.said([text for one in rows for text in one["against"]], {})
    texts = iter(named(said, by=by))
    return tuple(
        Refused(place_name(names, one["place"]), tuple(next(texts) for _text in one["against"]))
        for one in rows
    )


def _relax(answer: Mapping[str, Any], *, by: Actor) -> tuple[str, ...]:
    rows = answer.get("assignments", ())
    said = [reasons.relaxed(each["relax"]) for one in rows for each in one.get("relax", ())]
    return named(said, by=by)


def _assigned(one: Asking, names: Mapping[str, str], *, by: Actor) -> tuple[Assigned, ...]:
    rows = one.answer.get("assignments", ())
    whys = named([reasons.placed(each["why"], each.get("cost", {})) for each in rows], by=by)
    against = iter(
        named([reasons.together(text) for each in rows for text in each["why_not"].values()], by=by)
    )
    made = []
    for each, why in zip(rows, whys, strict=True):
        not_there = tuple(f"{place_name(names, place)}: {next(against)}" for place in each["why_not"])
        person = one.persons.get(each["person"])
        place = place_name(names, each["place"]) if each["place"] else _("no place")
        decide = f"{address('proposal', one.id)}?person={each['person']}" if each["place"] else ""
        name = person.name if person else _("somebody")
        made.append(Assigned(each["person"], name, place, why, not_there, decide))
    return tuple(made)


def _way(one: Mapping[str, Any]) -> Way:
    figures = ""
    if one.get("cost") is not None:
        figures = _(
            "%(cost)s points; %(moved)s move; %(together)s share a wing with their group; %(unplaced)s without a place"
        ) % {name: one[name] for name in ("cost", "moved", "together", "unplaced")}
    name = one["way"]
    return Way(
        words.said(words.WAYS, name),
        words.said(words.WAYS_FOR, name),
        words.said(words.WAYS_AGAINST, name),
        figures or _("no figures: it is not computed"),
    )
