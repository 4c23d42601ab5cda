"""What the page of one pair says: two records beside each other, where they differ, and what speaks for and against."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from beccaria.access.api import names_of
from beccaria.core.actors import Actor
from beccaria.core.judging import Verdict
from beccaria.lib import moments
from beccaria.lib.parts import Fact, HandlingStrip, Link
from beccaria.people.pages import marking
from beccaria.people.pages.evidence import Evidence, evidence
from beccaria.people.queries import Judged, Pace, PairRead, PersonRead, PersonShown
from beccaria.people.showing import source, strip, where
from beccaria.people.words import ROLES, SEXES, said
from beccaria.people.words_review import PROMPTS, VERDICTS
from beccaria.places import api as places


@dataclass(frozen=True, slots=True)
class Compared:
    """One row of the comparison: what each record says, line by line, with what differs marked."""

    label: str
    left: tuple[marking.Line, ...]
    right: tuple[marking.Line, ...]
    spaced: bool = True


@dataclass(frozen=True, slots=True)
class LastJudged:
    """What was judged last and can be taken back."""

    id: str
    words: str


@dataclass(frozen=True, slots=True)
class PairPage:
    """One pair. `seen` is the judgement that the buttons answer; `ended` says that it holds no more."""

    left: Link
    right: Link
    rows: tuple[Compared, ...]
    evidence: Evidence
    state: str
    history: tuple[Fact, ...]
    seen: str
    waits: bool
    next_href: str
    previous_href: str
    queue_href: str
    undo_href: str
    here: str
    counter: str
    last: LastJudged | None
    handling: HandlingStrip


def pair_page(
    pair: PairRead,
    *,
    neighbours: tuple[str, str],
    query: Mapping[str, str],
    counter: str,
    last: LastJudged | None,
    by: Actor,
    at: datetime,
) -> PairPage:
    """Two records beside each other. `neighbours` are the pairs before and after in the queue."""
    sides = (pair.left, pair.right)
    shown = [one for side in sides for one in side.records]
    shown += [*pair.left_also, *pair.right_also]
    codes = {one.site for one in shown if one.site} | {one.held.establishment for one in shown if one.held}
    names = places.named(codes, by=by)
    before, after = (_pair_href(one, query) if one else "" for one in neighbours)
    seen = pair.now or pair.history[0]
    return PairPage(
        left=_record(pair.left),
        right=_record(pair.right),
        rows=_rows(pair, names),
        evidence=evidence(pair),
        state=_state(pair, at=at),
        history=_history(pair, at=at),
        seen=pair.now.id if pair.now else "",
        waits=pair.now is not None and (pair.now.verdict is Verdict.UNSURE or pair.now.apart),
        next_href=after,
        previous_href=before,
        queue_href=queue_href(query),
        undo_href=queue_href(query, "people:undo"),
        here=_pair_href(seen.id, query),
        counter=counter,
        last=last,
        handling=strip(
            max(side.level for side in sides),
            tuple(dict.fromkeys(h for side in sides for h in side.handling)),
        ),
    )


def counted(pace: Pace, waiting: str) -> str:
    """How many were judged in this sitting, how fast, and how many wait."""
    judged = _("%(count)s judged") % {"count": pace.judged}
    fast = _("%(count)s an hour") % {"count": pace.an_hour} if pace.an_hour else ""
    return " · ".join([", ".join(filter(None, (judged, fast))), _("%(count)s waiting") % {"count": waiting}])


def last_judged(row: Judged | None, names: Mapping[str, PersonShown]) -> LastJudged | None:
    """What can be taken back, in words."""
    if row is None or not {row.left, row.right} <= set(names):
        return None
    words = {
        "left": names[row.left].name,
        "right": names[row.right].name,
        "verdict": said(VERDICTS, row.verdict),
    }
    return LastJudged(row.id, _("Judged: %(left)s and %(right)s, %(verdict)s.") % words)


def queue_href(query: Mapping[str, str], name: str = "people:review") -> str:
    """The queue, or another page of review, as it was asked for."""
    asked = urlencode({key: value for key, value in query.items() if value})
    return reverse(name) + (f"?{asked}" if asked else "")


def _pair_href(judgement: str, query: Mapping[str, str]) -> str:
    asked = urlencode({name: value for name, value in query.items() if value})
    return reverse("people:pair", args=[judgement]) + (f"?{asked}" if asked else "")


def _record(side: PersonRead) -> Link:
    return Link(side.line.name, reverse("people:person", args=[side.line.id]))


def _rows(pair: PairRead, names: Mapping[str, str]) -> tuple[Compared, ...]:
    known = dict(names)
    left, right = pair.left, pair.right

    def each(
        label: str,
        told: Callable[[PersonRead], Sequence[str]],
        mark: Callable[[str, Sequence[str]], marking.Line],
    ) -> Compared:
        mine, theirs = (list(dict.fromkeys(filter(None, told(side)))) for side in (left, right))
        return Compared(
            label,
            tuple(mark(one, theirs) for one in mine),
            tuple(mark(one, mine) for one in theirs),
            spaced=mark is not marking.signs,
        )

    also = {left.line.id: pair.left_also, right.line.id: pair.right_also}
    rows = (
        each(_("Name"), lambda side: [one.name for one in side.identities], marking.words),
        each(
            _("Also called"),
            lambda side: [name for one in side.identities for name in one.aliases],
            marking.words,
        ),
        _born(pair),
        each(_("Document"), lambda side: [one.document for one in side.identities], marking.signs),
        each(_("Telephone"), lambda side: [one.phone for one in side.identities], marking.signs),
        each(_("Address"), lambda side: [one.address for one in side.identities], marking.words),
        each(_("Sex"), lambda side: [said(SEXES, one.sex) for one in side.now], marking.whole),
        each(_("Number"), lambda side: [one.number for one in side.now], _plain),
        each(_("As"), lambda side: [said(ROLES, one.role) for one in side.now], _plain),
        each(_("Held at"), lambda side: [where(side.line.held, known)], _plain),
        each(_("Told by"), lambda side: [source(side.line, known)], _plain),
        each(_("Also recorded as"), lambda side: [_other(one, known) for one in also[side.line.id]], _plain),
    )
    return tuple(row for row in rows if row.left or row.right)


def _born(pair: PairRead) -> Compared:
    first, second = pair.left.line.born, pair.right.line.born
    left, right = marking.born(first, second), marking.born(second, first)
    return Compared(_("Born"), (left,) if left else (), (right,) if right else ())


def _plain(text: str, _theirs: Sequence[str]) -> marking.Line:
    return (marking.Bit(text),)


def _other(one: PersonShown, known: dict[str, str]) -> str:
    return ", ".join(part for part in (one.name, source(one, known)) if part)


def _state(pair: PairRead, *, at: datetime) -> str:
    now = pair.now
    if now is None:
        return _("Nothing is held of these two now.")
    if now.apart:
        return _(
            "Judged one person, but not joined: records judged not to be one would come together, or one weak join"
            " alone would hold two groups. Say what is true."
        )
    if now.verdict is Verdict.UNSURE and now.rule:
        told = moments.time_chip(now.prompt_at, now=at)
        words = _("Brought together by %(prompt)s, %(moment)s. No human has judged them yet.")
        return words % {"prompt": said(PROMPTS, now.prompt), "moment": told.short}
    return _("Held now: %(verdict)s. %(who)s") % {
        "verdict": said(VERDICTS, now.verdict),
        "who": _who(now, at=at, names=names_of({now.by})),
    }


def _history(pair: PairRead, *, at: datetime) -> tuple[Fact, ...]:
    names = names_of({one.by for one in pair.history} | {one.ended_by for one in pair.history})
    return tuple(
        Fact(
            said(VERDICTS, one.verdict).capitalize(),
            " ".join(
                part
                for part in (
                    _who(one, at=at, names=names),
                    _("Until %(moment)s, ended by %(who)s.")
                    % {
                        "moment": moments.exact(one.until),
                        "who": names.get(one.ended_by) or _("a rule"),
                    }
                    if one.until
                    else "",
                    one.ended_why if one.ended_by in names else "",
                )
                if part
            ),
        )
        for one in pair.history
    )


def _who(one: Judged, *, at: datetime, names: Mapping[str, str]) -> str:
    told = moments.time_chip(one.since, now=at).short
    if one.rule:
        return _("By a rule, %(moment)s.") % {"moment": told}
    words = _("By %(who)s, %(moment)s.") % {"who": names.get(one.by, one.by), "moment": told}
    return f"{words} {one.why}" if one.why else words
