"""Open the register of the privileged for the guard: in memory, and only while a feed is compared with it."""

from __future__ import annotations

import json
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from cryptography.fernet import InvalidToken
from django.db.models import Count, Max, Min

from beccaria.access.api import require
from beccaria.core.acts import Act
from beccaria.core.feeds import KINDS, WATCHED, Feed, Verdict
from beccaria.core.refusal import Cannot
from beccaria.engines.privilege import Entry, Guard, Sort
from beccaria.events import api as events
from beccaria.feeds.models import Cleared, Privileged
from beccaria.feeds.taking.screening import Judge, Screen
from beccaria.lib.sealed import box, keyed_digest
from beccaria.places import api as places

if TYPE_CHECKING:
    from beccaria.core.actors import Actor

PURPOSE: Final = "beccaria.feeds.privileged"


def opened(sealed: bytes | memoryview) -> dict[str, str]:
    """What an entry says. Raises Cannot when the service's key is no longer the one it was locked with."""
    try:
        said: dict[str, str] = json.loads(box(PURPOSE).decrypt(bytes(sealed)))
    except InvalidToken as error:
        raise Cannot(
            "The register of the privileged was locked with another key, so nothing can be compared with it: "
            "load the register again before any feed."
        ) from error
    return said


def guard(*, by: Actor) -> Guard:
    """The register, ready to judge. It is made anew whenever the register or the estate changes."""
    require(Act.PRIVILEGED_CHECK, by)
    stamp = Privileged.objects.aggregate(Count("id"), Max("changed_at"), Min("id"), Max("id"))
    regions = tuple(sorted({place.country for place in places.establishments(by=by) if place.country}))
    return _made(box_stamp(), tuple(map(str, stamp.values())), regions)


def box_stamp() -> str:
    """A sign of the service's key: what was opened under another is not used again."""
    return keyed_digest(PURPOSE, "stamp")


@lru_cache(maxsize=4)
def _made(key: str, stamp: tuple[str, ...], regions: tuple[str, ...]) -> Guard:
    del key, stamp  # they say only whether it is still the same
    rows = Privileged.objects.filter(ended_at=None).values_list("id", "sealed")
    entries = [entry for one, sealed in rows for entry in _entries(one, opened(sealed))]
    return Guard(entries, regions=regions)


def _entries(entry: str, said: dict[str, str]) -> list[Entry]:
    """An entry may have several numbers and accounts."""
    numbers, accounts = (said.get(name, "").split(";") for name in ("number", "account"))
    named = Entry(entry, name=said.get("name", ""))
    return [
        named,
        *(Entry(entry, number=one) for one in numbers),
        *(Entry(entry, account=one) for one in accounts),
    ]


def digest(value: str) -> str:
    """The keyed digest by which a value is known again."""
    return keyed_digest(PURPOSE, value)


def verdicts(*, by: Actor) -> dict[str, Verdict]:
    """What persons said of near misses, by keyed digest."""
    require(Act.PRIVILEGED_CHECK, by)
    return {one: Verdict(said) for one, said in Cleared.objects.values_list("digest", "verdict")}


def screen(kind: Feed, *, by: Actor) -> Screen:
    """What keeps the privileged out of one import of a kind."""
    return Screen(kind, KINDS[kind], judge(by=by))


def judge(*, by: Actor) -> Judge:
    """The register and what persons said of near misses, ready to judge any value."""
    return Judge(guard(by=by), verdicts(by=by), digest)


def may_be_privileged(outside: events.Outside, *, by: Actor) -> bool:
    """Whether a contact that somebody types by hand is the register's, or nearly and nobody has said that it is not.

    A number or an account that stands in another field than its own is known too.
    """
    judging = judge(by=by)
    typed = (outside.name, outside.number, outside.account, outside.relationship, *outside.texts)
    looked: tuple[tuple[Sort | None, str], ...] = (
        (Sort.NAME, outside.name),
        (Sort.NUMBER, outside.number),
        (Sort.ACCOUNT, outside.account),
        (None, outside.relationship),
        *((Sort.TEXT, one) for one in typed),
    )
    return any(one.strip() and judging.finding(sort, one) is not None for sort, one in looked)


def row_guard(kind: str, *, by: Actor) -> Screen | None:
    """The same for whoever loads rows of a kind into tables of his own; None for kinds that cannot be privileged."""
    return screen(Feed(kind), by=by) if kind in set(Feed) and Feed(kind) in WATCHED else None
