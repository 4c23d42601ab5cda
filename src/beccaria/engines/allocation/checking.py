"""Check an answer against its instance from the two documents alone; shares no code with what made the answer."""

import datetime as dt
import math
from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import Any

Document = dict[str, Any]


def violations(instance: Document, answer: Document) -> list[str]:
    """Every hard rule that the answer breaks, one sentence each; empty for a lawful one.

    People who are not asked about stay where they are: what they break among themselves is not the answer's.
    """
    placed = {one["person"]: one["place"] for one in answer["assignments"] if one["place"]}
    gone = {one["person"] for one in answer["assignments"]}
    where = {
        one["id"]: one["wing"] for one in instance["people"] if one.get("wing") and one["id"] not in gone
    }
    before = Counter(where.values())
    where |= placed
    return [
        *_each(instance, placed),
        *_capacity(instance, where, before),
        *_apart(instance, where, placed),
        *_cover(instance, where, placed),
        *_asked(instance, answer, placed),
    ]


def _each(instance: Document, placed: dict[str, str]) -> Iterator[str]:
    wings = {one["id"]: one for one in instance["wings"]}
    courts = {one["id"]: set(one.get("courts", ())) for one in instance["prisons"]}
    first = dt.date.fromisoformat(instance["on"])
    last = first + dt.timedelta(days=instance.get("hearing_days", 14))
    for one in instance["people"]:
        if one["id"] not in placed:
            continue
        wing = wings[placed[one["id"]]]
        wrong = [
            name
            for name, key in (("sex", "sexes"), ("category", "categories"), ("status", "statuses"))
            if one[name] not in wing.get(key, ())
        ]
        wrong += ["regime"] * (one.get("regime", "standard") not in wing.get("regimes", ()))
        youngest, oldest = wing.get("ages", (18, 120))
        wrong += ["age"] * (not youngest <= one["age"] <= oldest)
        wrong += ["needs"] * bool(set(one.get("needs", ())) - set(wing.get("has", ())))
        for each in one.get("hearings", ()):
            soon = first <= dt.date.fromisoformat(each["on"]) <= last
            wrong += ["court"] * (soon and each["court"] not in courts[wing["prison"]])
        yield from (f"{one['id']} in {wing['id']}: {each}" for each in wrong)


def _capacity(instance: Document, where: dict[str, str], before: Counter[str]) -> Iterator[str]:
    inside = Counter(where.values())
    for wing in instance["wings"]:
        unlisted = wing.get("inside", 0)
        if inside[wing["id"]] + unlisted > max(wing["capacity"], before[wing["id"]] + unlisted):
            yield f"{wing['id']} holds {inside[wing['id']] + unlisted} of {wing['capacity']}"


def _places(instance: Document, level: str) -> dict[str, str]:
    """The wing's unit at a level; cells and transports are not a matter of wings."""
    made = {}
    for wing in instance["wings"]:
        if level in ("wing", "landing"):
            made[wing["id"]] = wing["id"]
        elif level == "exercise":
            made[wing["id"]] = f"{wing['prison']}|{wing.get('yard') or wing['id']}"
        elif level == "establishment":
            made[wing["id"]] = wing["prison"]
    return made


def _meant(instance: Document, said: str) -> set[str]:
    kind, name = said.split(":", 1)
    if kind == "person":
        return {name}
    if kind == "trait":
        return {one["id"] for one in instance["people"] if name in one.get("traits", ())}
    group, role = name.rsplit("/", 1) if "/" in name else (name, None)
    return {
        one["id"]
        for one in instance["people"]
        for each in one.get("groups", ())
        if each["group"] == group and (role is None or each.get("role", "member") == role)
    }


def _apart(instance: Document, where: dict[str, str], placed: dict[str, str]) -> Iterator[str]:
    said = instance.get("keep_apart", {})
    for one in said.get("pairs", ()):
        yield from _crowd(
            instance, {one["a"], one["b"]}, one.get("level", "wing"), 1, where=where, placed=placed
        )
    for one in said.get("mutual", ()):
        yield from _crowd(
            instance, set(one["people"]), one.get("level", "wing"), 1, where=where, placed=placed
        )
    groups = sorted({each["group"] for one in instance["people"] for each in one.get("groups", ())})
    for one in said.get("dispersal", ()):
        for group in groups if one["group"] == "*" else [one["group"]]:
            for key, who in (("most", f"group:{group}"), ("leaders", f"group:{group}/leader")):
                if key in one:
                    people = _meant(instance, who)
                    yield from _crowd(
                        instance, people, one.get("level", "wing"), one[key], where=where, placed=placed
                    )
    for one in said.get("between", ()):
        sides = _meant(instance, one["a"]), _meant(instance, one["b"])
        yield from _meet(instance, *sides, one.get("level", "wing"), where=where, placed=placed)
    for one in said.get("standing", ()):
        for group in groups:
            left, right = (
                set().union(*(_meant(instance, f"group:{group}/{role}") for role in one[key]))
                for key in ("roles", "from")
            )
            yield from _meet(instance, left, right, one.get("level", "wing"), where=where, placed=placed)


def _cover(instance: Document, where: dict[str, str], placed: dict[str, str]) -> Iterator[str]:
    for one in instance.get("cover", ()):
        level = one.get("level", "wing")
        pair = {one["person"]}, {one["from"]}
        yield from _meet(instance, *pair, "wing" if level == "cell" else level, where=where, placed=placed)


def _crowd(
    instance: Document,
    people: set[str],
    level: str,
    most: int,
    *,
    where: dict[str, str],
    placed: dict[str, str],
) -> Iterator[str]:
    unit = _places(instance, level)
    there: dict[str, list[str]] = defaultdict(list)
    for one in people:
        if one in where and where[one] in unit:
            there[unit[where[one]]].append(one)
    for name, found in there.items():
        if len(found) > most and any(one in placed for one in found):
            yield f"{len(found)} of those kept apart are together in {name} ({level}), {most} may be"


def _meet(
    instance: Document,
    left: set[str],
    right: set[str],
    level: str,
    *,
    where: dict[str, str],
    placed: dict[str, str],
) -> Iterator[str]:
    unit = _places(instance, level)
    sides: list[dict[str, list[str]]] = [defaultdict(list), defaultdict(list)]
    for side, people in zip(sides, (left, right), strict=True):
        for one in people:
            if one in where and where[one] in unit:
                side[unit[where[one]]].append(one)
    for name in sides[0].keys() & sides[1].keys():
        if any(one in placed for one in (*sides[0][name], *sides[1][name])):
            yield f"{sides[0][name][0]} and {sides[1][name][0]} meet in {name} ({level})"


def _asked(instance: Document, answer: Document, placed: dict[str, str]) -> Iterator[str]:
    ask = instance.get("ask", {})
    before = {one["id"]: one.get("wing") for one in instance["people"]}
    moved = sum(bool(before[one]) and before[one] != place for one, place in placed.items())
    if ask.get("moves") is not None and moved > ask["moves"]:
        yield f"{moved} people move, {ask['moves']} may"
    if ask.get("mode") == "close" and ask["wing"] in placed.values():
        yield f"somebody is placed in {ask['wing']}, which is closed"
    if len(placed) != len({one["person"] for one in answer["assignments"] if one["place"]}):
        yield "somebody has two places"


def cost_of(instance: Document, answer: Document) -> int:
    """What the answer costs by this reading of the weights; a person without a place at the weight of one."""
    weights = answer["weights"]
    wings = {one["id"]: one for one in instance["wings"]}
    placed = {one["person"]: one["place"] for one in answer["assignments"]}
    stay = {
        one["id"]: one["wing"] for one in instance["people"] if one["id"] not in placed and one.get("wing")
    }
    total = weights["unplaced"] * sum(place is None for place in placed.values())
    for one in instance["people"]:
        if placed.get(one["id"]):
            total += _alone(instance, one, wings, wings[placed[one["id"]]], weights)
    after = stay | {one: place for one, place in placed.items() if place}
    for name, wing in wings.items():
        over = [
            max(
                0,
                Counter(each.values())[name] + wing.get("inside", 0) - wing.get("comfort", wing["capacity"]),
            )
            for each in (after, stay)
        ]
        total += weights["crowding"] * (over[0] - over[1])
    for group in {each["group"] for one in instance["people"] for each in one.get("groups", ())}:
        people = _meant(instance, f"group:{group}")
        for sign, each in ((1, after), (-1, stay)):
            inside = Counter(each[one] for one in people if one in each)
            total += sign * weights["dispersal"] * sum(number - 1 for number in inside.values())
    return int(total)


def _alone(
    instance: Document, one: Document, wings: dict[str, Document], wing: Document, weights: dict[str, int]
) -> int:
    prison = next(each for each in instance["prisons"] if each["id"] == wing["prison"])
    total = 0
    if one.get("home"):
        total += weights["family"] * math.isqrt(
            (one["home"][0] - prison["at"][0]) ** 2 + (one["home"][1] - prison["at"][1]) ** 2
        )
    if one.get("wing") and one["wing"] != wing["id"]:
        same = wings[one["wing"]]["prison"] == wing["prison"]
        total += weights["move_wing" if same else "move_prison"]
    total += weights["programme"] * len(set(one.get("waits", ())) - set(wing.get("programmes", ())))
    total += weights["experience"] * len(set(one.get("experience", ())) - set(wing.get("experience", ())))
    spoken = set(one.get("languages", ()))
    total += weights["language"] * bool(spoken and not spoken & set(wing.get("languages", ())))
    first = dt.date.fromisoformat(instance["on"])
    days = {each["court"]: dt.date.fromisoformat(each["on"]) for each in one.get("hearings", ())}
    soon = {court for court, day in days.items() if 0 <= (day - first).days <= 90}  # noqa: PLR2004  as the format says
    return int(total + weights["court"] * len(soon - set(prison.get("courts", ()))))
