"""The ledger says who did what to which record, and nothing that a record says; nor who a reporter is."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from beccaria.core.acts import Act
from beccaria.lib import clock
from tests.seed_reports import FIRST, SECOND, WORD

pytestmark = pytest.mark.django_db

TYPED = "zwartebessenjam"
ACTS_OF_REPORTERS = {
    Act.OBSERVATION_SUBMIT.value,
    Act.OBSERVATION_READ_OWN.value,
    Act.OBSERVATION_ANSWER.value,
    Act.FEEDBACK_READ_OWN.value,
}


@pytest.fixture
def ledger(actor_named: Callable[..., Any]) -> Callable[[], list[Any]]:
    """Every entry, as the overseer may read it."""
    from beccaria.access.api import acting
    from beccaria.ledger.api import Wanted, all_entries

    def read() -> list[Any]:
        with acting(actor_named("dee")) as dee:
            return list(all_entries(by=dee, wanted=Wanted(), at_most=10_000))

    return read


def everything_in(entries: list[Any]) -> str:
    columns = ("act", "outcome", "actor", "duty", "purpose", "session", "subjects", "detail")
    return "\n".join(str(getattr(entry, column)) for entry in entries for column in columns).casefold()


def test_the_main_journey_left_no_word_of_a_record(ledger: Callable[[], list[Any]]) -> None:
    said = everything_in(ledger())
    assert Act.REPORT_DISSEMINATE.value in said, "the planted journey is not in the ledger at all"
    for word in {WORD, *(f"{FIRST} {SECOND}".casefold().replace(".", "").split())}:
        if len(word) > 5:
            assert word not in said, word


def test_what_people_type_into_pages_and_forms_is_not_in_it(
    ledger: Callable[[], list[Any]], sign_in: Callable[[str], Any], token: Callable[[str], str]
) -> None:
    bo = sign_in("bo")
    for address in ("/search/", "/people/", "/people/suggest/", "/inbox/", "/places/", "/"):
        bo.get(address, {"q": TYPED, "words": TYPED, "next": f"/{TYPED}/"})
    for address in (f"/people/{TYPED}/", f"/access/glass/{TYPED}/review/"):
        assert bo.get(address).status_code == 404
    rest = Client(HTTP_HOST="127.0.0.1", headers={"Authorization": f"Bearer {token('ana')}"})
    said = {"text": f"He hid the {TYPED} again.", "occurred_at": clock.now().isoformat(), "place": TYPED}
    answer = rest.post("/api/v1/observations", said, content_type="application/json")
    assert answer.status_code == 201, answer.content
    rest.get(f"/api/v1/observations/{answer.json()['id']}")
    rest.get("/api/v1/persons", {"q": TYPED})
    rest.post("/api/v1/persons/match", {"name": TYPED}, content_type="application/json")
    before = everything_in(ledger())
    assert Act.PERSON_SEARCH.value in before
    assert "address:/people/…/" in before
    assert TYPED not in before


def test_no_entry_ties_a_reporter_to_what_he_wrote(
    ledger: Callable[[], list[Any]], token: Callable[[str], str]
) -> None:
    from beccaria.access.queries import user_named

    rest = Client(HTTP_HOST="127.0.0.1", headers={"Authorization": f"Bearer {token('ana')}"})
    said = {"text": "He spoke of a boat.", "occurred_at": clock.now().isoformat()}
    mine = rest.post("/api/v1/observations", said, content_type="application/json").json()["id"]
    rest.get(f"/api/v1/observations/{mine}")
    rest.get("/api/v1/observations")
    ana = user_named("ana")
    assert ana
    entries = ledger()
    about = [entry for entry in entries if f"observation:{mine}" in entry.subjects]
    assert about
    for entry in entries:
        if any(one.startswith(("observation:", "report:")) for one in entry.subjects):
            assert entry.actor != ana.pk, entry.act
            if entry.act in ACTS_OF_REPORTERS:
                assert entry.actor.startswith("R-"), entry.act
                assert (entry.duty, entry.session) == ("", "")
