"""Tell how violence was judged over three years, so that the monitor has something to watch; all of it invented."""

import csv
import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Final

import yaml

from beccaria.access.api import acting
from beccaria.core.actors import Actor
from beccaria.core.assessing import Confidence, Likelihood
from beccaria.core.happenings import Family, Part, Severity
from beccaria.core.ids import PersonId
from beccaria.core.instruments import UNKNOWN, Instrument, Item
from beccaria.events import api as events
from beccaria.people import api as people
from beccaria.risk import api as risk

SAID: Final = Path(__file__).resolve().parent.parent / "reference" / "demonstration" / "assessed.yaml"
SEED: Final = 1764
PEOPLE: Final = 14
JUDGES: Final = ("assessor", "pio")
# How many days ago the first of each round was judged; the others follow, some days apart.
ROUNDS: Final = (1080, 640, 165)
_APART: Final = 7
_TWO_JUDGES: Final = 6
_UNKNOWN, _OVERRIDES = 0.1, 0.12
# How often something happened within half a year, by the place of the band: what the monitor compares with.
_HAPPENS: Final = (0.1, 0.3, 0.55, 0.7)
_STEP: Final = timedelta(minutes=20)


@dataclass(frozen=True, slots=True)
class Prisoner:
    """One of those judged: his record, since when he is here, and how quick to strike the story makes him."""

    person: PersonId
    received: datetime
    temper: float


def tell(folder: Path, home: str, actors: dict[str, Actor], *, at: datetime) -> None:
    """Everything in its order, each act at its own moment by whoever does it."""
    said = yaml.safe_load(SAID.read_text(encoding="utf-8"))
    one = risk.instrument(said["instrument"]).instrument
    teller = _Teller(said, one, home, actors, at)
    teller.training()
    judged = teller.prisoners(folder)
    for began in ROUNDS:
        teller.round(judged, began)
    teller.contest()


@dataclass
class _Job:
    """One assessment: of whom, on which day, by whom; `beside` another that is decided on."""

    him: Prisoner
    day: datetime
    by: str
    beside: bool = False
    made: str = ""


@dataclass
class _Teller:
    said: dict[str, Any]
    one: Instrument
    home: str
    actors: dict[str, Actor]
    at: datetime
    chance: random.Random = field(default_factory=lambda: random.Random(SEED))  # noqa: S311  a story, nothing secret
    last: dict[str, tuple[int, datetime]] = field(default_factory=dict)

    def training(self) -> None:
        """Both who judge know the instrument."""
        began, until = self.at - timedelta(days=ROUNDS[0] + 1), self.at.date()
        with acting(self.actors["head"]) as head:
            for name in JUDGES:
                risk.record_training(
                    self.actors[name].user,
                    self.one.id,
                    until=until + timedelta(days=self.said["training_days"]),
                    by=head,
                    at=began,
                    site=self.home,
                )

    def prisoners(self, folder: Path) -> list[Prisoner]:
        """Those who have been here longest, from the simulated register."""
        with (folder / "people.csv").open(encoding="utf-8", newline="") as file:
            rows = [
                row
                for row in csv.DictReader(file)
                if row["establishment"] == self.home and row["role"] == "prisoner" and not row["released"]
            ]
        rows.sort(key=lambda row: (row["received"], row["person_id"]))
        with acting(self.actors["pio"]) as pio:
            return [
                Prisoner(
                    PersonId(people.search(row["number"], by=pio).items[0].id),
                    datetime.fromisoformat(row["received"]),
                    self.chance.random() ** 1.5,
                )
                for row in rows[:PEOPLE]
            ]

    def round(self, judged: list[Prisoner], began: int) -> None:
        """Everybody once: judged, some by two people apart, decided; then what happened in the half year after."""
        jobs = list(self._jobs(judged, began))
        # Who judges beside begins before the first has finished. One transaction for all that one person does.
        for name in JUDGES:
            with acting(self.actors[name]) as judge:
                for job in jobs:
                    if job.by == name:
                        job.made = risk.start(job.him.person, self.one.id, by=judge, at=job.day)
        for name in JUDGES:
            with acting(self.actors[name]) as judge:
                for job in jobs:
                    if job.by == name:
                        self._judged(job, by=judge)
        with acting(self.actors["governor"]) as governor:
            for job in jobs:
                if job.beside:
                    risk.supersede(job.made, self.said["second_judge"], by=governor, at=job.day + 3 * _STEP)
                else:
                    self._decided(job, by=governor)
        if began != ROUNDS[-1]:
            self._happened([job for job in jobs if not job.beside])

    def _jobs(self, judged: list[Prisoner], began: int) -> Iterator[_Job]:
        for number, him in enumerate(judged):
            day = self.at - timedelta(days=began - number * _APART, hours=1)
            if him.received >= day:
                continue
            by, other = JUDGES if number % 2 else JUDGES[::-1]
            yield _Job(him, day, by)
            if number < _TWO_JUDGES and began == ROUNDS[1]:
                yield _Job(him, day, other, beside=True)

    def _judged(self, job: _Job, *, by: Actor) -> None:
        for item in self.one.items:
            risk.rate(job.made, item.id, self._answer(item, job.him), by=by, at=job.day + _STEP)
        risk.finish(job.made, self._words(job.him), by=by, at=job.day + 2 * _STEP)

    def _answer(self, item: Item, him: Prisoner) -> risk.NewRating:
        if self.chance.random() < _UNKNOWN:
            return risk.NewRating(level=UNKNOWN)
        towards = him.temper if item.most > 0 else 1 - him.temper
        place = towards * len(item.levels) + self.chance.gauss(0, 0.5)
        place = min(max(int(place), 0), len(item.levels) - 1)
        because = self.said["because"][item.id][place]
        return risk.NewRating(level=item.levels[place].name, because=because, looked_against=True)

    def _words(self, him: Prisoner) -> risk.NewFormulation:
        words = list(Likelihood)[1:-1]
        likely = words[min(int(him.temper * len(words)), len(words) - 1)]
        return risk.NewFormulation(**self.said["words"], likelihood=likely, confidence=Confidence.MODERATE)

    def _decided(self, job: _Job, *, by: Actor) -> None:
        names, reason = [band.name for band in self.one.bands], ""
        place = names.index(risk.assessment(job.made, by=by).band)
        if self.chance.random() < _OVERRIDES:
            up = place == 0 or (place < len(names) - 1 and self.chance.random() < job.him.temper)
            place, reason = (place + 1, self.said["raised"]) if up else (place - 1, self.said["lowered"])
        risk.decide(job.made, names[place], reason=reason, by=by, at=job.day + 3 * _STEP)
        self.last[job.made] = place, job.day

    def _happened(self, jobs: list[_Job]) -> None:
        with acting(self.actors["pio"]) as pio:
            for job in jobs:
                if self.chance.random() < _HAPPENS[self.last[job.made][0]]:
                    moment = job.day + timedelta(days=self.chance.randint(20, 170))
                    new = events.NewIncident(
                        happened=events.Happened(
                            site=self.home, occurred_at=moment, source="demonstration", key=""
                        ),
                        family=Family.ASSAULT,
                        severity=Severity.MINOR,
                        text=self.said["incident"],
                        parts=((job.him.person, Part.ASSAILANT),),
                    )
                    events.add_incident(new, by=pio, at=moment + _STEP)

    def contest(self) -> None:
        """One of them contests the newest decision on him; it waits for an answer."""
        said = self.said["contest"]
        made, (_place, day) = next(reversed(self.last.items()))
        at = max(day + timedelta(days=2), self.at - timedelta(days=9))
        with acting(self.actors["assessor"]) as taker:
            risk.contest("assessment", made, **said, by=taker, at=at)
