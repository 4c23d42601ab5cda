"""The main job through the pages, without scripts: every step is a form, every form is one a browser would send."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db
TEXT = "This morning a prisoner on A wing passed a telephone to his neighbour. I heard the number 347 555 0123."


class Browser:
    """A browser without scripts: it opens pages, and sends the forms it finds on them."""

    def __init__(self, client: Client) -> None:
        self.client, self.page, self.address = client, "", ""

    def open(self, address: str, *, status: int = 200) -> str:
        answer = self.client.get(address)
        assert answer.status_code == status, (address, answer.status_code)
        self.page, self.address = answer.content.decode(), address
        return self.page

    def send(self, action: str, status: int = 302, **typed: Any) -> str:
        """Send the form whose address ends like this; hidden fields and what stands in it go along."""
        form, address = self._form(action)
        fields = self._standing(form) | typed
        answer = self.client.post(address, fields)
        assert answer.status_code == status, re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))[:1500]
        if status != 302:
            self.page = answer.content.decode()
            return self.page
        return self.open(answer["Location"])

    def _form(self, action: str) -> tuple[str, str]:
        found = re.findall(r'<form[^>]*action="([^"]+)"[^>]*>(.*?)</form>', self.page, re.S)
        for address, form in found:
            if address.partition("#")[0].endswith(action):
                return form, address.partition("#")[0]
        pytest.fail(f"{self.address} has no form {action}: {[one for one, _ in found]}")

    @staticmethod
    def _standing(form: str) -> dict[str, Any]:
        fields: dict[str, Any] = {}
        for tag in re.findall(r"<input[^>]*>", form):
            name, kind = re.search(r'name="([^"]+)"', tag), re.search(r'type="([^"]+)"', tag)
            value = re.search(r'value="([^"]*)"', tag)
            if name and (kind is None or kind[1] not in {"radio", "checkbox", "file"} or "checked" in tag):
                fields[name[1]] = value[1] if value else ""
        for name, inside in re.findall(r'<select[^>]*name="([^"]+)"[^>]*>(.*?)</select>', form, re.S):
            options = re.findall(r'<option value="([^"]*)"([^>]*)>', inside)
            fields[name] = next((value for value, more in options if "selected" in more), options[0][0])
        for name, inside in re.findall(r'<textarea[^>]*name="([^"]+)"[^>]*>(.*?)</textarea>', form, re.S):
            fields[name] = inside.strip()
        return fields


@pytest.fixture
def browser(sign_in: Callable[[str], Client]) -> Callable[[str], Browser]:
    return lambda username: Browser(sign_in(username))


def test_from_remark_to_feedback(browser: Callable[[str], Browser]) -> None:
    ana, bo, cy, lia = (browser(one) for one in ("ana", "bo", "cy", "lia"))

    # A remark: the page, the text, Send.
    ana.open("/observations/new/")
    said = ana.send("/observations/new/", text=TEXT, do="send")
    assert "You will hear what became of it" in said
    reference = re.search(r"\d\d-[0-9A-Z]{6}", said)[0]  # type: ignore[index]

    # It is in the inbox; the reporter is a pseudonym.
    bo.open("/inbox/")
    assert reference in bo.page
    observation = re.search(r'href="(/observations/[0-9a-f-]{36}/)"', bo.page)[1]  # type: ignore[index]
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
    bo.send(f"{items[1]}/grade/", source="2", information="C", handling_0="C", handling_1="A1", handling_2="S1")
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
        **{f"text_{items[0]}": "A telephone changed hands.", f"text_{items[1]}": "Its number may end in 0123."},
    )
    assert "Version 2" in bo.page

    # The head releases it; the liaison officer reads and answers it, and nothing else.
    cy.open(f"{address}disseminate/")
    assert "Protocol 12/2024" in cy.page
    cy.send("/disseminate/", organisation="police")
    assert "released" in cy.page
    lia.open("/received/")
    lia.open(re.search(r'href="(/received/[0-9a-f-]{36}/)"', lia.page)[1])  # type: ignore[index]
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
