"""Check a roster independently of how it was made: every rule that it breaks, with who and which shift."""

from collections.abc import Iterator, Mapping
from datetime import timedelta

from beccaria.core.refusal import Phrase
from beccaria.engines.rostering.model import REST, WEEK, Roster, Shift, worked

_MINUTE = timedelta(minutes=1)


def faults(roster: Roster, given: Mapping[str, str]) -> tuple[Phrase, ...]:
    """What is against the law or the wing's needs if shifts are given so; empty where it is legal."""
    found = [*_untrained(roster, given), *_tired(roster, given), *_long(roster, given)]
    return tuple({str(one): one for one in sorted(found, key=str)}.values())


def _untrained(roster: Roster, given: Mapping[str, str]) -> Iterator[Phrase]:
    known = {one.id: one for one in roster.officers}
    for shift in roster.shifts:
        officer = known.get(given.get(shift.id, ""))
        if officer is None:
            yield Phrase("Nobody has the shift on %(wing)s on %(day)s.", _named(shift))
        elif missing := shift.needs - officer.skills:
            lacks = {"who": officer.id, "skills": ", ".join(sorted(missing))}
            yield Phrase(
                "%(who)s lacks %(skills)s for the shift on %(wing)s on %(day)s.", _named(shift) | lacks
            )


def _tired(roster: Roster, given: Mapping[str, str]) -> Iterator[Phrase]:
    for officer in roster.officers:
        mine = sorted(
            (shift for shift in roster.shifts if given.get(shift.id) == officer.id),
            key=lambda shift: (shift.starts, shift.ends),
        )
        before = [officer.worked_until, *(shift.ends for shift in mine)]
        for ends, shift in zip(before, mine, strict=False):
            if ends is not None and shift.starts - ends < REST:
                yield Phrase(
                    "%(who)s has no eleven hours of rest before the shift on %(wing)s on %(day)s.",
                    _named(shift) | {"who": officer.id},
                )


def _long(roster: Roster, given: Mapping[str, str]) -> Iterator[Phrase]:
    for (officer, (year, week)), minutes in worked(roster, given).items():
        if minutes > WEEK // _MINUTE:
            when = {"who": officer, "week": str(week), "year": str(year)}
            yield Phrase("%(who)s works more than forty-eight hours in week %(week)s of %(year)s.", when)


def _named(shift: Shift) -> dict[str, str]:
    return {"wing": shift.wing, "day": shift.day.isoformat()}
