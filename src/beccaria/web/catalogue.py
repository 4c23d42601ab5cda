"""Show every part in every state; the people and things in it are invented."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django import forms
from django.utils.translation import gettext_lazy as _

from beccaria.lib import moments
from beccaria.lib.parts import (
    Band,
    Column,
    DiffLine,
    DueChip,
    EmptyState,
    Entry,
    Fact,
    GradeChip,
    HandlingStrip,
    LabelChip,
    Lane,
    Link,
    Notice,
    PersonLine,
    RangeBar,
    Row,
    Spark,
    Stage,
    Table,
    Tag,
    TaskRow,
    Tile,
    TimeChip,
    Timeline,
    Why,
)

_NOW = datetime(2026, 3, 2, 6, 40, tzinfo=UTC)
_BANDS = (Band("low", 0, 8), Band("medium", 8, 16), Band("high", 16, 24))
_NOTHING = EmptyState(
    "Nothing waits", "New observations appear here within two seconds.", Link("Search", "#")
)
_GRADE = GradeChip("2 C", "3x5x2", "Untested source, heard from others, may be shared")


class SampleForm(forms.Form):
    """One field of each kind."""

    text = forms.CharField(
        label=_("What did you see or hear?"), help_text=_("Where, when, who?"), widget=forms.Textarea
    )
    place = forms.CharField(label=_("Place"), required=False)
    kind = forms.ChoiceField(label=_("Kind"), choices=[("a", "Contraband"), ("b", "Conflict")])
    source = forms.ChoiceField(
        label=_("Source"), choices=[("1", "Reliable"), ("2", "Untested")], widget=forms.RadioSelect
    )
    threats = forms.MultipleChoiceField(
        label=_("Threat"), choices=[("e", "Escape"), ("v", "Violence")], widget=forms.CheckboxSelectMultiple
    )
    sure = forms.BooleanField(label=_("I saw it myself"), required=False)
    file = forms.FileField(label=_("Attachment"), required=False, help_text=_("At most 20 MB."))


@dataclass(frozen=True, slots=True)
class CataloguePage:
    """All of it."""

    strips: tuple[HandlingStrip, ...]
    tags: tuple[Tag, ...]
    grades: tuple[GradeChip, ...]
    times: tuple[TimeChip, ...]
    dues: tuple[DueChip, ...]
    labels: tuple[LabelChip, ...]
    ranges: tuple[RangeBar, ...]
    why: Why
    people: tuple[PersonLine, ...]
    facts: tuple[Fact, ...]
    tasks: tuple[TaskRow, ...]
    nothing: EmptyState
    table: Table
    empty_table: Table
    timeline: Timeline
    stages: tuple[Stage, ...]
    tiles: tuple[Tile, ...]
    spark: Spark
    diff: tuple[DiffLine, ...]
    notices: tuple[Notice, ...]
    form: forms.Form
    wrong_form: forms.Form


def catalogue_page() -> CataloguePage:
    """Make the catalogue."""
    return CataloguePage(
        strips=(
            HandlingStrip(0, "Official", ("for your duty only",)),
            HandlingStrip(1, "Restricted", ("do not act on it without the originator",)),
            HandlingStrip(2, "Confidential", ("never alone as evidence",)),
            HandlingStrip(3, "Secret", ("protect the source and the technique",)),
        ),
        tags=tuple(Tag(tone, tone) for tone in ("plain", "accent", "quiet", "amber", "red", "good")),
        grades=(
            _GRADE,
            GradeChip("B 2", "4x4", "Mostly reliable source, known to the source but not to the officer"),
            GradeChip("E 5 1", "5x5x5", "Untested source, suspected to be false"),
            GradeChip("F 6", "Admiralty", "Reliability and truth cannot be judged"),
        ),
        times=tuple(moments.time_chip(_NOW - away, now=_NOW) for away in _SPANS),
        dues=tuple(
            moments.due_chip(_NOW + left, since=_NOW - timedelta(days=8), now=_NOW)
            for left in (timedelta(days=4), timedelta(hours=20), timedelta(minutes=12), -timedelta(hours=26))
        ),
        labels=(
            LabelChip("Suspected member", 2, "4 May"),
            LabelChip("Leader", 3),
            LabelChip("Suspected courier"),
        ),
        ranges=(
            RangeBar("Escape", "medium to high", 11, 17, 14, _BANDS, could_rise_to=21),
            RangeBar("Violence", "low", 3, 6, 4.5, _BANDS, could_fall_to=1),
            RangeBar("Recruitment", "unknown: nothing is known yet", 8, 16, 12, _BANDS, 0, 24),
        ),
        why=Why(
            "Two officers reported it apart from each other.", (Link("26-7K2FQ3X", "#"), _GRADE), "this grade"
        ),
        people=_people(),
        facts=_facts(),
        tasks=_tasks(),
        nothing=_NOTHING,
        table=_table(),
        empty_table=Table("Visits", (Column("Visitor"),), (), EmptyState("No visits in this period")),
        timeline=_timeline(),
        stages=(
            Stage("Submitted", "done", "26 Feb"),
            Stage("Graded", "done", "27 Feb"),
            Stage("Sanitised", "now"),
            Stage("Disseminated", "ahead"),
        ),
        tiles=(
            Tile(14, "observations", "#"),
            Tile(2, "alerts worth work", "#"),
            Tile(0, "answers from the police"),
        ),
        spark=Spark("5 reviews due this week, most on Wednesday", (1, 0, 2, 1, 1)),
        diff=_diff(),
        notices=_notices(),
        form=SampleForm(auto_id="good_%s"),
        wrong_form=SampleForm({"place": "", "kind": "z"}, auto_id="wrong_%s"),
    )


_SPANS = (timedelta(0), timedelta(minutes=5), timedelta(hours=3), timedelta(days=2), timedelta(days=40))


def _people() -> tuple[PersonLine, ...]:
    return (
        PersonLine(
            "Novak, Tomas", "A1042BX", "#", "North, C2-14", "Category B", "34 years", labels=_labels()
        ),
        PersonLine(
            "Novak, Tomas", "A7719KD", "#", "South, A1-02", "Category C", "52 years", "Father of A1042BX"
        ),
        PersonLine("Lindqvist, Maja", "V-20031", "#", "", "Visitor", "29 years"),
    )


def _labels() -> tuple[LabelChip, ...]:
    return (LabelChip("Suspected member", 2, "4 May"),)


def _facts() -> tuple[Fact, ...]:
    why = Why("The board decided it on 4 February with two reports before it.", (Link("Decision 118", "#"),))
    return (
        Fact("Category", "B, until 4 August 2026", why),
        Fact("Where", Link("North, C wing, cell 14", "#"), change=Link("Propose a move", "#")),
        Fact("Keep apart from", _people()[1]),
    )


def _tasks() -> tuple[TaskRow, ...]:
    due = moments.due_chip(_NOW + timedelta(minutes=12), since=_NOW - timedelta(hours=2), now=_NOW)
    over = moments.due_chip(_NOW - timedelta(hours=2), since=_NOW - timedelta(days=2), now=_NOW)
    at = moments.time_chip(_NOW - timedelta(hours=26), now=_NOW)
    why = Why("Same face and telephone, other spelling of the name.", ("born 1984 there, 1985 here",))
    refused = "Visitor refused at North, booked here 10:30"
    return (
        TaskRow("Warning to acknowledge", "#", "Read", refused, urgent=True, due=due, why=why),
        TaskRow("Measure ends today", "#", "Decide", "Supervised visits, no fresh reason yet", due=over),
        TaskRow("26-7K2FQ3X", "#", "Grade", "“Heard him say the drone comes back on Friday”", at=at, grade=_GRADE,
                tags=(Tag("Contraband"), Tag("2 items not graded", "amber"))),
    )  # fmt: skip


def _table() -> Table:
    columns = (
        Column("Person", sort_href="#name", sorted="ascending"),
        Column("Last visit", sort_href="#visit"),
        Column("Visits", numeric=True),
        Column("State"),
    )
    seen = moments.time_chip(_NOW - timedelta(days=3), now=_NOW)
    states = (Tag("usual"), Tag("refused elsewhere", "amber"), Tag("usual"))
    rows = tuple(
        Row((person, seen, number, state))
        for person, number, state in zip(_people(), ("3", "5", "1"), states, strict=True)
    )
    return Table(
        "Visitors in thirty days", columns, rows, _NOTHING, previous_href="#before", next_href="#after"
    )


def _timeline() -> Timeline:
    lanes = (
        Lane("moves", "Moves", 2, "#"),
        Lane("visits", "Visits", 7, "#", shown=False),
        Lane("finds", "Finds", 1, "#"),
    )
    entries = (
        Entry(
            "Move",
            moments.time_chip(_NOW - timedelta(hours=5), now=_NOW),
            "South to North",
            "#",
            "Court order",
        ),
        Entry(
            "Find",
            moments.time_chip(_NOW - timedelta(days=3), now=_NOW),
            "Telephone behind the basin",
            "#",
            grade=_GRADE,
        ),
    )
    return Timeline("What happened", lanes, entries, EmptyState("Nothing is known"), more_href="#")


def _diff() -> tuple[DiffLine, ...]:
    return (
        DiffLine(
            "On 26 February a package came over the east wall.",
            "On 26 February a package came over the east wall.",
        ),
        DiffLine("The kitchen worker who told me is afraid.", None, rule="names the source"),
        DiffLine(
            "It was for Novak in C2-14.",
            "It was for a prisoner on C wing.",
            flags=("“C wing” holds 12 people",),
        ),
    )


def _notices() -> tuple[Notice, ...]:
    return (
        Notice(
            "26-7K2FQ3X was sent. You will hear what became of it. Your name is not shown to the wing.",
            "done",
            "Thank you.",
        ),
        Notice("Two reports of this person are waiting for a grade.", "note"),
        Notice("The originator must be asked before you act on this.", "amber"),
        Notice(
            "A visitor refused at North stands at the gate.",
            "red",
            "Stop and call",
            Link("Open the booking", "#"),
        ),
    )
