"""The main job: a remark becomes graded, linked, sanitised, disseminated intelligence, and its reporter hears of it."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection

from beccaria.access.api import acting
from beccaria.core.grading import Grade
from beccaria.core.refusal import BadInput, Cannot, Hidden, Refused
from beccaria.core.reporting import CannotMove, Stage
from beccaria.reports import actions, queries
from beccaria.reports.actions import Changed, Flagged, NeedsAnother
from tests.apps.reports.conftest import TEXT, judged

Does = Callable[..., Any]
CLEAN = "A mobile telephone is held in B2 and offered for sale."


@pytest.mark.django_db
def test_the_whole_way(does: Does, observed: Does, mts: str, recipient: None, at: datetime) -> None:
    del recipient
    told = observed()
    assert told.stage is Stage.SUBMITTED
    inbox = does("bo", queries.inbox).items
    assert inbox[0].reference == told.reference
    report_id = does("bo", actions.open_report, observation_ids=[told.id], with_items=False, at=at)
    seen = [
        does("bo", actions.split_item, report_id=report_id, text=text, observation_id=told.id, at=at)
        for text in TEXT.split(". Another ")
    ]
    assert told.id not in {line.id for line in does("bo", queries.inbox).items}
    does(
        "bo",
        actions.link,
        report_id=report_id,
        item_id=seen[0],
        reference=f"person:{mts}",
        relation="about",
        at=at,
    )
    assert len(does("bo", queries.report, report_id=report_id).missing) == 3
    does(
        "bo",
        actions.grade_item,
        report_id=report_id,
        item_id=seen[0],
        judgement=judged(grade=("1", "A")),
        at=at,
    )
    does(
        "bo",
        actions.grade_item,
        report_id=report_id,
        item_id=seen[1],
        judgement=judged("C", "A2", "S1"),
        at=at,
    )
    assert does("bo", queries.report, report_id=report_id).line.stage is Stage.SUBMITTED
    does(
        "bo",
        actions.grade_provenance,
        report_id=report_id,
        provenance="Staff on the landing",
        grade_of_it=Grade.read("3x5x2", "1", "A"),
        at=at,
    )
    report = does("bo", queries.report, report_id=report_id)
    assert (report.line.stage, report.missing) == (Stage.GRADED, ())
    assert [item.grade.chip for item in report.items] == ["1 A", "2 C"]
    assert "3x5x2:A2" in report.line.handling.codes
    assert [line.id for line in does("bo", queries.about_person, person_id=mts)] == [report_id]
    version = does(
        "bo",
        actions.sanitise,
        report_id=report_id,
        audience="police",
        texts={seen[1]: CLEAN},
        at=at + timedelta(minutes=1),
    )
    given = does(
        "cy", actions.disseminate, report_id=report_id, version_id=version, organisation="police", at=at
    )
    received = does("lia", queries.received).items
    mine = next(one for one in received if one.dissemination_id == given)
    assert mine.items[0].text == CLEAN
    assert mine.handling.codes == {"3x5x2:C", "3x5x2:A2", "3x5x2:S1"}
    does("lia", actions.answer_version, dissemination_id=given, feedback="Useful", at=at)
    does("bo", actions.give_feedback, observation_id=told.id, feedback="Used, thank you.", at=at)
    sent = does("ana", queries.my_reports).items[0]
    assert (sent.reference, sent.progress) == (told.reference, "looked_at")
    assert sent.feedback[0].words == "Used, thank you."
    shown = does("bo", queries.report, report_id=report_id)
    assert shown.line.stage is Stage.DISSEMINATED
    assert shown.versions[1].given[0].feedback[0].words == "Useful"
    does("bo", actions.close_report, report_id=report_id, reason="Telephone found", at=at)
    does("cy", actions.archive_report, report_id=report_id, at=at)
    assert does("bo", queries.report, report_id=report_id).line.stage is Stage.ARCHIVED
    assert does("ana", queries.my_reports).items[0].progress == "finished"


@pytest.mark.django_db
def test_what_is_elsewhere_does_not_exist(does: Does, graded: Does, observed: Does, at: datetime) -> None:
    told, report_id = observed(text="A very particular zanzibar"), graded()
    questions: list[tuple[Does, dict[str, Any]]] = [
        (queries.observation, {"observation_id": told.id}),
        (queries.report, {"report_id": report_id}),
        (queries.observation, {"observation_id": "never-was"}),
        (actions.close_report, {"report_id": report_id, "reason": "x", "at": at}),
        (actions.open_report, {"observation_ids": [told.id], "at": at}),
    ]
    for question, said in questions:
        with pytest.raises(Hidden, match=r"^There is no such record, or it is not yours to see\.$"):
            does("eve", question, **said)
    assert does("eve", queries.inbox).items == ()
    assert does("eve", queries.reports).items == ()
    assert does("eve", queries.search, words="zanzibar").items == ()
    assert does("eve", queries.today, at=at).new_observations == 0
    assert [one.id for one in does("bo", queries.search, words="Zanzíbar").items] == [told.id]


@pytest.mark.django_db
def test_a_grade_given_again_keeps_the_first(does: Does, graded: Does, at: datetime) -> None:
    report_id = graded()
    item = does("bo", queries.report, report_id=report_id).items[0]
    does(
        "bea",
        actions.grade_item,
        report_id=report_id,
        item_id=item.id,
        judgement=judged(grade=("1", "B")),
        at=at + timedelta(seconds=1),
    )
    again = does("bo", queries.report, report_id=report_id).items[0]
    assert (again.grade.chip, [one.chip for one in again.earlier]) == ("1 B", ["2 C"])


@pytest.mark.django_db
def test_two_graders_do_not_overwrite_each_other(does: Does, graded: Does, at: datetime) -> None:
    report_id = graded()
    report = does("bo", queries.report, report_id=report_id)
    said = {"report_id": report_id, "item_id": report.items[0].id, "judgement": judged(), "at": at}
    does("bo", actions.grade_item, revision=report.revision, **said)
    with pytest.raises(Changed, match="load it again"):
        does("bea", actions.grade_item, revision=report.revision, **said)


@pytest.mark.django_db
def test_nobody_grades_sanitises_or_releases_what_he_wrote(
    does: Does, observed: Does, recipient: None, at: datetime
) -> None:
    del recipient
    told = observed("bo")
    report_id = does("bo", actions.open_report, observation_ids=[told.id], at=at)
    item = does("bo", queries.report, report_id=report_id).items[0]
    assert does("bo", queries.report, report_id=report_id).is_mine
    with pytest.raises(Refused, match="Somebody other"):
        does("bo", actions.grade_item, report_id=report_id, item_id=item.id, judgement=judged(), at=at)
    with pytest.raises(Refused, match="Somebody other"):
        does("bo", actions.sanitise, report_id=report_id, audience="police", texts={item.id: CLEAN}, at=at)
    does("bea", actions.grade_item, report_id=report_id, item_id=item.id, judgement=judged(), at=at)


@pytest.mark.django_db
def test_flags_must_be_answered_and_answers_are_kept(does: Does, graded: Does, at: datetime) -> None:
    report_id = graded()
    item = does("bo", queries.report, report_id=report_id).items[0]
    said = {"report_id": report_id, "audience": "police", "at": at}
    with pytest.raises(Flagged) as caught:
        does("bo", actions.sanitise, texts={item.id: "An informant told me: Ana Officer knows."}, **said)
    found = {flag.key for flag in caught.value.flags}
    assert {"staff:ana officer", "source:informant", "first_person:me"} <= found
    does(
        "bo",
        actions.sanitise,
        texts={item.id: "The informant is afraid."},
        answers={"source:informant": "The word is in the press release."},
        **said,
    )
    original, sanitised = does("bo", queries.report, report_id=report_id).versions
    assert (original.original, original.items[0].text) == (True, TEXT)
    assert (sanitised.original, sanitised.items[0].text) == (False, "The informant is afraid.")


@pytest.mark.django_db
def test_nothing_leaves_unless_everything_allows_it(
    does: Does, graded: Does, recipient: None, at: datetime
) -> None:
    del recipient
    report_id = graded("C", "A1", "S2")
    item = does("bo", queries.report, report_id=report_id).items[0]
    sanitised = {"report_id": report_id, "texts": {item.id: CLEAN}}
    version = does("cy", actions.sanitise, audience="police", at=at, **sanitised)
    said = {"report_id": report_id, "version_id": version, "at": at}
    with pytest.raises(Refused, match="Your duty does not include this"):
        does("bo", actions.disseminate, organisation="police", **said)
    with pytest.raises(NeedsAnother, match="two people"):
        does("cy", actions.disseminate, organisation="police", **said)
    version = does("bo", actions.sanitise, audience="police", at=at, **sanitised)
    said["version_id"] = version
    with pytest.raises(Cannot, match="No agreement"):
        does("cy", actions.disseminate, organisation="newspaper", **said)
    with pytest.raises(Cannot, match="was made for another audience"):
        does("cy", actions.disseminate, organisation="charity", **said)
    with pytest.raises(Cannot, match="originator must agree"):
        does("cy", actions.disseminate, organisation="police", **said)
    original = does("cy", queries.report, report_id=report_id).versions[0]
    with pytest.raises(Cannot, match="original stays inside"):
        does("cy", actions.disseminate, organisation="police", **(said | {"version_id": original.id}))
    does("cy", actions.disseminate, organisation="police", originator_agreed="Police, 3 May", **said)
    with pytest.raises(Cannot, match="already has"):
        does("cy", actions.disseminate, organisation="police", originator_agreed="Police, 3 May", **said)
    does("lia", queries.received)
    with pytest.raises(Cannot, match="does not change any more"):
        does("bo", actions.split_item, report_id=report_id, text="More", at=at)


@pytest.mark.django_db
def test_grading_again_makes_a_sanitised_version_stale(
    does: Does, graded: Does, recipient: None, at: datetime
) -> None:
    del recipient
    report_id = graded()
    item = does("bo", queries.report, report_id=report_id).items[0]
    version = does(
        "bo", actions.sanitise, report_id=report_id, audience="police", texts={item.id: CLEAN}, at=at
    )
    later = at + timedelta(minutes=5)
    does("bo", actions.grade_item, report_id=report_id, item_id=item.id, judgement=judged(), at=later)
    shown = does("bo", queries.report, report_id=report_id)
    assert (shown.line.stage, [one.is_stale for one in shown.versions]) == (Stage.GRADED, [True, True])
    with pytest.raises(Cannot, match="sanitise it first"):
        does(
            "cy",
            actions.disseminate,
            report_id=report_id,
            version_id=version,
            organisation="police",
            at=later,
        )


@pytest.mark.django_db
def test_a_recall_takes_the_content_away(does: Does, graded: Does, recipient: None, at: datetime) -> None:
    del recipient
    report_id = graded()
    item = does("bo", queries.report, report_id=report_id).items[0]
    version = does(
        "bo", actions.sanitise, report_id=report_id, audience="police", texts={item.id: CLEAN}, at=at
    )
    given = does(
        "cy", actions.disseminate, report_id=report_id, version_id=version, organisation="police", at=at
    )
    does("cy", actions.recall, dissemination_id=given, reason="It was another man.", at=at)
    recalled = does("lia", queries.received_one, dissemination_id=given)
    assert (recalled.items, recalled.title, recalled.recall_reason) == ((), "", "It was another man.")
    with pytest.raises(Cannot, match="already taken back"):
        does("cy", actions.recall, dissemination_id=given, reason="Again", at=at)


@pytest.mark.django_db
def test_a_question_goes_to_the_reporter_and_back(does: Does, observed: Does, at: datetime) -> None:
    told = observed()
    does(
        "bo",
        actions.return_to_reporter,
        observation_id=told.id,
        question="Which telephone?",
        at=at + timedelta(seconds=9),
    )
    assert does("ana", queries.today, at=at).questions[0].question == "Which telephone?"
    assert told.id not in {line.id for line in does("bo", queries.inbox).items}
    with pytest.raises(Hidden):
        does("abe", actions.answer_return, observation_id=told.id, answer="Black", at=at)
    with pytest.raises(Refused):
        does("bea", actions.answer_return, observation_id=told.id, answer="Black", at=at)
    does(
        "ana",
        actions.answer_return,
        observation_id=told.id,
        answer="A black one",
        at=at + timedelta(minutes=1),
    )
    shown = does("bo", queries.observation, observation_id=told.id)
    assert [move.words for move in shown.moves] == ["", "Which telephone?", "A black one"]
    assert {move.who for move in shown.moves if move.after is Stage.SUBMITTED} == {shown.pseudonym}
    with pytest.raises(CannotMove):
        does("ana", actions.answer_return, observation_id=told.id, answer="And more", at=at)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"text": "  "}, "is empty"),
        ({"text": "x" * 20_001}, "longer than 20,000"),
        ({"occurred_at": "future"}, "in the future"),
        ({"occurred_at": "naive"}, "time zone"),
        ({"kind": "gossip"}, "not a kind"),
        ({"site": "SOUTH"}, "do not work at"),
        ({"people": ["nobody"]}, "is not known"),
        ({"people": [str(n) for n in range(51)]}, "up to 50"),
    ],
)
def test_a_bad_observation_is_refused_in_one_sentence(
    observed: Does, at: datetime, said: dict[str, Any], sentence: str
) -> None:
    moments = {"future": at + timedelta(minutes=6), "naive": at.replace(tzinfo=None)}
    if "occurred_at" in said:
        said = {"occurred_at": moments[said["occurred_at"]]}
    with pytest.raises(BadInput, match=sentence):
        observed(**said)


@pytest.mark.django_db
def test_items_are_offered_their_nearest_and_a_person_decides(does: Does, graded: Does, at: datetime) -> None:
    one = graded(text="A telephone is hidden behind the pipe of cell 12")
    other = graded(text="Mario sells a telephone that is hidden in cell 12")
    graded(text="Nothing of the kind")
    item = does("bo", queries.report, report_id=other).items[0]
    near = does("bo", queries.near, item_id=item.id)
    assert near[0].report_id == one
    assert near[0].why[0].startswith("Both say: telephone")
    does(
        "bo",
        actions.relate,
        item_id=item.id,
        other_id=near[0].id,
        relation="corroborates",
        why="Same cell",
        at=at,
    )
    assert does("bo", queries.report, report_id=other).items[0].relations[0].relation == "corroborates"
    with pytest.raises(Cannot, match="already judged"):
        does(
            "bo",
            actions.relate,
            item_id=item.id,
            other_id=near[0].id,
            relation="corroborates",
            why="x",
            at=at,
        )


@pytest.mark.django_db
def test_a_link_is_ended_not_forgotten(does: Does, graded: Does, at: datetime) -> None:
    report_id = graded()
    item = does("bo", queries.report, report_id=report_id).items[0]
    said = {"report_id": report_id, "item_id": item.id, "reference": "object:phone-1", "at": at}
    about = does("bo", actions.link, relation="about", **said)
    assert does("bo", actions.link, relation="about", **said) == about
    does("bo", actions.link, relation="uses", **said)
    assert len(does("bo", queries.report, report_id=report_id).items[0].links) == 2
    does("bo", actions.unlink, report_id=report_id, link_id=about, at=at)
    assert [one.relation for one in does("bo", queries.report, report_id=report_id).items[0].links] == [
        "uses"
    ]
    with pytest.raises(BadInput, match="not known"):
        does("bo", actions.link, relation="about", **(said | {"reference": "person:nobody"}))
    with pytest.raises(BadInput, match="names no record"):
        does("bo", actions.link, relation="about", **(said | {"reference": "Mario"}))


@pytest.mark.django_db
def test_direction(does: Does, at: datetime) -> None:
    wanted = does("cy", actions.set_requirement, title="Drones", text="Who pays?", threats=["drones"], at=at)
    does(
        "bo",
        actions.set_task,
        text="Ask the yard",
        due_at=at + timedelta(days=1),
        requirement_id=wanted,
        at=at,
    )
    assert [one.title for one in does("bo", queries.requirements, at=at)] == ["Drones"]
    task = does("bea", queries.today, at=at).tasks[0]
    does("bea", actions.finish_task, task_id=task.id, outcome="Nothing", at=at)
    assert does("bea", queries.tasks) == ()
    does("cy", actions.end_requirement, requirement_id=wanted, at=at + timedelta(days=1))
    assert does("bo", queries.requirements, at=at + timedelta(days=2)) == ()
    with pytest.raises(Refused):
        does("bo", actions.set_requirement, title="Drones", text="Who pays?", at=at)


@pytest.mark.django_db
def test_drafts_are_their_owners_alone(does: Does, observed: Does, at: datetime) -> None:
    draft = does("ana", actions.save_draft, text="I saw", at=at)
    assert does("ana", actions.save_draft, text="I saw him", draft_id=draft, at=at) == draft
    assert [one.text for one in does("ana", queries.drafts)] == ["I saw him"]
    assert does("abe", queries.drafts) == ()
    with pytest.raises(Hidden):
        does("abe", queries.draft, draft_id=draft)
    with pytest.raises(Hidden):
        does("abe", actions.save_draft, text="Mine", draft_id=draft, at=at)
    observed(draft_id=draft)
    assert does("ana", queries.drafts) == ()


@pytest.mark.django_db
def test_whom_the_reporter_names_is_linked_when_a_report_is_opened(
    does: Does, observed: Does, mts: str, at: datetime
) -> None:
    told = observed(people=[mts])
    report_id = does("bo", actions.open_report, observation_ids=[told.id], at=at)
    link = does("bo", queries.report, report_id=report_id).items[0].links[0]
    assert (link.reference, link.relation) == (f"person:{mts}", "mentioned")


@pytest.mark.django_db
def test_a_report_inherits_what_its_observations_bear(
    does: Does, person: Does, observed: Does, at: datetime
) -> None:
    told = observed()
    with acting(person("bo")), connection.cursor() as cursor:
        cursor.execute(
            "UPDATE reports_observation SET handling = '{4x4:H2}', level = 2 WHERE id = %s", [told.id]
        )
    report_id = does("bo", actions.open_report, observation_ids=[told.id], at=at)
    opened = does("bo", queries.report, report_id=report_id)
    assert (opened.line.handling.codes, opened.line.level) == ({"4x4:H2"}, 2)
    does("bo", actions.grade_item, report_id=report_id, item_id=opened.items[0].id, judgement=judged(), at=at)
    graded = does("bo", queries.report, report_id=report_id)
    assert graded.line.handling.codes == {"4x4:H2", "3x5x2:P"}


@pytest.mark.django_db
def test_a_report_keeps_what_an_observation_bears_of_which_it_tells_nothing_yet(
    does: Does, person: Does, observed: Does, at: datetime
) -> None:
    told = observed()
    with acting(person("bo")), connection.cursor() as cursor:
        cursor.execute("UPDATE reports_observation SET handling = '{4x4:H2}' WHERE id = %s", [told.id])
    report_id = does("bo", actions.open_report, observation_ids=[told.id], with_items=False, at=at)
    does("bo", actions.split_item, report_id=report_id, text="In his own words.", at=at)
    assert does("bo", queries.report, report_id=report_id).line.handling.codes == {"4x4:H2"}


@pytest.mark.django_db
def test_what_comes_to_nothing_is_closed_with_a_reason(does: Does, observed: Does, at: datetime) -> None:
    told, taken = observed(), observed()
    does("bo", actions.close_observation, observation_id=told.id, reason="Weather", at=at)
    assert does("ana", queries.my_report, observation_id=told.id).progress == "finished"
    does("bo", actions.open_report, observation_ids=[taken.id], at=at)
    assert does("ana", queries.my_report, observation_id=taken.id).progress == "in_work"
    with pytest.raises(Cannot, match="close the report"):
        does("bo", actions.close_observation, observation_id=taken.id, reason="Weather", at=at)
    with pytest.raises(Cannot, match="already taken up"):
        does("bea", actions.open_report, observation_ids=[taken.id], at=at)


@pytest.mark.django_db
def test_who_works_everywhere_says_where(does: Does, observed: Does) -> None:
    with pytest.raises(BadInput, match="more than one"):
        observed("nan")
    with pytest.raises(BadInput, match="no such establishment"):
        observed("nan", site="ATLANTIS")
    assert observed("nan", site="SOUTH").id in {line.id for line in does("eve", queries.inbox).items}


@pytest.mark.django_db
def test_the_inbox_says_cheaply_that_it_changed(does: Does, observed: Does) -> None:
    mark = does("bo", queries.inbox_mark)
    assert not does("bo", queries.inbox_changes_since, mark=mark)
    observed()
    assert does("bo", queries.inbox_changes_since, mark=mark)
    assert does("eve", queries.inbox_mark) == does("eve", queries.inbox_mark)


@pytest.mark.django_db
def test_words_change_only_before_the_grade(does: Does, observed: Does, at: datetime) -> None:
    report_id = does("bo", actions.open_report, observation_ids=[observed().id], at=at)
    item = does("bo", queries.report, report_id=report_id).items[0]
    said = {"report_id": report_id, "item_id": item.id, "at": at}
    does("bo", actions.reword_item, text="A telephone", **said)
    assert does("bo", queries.report, report_id=report_id).items[0].text == "A telephone"
    does("bo", actions.grade_item, judgement=judged(), **said)
    with pytest.raises(Cannot, match="its words stay"):
        does("bo", actions.reword_item, text="Two telephones", **said)


@pytest.mark.django_db
def test_what_is_secret_is_shown_printed_and_released_only_after_saying_what_for(
    does: Does, person: Does, observed: Does, sign_in: Does, at: datetime
) -> None:
    told = observed()
    report = does("bo", actions.open_report, observation_ids=[told.id], at=at)
    with acting(person("cy")), connection.cursor() as cursor:
        cursor.execute("UPDATE reports_observation SET level = 3 WHERE id = %s", [told.id])
        cursor.execute("UPDATE reports_report SET level = 3 WHERE id = %s", [report])
    cy = sign_in("cy")
    pages = ["observations/{0}/", "observations/{0}/print/"]
    pages += ["reports/{1}/", "reports/{1}/print/", "reports/{1}/sanitise/", "reports/{1}/disseminate/"]
    for page in pages:
        asked = cy.get(f"/{page.format(told.id, report)}")
        assert asked.headers.get("Location", "").startswith("/access/purpose/"), page
