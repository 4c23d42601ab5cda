"""Compare memberships and leaders that a product names with the real groups, as far as the files allow to know them."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from pyarrow import csv

from beccaria.core.groups import NEEDED, Basis

_TOP: Final = 3
_OUTSIDE: Final = {
    "calls": ("number", Basis.COMMUNICATION),
    "visits": ("visitor_phone", Basis.ASSOCIATION),
    "payments": ("payer_account", Basis.FINANCE),
}


@dataclass(frozen=True, slots=True)
class Belonging:
    """A membership that the product holds, or proposes on two bases: a record and its own name of the group."""

    person: str
    group: str


@dataclass(frozen=True, slots=True)
class Leading:
    """Somebody who may lead a group, as the product thinks: a record, and his place (from 1)."""

    person: str
    group: str
    place: int


@dataclass(slots=True)
class Allowed:
    """What the files allow to know of one group: who is shown in two ways, and which number is whose."""

    members: set[str] = field(default_factory=set)
    seen: set[str] = field(default_factory=set)
    numbers: dict[str, str] = field(default_factory=dict)


Owners = Callable[[str], str]


def read_table(path: Path) -> Any:
    """A feed file with every column as text, whether it is CSV or Parquet."""
    if path.suffix == ".parquet":
        table = pq.read_table(path)
        return table.cast(pa.schema([(name, pa.string()) for name in table.column_names]))
    with path.open(encoding="utf-8") as file:
        names = file.readline().strip().replace('"', "").split(",")
    texts = csv.ConvertOptions(column_types=dict.fromkeys(names, pa.string()), strings_can_be_null=True)
    return csv.read_csv(path, convert_options=texts, parse_options=csv.ParseOptions(newlines_in_values=True))


def allowed(
    document: Mapping[str, Any], folder: Path, owner: Owners, kinds: Collection[str] | None = None
) -> dict[str, Allowed]:
    """For each real group, whom its traces show in two independent ways. Nothing is allowed where files are missing.

    A remark that names him beside another member (association); somebody outside with whom another member inside is in
    touch too, by telephone, visit or money. One person outside is one voice, however many ways he shows: the rule by
    which the product counts. Who only stands in a remark's text without a record is not counted: a name is no person.
    `kinds` are the files that the product reads; without them all are meant.
    """
    rows = _trace_rows(document, folder)
    if kinds is not None:
        rows = {key: row for key, row in rows.items() if key[0] in kinds}
    return {group["key"]: _of_group(group, rows, owner) for group in document["groups"]}


def _trace_rows(document: Mapping[str, Any], folder: Path) -> dict[tuple[str, str], dict[str, Any]]:
    wanted: dict[str, set[str]] = defaultdict(set)
    for group in document["groups"]:
        for trace in group["traces"]:
            wanted[trace["file"]].add(trace["id"])
    found = {}
    for kind, ids in sorted(wanted.items()):
        path = next(iter(sorted(folder.glob(f"{kind}.*"))), None)
        if path is None:
            continue
        table = read_table(path)
        key = table.column_names[0]
        kept = table.filter(pc.is_in(table[key], pa.array(sorted(ids), pa.string())))
        found.update({(kind, row[key]): row for row in kept.to_pylist()})
    return found


def _of_group(
    group: Mapping[str, Any], rows: Mapping[tuple[str, str], dict[str, Any]], owner: Owners
) -> Allowed:
    inside = {one["person"] for one in group["members"] if one["in_custody"]}
    ways: dict[str, dict[str, set[Basis]]] = defaultdict(lambda: defaultdict(set))
    touch: dict[str, dict[str, set[Basis]]] = defaultdict(lambda: defaultdict(set))
    calls: dict[str, set[str]] = defaultdict(set)
    homes: dict[str, set[str]] = defaultdict(set)
    for trace in group["traces"]:
        row = rows.get((trace["file"], trace["id"]))
        if row is None:
            continue
        if trace["file"] == "observations":
            named = {owner(code) for code in (row["people"] or "").split(";") if code} & inside
            if len(named) > 1:
                for person in named:
                    ways[person][f"remark {trace['id']}"].add(Basis.ASSOCIATION)
        elif trace["file"] in _OUTSIDE:
            column, basis = _OUTSIDE[trace["file"]]
            person = owner(row["prisoner_id"])
            touch[f"{column} {row[column]}"][person].add(basis)
            homes[_home(row, column)].add(f"{column} {row[column]}")
            if trace["file"] != "payments":
                calls[row[column]].add(person)
    return _counted(group, ways, _by_person(group, _one_each(touch, homes)), calls)


def _home(row: Mapping[str, Any], column: str) -> str:
    """Under which name and address somebody comes and pays; a caller by his number, which visitors leave too."""
    named = [row.get(f"{part}_{word}") for part in ("visitor", "payer") for word in ("name", "address")]
    said = " ".join(word for word in named if word)
    return said if sum(map(bool, named)) > 1 else f"{column} {row[column]}"


def _one_each(
    touch: Mapping[str, dict[str, set[Basis]]], homes: Mapping[str, set[str]]
) -> dict[str, dict[str, set[Basis]]]:
    """The numbers and accounts of one name at one address put together: one person outside is one voice."""
    digits = {key: key.removeprefix("number ").removeprefix("visitor_phone ") for key in touch}
    root = {key: key for key in digits.values()}

    def top(key: str) -> str:
        while root[key] != key:
            key = root[key]
        return key

    for keys in homes.values():
        first, *others = sorted({digits[key] for key in keys})
        for other in others:
            root[top(other)] = top(first)
    merged: dict[str, dict[str, set[Basis]]] = defaultdict(lambda: defaultdict(set))
    for key, who in touch.items():
        for person, bases in who.items():
            merged[top(digits[key])][person] |= bases
    return merged


def _by_person(
    group: Mapping[str, Any], touch: Mapping[str, dict[str, set[Basis]]]
) -> dict[str, dict[str, set[Basis]]]:
    """What one member outside leaves put together, where his ties tell whose it is."""
    merged: dict[str, dict[str, set[Basis]]] = defaultdict(lambda: defaultdict(set))
    for key, who in touch.items():
        whose = _whose(group, set(who)) or key
        for person, bases in who.items():
            merged[whose][person] |= bases
    return merged


def _whose(group: Mapping[str, Any], who: set[str]) -> str:
    """The one member outside who is tied to all these; empty when there is none, or more than one."""
    outside = {one["person"] for one in group["members"] if not one["in_custody"]}
    near: dict[str, set[str]] = defaultdict(set)
    for one, other, _weight in group["ties"]:
        near[one].add(other)
        near[other].add(one)
    fits = [one for one in sorted(outside) if who <= near[one]]
    return fits[0] if len(fits) == 1 else ""


def _counted(
    group: Mapping[str, Any],
    ways: dict[str, dict[str, set[Basis]]],
    touch: Mapping[str, dict[str, set[Basis]]],
    calls: Mapping[str, set[str]],
) -> Allowed:
    found = Allowed()
    for whose, who in touch.items():
        if len(who) > 1:
            for person, bases in who.items():
                ways[person][whose] |= bases
            found.seen.add(whose)
    found.members = {person for person, voices in ways.items() if _independent(voices) >= NEEDED}
    found.seen |= set(ways)
    found.numbers = {
        number: whose for number, who in calls.items() if len(who) > 1 and (whose := _whose(group, who))
    }
    return found


def _independent(voices: Mapping[str, set[Basis]]) -> int:
    """In how many independent ways: two voices with two bases between them are enough for the rule."""
    bases = set().union(*voices.values()) if voices else set()
    return min(len(bases), len(voices))


def memberships(
    document: Mapping[str, Any], found: Sequence[Belonging], allow: Mapping[str, Allowed], owner: Owners
) -> dict[str, Any]:
    """How many of those whom the traces allow were named, how many of those named belong, and who was wronged.

    Each of the product's groups is held against the real one that fits it best. The casts of crimes that were told
    conspire too: `of_told_crimes` are those named who belong to one of them and to no group. They are not `right`; the
    `precision` counts them as wrong, `precision_with_crimes` as right.
    """
    groups = {one["key"]: {member["person"] for member in one["members"]} for one in document["groups"]}
    crimes = {key: set(story["suspects"]) for key, story in document["storylines"].items() if story["told"]}
    innocents = {
        person for story in document["innocents"].values() if story["told"] for person in story["suspects"]
    }
    right, conspiring, said, reached = 0, 0, 0, set()
    for people in _by_group(found, owner).values():
        best = max(groups, key=lambda key: (len(people & groups[key]), key), default=None)
        members = groups[best] if best else set()
        right += len(people & members)
        conspiring += max((len(people & cast) for cast in crimes.values()), default=0)
        said += len(people)
        reached |= {(best, person) for person in people & members}
    wanted = {(key, person) for key, one in allow.items() for person in one.members}
    real = sum(1 for members in groups.values() for one in members if document["people"].get(one))
    return {
        "found": said,
        "real": real,
        "right": right,
        "precision": round(right / said, 4) if said else None,
        "of_told_crimes": conspiring,
        "precision_with_crimes": round(min(said, right + conspiring) / said, 4) if said else None,
        "allowed": len(wanted),
        "allowed_found": len(wanted & reached),
        "recall_of_allowed": round(len(wanted & reached) / len(wanted), 4) if wanted else None,
        "innocents": len({owner(one.person) for one in found} & innocents),
    }


def leaders(
    document: Mapping[str, Any],
    found: Sequence[Leading],
    members: Sequence[Belonging],
    allow: Mapping[str, Allowed],
    owner: Owners,
) -> dict[str, Any]:
    """In how many groups a real leader is among the first three hypotheses of the product's group that fits best.

    Groups count in which two members and a leader are shown at all; one for which the product has no group is a miss.
    """
    said = _by_group(members, owner)
    judged = hit = 0
    for group in document["groups"]:
        known = allow[group["key"]]
        heads = {one["person"] for one in group["members"] if one["role"] == "leader"} & known.seen
        if not heads or len(known.members) < NEEDED:
            continue
        judged += 1
        people = {one["person"] for one in group["members"]}
        best = max(said, key=lambda key: (len(said[key] & people), key), default=None)
        if best is None or not said[best] & people:
            continue
        first = (one for one in found if one.group == best and one.place <= _TOP)
        hit += bool({known.numbers.get(one.person, owner(one.person)) for one in first} & heads)
    return {"groups": judged, "in_top_three": hit, "share": round(hit / judged, 4) if judged else None}


def _by_group(found: Iterable[Belonging], owner: Owners) -> dict[str, set[str]]:
    by_group: dict[str, set[str]] = defaultdict(set)
    for one in found:
        by_group[one.group].add(owner(one.person))
    return by_group
