"""Compare what a product found with what really happened: found or not, how late, who was wrongly accused."""

import csv
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, Protocol

from beccaria.core.refusal import BadInput
from beccaria.world import belonging
from beccaria.world.belonging import Belonging, Leading
from beccaria.world.truth import FORMAT

__all__ = [
    "NOT_COVERED",
    "Alert",
    "Belonging",
    "Leading",
    "Pair",
    "Product",
    "Truth",
    "evaluate",
    "read_truth",
]

NOT_COVERED = "not covered"
_DAY_SECONDS = 86_400
_NAMED_SUSPECTS = 2
_CITED_TRACES = 2


@dataclass(frozen=True, slots=True)
class Alert:
    """An alert that the product raised: when, by which pattern, about whom, citing which rows (file, identifier).

    `one_person` says that all it names are one person: it wrongs somebody only when they are several.
    """

    alert_id: str
    at: datetime
    pattern: str
    people: frozenset[str]
    evidence: frozenset[tuple[str, str]] = frozenset()
    one_person: bool = False


@dataclass(frozen=True, slots=True)
class Pair:
    """Two records that the product holds to be linked, or to be one person."""

    left: str
    right: str


class Product(Protocol):
    """What is read from a product. None means that it has no such part yet."""

    def covers(self) -> frozenset[str] | None:
        """The storylines it can find, and the innocents it could wrong, with the parts it has; None: all."""

    def alerts(self) -> Sequence[Alert] | None:
        """All alerts."""

    def links(self) -> Sequence[Pair] | None:
        """All links between people."""

    def memberships(self) -> Sequence[Belonging] | None:
        """Everybody held or proposed to belong to a group on two independent bases."""

    def reads(self) -> frozenset[str] | None:
        """The kinds of files from which it may know who belongs to a group; None: all."""

    def leaders(self) -> Sequence[Leading] | None:
        """Everybody who may lead a group, with his place among the hypotheses of that group."""

    def merges(self) -> Sequence[Pair] | None:
        """All pairs of records that count as one person."""


@dataclass(slots=True)
class Truth:
    """truth.json, read and checked."""

    document: dict[str, Any]
    folder: Path = field(default_factory=Path)
    owner: dict[str, str] = field(default_factory=dict)
    known: dict[tuple[str, str], datetime] = field(default_factory=dict)

    def of(self, record: str) -> str:
        """Who a record is; a record that plays no part stands for itself."""
        return self.owner.get(record, record)

    @property
    def stories(self) -> dict[str, dict[str, Any]]:
        """Storylines and innocents."""
        return {**self.document["storylines"], **self.document["innocents"]}


def read_truth(folder: Path, expect_seed: int | None = None) -> Truth:
    """The truth of a simulated world. Raises BadInput with one sentence if there is none, or that of another seed."""
    path = folder / "truth.json"
    if not path.is_file():
        raise BadInput(f"There is no truth.json in {folder}; give the folder that `simulate` wrote.")
    try:
        document = json.loads(path.read_text(encoding="utf-8"))
    except ValueError as error:
        raise BadInput(
            f"{path} is not JSON ({error}); simulate the world again into a new folder."
        ) from error
    if not isinstance(document, dict) or document.get("format") != FORMAT:
        raise BadInput(f"{path} is not a truth file of this version ({FORMAT}); simulate the world again.")
    seed = document["plan"]["seed"]
    if expect_seed is not None and seed != expect_seed:
        raise BadInput(
            f"{path} belongs to seed {seed}, not {expect_seed}; give the folder of the world that was loaded."
        )
    truth = Truth(document, folder)
    truth.owner = {code: person for person, codes in document["people"].items() for code in codes}
    _belongs(folder / "people.csv", truth.owner, path)
    for story in (*truth.stories.values(), *document["groups"]):
        for trace in story["traces"]:
            truth.known[trace["file"], trace["id"]] = datetime.fromisoformat(trace["known"])
    return truth


def _belongs(register: Path, owner: Mapping[str, str], path: Path) -> None:
    """Refuse a truth whose people are not in the register beside it: it was put there from another world."""
    if not register.is_file():
        return
    with register.open(encoding="utf-8", newline="") as file:
        known = {row["person_id"] for row in csv.DictReader(file)}
    if not owner.keys() <= known:
        raise BadInput(
            f"{path} is not the truth of the files beside it; give the folder that `simulate` wrote."
        )


@dataclass(slots=True)
class Result:
    """One storyline or innocent compared: alerts that speak of it, those of them in time, and who was named."""

    spoken: list[Alert]
    hits: list[Alert]
    delay_days: float | None
    accused: int


def evaluate(truth: Truth, product: Product) -> dict[str, Any]:
    """The whole comparison, as `evaluate --json` prints it. Parts that the product lacks are "not covered"."""
    alerts, covered = product.alerts(), product.covers()
    results = None if alerts is None else {key: _compare(truth, key, alerts) for key in truth.stories}
    lines, innocents = truth.document["storylines"], truth.document["innocents"]
    counted = {key: results if covered is None or key in covered else None for key in truth.stories}
    said: dict[str, Any] = {
        "storylines": {key: _storyline(truth, key, counted[key]) for key in lines},
        "innocents": {key: _innocent(truth, key, counted[key]) for key in innocents},
    }
    # Precision and recall of alerts mean something only when every kind of crime could have been found.
    whole = all(counted[key] is not None for key in lines)
    said |= _alert_figures(truth, alerts if whole else None, results)
    said["identities"] = _pairs(product.merges(), _same_person(truth))
    said["links"] = _pairs(product.links(), _ties(truth))
    return said | _groups(truth, product)


def _groups(truth: Truth, product: Product) -> dict[str, Any]:
    """Members and leaders; what the traces allow is counted in the files that the product reads, and in all."""
    named, leading = product.memberships(), product.leaders()
    if named is None:
        return {"memberships": NOT_COVERED, "leaders": NOT_COVERED}
    allow = belonging.allowed(truth.document, truth.folder, truth.of, product.reads())
    every = belonging.allowed(truth.document, truth.folder, truth.of)
    said = belonging.memberships(truth.document, named, allow, truth.of)
    said["allowed_by_all_files"] = sum(len(one.members) for one in every.values())
    led: Any = NOT_COVERED
    if leading is not None:
        led = belonging.leaders(truth.document, leading, named, allow, truth.of)
    return {"memberships": said, "leaders": led}


def _compare(truth: Truth, key: str, alerts: Sequence[Alert]) -> Result:
    """An alert raised before anything happened has found nothing, whomever it names."""
    story = truth.stories[key]
    suspects, traces = set(story["suspects"]), _trace_keys(story)
    spoken = sorted(
        (alert for alert in alerts if _speaks(truth, alert, suspects, traces)), key=lambda one: one.at
    )
    wronged = [alert for alert in spoken if not alert.one_person or _several(truth, alert)]
    named = {truth.owner.get(code, code) for alert in wronged for code in alert.people} & suspects
    begin = _begin(story)
    hits = [alert for alert in spoken if begin is not None and alert.at >= begin]
    delay = None
    if hits and begin is not None:
        delay = round((hits[0].at - begin).total_seconds() / _DAY_SECONDS, 1)
    return Result(spoken, hits, delay, len(named))


def _several(truth: Truth, alert: Alert) -> bool:
    """Whether the records an alert names belong to more than one person."""
    return len({truth.owner.get(code, code) for code in alert.people}) > 1


def _trace_keys(story: dict[str, Any]) -> set[tuple[str, str]]:
    return {(trace["file"], trace["id"]) for trace in story["traces"]}


def _begin(story: dict[str, Any]) -> datetime | None:
    """The first act, or the first row that shows something (a registration alone shows nothing)."""
    moments = [act["at"] for act in story["acts"]]
    moments += [trace["known"] for trace in story["traces"] if trace["file"] != "people"]
    return min((datetime.fromisoformat(moment) for moment in moments), default=None)


def _speaks(truth: Truth, alert: Alert, suspects: set[str], traces: set[tuple[str, str]]) -> bool:
    """Two traces are cited, or one and a suspect is named, or two suspects are (one, if only one has a record)."""
    cited = len(alert.evidence & traces)
    named = len({truth.owner.get(code, code) for code in alert.people} & suspects)
    if cited >= _CITED_TRACES or (cited and named):
        return True
    recorded = sum(1 for person in suspects if truth.document["people"].get(person))
    return named >= max(1, min(_NAMED_SUSPECTS, recorded))


def _storyline(truth: Truth, key: str, results: dict[str, Result] | None) -> dict[str, Any]:
    story = truth.stories[key]
    cast = sum(len(people) for people in story["cast"].values())
    common = {"title": story["title"], "cast": cast, "told": story["told"], "expect": story["expect"]}
    if not story["told"]:
        return {**common, "found": "not told", "delay_days": None, "because": story["untold_because"]}
    if results is None:
        return {**common, "found": NOT_COVERED, "delay_days": NOT_COVERED}
    result = results[key]
    too_early = sum(_too_early(truth, alert) for alert in result.spoken)
    return {**common, "found": bool(result.hits), "delay_days": result.delay_days, "alerts": len(result.hits),
            "evidence_too_early": too_early}  # fmt: skip


def _too_early(truth: Truth, alert: Alert) -> int:
    """How many cited rows could not yet be known when the alert was raised."""
    return sum(1 for row in alert.evidence if row in truth.known and truth.known[row] > alert.at)


def _innocent(truth: Truth, key: str, results: dict[str, Result] | None) -> dict[str, Any]:
    story = truth.stories[key]
    common = {"title": story["title"], "people": len(story["suspects"]), "told": story["told"]}
    return {**common, "accused": NOT_COVERED if results is None else results[key].accused}


def _alert_figures(
    truth: Truth, alerts: Sequence[Alert] | None, results: dict[str, Result] | None
) -> dict[str, Any]:
    """Precision: alerts that hit a crime or a group over all alerts. Recall: crimes found over crimes told."""
    if alerts is None or results is None:
        return dict.fromkeys(("alerts_per_prison_day", "precision", "recall"), NOT_COVERED)
    plan = truth.document["plan"]
    wanted = [key for key, story in truth.stories.items() if story["expect"] == "found" and story["told"]]
    right = {alert.alert_id for key in wanted for alert in results[key].hits}
    right |= {
        alert.alert_id
        for alert in alerts
        if any(_of_group(truth, alert, group) for group in truth.document["groups"])
    }
    return {
        "alerts_per_prison_day": round(len(alerts) / (plan["sites"] * plan["days"]), 5),
        "precision": round(len(right) / len(alerts), 4) if alerts else None,
        "recall": round(sum(bool(results[key].hits) for key in wanted) / len(wanted), 4) if wanted else None,
    }


def _of_group(truth: Truth, alert: Alert, group: dict[str, Any]) -> bool:
    return _speaks(truth, alert, {member["person"] for member in group["members"]}, _trace_keys(group))


def _same_person(truth: Truth) -> set[frozenset[str]]:
    """Pairs of records that are one person."""
    return {
        frozenset((codes[i], codes[j]))
        for codes in truth.document["people"].values()
        for i in range(len(codes))
        for j in range(i)
    }


def _ties(truth: Truth) -> set[frozenset[str]]:
    """Pairs of records whose people are tied in a group."""
    people = truth.document["people"]
    return {
        frozenset((left, right))
        for group in truth.document["groups"]
        for one, other, _ in group["ties"]
        for left in people.get(one, [])
        for right in people.get(other, [])
    }


def _pairs(found: Sequence[Pair] | None, real: set[frozenset[str]]) -> Any:
    """Precision and recall of pairs."""
    if found is None:
        return NOT_COVERED
    said = {frozenset((pair.left, pair.right)) for pair in found if pair.left != pair.right}
    right = len(said & real)
    return {
        "found": len(said),
        "real": len(real),
        "right": right,
        "precision": round(right / len(said), 4) if said else None,
        "recall": round(right / len(real), 4) if real else None,
    }
