"""Rate *oc-prisoner* for everybody in a simulated service by stated rules. FOR MEASURING THE INSTRUMENT ONLY.

The product never rates anybody by itself: people rate, on evidence they cite. These rules stand in for a careful rater
who has nothing but the service's files, so that the instrument's result can be held against what is true. They read
records only: never nationality, religion, family alone, or the truth. What files cannot tell stays unknown.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import combinations
from pathlib import Path
from typing import Any, Final

from _membership_files import Files, read, table

from beccaria.core.instruments import UNKNOWN
from beccaria.engines.folding import fold
from beccaria.engines.membership import Proposed, propose
from beccaria.engines.membership.traces import OUTSIDE

# Others wait for him, carry for him, fall silent, let him settle their quarrels: in two languages, folded.
_OBEYED: Final = re.compile(
    r"others wait until|carries the tray|raised his hand|settled a quarrel"
    r"|gli altri aspettano|porta il carrello|alzato la mano|risolto una lite"
)
# Somebody new, or dependent, moves towards him.
_DRAWN: Final = re.compile(
    r"at the table of|moved next to|greets .* first|mornings with|canteen bag at the door"
    r"|al tavolo di|vicino di cella a|saluta per primo|la mattina sta con|busta della spesa davanti"
)
# Somebody goes out of another's way.
_FEARED: Final = re.compile(r"would not go to .* when|non ha voluto andare in .* c era")
_PROBED: Final = re.compile(r"where he lives|name of the school|dove abita|nome della scuola")
_PHONES: Final = frozenset({"phone", "sim"})
_GOODS: Final = frozenset({"drugs", "alcohol", "tobacco"})
_ATTACKS: Final = frozenset({"assailant", "suspect"})
_MOST_SHARING, _MANY_PAYERS, _MANY_FELLOWS, _AGAIN, _COURSE_DAYS = 40, 8, 3, 3, 90
_TWO: Final = 2


@dataclass(slots=True)
class Seen:
    """What the files show of one person. Writers are counted, not remarks: one voice is one voice."""

    written: int = 0
    obeyed: set[str] = field(default_factory=set)
    drawn: set[str] = field(default_factory=set)
    drawn_people: set[str] = field(default_factory=set)
    feared: set[str] = field(default_factory=set)
    together: bool = False
    probed: int = 0
    phones: int = 0
    goods: int = 0
    payers: set[str] = field(default_factory=set)
    engaged: bool = False
    restless: bool = False
    place: str = ""


def rated(folder: Path, until: date) -> dict[str, dict[str, str]]:
    """Item by item a level or "unknown" for everybody in custody, by the first record of each person."""
    files = read(folder)
    at = _At(files, propose(files.traces, files.explained, on=until))
    seen = _seen(folder, files)
    return {person: _levels(one, at, person, seen) for person, one in seen.items()}


class _At:
    """Where people stand: in the circles that the files show, and towards whom outside whom others know too."""

    def __init__(self, files: Files, circles: Iterable[Proposed]) -> None:
        self.named: set[str] = set()
        self.place: dict[str, int] = {}
        self.fellows: dict[str, set[str]] = defaultdict(set)
        self.days: dict[str, set[tuple[str, date]]] = defaultdict(set)
        """Days on which he was in touch with somebody outside whom others, not of that family, know too."""
        self.relayed: set[str] = set()
        """Whose own family is in touch with fellow prisoners who are no family of it."""
        for circle in circles:
            who = {one.person for one in circle.named}
            self.named |= who
            for person in who:
                self.fellows[person] |= who - {person}
            for place, lead in enumerate(circle.leaders, 1):
                if lead.person in who and len(who) > _TWO:
                    self.place[lead.person] = min(place, self.place.get(lead.person, place))
        self._share(files)

    def _share(self, files: Files) -> None:
        days: dict[str, dict[str, set[date]]] = defaultdict(lambda: defaultdict(set))
        company: Counter[tuple[str, str]] = Counter()
        for one in files.traces:
            company.update(combinations(sorted(set(one.people)), 2))
            if one.kind in OUTSIDE:
                days[one.outsider][one.people[0]].add(one.on)
        for (first, second), times in company.items():
            if times >= _TWO and not files.explained.why_together(first, second):
                self.fellows[first].add(second)
                self.fellows[second].add(first)
        for outsider, who in days.items():
            strangers = {person for person in who if not files.explained.are_kin(person, outsider)}
            if not 1 < len(who) <= _MOST_SHARING or not strangers:
                continue
            if len(strangers) < len(who):
                self.relayed |= set(who) - strangers
            for person in strangers:
                others = {
                    other for other in set(who) - {person} if not files.explained.are_kin(person, other)
                }
                if others:
                    self.fellows[person] |= others
                    self.days[person] |= {(outsider, on) for on in who[person]}


def _levels(one: Seen, at: _At, person: str, seen: Mapping[str, Seen]) -> dict[str, str]:
    near = sum(seen[other].place == one.place for other in at.fellows[person] if other in seen)
    touched = len(at.days[person])
    return {
        "standing": _standing(at, person),
        "command": _command(one, at, person),
        "means-of-contact": "hidden" if one.phones else "through_others" if touched else "open",
        "corruption": "probing" if one.probed else UNKNOWN,
        "market": _market(one),
        "recruitment": "likely" if len(one.drawn) >= _TWO else "possible" if one.drawn else "none",
        "violence-ordered": _violence(one, seen),
        "means": UNKNOWN,
        "attempts-to-contact": "repeated" if touched >= _AGAIN else "few" if touched else "none",
        "rivals-here": UNKNOWN,
        "fellows-here": "many" if near >= _MANY_FELLOWS else "some" if near else "none",
        "family-commitment": UNKNOWN,
        "distance": UNKNOWN,
        "orderly-time": "restless" if one.restless else "engaged" if one.engaged else "orderly",
    }


def _standing(at: _At, person: str) -> str:
    if person not in at.named:
        return "none"
    return {1: "leading", 2: "trusted"}.get(at.place.get(person, 0), "member")


def _command(one: Seen, at: _At, person: str) -> str:
    """Others obey him, or reach his family in his place. The files were searched: nothing of it is "none"."""
    if len(one.obeyed) >= _TWO or (one.obeyed and person in at.relayed):
        return "likely"
    if one.obeyed or person in at.relayed:
        return "possible"
    return "none"


def _violence(one: Seen, seen: Mapping[str, Seen]) -> str:
    """Assaults by several together, or by people drawn to him, and people who go out of his way."""
    if one.together or any(seen[other].restless for other in one.drawn_people if other in seen):
        return "done"
    return "threatened" if one.feared else "none"


def _market(one: Seen) -> str:
    if len(one.payers) >= _MANY_PAYERS or (len(one.drawn) >= _TWO and one.goods):
        return "runs"
    if one.goods >= _TWO:
        return "sells"
    return "customer" if one.goods else "none"


def _seen(folder: Path, files: Files) -> dict[str, Seen]:
    who = files.person_of
    found: dict[str, Seen] = defaultdict(Seen)
    for row in _rows(folder, "people", "person_id role establishment"):
        if row["person_id"] in who:
            found[who[row["person_id"]]].place = row["establishment"] or ""
    _remarks(folder, who, found)
    _money(folder, who, found)
    for row in _rows(folder, "finds", "item person_id"):
        if row["person_id"] in who:
            one = found[who[row["person_id"]]]
            one.phones += row["item"] in _PHONES
            one.goods += row["item"] in _GOODS
    for row in _rows(folder, "incidents", "people"):
        parts = [each.partition(":") for each in (row["people"] or "").split(";")]
        attackers = {who[code] for code, _, part in parts if code in who and part in _ATTACKS}
        for person in attackers:
            found[person].restless = True
            found[person].together |= len(attackers) > 1
    for row in _rows(folder, "activities", "starts ends person_id kind"):
        if row["person_id"] in who and row["kind"] == "course" and row["ends"]:
            days = (_day(row["ends"]) - _day(row["starts"])).days
            found[who[row["person_id"]]].engaged |= days >= _COURSE_DAYS
    return dict(found)


def _remarks(folder: Path, who: Mapping[str, str], found: dict[str, Seen]) -> None:
    for row in _rows(folder, "observations", "text people reporter"):
        people = [who[code] for code in (row["people"] or "").split(";") if code in who]
        for person in people:
            found[person].written += 1
        if not people:
            continue
        words = fold(row["text"])
        if _OBEYED.search(words):
            found[people[0]].obeyed.add(row["reporter"])
        if _DRAWN.search(words) and len(people) > 1:
            found[people[1]].drawn.add(row["reporter"])
            found[people[1]].drawn_people.add(people[0])
        if _FEARED.search(words) and len(people) > 1:
            found[people[1]].feared.add(row["reporter"])
        found[people[0]].probed += bool(_PROBED.search(words))


def _money(folder: Path, who: Mapping[str, str], found: dict[str, Seen]) -> None:
    for row in _rows(folder, "payments", "prisoner_id payer_account direction"):
        if row["direction"] == "in" and row["prisoner_id"] in who and row["payer_account"]:
            found[who[row["prisoner_id"]]].payers.add(row["payer_account"])


def _rows(folder: Path, kind: str, columns: str) -> list[dict[str, Any]]:
    return table(folder, kind).select(columns.split()).to_pylist()  # type: ignore[no-any-return]  # Arrow has no types


def _day(moment: Any) -> date:
    return moment.date() if hasattr(moment, "date") else date.fromisoformat(str(moment)[:10])
