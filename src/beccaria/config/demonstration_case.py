"""Tell the case M.T.S. as a dossier: observations, reports, a requirement, in the users' own names and dates."""

import csv
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Any

import yaml
from django.utils import timezone

from beccaria.access.api import acting
from beccaria.core.actors import Actor, system_actor
from beccaria.core.grading import Grade, Scheme
from beccaria.core.handling import asserted
from beccaria.people import api as people
from beccaria.reports import api as reports

CASE = Path(__file__).resolve().parent.parent / "reference" / "demonstration" / "mts.yaml"
ALIAS = "M.T.S."


@dataclass(frozen=True, slots=True)
class Man:
    """Where the simulated service put him, and since when."""

    number: str
    establishment: str
    wing: str
    received: datetime


def find(folder: Path) -> Man:
    """Find him in the simulated register, by his alias."""
    with (folder / "people.csv").open(encoding="utf-8", newline="") as file:
        row = next(row for row in csv.DictReader(file) if ALIAS in row["aliases"].split(";"))
    return Man(row["number"], row["establishment"], row["wing"], datetime.fromisoformat(row["received"]))


def tell(man: Man, actors: dict[str, Actor], *, at: datetime) -> None:
    """Write the dossier, oldest first, each act at its own moment by whoever does it."""
    case = yaml.safe_load(CASE.read_text(encoding="utf-8"))
    with acting(system_actor("demonstration")) as system:
        person = people.search(man.number, by=system).items[0].id
    teller = _Teller(man, person, actors, at)
    teller.observations(case["observations"])
    teller.requirement(case["requirement"])
    for report in case["reports"]:
        teller.report(report)
    teller.task(case["task"])
    for closed in case["closed"]:
        teller.closed(closed)
    for returned in case["returned"]:
        teller.returned(returned)


class _Teller:
    def __init__(self, man: Man, person: str, actors: dict[str, Actor], at: datetime) -> None:
        self.man, self.person, self.actors, self.at = man, person, actors, at
        self.told: dict[str, str] = {}
        self.items: dict[str, list[str]] = {}

    def moment(self, day: int, hour: str = "09:30") -> datetime:
        """A day counted from his reception, or back from today when negative; never in the future."""
        begin = self.at if day < 0 else self.man.received
        local = timezone.localtime(begin + timedelta(days=day))
        when = datetime.combine(local.date(), time.fromisoformat(hour), tzinfo=local.tzinfo)
        return min(when, self.at - timedelta(minutes=5))

    def observations(self, lines: list[dict[str, Any]]) -> None:
        for line in lines:
            seen = self.moment(line["day"], line["hour"])
            with acting(self.actors["officer"]) as officer:
                said = reports.submit_observation(
                    text=line["text"].replace("{wing}", self.man.wing),
                    occurred_at=seen,
                    kind=line["kind"],
                    place=line["place"].replace("{wing}", self.man.wing),
                    people=[self.person] if any(name in line["text"] for name in (ALIAS, "Tesa")) else [],
                    by=officer,
                    at=min(seen + timedelta(minutes=25), self.at),
                )
            self.told[line["key"]] = said.id

    def requirement(self, told: dict[str, Any]) -> None:
        with acting(self.actors["head"]) as head:
            reports.set_requirement(
                title=told["title"],
                text=told["text"],
                threats=told["threats"],
                by=head,
                at=self.moment(told["day"]),
            )

    def task(self, told: dict[str, Any]) -> None:
        at = self.moment(told["day"])
        with acting(self.actors["head"]) as head:
            reports.set_task(
                text=told["text"],
                due_at=at + timedelta(days=told["due_in_days"]),
                given_to=self.actors["pio"].user,
                by=head,
                at=at,
            )

    def returned(self, told: dict[str, Any]) -> None:
        with acting(self.actors["pio"]) as pio:
            reports.return_to_reporter(
                observation_id=self.told[told["of"]],
                question=told["question"],
                by=pio,
                at=self.moment(told["day"]),
            )

    def closed(self, told: dict[str, Any]) -> None:
        with acting(self.actors["pio"]) as pio:
            reports.close_observation(
                observation_id=self.told[told["of"]],
                reason=told["reason"],
                by=pio,
                at=self.moment(told["day"]),
            )

    def report(self, told: dict[str, Any]) -> None:
        at = self.moment(told["day"], "10:15")
        with acting(self.actors["pio"]) as pio:
            report = reports.open_report(
                observation_ids=[self.told[key] for key in told["from"]],
                title=told["title"],
                with_items=False,
                by=pio,
                at=at,
            )
            items = [self._item(report, one, by=pio, at=at) for one in told["items"]]
            self.items[told["key"]] = items
            if "provenance" in told:
                self._grade(report, told, items, by=pio, at=at + timedelta(minutes=20))
            if relates := told.get("relates"):
                reports.relate(
                    item_id=items[relates["item"]],
                    other_id=self.items[relates["to"]][relates["other"]],
                    relation=relates["relation"],
                    why=relates["why"],
                    by=pio,
                    at=at + timedelta(minutes=25),
                )
        if "sanitise" in told:
            self._release(report, told, items, at=at + timedelta(minutes=40))
        with acting(self.actors["head"]) as head:
            for key, words in told.get("feedback", {}).items():
                reports.give_feedback(
                    observation_id=self.told[key], feedback=words, by=head, at=at + timedelta(days=2)
                )

    def _grade(self, report: str, told: dict[str, Any], items: list[str], *, by: Actor, at: datetime) -> None:
        text, (source, information) = told["provenance"]["text"], told["provenance"]["grade"]
        reports.grade(
            report_id=report,
            judgements={item: _judgement(one) for item, one in zip(items, told["items"], strict=True)},
            provenance=(text, Grade(Scheme.THREE_FIVE_TWO, str(source), information)),
            by=by,
            at=at,
        )

    def _item(self, report: str, told: dict[str, Any], *, by: Actor, at: datetime) -> str:
        item = reports.split_item(
            report_id=report, observation_id=self.told[told["of"]], text=told["text"], by=by, at=at
        )
        reports.link(
            report_id=report, item_id=item, reference=f"person:{self.person}", relation="about", by=by, at=at
        )
        return item

    def _release(self, report: str, told: dict[str, Any], items: list[str], *, at: datetime) -> None:
        wanted = told["sanitise"]
        with acting(self.actors["pio"]) as pio:
            version = reports.sanitise(
                report_id=report,
                audience=wanted["audience"],
                title=wanted["title"],
                texts={items[int(number)]: text for number, text in wanted["texts"].items()},
                by=pio,
                at=at,
            )
        with acting(self.actors["head"]) as head:
            reports.disseminate(
                report_id=report,
                version_id=version,
                organisation=told["disseminate"]["organisation"],
                by=head,
                at=self.moment(told["disseminate"]["day"]),
            )


def _judgement(told: dict[str, Any]) -> reports.Judgement:
    source, information = told["grade"]
    return reports.Judgement(
        grade=Grade(Scheme.THREE_FIVE_TWO, str(source), information),
        handling=asserted(Scheme.THREE_FIVE_TWO, *told["handling"]),
        nature=told.get("nature", "fact"),
        underlying=told.get("underlying", ""),
        subject=told["subject"],
        threats=tuple(told["threats"]),
        currency=told["currency"],
        reliability=told["reliability"],
        concreteness=told["concreteness"],
    )
