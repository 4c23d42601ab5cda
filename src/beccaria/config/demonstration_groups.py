"""Tell of groups of the demonstration: who may belong on what evidence, a feud, a challenge, a review, scorecards."""

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import yaml

from beccaria.access.api import acting
from beccaria.core.actors import Actor, system_actor
from beccaria.core.grading import Grade
from beccaria.networks import api as networks
from beccaria.people import api as people

STORY = Path(__file__).resolve().parent.parent / "reference" / "demonstration" / "groups.yaml"
_NAMED = ("name", "kind", "definition", "determined_by")
_MORE = ("other_names", "definition_note", "determined_note", "summary")


def tell(home: str, elsewhere: str, actors: dict[str, Actor], *, at: datetime) -> None:
    """Written by the national analyst or by the unit of the prison where the person is held."""
    story = yaml.safe_load(STORY.read_text(encoding="utf-8"))
    with acting(system_actor("demonstration")) as system:
        held = {
            "home": people.held_at(home, by=system, at_most=60),
            "elsewhere": people.held_at(elsewhere, by=system, at_most=60),
        }
    groups: dict[str, str] = {}
    for said in story["groups"]:
        writer = actors["analyst" if said["everywhere"] else "pio"]
        groups[said["id"]] = _group(said, groups, home, writer, at=at)
    for said in story["relations"]:
        _relation(said, groups, actors["analyst"], at=at)
    for said in story["members"]:
        person = held[said["where"]][said["who"]].id
        writer = actors["pio" if said["where"] == "home" else "pio-elsewhere"]
        _member(said, groups[said["group"]], person, {**actors, "writer": writer}, at=at)
    for said in sorted(story["scorecards"], key=lambda one: -one["days"]):
        _scorecard(said, groups[said["group"]], actors[said["by"]], at=at)


def _group(said: dict[str, Any], groups: dict[str, str], home: str, by: Actor, *, at: datetime) -> str:
    new = networks.NewGroup(
        **{name: said[name] for name in _NAMED},
        **{name: said[name] for name in _MORE if name in said},
        determined_on=(at - timedelta(days=said["determined_days"])).date(),
        parent=groups.get(said.get("parent", "")),
        reaches=["*"] if said["everywhere"] else [],
        site=home if not said["everywhere"] else None,
    )
    with acting(by):
        return networks.write_group(new, by=by, at=at)


def _relation(said: dict[str, Any], groups: dict[str, str], by: Actor, *, at: datetime) -> None:
    new = networks.NewRelation(
        group=groups[said["group"]],
        other=groups[said["other"]],
        kind=said["kind"],
        shown=_shown(said, at=at),
        since=(at - timedelta(days=said["since_days"])).date(),
    )
    with acting(by):
        networks.relate(new, by=by, at=at)


def _member(said: dict[str, Any], group: str, person: str, actors: dict[str, Actor], *, at: datetime) -> None:
    by, written = actors["writer"], at - timedelta(days=said["written_days"])
    first, *later = sorted(said["evidence"], key=lambda one: -one["days"])
    new = networks.NewMembership(
        group=group, person=person, evidence=_evidence(first, at=at), position=said["position"]
    )
    with acting(by):
        made = networks.open_membership(new, by=by, at=written)
        for one in later:
            moment = max(written, at - timedelta(days=one["days"]))
            networks.add_evidence(made, _evidence(one, at=at), by=by, at=moment)
        if role := said.get("role"):
            networks.suppose_role(made, **role, by=by, at=written)
    if why := said.get("kept"):
        with acting(actors["head"]) as head:
            networks.review(made, kept=True, why=why, by=head, at=at - timedelta(days=20))
    if contested := said.get("contested"):
        with acting(actors["governor"]) as governor:
            networks.challenge(
                made,
                raised_for=contested["raised_for"],
                text=contested["text"],
                by=governor,
                at=at - timedelta(days=contested["days"]),
            )


def _scorecard(said: dict[str, Any], group: str, by: Actor, *, at: datetime) -> None:
    new = networks.NewScorecard(
        instrument=said["instrument"],
        answers={item: networks.Answer(*answer) for item, answer in said["answers"].items()},
        note=said["note"],
    )
    with acting(by):
        networks.score_group(group, new, by=by, at=at - timedelta(days=said["days"]))


def _evidence(said: dict[str, Any], *, at: datetime) -> networks.NewEvidence:
    return networks.NewEvidence(basis=said["basis"], origin=said["origin"], shown=_shown(said, at=at))


def _shown(said: dict[str, Any], *, at: datetime) -> networks.Shown:
    source, information = said["grade"]
    return networks.Shown(
        text=said["text"],
        observed=(at - timedelta(days=said["days"])).date(),
        grade=Grade.read("3x5x2", str(source), information),
    )
