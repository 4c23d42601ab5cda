"""The life of an observation and of an intelligence report: stages, moves, and who is needed for each."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from beccaria.core.acts import Act
from beccaria.core.handling import Handling
from beccaria.core.refusal import Cannot


class Stage(StrEnum):
    """How far an observation or a report has come."""

    SUBMITTED = "submitted"
    RETURNED = "returned"
    GRADED = "graded"
    SANITISED = "sanitised"
    DISSEMINATED = "disseminated"
    CLOSED = "closed"
    ARCHIVED = "archived"


class Paper(StrEnum):
    """The two things that have a life."""

    OBSERVATION = "observation"
    REPORT = "report"


class Kind(StrEnum):
    """What an observation is mostly about: a short list, because nobody chooses from a long one at 06:40."""

    BEHAVIOUR = "behaviour"
    CONVERSATION = "conversation"
    VIOLENCE = "violence"
    FIND = "find"
    VISIT = "visit"
    TELEPHONE = "telephone"
    MOVEMENT = "movement"
    MONEY = "money"
    OUTSIDE = "outside"
    OTHER = "other"


class CannotMove(Cannot):
    """The paper cannot go from its stage to that one; the message says what it can do instead."""


@dataclass(frozen=True, slots=True)
class Step:
    """One arrow: from, to, the act that does it, and what it means in words."""

    paper: Paper
    before: Stage | None
    after: Stage
    act: Act
    means: str


_O, _R, _S = Paper.OBSERVATION, Paper.REPORT, Stage

STEPS: Final[tuple[Step, ...]] = (
    Step(_O, None, _S.SUBMITTED, Act.OBSERVATION_SUBMIT, "somebody writes down what was seen or heard"),
    Step(_O, _S.SUBMITTED, _S.RETURNED, Act.OBSERVATION_RETURN, "the unit asks the reporter a question"),
    Step(_O, _S.RETURNED, _S.SUBMITTED, Act.OBSERVATION_ANSWER, "the reporter answers"),
    Step(_O, _S.SUBMITTED, _S.GRADED, Act.REPORT_GRADE, "every item taken from it has its grade"),
    Step(
        _O,
        _S.SUBMITTED,
        _S.CLOSED,
        Act.OBSERVATION_CLOSE,
        "nothing in it is intelligence, and the reason is kept",
    ),
    Step(_O, _S.RETURNED, _S.CLOSED, Act.OBSERVATION_CLOSE, "no answer is expected any more"),
    Step(_O, _S.GRADED, _S.CLOSED, Act.REPORT_CLOSE, "the report made of it is closed"),
    Step(_O, _S.CLOSED, _S.ARCHIVED, Act.REPORT_ARCHIVE, "kept only as long as the law says"),
    Step(_R, None, _S.SUBMITTED, Act.REPORT_OPEN, "the unit opens a report from observations"),
    Step(_R, _S.SUBMITTED, _S.GRADED, Act.REPORT_GRADE, "every item and the provenance have their grade"),
    Step(_R, _S.SUBMITTED, _S.CLOSED, Act.REPORT_CLOSE, "it comes to nothing, and the reason is kept"),
    Step(_R, _S.GRADED, _S.SUBMITTED, Act.REPORT_GRADE, "an item without a grade is added"),
    Step(
        _R,
        _S.GRADED,
        _S.SANITISED,
        Act.REPORT_SANITISE,
        "a version for an audience no longer shows its source",
    ),
    Step(_R, _S.GRADED, _S.CLOSED, Act.REPORT_CLOSE, "it stays inside the unit"),
    Step(_R, _S.SANITISED, _S.GRADED, Act.REPORT_GRADE, "graded again: the sanitised version is made again"),
    Step(_R, _S.SANITISED, _S.SUBMITTED, Act.REPORT_GRADE, "an item without a grade is added"),
    Step(_R, _S.SANITISED, _S.DISSEMINATED, Act.REPORT_DISSEMINATE, "a version is given to an organisation"),
    Step(_R, _S.SANITISED, _S.CLOSED, Act.REPORT_CLOSE, "it is not needed outside"),
    Step(_R, _S.DISSEMINATED, _S.CLOSED, Act.REPORT_CLOSE, "its work is done"),
    Step(_R, _S.CLOSED, _S.ARCHIVED, Act.REPORT_ARCHIVE, "kept only as long as the law says"),
)


def stages(paper: Paper) -> tuple[Stage, ...]:
    """Every stage this paper can be in, in the order of the life."""
    reached = {step.after for step in STEPS if step.paper is paper}
    return tuple(stage for stage in Stage if stage in reached)


def next_stages(paper: Paper, stage: Stage) -> tuple[Stage, ...]:
    """Where a paper can go from here, in the order of the table."""
    return tuple(step.after for step in STEPS if step.paper is paper and step.before is stage)


def move(paper: Paper, before: Stage, after: Stage) -> Stage:
    """Move a paper one step. Raises CannotMove when the table has no such arrow."""
    possible = next_stages(paper, before)
    if after not in possible:
        said = {"paper": paper, "before": before, "after": after}
        if not possible:
            raise CannotMove(
                "This %(paper)s is %(before)s and cannot become %(after)s: nothing follows.", **said
            )
        raise CannotMove(
            "This %(paper)s is %(before)s and cannot become %(after)s: from here it can be %(choices)s.",
            **said,
            choices=", ".join(possible),
        )
    return after


def may_still_change(stage: Stage) -> bool:
    """Whether items, grades and links of a report in this stage may still be changed."""
    return stage in {Stage.SUBMITTED, Stage.GRADED, Stage.SANITISED}


@dataclass(frozen=True, slots=True)
class Hands:
    """Who did what so far. Names are user ids; None means nobody yet or not known."""

    author: str | None = None
    graders: frozenset[str] = frozenset()
    sanitiser: str | None = None


def why_somebody_else(act: Act, *, user: str, hands: Hands, handling: Handling) -> str | None:
    """Why this user may not do this step, where the doctrine wants two people; None when he may.

    The grader is not the author. Whoever releases is neither the author nor, under conditions that protect a
    source, the one who sanitised.
    """
    if act in _NOT_THE_AUTHOR and hands.author == user:
        return "You wrote this: somebody else must do that."
    if act is Act.REPORT_DISSEMINATE and handling.wants_two_people and hands.sanitiser == user:
        return "You made this version, and its handling wants two people: somebody else must release it."
    return None


_NOT_THE_AUTHOR: Final = frozenset(
    {
        Act.REPORT_GRADE,
        Act.REPORT_SANITISE,
        Act.REPORT_DISSEMINATE,
        Act.OBSERVATION_RETURN,
        Act.OBSERVATION_CLOSE,
    }
)


def page() -> str:
    """The lifecycle as a Markdown page with diagrams and tables, for docs/reference/report-stages.md."""
    lines = [
        "# The stages of observations and reports",
        "",
        "Generated by `python -m beccaria.core.reporting`; a test compares it with the code.",
        "",
        "Two people: a grader is never the author; whoever releases a version is not the one who made it",
        "when its handling protects a source.",
    ]
    for paper in Paper:
        steps = [step for step in STEPS if step.paper is paper]
        lines += ["", f"## {paper.value.capitalize()}", "", "```mermaid", "stateDiagram-v2"]
        lines += [f"    {step.before or '[*]'} --> {step.after}: {step.act}" for step in steps]
        lines += ["```", "", "| from | to | act | means |", "| --- | --- | --- | --- |"]
        lines += [
            f"| {step.before or 'nothing'} | {step.after} | `{step.act}` | {step.means} |" for step in steps
        ]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    import sys

    sys.stdout.write(page())
