"""What the workshop of rules says: how often each is right, what it must not flag, what a change would do."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from beccaria.access.api import may_ever
from beccaria.core.actors import Actor
from beccaria.core.acts import Act
from beccaria.core.alerts import MOST_TRIED, Answer, ChangeState, RuleState
from beccaria.core.kept import as_phrase
from beccaria.core.patterns import Pattern, Stage, Value, fitting, values
from beccaria.detection.pages import parts
from beccaria.detection.pages.words import ANSWERS, BASES, CHANGES, STATES, again, said, told
from beccaria.detection.queries.measuring import Measured
from beccaria.detection.queries.rules import ChangeShown, EffectShown, RuleShown, RunShown
from beccaria.lib import moments
from beccaria.lib.parts import Column, EmptyState, Fact, Link, RangeBar, Row, Table, Tag, TimeChip
from beccaria.lib.spoken import in_words

_NOTHING = Measured(0, dict.fromkeys(Answer, 0))


@dataclass(frozen=True, slots=True)
class RulesPage:
    """All rules."""

    table: Table
    runs: Table


@dataclass(frozen=True, slots=True)
class Parameter:
    """Something a service may set: what it means, the library's value, the one in force."""

    means: str
    usual: str
    now: str
    differs: bool


@dataclass(frozen=True, slots=True)
class Change:
    """A proposed change with what it would do."""

    words: tuple[str, ...]
    why: str
    state: Tag
    who: str
    at: TimeChip
    decided: str
    counts: str
    effects: Table
    decide: str
    why_not: str


@dataclass(frozen=True, slots=True)
class RulePage:
    """One rule."""

    title: str
    purpose: str
    tags: tuple[Tag, ...]
    suspended: str
    facts: tuple[Fact, ...]
    flags: str
    must_not: tuple[str, ...]
    innocent_if: tuple[str, ...]
    sources: tuple[str, ...]
    precision: RangeBar
    answers: Table
    parameters: tuple[Parameter, ...]
    changes: tuple[Change, ...]
    propose: str
    gone: str


def links_of(rules: Iterable[RuleShown]) -> tuple[Link, ...]:
    """The rules by name, with the way to each."""
    return tuple(Link(parts.title(one.pattern), parts.address("rule", one.id)) for one in rules)


def rules_page(
    rules: Iterable[RuleShown],
    rates: Mapping[str, Measured],
    waiting: frozenset[str],
    runs: Iterable[RunShown],
    *,
    now: datetime,
) -> RulesPage:
    """All rules with how often each is right and how much work it makes, as far as the reader may see."""
    rows = tuple(_row(one, rates.get(one.id, _NOTHING), waiting=one.id in waiting) for one in rules)
    columns = (
        Column(_("Rule")),
        Column(_("State")),
        Column(_("Alerts in 90 days"), numeric=True),
        Column(_("Answered"), numeric=True),
        Column(_("How often right")),
    )
    nothing = EmptyState(_("No rule has run yet"), _("They run each night, and as feeds come in."))
    table = Table(
        _("Rules, their work and how often they are right"), columns, rows, nothing, show_caption=False
    )
    ran = tuple(
        Row(
            (
                moments.time_chip(one.at, now=now),
                said({"live": _("as rows came in"), "daily": _("each night")}, one.stage) or _("all"),
                str(one.found),
                str(one.raised),
                _("%(seconds)s s") % {"seconds": f"{one.seconds:.1f}"},
            )
        )
        for one in runs
    )
    heads = (
        *(Column(_("When")), Column(_("Which")), Column(_("Found"), numeric=True)),
        *(Column(_("New"), numeric=True), Column(_("Took"), numeric=True)),
    )
    return RulesPage(table, Table(_("When rules last ran"), heads, ran, nothing))


def _row(one: RuleShown, measured: Measured, *, waiting: bool) -> Row:
    rate = measured.precision
    tag = Tag(said(STATES, one.state), "red" if one.state is RuleState.SUSPENDED else "quiet")
    words = _("%(low)d to %(high)d of 100") % {"low": round(100 * rate.low), "high": round(100 * rate.high)}
    return Row(
        (
            Link(parts.title(one.pattern), parts.address("rule", one.id)),
            Tag(_("a change waits"), "amber") if waiting else tag,
            str(measured.alerts),
            str(rate.of),
            words if rate.of else _("not known"),
        )
    )


def rule_page(
    one: RuleShown, measured: Measured | None, changes: Iterable[ChangeShown], *, by: Actor, now: datetime
) -> RulePage:
    """One rule, from the library's words and the service's answers."""
    pattern, rate = parts.pattern(one.pattern), measured or _NOTHING
    state = Tag(said(STATES, one.state), "red" if one.state is RuleState.SUSPENDED else "good")
    may = pattern is not None and may_ever(Act.RULE_CHANGE, by)
    return RulePage(
        title=parts.title(one.pattern),
        purpose=told(pattern.purpose) if pattern else "",
        tags=(state, Tag(said(BASES, one.basis), "plain")),
        suspended=_("Suspended: %(why)s. It raises nothing until two people put it back.")
        % {"why": _why(one)}
        if one.state is RuleState.SUSPENDED
        else "",
        facts=tuple(_facts(one, pattern, now=now)),
        flags=told(pattern.flags) if pattern else "",
        must_not=tuple(map(told, pattern.must_not)) if pattern else (),
        innocent_if=tuple(map(told, pattern.innocent_if)) if pattern else (),
        sources=pattern.sources if pattern else (),
        precision=parts.precision_bar(rate.precision, pattern.floor if pattern else 0.0),
        answers=_answers(rate),
        parameters=_parameters(one, pattern),
        changes=tuple(_change(each, pattern, by=by, now=now) for each in changes),
        propose=parts.address("propose_change", one.id) if may else "",
        gone=""
        if pattern
        else _("This release has no such pattern any more: its alerts stay, and it raises none."),
    )


def _why(one: RuleShown) -> str:
    """Why it is suspended, in the reader's language; as an earlier release wrote it, where it did."""
    return in_words(as_phrase(json.loads(one.why))) if one.why.startswith("{") else one.why


def _facts(one: RuleShown, pattern: Pattern | None, *, now: datetime) -> Iterable[Fact]:
    yield Fact(_("Version that ran last"), one.version)
    if pattern is None:
        return
    yield Fact(_("Version of this release"), str(pattern.version))
    yield Fact(_("Legal ground"), told(pattern.ground))
    live = pattern.stage is Stage.LIVE
    yield Fact(_("Runs"), _("as rows come in, and each night") if live else _("each night"))
    expected = _("%(count)s alerts a year for 1,000 prisoners, when nothing is wrong")
    yield Fact(_("Expected"), expected % {"count": f"{pattern.base_rate:g}"})
    floor = _("when certainly fewer than %(of)d of 100 alerts are right") % {"of": round(100 * pattern.floor)}
    yield Fact(_("Suspends itself"), floor)
    yield Fact(_("In this state since"), moments.time_chip(one.since, now=now))


def _answers(measured: Measured) -> Table:
    rows = tuple(Row((said(ANSWERS, one), str(count))) for one, count in measured.answers.items())
    columns = (Column(_("Answer")), Column(_("Alerts"), numeric=True))
    return Table(_("Answers in the last 90 days"), columns, rows, EmptyState(_("Nobody has answered yet")))


def _parameters(one: RuleShown, pattern: Pattern | None) -> tuple[Parameter, ...]:
    if pattern is None:
        return ()
    usual, own = values(pattern), fitting(pattern, one.parameters)
    return tuple(
        Parameter(
            told(each.means),
            shown(usual[each.name]),
            shown(own.get(each.name, usual[each.name])),
            own.get(each.name, usual[each.name]) != usual[each.name],
        )
        for each in pattern.parameters
    )


def shown(value: Value) -> str:
    """A parameter's value in words."""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return f"{value:g}" if isinstance(value, float) else str(value)


def _change(one: ChangeShown, pattern: Pattern | None, *, by: Actor, now: datetime) -> Change:
    open_ = one.state in {ChangeState.COMPARING, ChangeState.PROPOSED}
    decided = ""
    if one.decided_at:
        said_by = {"state": said(CHANGES, one.state), "who": one.decided_by, "why": one.decided_why}
        decided = _("%(state)s by %(who)s: %(why)s") % said_by
    return Change(
        words=tuple(_words(one, pattern)),
        why=one.why,
        state=Tag(said(CHANGES, one.state), "amber" if one.state is ChangeState.PROPOSED else "quiet"),
        who=one.proposed_by,
        at=moments.time_chip(one.proposed_at, now=now),
        decided=decided,
        counts=_counts(one.effects) if one.state is not ChangeState.COMPARING else "",
        effects=_effects(one.effects, pattern, now=now),
        decide=parts.address("decide_change", one.id) if open_ and may_ever(Act.RULE_APPROVE, by) else "",
        why_not=_("You proposed it: somebody else decides.") if one.proposed_by_me else "",
    )


def _words(one: ChangeShown, pattern: Pattern | None) -> Iterable[str]:
    if one.puts_back:
        yield _("Put the rule back into force")
    if pattern is None:
        return
    usual = values(pattern)
    for each in pattern.parameters:
        before, after = (said.get(each.name, usual[each.name]) for said in (one.before, one.after))
        if before != after:
            yield _("%(what)s: %(before)s, then %(after)s") % {
                "what": told(each.means),
                "before": shown(before),
                "after": shown(after),
            }


def _counts(effects: tuple[EffectShown, ...]) -> str:
    come = sum(one.comes for one in effects)
    go = len(effects) - come
    more = ngettext("%(count)d alert would have come", "%(count)d alerts would have come", come) % {
        "count": come
    }
    less = ngettext("%(count)d would not", "%(count)d would not", go) % {"count": go}
    words = _("In the last 90 days %(more)s more, and %(less)s.") % {"more": more, "less": less}
    if max(come, go) < MOST_TRIED:
        return words
    return f"{words} " + _("Only the %(most)s strongest of each are kept.") % {"most": MOST_TRIED}


def _effects(effects: tuple[EffectShown, ...], pattern: Pattern | None, *, now: datetime) -> Table:
    columns = (Column(_("It would")), Column(_("Alert")), Column(_("Found")), Column(_("What was answered")))
    rows = tuple(
        Row(
            (
                Tag(_("come"), "accent") if one.comes else Tag(_("go"), "quiet"),
                again(pattern, one.sentence, one.said.get("version", 0), one.said.get("values", {})),
                moments.time_chip(one.at, now=now),
                said(ANSWERS, one.answer) if one.answer else _("nothing yet"),
            )
        )
        for one in effects
    )
    return Table(
        _("What would have been different"), columns, rows, EmptyState(_("Nothing would have been different"))
    )
