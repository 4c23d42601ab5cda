"""The main job through the pages, without scripts: every step is a form, every form is one a browser would send."""

import re
from collections.abc import Callable

import pytest
from django.test import Client

from tests.apps.reports.pages_helpers import Browser

pytestmark = pytest.mark.django_db
TEXT = (
    "This morning a prisoner on A wing passed a telephone to his neighbour. I heard the number 347 555 0123."
)


def test_from_remark_to_feedback(sign_in: Callable[[str], Client]) -> None:
    ana, bo, cy, lia = (Browser(sign_in(one)) for one in ("ana", "bo", "cy", "lia"))

    # A remark: the page, the text, Send.
    ana.open("/observations/new/")
    said = ana.send("/observations/new/", text=TEXT, do="send")
    assert "You will hear what became of it" in said
    reference = ana.one(r"(\d\d-[0-9A-Z]{6})")

    # It is in the inbox; the reporter is a pseudonym.
    bo.open("/inbox/")
    assert reference in bo.page
    observation = bo.one(r'href="(/observations/[0-9a-f-]{36}/)"')
    bo.open(observation)
    assert "Ana" not in bo.page
    assert "reporter R-" in bo.page
    assert "347 555 0123" in bo.page

    # Taken up, taken apart by ticking sentences, graded twice differently, linked.
    desk = bo.send("/open/")
    assert "No item yet" in desk
    address = bo.address
    for number in (0, 1):
        bo.open(address)
        ticks = re.findall(r'name="sentence" value="([^"]+)"', bo.page)
        bo.send("/items/", sentence=ticks[number])
    items = re.findall(r'id="item-([0-9a-f-]{36})"', bo.page)
    assert len(items) == 2
    bo.open(address)
    bo.send(f"{items[0]}/grade/", source="1", information="A", handling_0="P")
    bo.send(
        f"{items[1]}/grade/", source="2", information="C", handling_0="C", handling_1="A1", handling_2="S1"
    )
    assert "The provenance has no grade" in bo.page
    bo.send("/provenance/", provenance="Seen by staff on the wing", source="1", information="A")
    assert "Next: make a version" in bo.page
    bo.open(f"{address}?item={items[0]}")
    bo.send(f"{items[0]}/link/", words="Northgate", relation="happened_at")
    assert "Northgate" in bo.page

    # Sanitised: the flags stand in the way until they are answered or changed.
    bo.open(f"{address}sanitise/")
    assert "give the source away" in bo.page
    bo.send("/sanitise/", status=422, do="make")
    assert "It is not made yet" in bo.page
    bo.send(
        "/sanitise/",
        do="make",
        **{
            f"text_{items[0]}": "A telephone changed hands.",
            f"text_{items[1]}": "Its number may end in 0123.",
        },
    )
    assert "Version 2" in bo.page

    # The head releases it; the liaison officer reads and answers it, and nothing else.
    cy.open(f"{address}disseminate/")
    assert "Protocol 12/2024" in cy.page
    cy.send("/disseminate/", organisation="police")
    assert "released" in cy.page
    lia.open("/received/")
    lia.open(lia.one(r'href="(/received/[0-9a-f-]{36}/)"'))
    assert "A telephone changed hands." in lia.page
    assert "R-" not in lia.page
    assert reference not in lia.page
    lia.send("/answer/", words="Useful.")
    assert "Useful." in lia.page

    # The reporter hears.
    bo.open(observation)
    bo.send("/feedback/", words="Thank you, it was used.")
    ana.open("/observations/mine/")
    assert "Thank you, it was used." in ana.page
