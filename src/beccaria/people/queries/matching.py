"""Offer persons who could be the one asked for, each with what speaks for and against it; a human decides."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db import connection

from beccaria.core.actors import Actor
from beccaria.engines.persons_compare import Compared, Described, asking_keys, compare, describe
from beccaria.people.queries.describing import described
from beccaria.people.queries.reading import lines
from beccaria.people.queries.shapes import Candidate, PersonShown

# From each key at most so many, so that a name that thousands bear costs no more than a rare one.
_AT_EACH_KEY = 100
_COMPARED = 60
_MOST = 20
# Below this they have neither a name nor a number in common that is worth a look.
_LIKE_NAME = 0.55
_WORTH_A_LOOK = 0.02


@dataclass(frozen=True, slots=True, kw_only=True)
class Sought:
    """What is known of somebody whose record is looked for; everything but the name may be unknown."""

    name: str
    born: date | None = None
    phone: str = ""
    address: str = ""
    document: str = ""
    account: str = ""

    def described(self) -> Described:
        """The same in the form in which records are compared."""
        return describe(
            (self.name,),
            born=self.born,
            phones=(self.phone,),
            documents=(self.document,),
            addresses=(self.address,),
            accounts=(self.account,),
        )


def match(sought: Sought, *, by: Actor) -> list[Candidate]:
    """The persons the reader may see who could be meant, nearest first, at most twenty.

    The score (engines.persons_compare) orders the list; it is no probability, and nothing follows from it by itself.
    """
    asked = sought.described()
    found = compared(asked, candidates(asking_keys(asked), by=by, at_most=_COMPARED))
    best = sorted(found, key=lambda one: (-found[one].score, -found[one].likeness, one))
    kept = [one for one in best if _is_worth_a_look(found[one])][:_MOST]
    return [_candidate(one, found[one.id]) for one in lines(kept, by=by)]


def candidates(keys: Iterable[int], *, by: Actor, at_most: int) -> list[str]:
    """Those who share most keys, the rarer the better, of the persons the reader may see."""
    del by  # judged in the function, which applies the row policy itself
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id FROM candidate_people(%s::bigint[], %s, %s)", [sorted(keys), _AT_EACH_KEY, at_most]
        )
        return [row[0] for row in cursor.fetchall()]


def compared(asked: Described, ids: Iterable[str]) -> dict[str, Compared]:
    """What each is like beside what is asked; of the persons the reader may see."""
    return {one: compare(asked, held) for one, held in described(ids).items()}


def _is_worth_a_look(one: Compared) -> bool:
    return one.likeness >= _LIKE_NAME or one.score >= _WORTH_A_LOOK


def _candidate(person: PersonShown, found: Compared) -> Candidate:
    return Candidate(
        person, found.score, tuple(found.because), found.held, found.related or "", found.why_named
    )
