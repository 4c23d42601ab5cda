"""The unit's pages: inbox, observation, desk, sanitising, release; who may, who may not, and what is recorded."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from beccaria.access.api import acting
from beccaria.reports import actions, queries
from tests.apps.reports.conftest import judged
from tests.apps.reports.pages_helpers import Browser, main

pytestmark = pytest.mark.django_db
Does = Callable[..., Any]
Signs = Callable[[str], Client]


@pytest.fixture
def bo(sign_in: Signs) -> Browser:
    return Browser(sign_in("bo"))


def _body(client: Client, address: str) -> tuple[int, str]:
    answer = client.get(address)
    noise = r'value="[^"]{60,}"|content="[^"]{60,}"|[0-9a-f]{8}-[0-9a-f-]{27}'
    return answer.status_code, re.sub(noise, "*", answer.content.decode())


def test_the_inbox_shows_what_came_and_says_nothing_when_nothing_changed(bo: Browser, observed: Does) -> None:
    told = observed(text="A brand new remark.")
    page = bo.open("/inbox/")
    assert "A brand new remark." in page
    address = bo.one(r'hx-get="([^"]+)"').replace("&amp;", "&")
    assert bo.client.get(address).status_code == 204
    later = observed(text="A still newer remark.")
    answer = bo.client.get(address, headers={"HX-Request": "true"})
    assert answer.status_code == 200
    assert later.reference in answer.content.decode()
    assert told.reference in answer.content.decode()


def test_filters_narrow_and_an_unknown_one_is_left_out(bo: Browser, observed: Does, at: datetime) -> None:
    observed(text="Heard on the wing.", kind="conversation", place="B wing")
    observed(text="Found in the yard.", kind="find", place="yard", at=at - timedelta(days=9))
    page = main(bo.open("/inbox/?kind=conversation"))
    assert "Heard on the wing." in page
    assert "Found in the yard." not in page
    assert "Found in the yard." not in main(bo.open("/inbox/?period=7"))
    assert "Found in the yard." in main(bo.open("/inbox/?place=YARD"))
    assert "Nothing fits this filter" in main(bo.open("/inbox/?place=nowhere"))
    assert "Found in the yard." in main(bo.open("/inbox/?kind=nonsense&heap=nonsense"))
    newest, oldest = main(bo.open("/inbox/")), main(bo.open("/inbox/?order=oldest"))
    assert newest.index("Heard on") < newest.index("Found in")
    assert oldest.index("Found in") < oldest.index("Heard on")


def test_the_heaps_follow_an_observation(bo: Browser, observed: Does, does: Does, at: datetime) -> None:
    told = observed(text="Something odd.")
    does("bo", actions.return_to_reporter, observation_id=told.id, question="Where?", at=at)
    assert "Something odd." not in main(bo.open("/inbox/"))
    assert "Something odd." in main(bo.open("/inbox/?heap=asked"))
    does("ana", actions.answer_return, observation_id=told.id, answer="Here.", at=at)
    assert "Answer came" in main(bo.open("/inbox/"))
    does("bo", actions.open_report, observation_ids=[told.id], title="An odd thing", at=at)
    assert "Something odd." in main(bo.open("/inbox/?heap=taken"))
    assert "An odd thing" in main(bo.open("/inbox/?heap=reports"))


def test_pages_of_the_unit_are_the_same_404_for_others_as_what_never_was(
    sign_in: Signs, observed: Does, graded: Does
) -> None:
    told, report = observed(), graded("P")
    nothing = "00000000-0000-4000-8000-000000000000"
    for name in ("eve", "ana", "gil", "lia", "max"):
        client = sign_in(name)
        for pattern in (
            f"/observations/{told.id}/",
            f"/observations/{told.id}/print/",
            f"/reports/{report}/",
            f"/reports/{report}/sanitise/",
            f"/reports/{report}/disseminate/",
            f"/reports/{report}/print/",
        ):
            known = pattern.split("/")[2]
            assert _body(client, pattern) == _body(client, pattern.replace(known, nothing)), (name, pattern)
            assert _body(client, pattern)[0] == 404


def test_a_look_is_recorded_with_what_was_shown(
    bo: Browser, graded: Does, person: Callable[..., Any]
) -> None:
    report = graded("P")
    bo.open(f"/reports/{report}/")
    with acting(person("dee")), connection.cursor() as cursor:
        cursor.execute(
            "SELECT subjects FROM ledger_entry WHERE act = 'report.read' AND actor = %s", [person("bo").user]
        )
        shown = [one for (subjects,) in cursor.fetchall() for one in subjects]
    assert f"report:{report}" in shown
    assert any(one.startswith("observation:") for one in shown)


def test_an_observation_is_asked_about_closed_and_answered(bo: Browser, observed: Does, does: Does) -> None:
    told = observed()
    bo.open(f"/observations/{told.id}/")
    assert "Write the question." in bo.send("/return/", status=422, question="")
    bo.send("/return/", question="Which yard?")
    assert "A question is waiting" in main(bo.page), "the disabled button says why"
    bo.send("/close/", reason="Known already")
    assert "It is closed." in main(bo.page)
    bo.send("/feedback/", words="Thank you, it was known.")
    assert (
        does("ana", queries.my_report, observation_id=told.id).feedback[0].words == "Thank you, it was known."
    )


def test_an_observation_joins_a_report_in_work(bo: Browser, observed: Does, does: Does, at: datetime) -> None:
    first, second = observed(text="One."), observed(text="Two.")
    report = does("bo", actions.open_report, observation_ids=[first.id], at=at)
    bo.open(f"/observations/{second.id}/")
    bo.send("/add/", report=report)
    assert "Two." in main(bo.page)
    assert len(does("bo", queries.report, report_id=report).observations) == 2
    bo.open(f"/observations/{second.id}/")
    assert "Go to its report" in bo.page


def test_the_head_may_not_take_up_what_he_wrote_himself(
    sign_in: Signs, observed: Does, does: Does, at: datetime
) -> None:
    told = observed("bo", text="Seen by Bo himself.")
    bo = Browser(sign_in("bo"))
    page = main(bo.open(f"/observations/{told.id}/"))
    assert "Somebody other than the person who wrote this must do that." in page
    report = does("bea", actions.open_report, observation_ids=[told.id], at=at)
    page = main(bo.open(f"/reports/{report}/"))
    assert "Somebody other than the person who wrote this" in page
    assert 'name="sentence"' in bo.page
    assert "/grade/" not in bo.page


def test_two_keys_choose_the_grade_and_the_strictest_handling_stands_ready(
    bo: Browser, observed: Does, does: Does, at: datetime
) -> None:
    report = does("bo", actions.open_report, observation_ids=[observed().id], at=at)
    item = does("bo", queries.report, report_id=report).items[0].id
    bo.open(f"/reports/{report}/?item={item}")
    bo.send(f"{item}/grade/", source="2", information="C")
    graded = does("bo", queries.report, report_id=report).items[0]
    assert (graded.grade.source, graded.grade.information) == ("2", "C")
    assert graded.handling.codes == {"3x5x2:C", "3x5x2:A1", "3x5x2:S2"}


def test_a_half_grade_is_refused_and_what_was_chosen_stays(
    bo: Browser, observed: Does, does: Does, at: datetime
) -> None:
    report = does("bo", actions.open_report, observation_ids=[observed().id], at=at)
    item = does("bo", queries.report, report_id=report).items[0].id
    bo.open(f"/reports/{report}/")
    page = bo.send(f"{item}/grade/", status=422, source="2")
    assert "Choose the grade of the information." in page
    assert re.search(r'name="source" value="2" checked', page)
    page = bo.send(f"{item}/grade/", status=422, source="2", information="C", nature="assessment")
    assert "who keeps what it rests on" in main(page)
    page = bo.send(f"{item}/grade/", status=422, scheme="9x9", source="2", information="C")
    assert "A grade needs its scheme" in main(page)


@pytest.mark.parametrize(
    "graded_as", [("4x4", "B", "2", "H1"), ("admiralty", "C", "3", "P"), ("5x5x5", "B", "2", "1")]
)
def test_other_schemes_have_their_own_codes(
    bo: Browser, observed: Does, does: Does, at: datetime, graded_as: tuple[str, str, str, str]
) -> None:
    scheme, source, information, handling = graded_as
    report = does("bo", actions.open_report, observation_ids=[observed().id], at=at)
    item = does("bo", queries.report, report_id=report).items[0].id
    bo.open(f"/reports/{report}/?scheme={scheme}&item={item}")
    bo.send(f"{item}/grade/", source=source, information=information, handling_0=handling)
    graded = does("bo", queries.report, report_id=report).items[0]
    assert (graded.grade.scheme, graded.grade.source, graded.grade.information) == (
        scheme,
        source,
        information,
    )
    assert {code.partition(":")[2] for code in graded.handling.codes} == {handling}


def test_links_are_chosen_by_name_among_those_one_may_see(bo: Browser, graded: Does, does: Does) -> None:
    report = graded("P")
    item = does("bo", queries.report, report_id=report).items[0].id
    bo.open(f"/reports/{report}/?item={item}")
    bo.send(f"{item}/link/", words="Sandor", relation="about")
    assert "Marek Tibor Sandor" in main(bo.page)
    page = bo.send(f"{item}/link/", status=422, words="Osric", relation="about")
    assert "Nobody of this name is found." in main(page)
    bo.open(f"/reports/{report}/?item={item}")
    bo.send("/end/")
    assert not does("bo", queries.report, report_id=report).items[0].links


def test_an_earlier_item_is_offered_and_judged_with_a_reason(bo: Browser, graded: Does, does: Does) -> None:
    graded("P", text="Sandor sells tobacco on C wing every Friday.")
    report = graded("P", text="Tobacco is sold on C wing by Sandor.")
    item = does("bo", queries.report, report_id=report).items[0].id
    page = main(bo.open(f"/reports/{report}/?item={item}"))
    assert "Sandor sells tobacco on C wing every Friday." in page
    page = bo.send("/relate/", status=422, relation="corroborates", why="")
    assert "Write in a few words why." in main(page)
    bo.open(f"/reports/{report}/?item={item}")
    bo.send("/relate/", relation="corroborates", why="Two who do not know each other")
    assert "Corroborates: Two who do not know each other" in main(bo.page)


def test_a_report_changed_meanwhile_is_not_overwritten(
    bo: Browser, observed: Does, does: Does, at: datetime
) -> None:
    report = does("bo", actions.open_report, observation_ids=[observed().id], at=at)
    item = does("bo", queries.report, report_id=report).items[0].id
    bo.open(f"/reports/{report}/")
    does("bea", actions.grade_item, report_id=report, item_id=item, judgement=judged("P"), at=at)
    page = bo.send(f"{item}/grade/", status=422, source="3", information="E")
    assert "Somebody else changed this report" in main(page)


def test_flags_are_answered_or_changed_before_a_version_is_made(
    bo: Browser, graded: Does, does: Does
) -> None:
    report = graded("P", text="I saw him at 14:30.")
    item = does("bo", queries.report, report_id=report).items[0].id
    bo.open(f"/reports/{report}/sanitise/")
    assert "An exact time tells who was there" in main(bo.page)
    page = bo.send("/sanitise/", status=422, do="make")
    assert "It is not made yet" in main(page)
    page = bo.send("/sanitise/", status=200, do="check", **{f"text_{item}": "He was seen in the afternoon."})
    assert "Nothing is left open." in main(page)
    assert "<del>" in page
    page = bo.send(
        "/sanitise/",
        do="make",
        **{f"text_{item}": "Seen at 14:30.", "answer:exact_time:14 30": "Public knowledge"},
    )
    assert "waits for release" in main(page)


def test_the_sanitiser_reads_why_somebody_else_releases(
    sign_in: Signs, graded: Does, does: Does, at: datetime
) -> None:
    report = graded("C", "A2", "S1", text="A telephone is in the workshop.")
    item = does("cy", queries.report, report_id=report).items[0].id
    does(
        "cy",
        actions.sanitise,
        report_id=report,
        audience="police",
        texts={item: "A telephone is inside."},
        title="T",
        at=at,
    )
    cy = Browser(sign_in("cy"))
    page = main(cy.open(f"/reports/{report}/disseminate/"))
    assert "somebody else must release it" in page
    assert 'name="organisation"' not in cy.page


def test_release_recall_and_what_the_recipient_reads(
    sign_in: Signs, graded: Does, does: Does, at: datetime
) -> None:
    report = graded("P", text="A telephone is in the workshop.")
    item = does("bo", queries.report, report_id=report).items[0].id
    does(
        "bo",
        actions.sanitise,
        report_id=report,
        audience="police",
        texts={item: "A telephone is inside."},
        title="A find",
        at=at,
    )
    cy, lia = Browser(sign_in("cy")), Browser(sign_in("lia"))
    cy.open(f"/reports/{report}/disseminate/")
    cy.send("/disseminate/", organisation="police", conditions="Destroy within 30 days")
    page = main(lia.open("/received/"))
    assert "A find" in page
    assert "workshop" not in page
    given = next(
        one for one in re.findall(r'href="(/received/[0-9a-f-]{36}/)"', lia.page) if "A find" in lia.open(one)
    )
    assert "Destroy within 30 days" in main(lia.page)
    assert "Write what it was worth" in main(lia.send("/answer/", status=422, words=""))
    lia.send("/answer/", words="Already known to us.")
    assert "Already known to us." in main(cy.open(f"/reports/{report}/disseminate/"))
    assert "Write why: the recipient is told." in main(cy.send("/recall/", status=422, reason=""))
    cy.send("/recall/", reason="The number was wrong")
    page = main(lia.open(given))
    assert "The number was wrong" in page
    assert "A telephone is inside." not in page


def test_a_liaison_officer_has_received_and_nothing_else(sign_in: Signs) -> None:
    lia = Browser(sign_in("lia"))
    for address in (
        "/inbox/",
        "/inbox/rows/",
        "/inbox/funnel/",
        "/requirements/",
        "/reveals/",
        "/reports/search/?q=a",
    ):
        lia.open(address, status=404)
    assert "Received" in main(lia.open("/received/"))
    bo = Browser(sign_in("bo"))
    bo.open("/received/00000000-0000-4000-8000-000000000000/", status=404)


def test_the_sheet_to_print_carries_its_handling_and_grades(bo: Browser, graded: Does) -> None:
    report = graded("C", "A1", "S2")
    page = bo.open(f"/reports/{report}/print/")
    assert "do not act on it" in page
    assert "3x5x2" in main(page)
    assert "not for criminal proceedings" in main(page)


def test_the_funnel_counts_how_far_remarks_come(bo: Browser, observed: Does, graded: Does) -> None:
    before = [int(one) for one in re.findall(r'<b class="numbers">(\d+)</b>', bo.open("/inbox/funnel/"))]
    observed()
    graded("P")
    after = [int(one) for one in re.findall(r'<b class="numbers">(\d+)</b>', bo.open("/inbox/funnel/"))]
    assert [now - then for now, then in zip(after, before, strict=True)] == [2, 1, 0, 0]


def test_a_persons_page_and_a_search_show_what_one_may_read(sign_in: Signs, graded: Does, does: Does) -> None:
    report = graded("P", text="The zugzwang is kept by Sandor.")
    bo = Browser(sign_in("bo"))
    item = does("bo", queries.report, report_id=report).items[0].id
    bo.open(f"/reports/{report}/?item={item}")
    bo.send(f"{item}/link/", words="Sandor", relation="about")
    sandor = does("bo", queries.report, report_id=report).items[0].links[0].reference.partition(":")[2]
    reference = does("bo", queries.report, report_id=report).line.reference
    assert reference in main(bo.open(f"/reports/about/{sandor}/"))
    assert reference in main(bo.open("/reports/search/?q=zugzwang"))
    eve = Browser(sign_in("eve"))
    assert reference not in main(eve.open(f"/reports/about/{sandor}/"))
    assert reference not in main(eve.open("/reports/search/?q=zugzwang"))
