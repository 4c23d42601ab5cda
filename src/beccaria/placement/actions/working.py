"""Write down posts and what people can do, have a post checked for somebody, and give or refuse it as a person."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from django.db import IntegrityError, transaction

from beccaria.access.api import refusal, require
from beccaria.core.actors import Actor, Level
from beccaria.core.acts import Act
from beccaria.core.handling import HELD_BACK
from beccaria.core.kept import as_kept
from beccaria.core.markings import Marking, columns
from beccaria.core.refusal import BadInput, Cannot, Hidden
from beccaria.core.wording import words
from beccaria.core.working_places import Access, Answer, Skill
from beccaria.ledger import api as ledger
from beccaria.lib.moments import day_of
from beccaria.people import api as people
from beccaria.people.api import PersonShown
from beccaria.placement.models import Post, PostCheck, SkillFact
from beccaria.placement.queries import known, skills, working
from beccaria.places import api as places

_SHORT: Final = 200
_LONG: Final = 2000


@dataclass(frozen=True, slots=True, kw_only=True)
class NewSkill:
    """What somebody can do and how that is known; `skill` None: he was asked and named nothing."""

    person: str
    skill: Skill | None
    words: str
    observed: date
    reference: str = ""


@transaction.atomic
def add_skill(new: NewSkill, *, by: Actor, at: datetime) -> str:
    """Write down what somebody can do and return its identifier. Raises BadInput, Hidden, Refused."""
    person = _person(new.person, by=by)
    if new.observed > day_of(at):
        raise BadInput("It was seen in the future: write the day it was seen or said.")
    site = person.site if person.site and (by.everywhere or person.site in by.sites) else None
    marking = Marking(
        site=site or min(by.sites, default=None),
        level=max(Level.RESTRICTED, Level(person.level)),
        handling=frozenset(person.handling),
    )
    require(Act.SKILL_WRITE, by, marking)
    row = SkillFact.objects.create(
        person_id=person.id,
        skill=new.skill.value if new.skill else "",
        words=words(new.words, what="How it is known", longest=_LONG),
        reference=words(new.reference, what="What it cites", longest=_SHORT, empty=True),
        observed=new.observed,
        written_by=by.user,
        written_at=at,
        **columns(marking),
    )
    _record(Act.SKILL_WRITE, [f"skill:{row.id}", f"person:{person.id}"], "written", by=by, at=at)
    return row.id


def person_of_skill(skill_id: str, *, by: Actor) -> str:
    """Whose skill it is. Raises Hidden."""
    return skills.row_of(skill_id, by=by).person_id


@transaction.atomic
def withdraw_skill(skill_id: str, *, why: str, by: Actor, at: datetime) -> None:
    """It was wrong, with a reason; and it no longer counts. Raises BadInput, Cannot, Hidden, Refused."""
    row = skills.row_of(skill_id, by=by)
    kept = bool(set(row.handling) & set(HELD_BACK))
    reaches = frozenset({row.person.site}) if row.person.site and not kept else frozenset[str]()
    require(Act.SKILL_WRITE, by, row.marking_for(reaches=reaches))
    if row.withdrawn_at is not None:
        raise Cannot("It is withdrawn already.")
    row.withdrawn_by, row.withdrawn_at = by.user, at
    row.withdrawn_why = words(why, what="The reason", longest=_LONG)
    row.save(update_fields=["withdrawn_by", "withdrawn_at", "withdrawn_why"])
    _record(Act.SKILL_WRITE, [f"skill:{row.id}", f"person:{row.person_id}"], "withdrawn", by=by, at=at)


@dataclass(frozen=True, slots=True, kw_only=True)
class NewPost:
    """A post: its name, the wing, landing or cell it is in, what it gives access to, and when it was last walked."""

    site: str
    name: str
    unit: str
    access: Iterable[Access]
    walked_on: date | None


@transaction.atomic
def write_post(new: NewPost, *, by: Actor, at: datetime) -> str:
    """Write a post down and return its identifier. Raises BadInput, Refused."""
    require(Act.POST_WRITE, by, Marking(site=new.site))
    if new.unit and new.unit not in {one.code for one in places.units(new.site, by=by)}:
        raise BadInput("There is no wing, landing or cell %(code)s there: choose one.", code=new.unit)
    if new.walked_on and new.walked_on > day_of(at):
        raise BadInput("It was walked in the future: write the day somebody looked.")
    name = words(new.name, what="The name of the post", longest=_SHORT)
    try:
        with transaction.atomic():
            row = Post.objects.create(
                name=name,
                unit=new.unit,
                access=sorted(one.value for one in new.access),
                walked_on=new.walked_on,
                written_by=by.user,
                written_at=at,
                site=new.site,
            )
    except IntegrityError:
        raise BadInput(
            "There is a post of this name already: give it another name, or end that one."
        ) from None
    _record(Act.POST_WRITE, [f"post:{row.id}", f"place:{new.site}"], "written", by=by, at=at)
    return row.id


@transaction.atomic
def end_post(post_id: str, *, why: str, by: Actor, at: datetime) -> None:
    """There is no such post any more. Raises BadInput, Cannot, Hidden, Refused."""
    row = working.post_row(post_id, lock=True)
    require(Act.POST_WRITE, by, row.marking)
    if row.ended_at is not None:
        raise Cannot("This post has ended already.")
    row.ended_by, row.ended_at = by.user, at
    row.ended_why = words(why, what="The reason", longest=_LONG)
    row.save(update_fields=["ended_by", "ended_at", "ended_why"])
    _record(Act.POST_WRITE, [f"post:{row.id}", f"place:{row.site}"], "ended", by=by, at=at)


@transaction.atomic
def check_post(person_id: str, post_id: str, *, by: Actor, at: datetime) -> str:
    """Check a post for somebody, keep what was said and on what, and return its identifier. Nothing is given by it.

    Marked as strictly as what it rests on. Raises Hidden, Refused.
    """
    person = _person(person_id, by=by)
    one = working.post(post_id, by=by)
    found = known.judged(person.id, by=by, at=at)
    said = working.checked(found, one)
    about = found.marking(one.site, least=Level(max(Level.RESTRICTED, person.level)))
    marking = Marking(
        site=about.site, level=about.level, handling=about.handling | frozenset(person.handling)
    )
    require(Act.POST_CHECK, by, marking)
    row = PostCheck.objects.create(
        person_id=person.id,
        post_id=one.id,
        answer=said.answer.value,
        reasons=[{"answer": each.answer.value, "said": as_kept(each.said)} for each in said.reasons],
        checked_by=by.user,
        checked_at=at,
        **columns(marking),
    )
    _record(Act.POST_CHECK, [f"check:{row.id}", f"person:{person.id}"], said.answer.value, by=by, at=at)
    return row.id


@transaction.atomic
def decide_post(check_id: str, *, give: bool, why: str, by: Actor, at: datetime) -> None:
    """Give the post or refuse it, with a reason. What the check says no to, only a governor gives, in his own words.

    Nobody gives it on a check that would say something graver now. Raises BadInput, Cannot, Hidden, Refused.
    """
    row = working.check_row(check_id, by=by, lock=True)
    require(Act.POST_DECIDE, by, row.marking)
    if row.decided_at is not None:
        raise Cannot("Somebody decided on this already.")
    if row.post.ended_at is not None:
        raise Cannot("This post has ended: check another.")
    if give:
        _may_give(row, by=by, at=at)
    row.given, row.decided_by, row.decided_at = give, by.user, at
    row.decided_why = words(why, what="Your reason", longest=_LONG)
    row.save(update_fields=["given", "decided_by", "decided_at", "decided_why"])
    subjects = [f"check:{row.id}", f"person:{row.person_id}"]
    _record(Act.POST_DECIDE, subjects, "given" if give else "refused", by=by, at=at)


@transaction.atomic
def end_given_post(check_id: str, *, why: str, by: Actor, at: datetime) -> None:
    """He no longer has the post. Raises BadInput, Cannot, Hidden, Refused."""
    row = working.check_row(check_id, by=by, lock=True)
    require(Act.POST_DECIDE, by, row.marking)
    if not row.given or row.ended_at is not None:
        raise Cannot("He does not have this post.")
    row.ended_by, row.ended_at = by.user, at
    row.ended_why = words(why, what="The reason", longest=_LONG)
    row.save(update_fields=["ended_by", "ended_at", "ended_why"])
    _record(Act.POST_DECIDE, [f"check:{row.id}", f"person:{row.person_id}"], "ended", by=by, at=at)


def _may_give(row: PostCheck, *, by: Actor, at: datetime) -> None:
    now = working.checked(known.judged(row.person_id, by=by, at=at), working.post(row.post_id, by=by)).answer
    order = list(Answer)
    if order.index(now) > order.index(Answer(row.answer)):
        raise Cannot("Something graver is known since this was checked: have it checked again.")
    if now is Answer.NO and refusal(Act.PLACEMENT_OVERRIDE, by, row.marking):
        raise Cannot("The check says no: only the governor can give this post, with his reasons.")


def _person(person_id: str, *, by: Actor) -> PersonShown:
    found = people.named([person_id], by=by).get(person_id) if person_id else None
    if found is None:
        raise Hidden("There is no such person, or he is not yours to see.")
    return found


def _record(act: Act, subjects: list[str], outcome: str, *, by: Actor, at: datetime) -> None:
    ledger.record(act, by=by, subjects=subjects, at=at, detail={"came_to": outcome})
