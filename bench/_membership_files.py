"""Read the files of a simulated service as traces and explanations: never the truth."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import combinations
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from beccaria.engines.folding import fold
from beccaria.engines.membership import Company, Explained, Trace, TraceKind, company
from beccaria.world.belonging import read_table

KIN = frozenset({"partner", "mother", "father", "brother", "sister", "child", "cousin"})
_SAME_SIDE = frozenset({"assailant", "fighter"})
_MOST_CALLERS = 40


@dataclass(slots=True)
class Files:
    """The traces in the files, what explains them, under which record each person stands first.

    `numbers` are the telephone numbers of everybody outside, under the name he has in the traces.
    """

    traces: list[Trace]
    explained: Explained
    person_of: dict[str, str]
    mentioned: list[tuple[str, ...]] = field(default_factory=list)
    numbers: dict[str, tuple[str, ...]] = field(default_factory=dict)


def read(folder: Path) -> Files:
    """Everything that is read of one simulated service."""
    people = _rows(folder, "people", "person_id role given_names surname born establishment phone address")
    person_of = _one_each(people)
    prisoners = {one["person_id"]: one for one in people if one["role"] == "prisoner"}
    outside = _Outside(people)
    traces = [
        *_remarks(folder, person_of),
        *_incidents(folder, person_of),
        *outside.visits(folder, person_of),
        *outside.payments(folder, person_of),
        *outside.calls(folder, person_of),
    ]
    traces = [outside.settled(one) for one in traces]
    files = Files(traces, Explained(), person_of)
    files.explained = _explained(folder, traces, outside, prisoners, person_of)
    files.mentioned = _mentioned(folder, person_of)
    files.numbers = outside.numbers()
    return files


def _rows(folder: Path, kind: str, columns: str) -> list[dict[str, Any]]:
    return table(folder, kind).select(columns.split()).to_pylist()  # type: ignore[no-any-return]  # Arrow has no types


def table(folder: Path, kind: str) -> Any:
    """One file, whether it is CSV or Parquet."""
    path = next(folder.glob(f"{kind}.*"))
    return read_table(path)


def _one_each(people: Iterable[Mapping[str, Any]]) -> dict[str, str]:
    """Each record of a prisoner, and the first one of the same names and birthday: a register doubles people."""
    first: dict[tuple[str, str, str], str] = {}
    found = {}
    for one in people:
        if one["role"] == "prisoner":
            key = (fold(one["given_names"]), fold(one["surname"]), str(one["born"]))
            found[one["person_id"]] = first.setdefault(key, one["person_id"])
    return found


def _day(moment: Any) -> date:
    return moment.date() if hasattr(moment, "date") else date.fromisoformat(str(moment)[:10])


def _named(text: str | None, person_of: Mapping[str, str]) -> tuple[str, ...]:
    codes = [one.partition(":")[0] for one in (text or "").split(";")]
    return tuple(sorted({person_of[one] for one in codes if one in person_of}))


def _remarks(folder: Path, person_of: Mapping[str, str]) -> Iterable[Trace]:
    for row in _rows(folder, "observations", "observation_id occurred_at text people"):
        people = _named(row["people"], person_of)
        if len(people) > 1 and company(row["text"]) is Company.BY_CHOICE:
            yield Trace(
                kind=TraceKind.TOGETHER,
                reference=f"observations:{row['observation_id']}",
                on=_day(row["occurred_at"]),
                people=people,
            )


def _mentioned(folder: Path, person_of: Mapping[str, str]) -> list[tuple[str, ...]]:
    """Everybody who stands in one remark with somebody else, whatever it says: what a plain network is made of."""
    rows = _rows(folder, "observations", "people")
    return [people for row in rows if len(people := _named(row["people"], person_of)) > 1]


def _incidents(folder: Path, person_of: Mapping[str, str]) -> Iterable[Trace]:
    for row in _rows(folder, "incidents", "incident_id at people"):
        parts = [one.partition(":") for one in (row["people"] or "").split(";")]
        side = {person_of[code] for code, _, part in parts if part in _SAME_SIDE and code in person_of}
        if len(side) > 1:
            yield Trace(
                kind=TraceKind.SAME_SIDE,
                reference=f"incidents:{row['incident_id']}",
                on=_day(row["at"]),
                people=tuple(sorted(side)),
            )


class _Outside:
    """Who outside is who: one number, one document, or one name at one address is one person."""

    def __init__(self, people: Iterable[Mapping[str, Any]]) -> None:
        self._above: dict[str, str] = {}
        self.kin: set[tuple[str, str]] = set()
        self.surnames: dict[str, set[str]] = defaultdict(set)
        for one in people:
            if one["role"] in {"visitor", "contact"}:
                name = f"{one['given_names']} {one['surname']}"
                key = self._same(_phone(one["phone"]), _home(name, one["address"]))
                if key:
                    self.surnames[key].add(fold(one["surname"]))

    def root(self, key: str) -> str:
        self._above.setdefault(key, key)
        while self._above[key] != key:
            key = self._above[key]
        return key

    def _same(self, *keys: str) -> str:
        known = [self.root(key) for key in keys if key]
        for other in known[1:]:
            self._above[self.root(other)] = self.root(known[0])
        return known[0] if known else ""

    def settled(self, trace: Trace) -> Trace:
        """The trace with the outsider under the name that all his names came to."""
        if not trace.outsider:
            return trace
        return Trace(kind=trace.kind, reference=trace.reference, on=trace.on, people=trace.people,
                     outsider=self.root(trace.outsider))  # fmt: skip

    def visits(self, folder: Path, person_of: Mapping[str, str]) -> list[Trace]:
        columns = (
            "visit_id at prisoner_id visitor_name visitor_phone visitor_address relationship kind outcome"
        )
        made = []
        for row in _rows(folder, "visits", columns):
            if row["kind"] == "official" or row["prisoner_id"] not in person_of:
                continue
            person = person_of[row["prisoner_id"]]
            key = self._same(_home(row["visitor_name"], row["visitor_address"]), _phone(row["visitor_phone"]))
            if not key:
                continue
            self.surnames[key].add(fold(row["visitor_name"].split()[-1]))
            if row["relationship"] in KIN:
                self.kin.add((person, key))
            if row["outcome"] in {"completed", "booked"}:
                made.append(_contact(TraceKind.VISIT, f"visits:{row['visit_id']}", row["at"], person, key))
        return made

    def payments(self, folder: Path, person_of: Mapping[str, str]) -> list[Trace]:
        columns = "payment_id at prisoner_id payer_name payer_account payer_address direction"
        made = []
        for row in _rows(folder, "payments", columns):
            if row["direction"] != "in" or row["prisoner_id"] not in person_of:
                continue
            account = f"account:{row['payer_account']}" if row["payer_account"] else ""
            key = self._same(account, _home(row["payer_name"], row["payer_address"]))
            if key:
                self.surnames[key].add(fold(row["payer_name"].split()[-1]))
                person = person_of[row["prisoner_id"]]
                made.append(
                    _contact(TraceKind.PAYMENT, f"payments:{row['payment_id']}", row["at"], person, key)
                )
        return made

    def calls(self, folder: Path, person_of: Mapping[str, str]) -> list[Trace]:
        """Calls to numbers that more than one prisoner, and fewer than many, called; never to privileged numbers."""
        calls = table(folder, "calls")
        privileged = {row["number"] for row in _rows(folder, "privileged", "number")}
        pairs = calls.select(["prisoner_id", "number"]).group_by(["prisoner_id", "number"]).aggregate([])
        callers: dict[str, set[str]] = defaultdict(set)
        for row in pairs.to_pylist():
            if row["prisoner_id"] in person_of:
                callers[row["number"]].add(person_of[row["prisoner_id"]])
        shared = [
            number
            for number, who in sorted(callers.items())
            if 1 < len(who) <= _MOST_CALLERS and number not in privileged
        ]
        kept = calls.filter(pc.is_in(calls["number"].cast(pa.string()), pa.array(shared, pa.string())))
        return [
            _contact(
                TraceKind.CALL,
                f"calls:{row['call_id']}",
                row["at"],
                person_of[row["prisoner_id"]],
                _phone(row["number"]),
            )
            for row in kept.select(["call_id", "at", "prisoner_id", "number"]).to_pylist()
            if row["prisoner_id"] in person_of
        ]

    def numbers(self) -> dict[str, tuple[str, ...]]:
        """The numbers of everybody, under the name that all his names came to."""
        found: dict[str, list[str]] = defaultdict(list)
        for key in sorted(self._above):
            if key.startswith("+"):
                found[self.root(key)].append(key)
        return {key: tuple(several) for key, several in found.items()}

    def settle(self) -> None:
        """Put kin and surnames under the names that all names came to."""
        self.kin = {(person, self.root(key)) for person, key in self.kin}
        surnames: dict[str, set[str]] = defaultdict(set)
        for key, found in self.surnames.items():
            surnames[self.root(key)] |= found
        self.surnames = surnames


def _contact(kind: TraceKind, reference: str, at: Any, person: str, outsider: str) -> Trace:
    return Trace(kind=kind, reference=reference, on=_day(at), people=(person,), outsider=outsider)


def _phone(text: Any) -> str:
    if not text:
        return ""
    return f"+{str(text).strip().lstrip('+')}"


def _home(name: str | None, address: str | None) -> str:
    return f"home:{fold(name)} {fold(address)}" if name and address else ""


def _explained(
    folder: Path,
    traces: list[Trace],
    outside: _Outside,
    prisoners: Mapping[str, Mapping[str, Any]],
    person_of: Mapping[str, str],
) -> Explained:
    """Family by what was said at visits and by surname, among those who could be held against each other only."""
    outside.settle()
    surname = {person_of[code]: fold(row["surname"]) for code, row in prisoners.items()}
    kin = {frozenset(pair) for pair in outside.kin}
    company: set[frozenset[str]] = set()
    sharing: dict[str, set[str]] = defaultdict(set)
    for one in traces:
        if one.outsider:
            sharing[one.outsider] |= set(one.people)
            if surname.get(one.people[0]) in outside.surnames.get(one.outsider, ()):
                kin.add(frozenset((one.people[0], one.outsider)))
        else:
            company |= {frozenset(pair) for pair in combinations(one.people, 2)}
    for who in sharing.values():
        company |= {frozenset(pair) for pair in combinations(sorted(who), 2)}
    kin |= {pair for pair in company if len({surname.get(one, one) for one in pair}) == 1}
    return Explained(kin=frozenset(kin), placed=_placed(folder, company, person_of))


def _placed(
    folder: Path, pairs: set[frozenset[str]], person_of: Mapping[str, str]
) -> dict[frozenset[str], str]:
    """Pairs who sing, pray, work or learn together, or who were given one cell."""
    where: dict[str, set[str]] = defaultdict(set)
    for row in _rows(folder, "activities", "person_id establishment kind name"):
        if row["person_id"] in person_of:
            where[person_of[row["person_id"]]].add(f"{row['establishment']} {row['name']}")
    found = {}
    for pair in pairs:
        one, other = sorted(pair)
        if both := where[one] & where[other]:
            found[pair] = min(both).split(" ", 1)[1]
    cells: dict[str, set[str]] = defaultdict(set)
    for row in _rows(folder, "movements", "person_id to_establishment to_wing to_cell"):
        if row["to_cell"] and row["person_id"] in person_of:
            cells[person_of[row["person_id"]]].add(
                f"{row['to_establishment']} {row['to_wing']} {row['to_cell']}"
            )
    for pair in pairs - set(found):
        one, other = sorted(pair)
        if cells[one] & cells[other]:
            found[pair] = "a cell the prison gave them"
    return found
