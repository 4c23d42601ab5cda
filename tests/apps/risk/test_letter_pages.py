"""Pages of letters and contests: written in a form, looked through, printed without a trace of what was kept back."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest

from beccaria.risk.actions import letters as writing
from beccaria.risk.queries import letters
from tests.grouping import Does
from tests.lettering import ROOF, SAID, Case

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client

pytestmark = pytest.mark.django_db
SignIn = "Callable[[str], Client]"


def post(client: Client, path: str, **data: str) -> Any:
    csrf = client.cookies["csrftoken"].value
    return client.post(path, {**data, "csrfmiddlewaretoken": csrf}, follow=True)


def fields(page: str, roof: Case, told: str) -> dict[str, str]:
    """What the form asks, all kept back but the earlier attempt."""
    given = {**SAID, "language": "en-gb"}
    for number, (key, one) in enumerate(roof.offered().items()):
        tells = key == "rating:earlier"
        given[f"choice_{number}"] = "known" if tells else "security_of_the_prison"
        if tells:
            given[f"text_{number}"] = told
            assert one.papers
        assert f'name="choice_{number}"' in page
    return given


def test_the_form_offers_only_grounds_where_nothing_may_be_told(
    roof: Case, sign_in: Callable[[str], Client]
) -> None:
    client = sign_in("asa")
    page = client.get(f"/letters/new/assessment/{roof.id}/").content.decode()
    # The assessor reads no reports: what rests on one is not his to tell, and its words are not on the page.
    assert "Must be kept back" in page
    assert ROOF not in page
    assert roof.offered("asa")["rating:place"].why_not


def test_written_sent_approved_delivered_and_printed(
    roof: Case, sign_in: Callable[[str], Client], does: Does
) -> None:
    bo = sign_in("bo")
    path = f"/letters/new/assessment/{roof.id}/"
    page = bo.get(path).content.decode()
    wrong = post(bo, path, **fields(page, roof, "He asked twice about the locks of the workshop roof."))
    assert wrong.status_code == 422
    assert "It repeats the words of a paper" in wrong.content.decode()
    kept = post(bo, path, **fields(page, roof, "You tried to get away once before."))
    assert "As he reads it" in kept.content.decode()
    (letter,) = does("bo", letters.of_person, roof.person)
    post(bo, f"/letters/{letter.id}/send/")
    assert bo.get(f"/letters/{letter.id}/letter.pdf").status_code == 409
    cy = sign_in("cy")
    assert "Letters and contests" in cy.get("/letters/today/").content.decode()
    post(cy, f"/letters/{letter.id}/approve/")
    post(cy, f"/letters/{letter.id}/deliver/", how="By hand, and read to him.")
    paper = cy.get(f"/letters/{letter.id}/letter.pdf")
    assert paper["Content-Disposition"] == 'attachment; filename="letter.pdf"'
    assert bytes(paper.content).startswith(b"%PDF")
    assert does("bo", letters.letter, letter.id).delivered_at


def test_the_sheet_holds_the_letter_and_nothing_of_what_was_kept_back(
    roof: Case, sign_in: Callable[[str], Client]
) -> None:
    made = roof.approved()
    sheet = sign_in("bo").get(f"/letters/{made}/sheet/").content.decode()
    main = sheet[sheet.index("<article") : sheet.index("</article>")]
    assert "You tried to get away once before." in main
    assert "This sentence stands in every letter" in main
    for word in ("kept back", "withheld", "security of the prison", "weak point", roof.id, made, "3x5x2"):
        assert word not in main
    assert not re.search(r"\b3 (reasons|of)", main)


def test_what_was_kept_back_is_shown_to_who_oversees(roof: Case, sign_in: Callable[[str], Client]) -> None:
    roof.approved()
    page = sign_in("dee").get("/letters/kept-back/").content.decode()
    assert "In 1 letter" in page
    assert "the security of the prison" in page


def test_a_contest_is_taken_down_and_answered_on_pages(roof: Case, sign_in: Callable[[str], Client]) -> None:
    bo = sign_in("bo")
    path = f"/contests/new/assessment/{roof.id}/"
    bo.get(path)
    assert post(bo, path, raised_for="", text="").status_code == 422
    taken = post(bo, path, raised_for="himself", text="I never tried.")
    address = taken.request["PATH_INFO"]
    assert "I never tried." in taken.content.decode()
    cy = sign_in("cy")
    assert "Contest to answer" in cy.get("/letters/").content.decode()
    answered = post(cy, f"{address}answer/", upheld="yes", text="The court found otherwise.")
    assert "it is looked at again" in answered.content.decode()
    piece = cy.get(f"/contests/of/assessment/{roof.id}/").content.decode()
    assert "The court found otherwise." in piece


def test_a_returned_letter_says_why(roof: Case, sign_in: Callable[[str], Client], does: Does) -> None:
    made = roof.write()
    does("bo", writing.send_letter, made, at=roof.at)
    cy = sign_in("cy")
    cy.get(f"/letters/{made}/")
    page = post(cy, f"/letters/{made}/return/", why="Say it more simply.").content.decode()
    assert "Returned to its writer" in page
    assert "Say it more simply." in page
