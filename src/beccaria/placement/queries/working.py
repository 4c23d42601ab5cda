"""Read posts, check one for somebody, and say who was given which."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet

from beccaria.access.api import may_go, only, refusal
from beccaria.core.actors import Actor
from beccaria.core.acts import Act
from beccaria.core.kept import as_phrase
from beccaria.core.markings import Marking
from beccaria.core.refusal import Hidden
from beccaria.core.working_places import Access, Answer, Checked, Near, Reason, Spot, check
from beccaria.people import api as people
from beccaria.people.api import PersonShown
from beccaria.placement.models import Post, PostCheck
from beccaria.placement.queries.known import Judged
from beccaria.places import api as places


@dataclass(frozen=True, slots=True)
class PostRead:
    """A post with what it gives access to and what can be reached from it."""

    id: str
    site: str
    name: str
    unit: str
    spot: Spot
    walked_on: date | None


@dataclass(frozen=True, slots=True)
class CheckRead:
    """A post checked for somebody: what was said then, and what a person decided."""

    id: str
    post: str
    post_name: str
    person: PersonShown
    answer: Answer
    reasons: tuple[Reason, ...]
    checked_at: datetime
    given: bool | None
    decided_at: datetime | None
    decided_why: str
    ended_at: datetime | None
    level: int
    handling: tuple[str, ...]


def posts(site: str, *, by: Actor) -> tuple[PostRead, ...]:
    """The posts of a prison by name; none without a duty there."""
    return _read(list(Post.objects.filter(site=site, ended_at=None).order_by("name", "id")), by=by)


def post(post_id: str, *, by: Actor) -> PostRead:
    """One post. Raises Hidden."""
    return _read([post_row(post_id)], by=by)[0]


def post_row(post_id: str, *, lock: bool = False) -> Post:
    """Its row. Raises Hidden."""
    rows = Post.objects.filter(pk=post_id)
    return only(rows.select_for_update() if lock else rows)


def checked(judged: Judged, one: PostRead) -> Checked:
    """What the rules say to him at this post. How he behaves is not asked."""
    return check(judged.able, one.spot)


def places_checked(judged: Judged, site: str, codes: Sequence[str], *, by: Actor) -> dict[str, Checked]:
    """What the rules say to him on each of these wings or cells, as far as their weak points are known."""
    reached = places.reached_from(site, codes, by=by)
    return {code: check(judged.able, Spot(near=near)) for code, near in reached.items() if near}


def check_row(check_id: str, *, by: Actor, lock: bool = False) -> PostCheck:
    """The row of a check. Raises Hidden."""
    rows = PostCheck.objects.filter(may_go(by), pk=check_id).select_related("post", "person")
    return only(rows.select_for_update(of=("self",)) if lock else rows)


def check_of(check_id: str, *, by: Actor) -> CheckRead:
    """One check. Raises Hidden."""
    found = _checks([check_row(check_id, by=by)], by=by)
    if not found:
        raise Hidden("There is no such record, or it is not yours to see.")
    return found[0]


def checks_of(person_id: str, *, by: Actor) -> tuple[CheckRead, ...]:
    """Everything that was checked for somebody, the newest first. Raises Hidden."""
    records = people.records_of(person_id, by)
    if not records:
        raise Hidden("There is no such person, or he is not yours to see.")
    return _checks(list(_seen(by=by).filter(person__in=records)[:200]), by=by)


def given_at(site: str, *, by: Actor) -> tuple[CheckRead, ...]:
    """Who has which post at a prison now, by post."""
    rows = _seen(by=by).filter(site=site, given=True, ended_at=None).order_by("post__name", "id")
    return _checks(list(rows), by=by)


def may_decide(site: str, *, by: Actor) -> str | None:
    """Why the reader may not give posts there, or None."""
    return refusal(Act.POST_DECIDE, by, Marking(site=site))


def _seen(*, by: Actor) -> QuerySet[PostCheck]:
    """Those the reader may see; what handling keeps at its prison is for that prison's duties (rule 2)."""
    return PostCheck.objects.filter(may_go(by)).select_related("post").order_by("-checked_at", "id")


def _read(rows: Sequence[Post], *, by: Actor) -> tuple[PostRead, ...]:
    near: dict[tuple[str, str], tuple[Near, ...]] = {}
    for site in {row.site or "" for row in rows}:
        # A post that lies in no unit reaches what is reached from everywhere there.
        codes = [row.unit for row in rows if row.site == site]
        near |= {(site, code): several for code, several in places.reached_from(site, codes, by=by).items()}
    return tuple(_post(row, near) for row in rows)


def _post(row: Post, near: Mapping[tuple[str, str], tuple[Near, ...]]) -> PostRead:
    access = frozenset(Access(one) for one in row.access)
    spot = Spot(access, near.get((row.site or "", row.unit), ()), walked=row.walked_on is not None)
    return PostRead(row.id, row.site or "", row.name, row.unit, spot, row.walked_on)


def _checks(rows: Sequence[PostCheck], *, by: Actor) -> tuple[CheckRead, ...]:
    known = people.named({row.person_id for row in rows}, by=by)
    return tuple(_check(row, known[row.person_id]) for row in rows if row.person_id in known)


def _check(row: PostCheck, person: PersonShown) -> CheckRead:
    return CheckRead(
        row.id,
        row.post_id,
        row.post.name,
        person,
        Answer(row.answer),
        tuple(Reason(Answer(one["answer"]), as_phrase(one["said"])) for one in row.reasons),
        row.checked_at,
        row.given,
        row.decided_at,
        row.decided_why,
        row.ended_at,
        max(row.level, person.level),
        tuple(sorted({*row.handling, *person.handling})),
    )
