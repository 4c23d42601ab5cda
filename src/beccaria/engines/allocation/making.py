"""Make instances of any size from a seed: prisons round towns, wings of many kinds, people, groups and quarrels."""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from beccaria.core.allocation import FORMAT

_STATUSES: Final = ("remand", "sentenced")
_PROGRAMMES: Final = ("carpentry", "kitchen", "school", "violence", "addiction", "bakery", "garden")
_LANGUAGES: Final = ("it", "fr", "nl", "en", "ar", "ro", "sq")
_TRAITS: Final = ("vulnerable", "exploiter", "recruiter")
_ROLES: Final = ("leader", "associate", "member", "member", "member", "member", "former")


@dataclass(frozen=True)
class Size:
    """How large. `full` is the share of places that are taken."""

    people: int
    wings: int
    prisons: int = 0
    full: float = 0.92
    groups: int = 0
    grouped: float = 0.12
    listed: int = 0  # people who have no place yet and are asked for
    moves: int | None = None
    covers: int = 0


Document = dict[str, Any]


def instance(size: Size, *, seed: int) -> Document:
    """A document in the portable format. Everybody begins where the rules about him allow; quarrels are as it comes."""
    draw = random.Random(seed)  # noqa: S311  an example, not a secret
    towns = [(draw.randrange(600), draw.randrange(800)) for _ in range(max(3, size.wings // 12))]
    courts = [f"court-{number}" for number in range(max(2, len(towns) // 3))]
    prisons = _prisons(size, towns, courts, draw)
    wings = _wings(size, prisons, draw)
    groups = [f"G{number}" for number in range(size.groups or max(2, size.people // 150))]
    people = _people(size, wings, towns, prisons, groups, draw=draw)
    return {
        "format": FORMAT,
        "on": "2026-11-23",
        "prisons": prisons,
        "wings": wings,
        "people": people,
        "keep_apart": _keep_apart(people, groups, size, draw),
        "cover": _cover(people, size, draw),
        "ask": {"mode": "list"} if size.listed else {"mode": "estate", "moves": size.moves},
    }


def _prisons(
    size: Size, towns: Sequence[tuple[int, int]], courts: Sequence[str], draw: random.Random
) -> list[Document]:
    made = []
    for number in range(size.prisons or max(2, size.wings // 7)):
        near = towns[number % len(towns)]
        serves = [courts[number % len(courts)], draw.choice(courts)]
        at = [near[0] + draw.randrange(-15, 16), near[1] + draw.randrange(-15, 16)]
        made.append({"id": f"P{number}", "at": at, "courts": sorted(set(serves))})
    return made


def _wings(size: Size, prisons: Sequence[Document], draw: random.Random) -> list[Document]:
    average = size.people / size.full / size.wings
    sizes = [max(1, round(average * draw.choice((0.5, 0.8, 1.0, 1.2, 1.5)))) for _ in range(size.wings)]
    sizes[0] += max(0, round(size.people / size.full) - sum(sizes))  # room for everybody in every draw
    made: list[Document] = []
    for number in range(size.wings):
        prison = prisons[number % len(prisons)]["id"]
        women = number % 23 == 7  # noqa: PLR2004  about one wing in twenty, the same in every size
        capacity = sizes[number]
        kind = draw.choice((["B", "C"], ["C", "D"], ["B", "C", "D"], ["A", "B"]))
        young = not women and draw.random() < 0.08  # noqa: PLR2004  as above
        made.append(
            {
                "id": f"W{number}",
                "prison": prison,
                "capacity": capacity,
                "comfort": max(1, capacity * 9 // 10),
                "sexes": ["female"] if women else ["male"],
                "categories": ["A", "B", "C", "D"] if women or young else kind,
                "statuses": list(_STATUSES) if draw.random() < 0.6 else [draw.choice(_STATUSES)],  # noqa: PLR2004  as above
                "regimes": ["standard", "strict"] if draw.random() < 0.2 else ["standard"],  # noqa: PLR2004  as above
                "ages": [18, 24] if young else [18, 120],
                "has": [each for each in ("step-free", "medical") if draw.random() < 0.4],  # noqa: PLR2004  as above
                "yard": f"{prison}-{number // len(prisons) // 2}",
                "programmes": sorted(draw.sample(_PROGRAMMES, 3)),
                "languages": sorted(draw.sample(_LANGUAGES, 4)),
                "experience": [each for each in ("extremism", "youth") if draw.random() < 0.3],  # noqa: PLR2004  as above
            }
        )
    return made


def _people(
    size: Size,
    wings: Sequence[Document],
    towns: Sequence[tuple[int, int]],
    prisons: Sequence[Document],
    groups: Sequence[str],
    *,
    draw: random.Random,
) -> list[Document]:
    places = [wing for wing in wings for _ in range(wing["capacity"])]
    draw.shuffle(places)
    if len(places) < size.people:
        raise ValueError(f"{len(places)} places are too few for {size.people} people: lower `full`.")
    courts = {prison["id"]: prison["courts"] for prison in prisons}
    made = []
    for number in range(size.people):
        wing = places[number]
        one = _person(number, wing, courts[wing["prison"]], towns, draw)
        # Groups and quarrels where there are wings enough to keep them apart: nearly all of it is among men.
        if draw.random() < size.grouped and one["sex"] == "male" and wing["ages"][1] > 24:  # noqa: PLR2004  the young
            one["traits"] = [draw.choice(_TRAITS)] if draw.random() < 0.2 else []  # noqa: PLR2004  as above
            one["groups"] = [{"group": draw.choice(groups), "role": draw.choice(_ROLES)}]
        one["wing"] = "" if number < size.listed else wing["id"]
        made.append(one)
    return made


def _person(
    number: int, wing: Document, courts: Sequence[str], towns: Sequence[tuple[int, int]], draw: random.Random
) -> Document:
    def sometimes(share: float, some: Sequence[str]) -> list[str]:
        return [draw.choice(some)] if some and draw.random() < share else []

    one: Document = {
        "id": f"N{number}",
        "sex": wing["sexes"][0],
        "category": draw.choice(wing["categories"]),
        "age": draw.randint(wing["ages"][0], min(wing["ages"][1], 70)),
        "status": draw.choice(wing["statuses"]),
        "regime": draw.choice(wing["regimes"]) if draw.random() < 0.1 else "standard",  # noqa: PLR2004  as above
        "home": list(draw.choice(towns)),
        "needs": sometimes(0.05, wing["has"]),
        "waits": sometimes(0.4, _PROGRAMMES),
        "languages": sometimes(0.3, _LANGUAGES),
        "experience": sometimes(0.04, ("extremism", "youth")),
    }
    if one["status"] == "remand" and draw.random() < 0.25:  # noqa: PLR2004  as above
        one["hearings"] = [
            {"on": f"2026-{draw.choice(('11-27', '12-20', '12-21'))}", "court": draw.choice(courts)}
        ]
    return one


def _keep_apart(
    people: Sequence[Document], groups: Sequence[str], size: Size, draw: random.Random
) -> Document:
    names = [one["id"] for one in people]
    levels = ("wing", "wing", "wing", "exercise", "establishment", "cell")
    pairs = []
    for _ in range(size.people // 12):
        one, other = draw.sample(names, 2)
        pairs.append(
            {
                "a": one,
                "b": other,
                "level": draw.choice(levels),
                "reason": draw.choice(("threat", "violence")),
            }
        )
    rivals = {tuple(sorted(draw.sample(groups, 2))) for _ in range(len(groups))}
    between = [
        {"a": f"group:{a}", "b": f"group:{b}", "level": "wing", "reason": "rivals"} for a, b in sorted(rivals)
    ]
    between.append(
        {"a": "trait:vulnerable", "b": "trait:exploiter", "level": "wing", "reason": "exploitation"}
    )
    members = size.people * size.grouped / len(groups)
    most = max(2, round(4 * members / max(size.wings, 1)) + 1)
    return {
        "pairs": pairs,
        "between": between,
        "dispersal": [{"group": "*", "most": most, "leaders": 1, "level": "wing"}],
        "standing": [{"roles": ["former"], "from": ["leader", "associate"], "level": "wing"}],
    }


def _cover(people: Sequence[Document], size: Size, draw: random.Random) -> list[Document]:
    """Those leaving a group, from its leaders: drawn among people recorded as former, as the standing rule says."""
    leaders: dict[str, list[str]] = {}
    former: list[tuple[str, str]] = []
    for one in people:
        for each in one.get("groups", ()):
            if each["role"] == "leader":
                leaders.setdefault(each["group"], []).append(one["id"])
            elif each["role"] == "former":
                former.append((one["id"], each["group"]))
    known = [(who, group) for who, group in former if group in leaders]
    chosen = draw.sample(known, min(size.covers, len(known)))
    return [{"person": who, "from": draw.choice(leaders[group]), "level": "wing"} for who, group in chosen]
