"""Pages of work: the posts and weak points of a prison, what one person can do and was given, one check."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from beccaria.access.api import may_ever
from beccaria.core.actors import Actor
from beccaria.core.acts import Act
from beccaria.core.working_places import INSTRUMENT, Answer
from beccaria.lib.parts import (
    Column,
    EmptyState,
    Fact,
    HandlingStrip,
    Link,
    Notice,
    PersonLine,
    Row,
    Table,
    Tag,
)
from beccaria.lib.spoken import in_words
from beccaria.people import api as people
from beccaria.people.api import PersonShown
from beccaria.placement.pages.parts import address, marking, strip
from beccaria.placement.pages.working_words import (
    ACCESS,
    REACH,
    SKILLS,
    WEAKNESSES,
    answer_tag,
    said,
)
from beccaria.placement.queries.known import Judged
from beccaria.placement.queries.working import CheckRead, PostRead
from beccaria.places.api import WeakPointRead


@dataclass(frozen=True, slots=True)
class WeakShown:
    """A weak point, and where it is written down that it was mended."""

    title: str
    where: str
    words: str
    found: str
    mended: str
    mend_href: str


@dataclass(frozen=True, slots=True)
class WorkPage:
    """The posts and weak points of a prison."""

    title: str
    others: tuple[Link, ...]
    posts: Table
    weak: tuple[WeakShown, ...]
    weak_empty: EmptyState
    may_write_post: bool
    may_write_weak: bool
    handling: HandlingStrip | None


@dataclass(frozen=True, slots=True)
class SkillShown:
    """Something he can do."""

    title: str
    words: str
    day: str
    withdraw_href: str


@dataclass(frozen=True, slots=True)
class PersonPage:
    """What one person can do, and which posts were checked for him."""

    person: PersonLine
    back: Link
    skills: tuple[SkillShown, ...]
    skills_empty: EmptyState
    decided: tuple[Fact, ...]
    checks: Table
    may_write: bool
    may_check: bool
    handling: HandlingStrip | None


@dataclass(frozen=True, slots=True)
class CheckPage:
    """One post checked for one person."""

    title: str
    person: PersonLine
    back: Link
    tag: Tag
    notice: Notice
    reasons: tuple[tuple[Tag, str], ...]
    facts: tuple[Fact, ...]
    instrument: Link
    may_decide: bool
    may_end: bool
    handling: HandlingStrip | None


def work_page(
    site: str,
    mine: Mapping[str, str],
    posts: Sequence[PostRead],
    weak: Sequence[WeakPointRead],
    given: Sequence[CheckRead],
    *,
    names: Mapping[str, str],
    by: Actor,
) -> WorkPage:
    """Everything of one prison."""
    may_mend = may_ever(Act.WEAK_POINT_WRITE, by)
    return WorkPage(
        title=_("Posts and weak points: %(place)s") % {"place": mine[site]},
        others=tuple(
            Link(name, address("work", code)) for code, name in sorted(mine.items()) if code != site
        ),
        posts=_posts(posts, given, names),
        weak=tuple(_weak(one, may_mend=may_mend) for one in weak),
        weak_empty=EmptyState(
            _("No weak point is written down"),
            _("That nobody has written one down does not mean that there is none: walk the building."),
        ),
        may_write_post=may_ever(Act.POST_WRITE, by),
        may_write_weak=may_mend,
        handling=strip(
            [
                *(marking(one.level, one.handling) for one in weak),
                *(marking(one.level, one.handling) for one in given),
            ]
        ),
    )


def _posts(posts: Sequence[PostRead], given: Sequence[CheckRead], names: Mapping[str, str]) -> Table:
    heads = (_("Post"), _("Where"), _("Access to"), _("Within reach"), _("Walked"), _("Who has it"))
    return Table(
        _("Posts and activities"),
        tuple(Column(head) for head in heads),
        tuple(_post(one, [each for each in given if each.post == one.id], names) for one in posts),
        EmptyState(_("No post is written down"), _("Write down each post before somebody is given it.")),
    )


def _post(one: PostRead, given: Iterable[CheckRead], names: Mapping[str, str]) -> Row:
    near = (
        f"{said(WEAKNESSES, point.kind)} ({REACH[point.reach]})" for point in sorted(one.spot.near, key=str)
    )
    return Row(
        (
            one.name,
            names.get(one.unit) or one.unit or _("the whole prison"),
            ", ".join(said(ACCESS, each) for each in sorted(one.spot.access)) or _("nothing of the kind"),
            ", ".join(dict.fromkeys(near)) or _("nothing of the kind"),
            people.day(one.walked_on) if one.walked_on else Tag(_("nobody yet"), "amber"),
            ", ".join(each.person.name for each in given) or _("nobody"),
        )
    )


def _weak(one: WeakPointRead, *, may_mend: bool) -> WeakShown:
    kind = {"kind": said(WEAKNESSES, one.kind), "reach": REACH[one.reach]}
    mended = people.day(one.mended_at) if one.mended_at else ""
    return WeakShown(
        _("%(kind)s, %(reach)s") % kind,
        one.where or _("the whole prison"),
        one.words,
        _("found on %(day)s") % {"day": people.day(one.found_on)},
        _("mended on %(day)s: %(what)s") % {"day": mended, "what": one.mended_what} if mended else "",
        address("weak_mend", one.id) if may_mend and not mended else "",
    )


def person_page(
    line: PersonLine, whom: PersonShown, judged: Judged, checks: Sequence[CheckRead], *, by: Actor
) -> PersonPage:
    """What he can do and was given."""
    may_write = may_ever(Act.SKILL_WRITE, by)
    return PersonPage(
        person=line,
        back=Link(line.name, people.address("people:person", whom.id)),
        skills=tuple(
            SkillShown(
                said(SKILLS, one.skill or ""),
                one.words,
                people.day(one.observed),
                address("skill_withdraw", one.id) if may_write else "",
            )
            for one in judged.skills
        ),
        skills_empty=_no_skills(judged),
        decided=_decided(judged),
        checks=_checks(checks),
        may_write=may_write,
        may_check=may_ever(Act.POST_CHECK, by),
        handling=strip(
            [
                whom.marking,
                marking(judged.level, judged.handling),
                *(marking(one.level, one.handling) for one in checks),
            ]
        ),
    )


def _no_skills(judged: Judged) -> EmptyState:
    if judged.asked_about_skills:
        return EmptyState(_("He was asked, and nothing that matters here is known"))
    return EmptyState(
        _("Nobody has written down what trade he has"),
        _(
            "Ask him, look at his papers and his offences. What is not known counts as a question, not as nothing."
        ),
    )


def _decided(judged: Judged) -> tuple[Fact, ...]:
    nobody = _("nobody has judged it")
    closed = _("no post with access to goods, movement or staff areas")
    return (
        Fact(_("Risk of escape"), judged.escape or nobody),
        Fact(_("What closes posts"), closed if judged.able.restricted else _("nothing that is decided")),
    )


def _checks(checks: Sequence[CheckRead]) -> Table:
    heads = (_("Post"), _("The check says"), _("Decided"), _("On"))
    return Table(
        _("Posts checked for him"),
        tuple(Column(head) for head in heads),
        tuple(
            Row(
                (one.post_name, answer_tag(one.answer), _state(one), people.day(one.checked_at)),
                href=address("check", one.id),
            )
            for one in checks
        ),
        EmptyState(_("No post was checked for him")),
    )


def _state(one: CheckRead) -> Tag:
    if one.ended_at:
        return Tag(_("ended"), "quiet")
    return {
        None: Tag(_("nobody has decided"), "amber"),
        True: Tag(_("given"), "accent"),
        False: Tag(_("not given"), "quiet"),
    }[one.given]


def check_page(one: CheckRead, line: PersonLine, *, by: Actor) -> CheckPage:
    """What the check says, and what was decided."""
    facts = [Fact(_("Checked"), people.day(one.checked_at)), Fact(_("Decided"), _state(one))]
    if one.decided_why:
        facts.append(Fact(_("Why"), one.decided_why))
    may = may_ever(Act.POST_DECIDE, by)
    return CheckPage(
        title=_("%(post)s for %(person)s") % {"post": one.post_name, "person": line.name},
        person=line,
        back=Link(_("Work of %(person)s") % {"person": line.name}, address("work_of", one.person.id)),
        tag=answer_tag(one.answer),
        notice=_notice(one),
        reasons=tuple((answer_tag(each.answer), in_words(each.said)) for each in one.reasons),
        facts=tuple(facts),
        instrument=Link(_("Assess work and place"), people.address("risk:instrument", INSTRUMENT)),
        may_decide=may and one.decided_at is None,
        may_end=may and bool(one.given) and one.ended_at is None,
        handling=strip([marking(one.level, one.handling)]),
    )


def _notice(one: CheckRead) -> Notice:
    match one.answer:
        case Answer.NO:
            return Notice(
                _(
                    "The check says no. Offer other work. Only the governor can give this post, with his reasons."
                ),
                "amber",
            )
        case Answer.ASK:
            return Notice(_("Something must be looked at before he is given this post."), "amber")
        case Answer.ALLOWED:
            return Notice(_("Nothing that is known speaks against it. How he behaves was not asked."), "note")
