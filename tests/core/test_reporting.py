"""The stages of papers: only the arrows of the table, two people where wanted, a page that matches."""

from pathlib import Path

import pytest

from beccaria.core import links, reporting
from beccaria.core.acts import Act
from beccaria.core.handling import NO_CONDITIONS, asserted
from beccaria.core.reporting import STEPS, CannotMove, Hands, Paper, Stage, move, why_somebody_else

PAGE = Path(__file__).parents[2] / "docs/reference/report-stages.md"


def test_the_page_is_what_the_code_says() -> None:
    assert PAGE.read_text(encoding="utf-8") == reporting.page()


@pytest.mark.parametrize("paper", Paper)
@pytest.mark.parametrize("before", Stage)
@pytest.mark.parametrize("after", Stage)
def test_only_the_arrows_of_the_table_exist(paper: Paper, before: Stage, after: Stage) -> None:
    if any((step.paper, step.before, step.after) == (paper, before, after) for step in STEPS):
        assert move(paper, before, after) is after
    else:
        with pytest.raises(CannotMove, match="cannot become"):
            move(paper, before, after)


@pytest.mark.parametrize("paper", Paper)
def test_every_stage_of_a_paper_is_reached_and_only_the_archive_is_an_end(paper: Paper) -> None:
    stages = {step.after for step in STEPS if step.paper is paper}
    reached: set[Stage] = set()
    open_ = {step.after for step in STEPS if step.paper is paper and step.before is None}
    while open_:
        stage = open_.pop()
        reached.add(stage)
        open_ |= set(reporting.next_stages(paper, stage)) - reached
    assert reached == stages
    assert [stage for stage in stages if not reporting.next_stages(paper, stage)] == [Stage.ARCHIVED]


def test_an_observation_is_never_sanitised_or_disseminated_itself() -> None:
    assert set(Stage) - set(reporting.stages(Paper.OBSERVATION)) == {Stage.SANITISED, Stage.DISSEMINATED}
    assert set(Stage) - set(reporting.stages(Paper.REPORT)) == {Stage.RETURNED}


def test_nothing_is_disseminated_that_was_not_sanitised() -> None:
    before = {step.before for step in STEPS if step.after is Stage.DISSEMINATED}
    assert before == {Stage.SANITISED}


def test_released_and_closed_reports_do_not_change() -> None:
    assert [stage for stage in Stage if reporting.may_still_change(stage)] == [
        Stage.SUBMITTED,
        Stage.GRADED,
        Stage.SANITISED,
    ]


def test_two_people_where_the_doctrine_wants_two() -> None:
    secret = asserted("3x5x2", "C", "A2", "S1")
    by_ana = Hands(author="ana", sanitiser="bo")
    assert why_somebody_else(Act.REPORT_GRADE, user="ana", hands=by_ana, handling=NO_CONDITIONS)
    assert why_somebody_else(Act.REPORT_GRADE, user="bo", hands=by_ana, handling=NO_CONDITIONS) is None
    assert why_somebody_else(Act.REPORT_DISSEMINATE, user="bo", hands=by_ana, handling=secret)
    assert why_somebody_else(Act.REPORT_DISSEMINATE, user="bo", hands=by_ana, handling=NO_CONDITIONS) is None
    assert why_somebody_else(Act.REPORT_DISSEMINATE, user="cy", hands=by_ana, handling=secret) is None
    assert why_somebody_else(Act.REPORT_LINK, user="ana", hands=by_ana, handling=secret) is None


def test_a_reference_names_kind_and_record() -> None:
    assert str(links.reference(" person:17 ")) == "person:17"
    for wrong in ("17", "person:", "ghost:17", ""):
        with pytest.raises(links.BadReference, match="names no record"):
            links.reference(wrong)


def test_every_kind_has_words() -> None:
    assert set(links.THREAT_WORDS) == set(links.Threat)
    assert set(links.SUBJECT_WORDS) == set(links.Subject)
    assert set(links.RELATION_WORDS) == set(links.Relation)
