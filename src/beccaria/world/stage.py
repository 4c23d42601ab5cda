"""Give a storyline its stage: time, prisons, a cast nobody else uses, and the pen for its acts."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from beccaria.world.custody import Move
from beccaria.world.days import DAY, HOUR, Days
from beccaria.world.draws import chance, stream
from beccaria.world.effects import Effects
from beccaria.world.estate import Estate
from beccaria.world.names.pools import pools
from beccaria.world.outsiders import Outsider, Outsiders
from beccaria.world.plan import Plan
from beccaria.world.population import Population
from beccaria.world.staff import Staff
from beccaria.world.told import Act, Group, Told, TruthId, officer_truth, prisoner_truth
from beccaria.world.traces import Traces

_LEAST_STANDING = 20
_LAST = 0.94
LEAST_DAYS = 30
"""Below this nothing but ordinary life can be told."""


class CannotTellError(Exception):
    """The world is too small or too short for the storyline; the text says what is missing."""


@dataclass(slots=True)
class Theatre:
    """What all storylines share."""

    plan: Plan
    calendar: Days
    estate: Estate
    people: Population
    staff: Staff
    effects: Effects
    outsiders: Outsiders
    pinned: dict[int, list[Move]] = field(default_factory=dict)
    groups: list[Group] = field(default_factory=list)
    officers: set[int] = field(default_factory=set)
    used_sites: dict[int, int] = field(default_factory=dict)


class Stage(Traces):
    """One storyline's stage. Everything drawn here comes from the storyline's own chance."""

    def __init__(self, theatre: Theatre, story: Told) -> None:
        super().__init__(
            theatre.plan,
            theatre.calendar,
            estate=theatre.estate,
            people=theatre.people,
            staff=theatre.staff,
            effects=theatre.effects,
        )
        self.theatre = theatre
        self.story = story
        self.rng = stream(theatre.plan.seed, "story", story.key)
        self.days = theatre.plan.days

    # time

    def when(self, fraction: float, hour: float = 12.0) -> int:
        """A second: so far into the period (0 to 1), at an hour of the day, with some minutes of chance."""
        day = int(min(fraction, _LAST) * self.days)
        return int(day * DAY + hour * HOUR + self.rng.integers(0, 1500))

    def every(self, begin: float, end: float, times: int, hour: float = 12.0) -> list[int]:
        """Moments spread over a part of the period, each on its own day if there are enough days."""
        steps = np.linspace(begin, end, times)
        return [self.when(float(step), hour + float(self.rng.uniform(-1, 1))) for step in steps]

    def chance(self, share: float) -> bool:
        """True in this share of cases."""
        return chance(self.rng, share)

    # people and places

    def sites(self, count: int, *, big: bool = False) -> list[int]:
        """Different men's prisons, those least used by other storylines first."""
        known = [s for s in self.theatre.estate.sites if s.sex != "female" and s.standing >= _LEAST_STANDING]
        if len(known) < count:
            raise CannotTellError(f"needs {count} prisons for men with {_LEAST_STANDING} people or more")
        used = self.theatre.used_sites
        order = self.rng.permutation(len(known))
        known = [known[i] for i in order]
        known.sort(key=lambda site: used.get(site.number, 0) - (site.standing / 200 if big else 0))
        chosen = [site.number for site in known[:count]]
        for number in chosen:
            used[number] = used.get(number, 0) + 1
        return chosen

    def wing(self, site: int, *, secure: bool = False) -> int:
        """A wing for men; the secure one where there is one, if asked for."""
        low, high = self.theatre.estate.sites[site].men
        if secure:
            return low
        return int(self.rng.integers(low + (high - low > 1), high))

    def prisoner(  # each is one thing a story may need
        self,
        role: str,
        site: int,
        *,
        suspect: bool = True,
        wing: int | None = None,
        age: tuple[int, int] = (18, 80),
        culture: int | None = None,
        sentenced: bool | None = None,
    ) -> int:
        """A man who is at this prison for the whole period, whom no other story uses, and who moves only as told."""
        people, plan = self.theatre.people, self.theatre.plan
        years = (plan.first.toordinal() - 719_163 - people.born) / 365.25
        fit = (people.home == site) & (people.received < 0) & (people.released > plan.days) & ~people.female
        fit &= (years >= age[0]) & (years < age[1]) & (people.who == np.arange(len(people)))
        if culture is not None:
            fit &= people.culture == culture
        if sentenced is not None:
            fit &= people.remand != sentenced
        free = [int(r) for r in np.flatnonzero(fit) if int(r) not in self.theatre.pinned]
        if not free:
            raise CannotTellError("needs more people who stay for the whole period")
        record = free[int(self.rng.integers(len(free)))]
        self.take(role, record, suspect=suspect)
        if wing is not None:
            people.wing[record] = wing
        return record

    def take(self, role: str, record: int, *, suspect: bool = True) -> None:
        """Give a role to a man who is already pinned or free."""
        self.theatre.pinned.setdefault(record, [])
        self._cast(role, prisoner_truth(int(self.theatre.people.who[record])), suspect=suspect)

    def prisoners(
        self, role: str, count: int, site: int, *, suspect: bool = True, wing: int | None = None
    ) -> list[int]:
        """Several men of one prison."""
        return [self.prisoner(role, site, suspect=suspect, wing=wing) for _ in range(count)]

    def outsider(
        self,
        role: str,
        *,
        suspect: bool = True,
        culture: int = 0,
        female: bool = False,
        surname: str = "",
        age: tuple[int, int] = (24, 62),
    ) -> Outsider:
        """Somebody outside."""
        theatre = self.theatre
        person = theatre.outsiders.add(
            self.rng, theatre.plan.first, culture=culture, female=female, surname=surname, age=age
        )
        self._cast(role, person.truth, suspect=suspect)
        return person

    def relative(self, role: str, record: int, *, female: bool = True, suspect: bool = True) -> Outsider:
        """Somebody of a prisoner's family, with his surname."""
        culture = int(self.theatre.people.culture[record])
        surname = self.theatre.people.name(record)[1]
        return self.outsider(role, suspect=suspect, culture=culture, female=female, surname=surname)

    def officer(self, role: str, wing: int, *, suspect: bool = True) -> int:
        """An officer of a wing's team whom no other story uses."""
        staff = self.theatre.staff
        team = range(int(staff.start[wing]), int(staff.start[wing + 1]))
        free = [officer for officer in team if officer not in self.theatre.officers]
        if not free:
            raise CannotTellError("needs more officers on the wing")
        chosen = free[int(self.rng.integers(len(free)))]
        self.theatre.officers.add(chosen)
        self._cast(role, officer_truth(chosen), suspect=suspect)
        return chosen

    def duty(self, officer: int, begin: float, end: float) -> list[int]:
        """The seconds at which shifts of an officer begin, in a part of the period."""
        wing = np.array([int(self.theatre.staff.wing[officer])])
        hours = range(int(begin * self.days) * 24, int(min(end, _LAST) * self.days) * 24)
        starts = np.array([hour * HOUR for hour in hours if hour % 24 in {7, 15, 23}], dtype=np.int64)
        halls = np.repeat(wing, len(starts))
        first, second = (self.theatre.staff.on_duty(halls, starts, place) == officer for place in (0, 1))
        return [int(start) for start in starts[first | second]]

    # what happens

    def act(self, at: int, what: str, site: int | None, people: Sequence[TruthId] = ()) -> None:
        """Something that really happened, whether or not any file shows it."""
        where = "" if site is None else self.theatre.estate.sites[site].code
        self.story.acts.append(Act(at, what, where, tuple(people)))

    def move(self, record: int, move: Move) -> None:
        """Move a man of the cast."""
        moves = self.theatre.pinned.setdefault(record, [])
        moves.append(move)
        moves.sort(key=lambda one: one.at)

    def truth(self, record: int) -> TruthId:
        """The truth's name for a man of the cast."""
        return prisoner_truth(int(self.theatre.people.who[record]))

    def place_of(self, record: int, at: int) -> tuple[int, int]:
        """Prison and wing of a man of the cast at some second."""
        site, wing = int(self.theatre.people.home[record]), int(self.theatre.people.wing[record])
        for move in self.theatre.pinned.get(record, []):
            if move.at <= at:
                site, wing = move.site, move.wing
        return site, wing

    def next_record(self) -> int:
        """The number of a new record outside."""
        return self.theatre.outsiders.next_record()

    def culture(self, code: str) -> int:
        """The position of a country of origin."""
        return [pool.code for pool in pools()].index(code)

    def traced(self, position: int) -> None:
        """A trace of this story."""
        self.story.traces.append(position)

    def _cast(self, role: str, truth: TruthId, *, suspect: bool) -> None:
        self.story.cast.setdefault(role, []).append(truth)
        if suspect and truth not in self.story.suspects:
            self.story.suspects.append(truth)
