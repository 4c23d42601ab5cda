"""A newer version is tried on everybody, and changes nothing until somebody else approves; never what was decided."""

from __future__ import annotations

import hashlib
import secrets
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from django.test import Client

from beccaria.access import queries as access
from beccaria.access.models import Token
from beccaria.core.actors import USUAL_PURPOSE
from beccaria.core.instruments import score
from beccaria.core.refusal import BadInput, Cannot, Refused
from beccaria.core.rescoring import Moved
from beccaria.core.reviews import Change
from beccaria.lib import clock
from beccaria.lib.instruments import FOLDER
from beccaria.risk import actions
from beccaria.risk.actions import restating
from beccaria.risk.models import Stage
from beccaria.risk.queries import instruments, rescorings
from beccaria.risk.queries.calendar import calendar
from beccaria.risk.queries.calendar_shapes import Wanted
from tests.apps.risk.standing import plant
from tests.apps.warnings.estate import Estate

if TYPE_CHECKING:
    from pathlib import Path

PEOPLE = ("seed-mts", "seed-twin", "seed-father", "seed-son")
WHY = "The board gave more weight to command."


@pytest.fixture
def newer(settings: Any, tmp_path: Path) -> None:
    """A second version of the instrument: directing others from inside weighs twelve instead of two."""
    said = yaml.safe_load((FOLDER / "oc-prisoner.yaml").read_text(encoding="utf-8"))
    said["version"] = 2
    next(item for item in said["items"] if item["id"] == "command")["weight"] = 12
    (tmp_path / "oc-prisoner.yaml").write_text(yaml.safe_dump(said), encoding="utf-8")
    settings.INSTRUMENTS = str(tmp_path)


def planted(estate: Estate, *, by: str = "asa") -> dict[str, str]:
    """Four people assessed by the first version: two direct others, one is unknown, one does not."""
    one, at = instruments.of_version("oc-prisoner", 1), clock.now()
    assert one is not None
    found = {}
    for key, level in zip(PEOPLE, ("established", "likely", "unknown", "none"), strict=True):
        given = {item.id: item.levels[0].name for item in one.items} | {"command": level}
        band = score(one, given).band
        ((person,),) = estate.rows(f"SELECT id FROM people_person WHERE key = '{key}'")
        found[key] = estate.web(
            by, plant, person, at=at, ratings=given, proposed_band=band, decided_band=band
        )
    return found


def worked_out(estate: Estate, rescoring: str, at_once: int = 3) -> None:
    while estate.worker(restating.compute_some, rescoring, at=clock.now(), at_once=at_once):
        continue


@pytest.mark.usefixtures("newer")
def test_asked_worked_out_approved_by_another_and_what_moves_falls_due(estate: Estate) -> None:
    stands, at = planted(estate), clock.now()
    before = estate.rows(
        "SELECT id, decided_band, proposed_band, review_due FROM risk_assessment ORDER BY id"
    )
    asked = estate.web("gil", actions.ask_rescoring, "oc-prisoner", why=WHY, at=at)
    with pytest.raises(Cannot, match="tried already"):
        estate.web("cy", actions.ask_rescoring, "oc-prisoner", why=WHY, at=at)
    with pytest.raises(Cannot, match="not ready"):
        estate.web("cy", actions.answer_rescoring, asked, agrees=True, why="Seen.", at=at)
    worked_out(estate, asked)
    found = estate.web("cy", rescorings.report, asked)
    assert (found.proposal.stage, found.proposal.share) == (Stage.PROPOSED, 100)
    assert found.moves.all == {Moved.UP: 3, Moved.OTHER: 0, Moved.SAME: 1, Moved.DOWN: 0}
    assert found.moves.units["NORTH"][Moved.UP] == 3
    assert {row.assessment for row in found.moved.items} == {stands[key] for key in PEOPLE[:3]}
    new = instruments.of_version("oc-prisoner", 2)
    assert new is not None
    for row in found.moved.items:
        assert row.band in {band.name for band in new.bands}
    # Nothing has changed so far, and whoever asked may not answer.
    assert estate.rows("SELECT count(*) FROM risk_change") == [(0,)]
    with pytest.raises(Refused, match="somebody else"):
        estate.web("gil", actions.answer_rescoring, asked, agrees=True, why="Seen.", at=at)
    with pytest.raises(BadInput):
        estate.web("cy", actions.answer_rescoring, asked, agrees=True, why=" ", at=at)
    estate.web("cy", actions.answer_rescoring, asked, agrees=True, why="Seen, unit by unit.", at=at)
    assert estate.worker(restating.fall_due, asked, at=at) == 3
    assert estate.worker(restating.fall_due, asked, at=at) == 0
    # What people decided, and the day by the clock, stay; those whose band moves are due now.
    after = estate.rows("SELECT id, decided_band, proposed_band, review_due FROM risk_assessment ORDER BY id")
    assert after == before
    shown = estate.web("asa", calendar, Wanted(), at=at)
    assert {row.judged for row in shown.rows if row.changes} == {stands[key] for key in PEOPLE[:3]}
    assert {one.kind for several in shown.changed.values() for one in several} == {Change.VERSION}
    last = estate.web("asa", rescorings.last_restated, stands["seed-mts"])
    assert last is not None
    assert (last.moved, last.decided) == (Moved.UP, last.before)


@pytest.mark.usefixtures("newer")
def test_rejected_nothing_happens_and_a_worker_that_died_goes_on(estate: Estate) -> None:
    stands, at = planted(estate), clock.now()
    asked = estate.web("cy", actions.ask_rescoring, "oc-prisoner", why=WHY, at=at)
    assert estate.worker(restating.compute_some, asked, at=at, at_once=3)
    halfway = estate.web("gil", rescorings.proposal, asked)
    assert (halfway.stage, halfway.share) == (Stage.COMPUTING, 75)
    # The same helping again, as after a kill: what is done is not done twice.
    worked_out(estate, asked)
    assert not estate.worker(restating.compute_some, asked, at=at, at_once=3)
    assert estate.rows("SELECT count(*), count(DISTINCT assessment_id) FROM risk_restated") == [(4, 4)]
    estate.web("gil", actions.answer_rescoring, asked, agrees=False, why="Too few cases.", at=at)
    assert estate.worker(restating.fall_due, asked, at=at) == 0
    assert estate.web("asa", rescorings.last_restated, stands["seed-mts"]) is None
    assert [one.stage for one in estate.web("gil", rescorings.proposals)] == [Stage.REJECTED]


@pytest.mark.usefixtures("newer")
def test_who_may_not_see_an_assessment_is_not_told_that_it_moves(estate: Estate) -> None:
    at = clock.now()
    planted(estate, by="cy")

    ((person,),) = estate.rows("SELECT id FROM people_person WHERE key = 'seed-namesake'")
    estate.web("cy", plant, person, at=at, level=3, ratings={"command": "established"})
    asked = estate.web("cy", actions.ask_rescoring, "oc-prisoner", why=WHY, at=at)
    worked_out(estate, asked)
    assert sum(estate.web("cy", rescorings.report, asked).moves.all.values()) == 5
    seen = estate.web("gil", rescorings.report, asked)
    assert sum(seen.moves.all.values()) == 4
    assert person not in {row.person for row in seen.moved.items}
    for who in ("eve", "bo", "ana"):
        assert estate.web(who, rescorings.proposals) == ()


def test_without_a_newer_version_there_is_nothing_to_do(estate: Estate) -> None:
    planted(estate)
    at = clock.now() + timedelta(seconds=1)
    with pytest.raises(Cannot, match="nothing to do"):
        estate.web("gil", actions.ask_rescoring, "oc-prisoner", why=WHY, at=at)
    with pytest.raises(BadInput, match="no instrument"):
        estate.web("gil", actions.ask_rescoring, "astrology", why=WHY, at=at)
    with pytest.raises(Refused):
        estate.web("asa", actions.ask_rescoring, "oc-prisoner", why=WHY, at=at)


def bearer(estate: Estate, username: str) -> dict[str, str]:
    """A token of somebody in this database, as the administrator's terminal makes it."""
    text, at = f"bcc_{username}_{secrets.token_urlsafe(24)}", clock.now()

    def make(*, by: Any) -> None:
        held = access.duties_of(access.user_named(username).pk, at=at)[0]  # type: ignore[union-attr]  # of the seed
        Token.objects.create(
            digest=hashlib.sha256(text.encode()).hexdigest(),
            duty=held,
            issued_at=at,
            purpose=USUAL_PURPOSE[by.duty].value,
            expires_at=at + timedelta(hours=1),
        )

    estate.web(username, make)
    return {"Authorization": f"Bearer {text}"}


@pytest.mark.usefixtures("newer")
def test_the_pages_show_progress_the_report_and_whose_turn_it_is(estate: Estate) -> None:
    planted(estate)
    asked = estate.web("gil", actions.ask_rescoring, "oc-prisoner", why=WHY, at=clock.now())
    estate.worker(restating.compute_some, asked, at=clock.now(), at_once=3)
    head, governor, elsewhere = (bearer(estate, who) for who in ("cy", "gil", "eve"))
    client, address = Client(HTTP_HOST="127.0.0.1"), f"/rescorings/{asked}/"
    assert "75 % worked out" in client.get(address, headers=head).content.decode()
    assert "75 % worked out" in client.get(f"{address}progress/", headers=head).content.decode()
    assert client.get(address, headers=elsewhere).status_code == 404
    worked_out(estate, asked)
    head, governor = (bearer(estate, who) for who in ("cy", "gil"))
    assert client.get(f"{address}progress/", headers=head).headers["HX-Refresh"] == "true"
    page = client.get(address, headers=head).content.decode()
    for words in ("4 assessments that you may see", "3 up", "From which band to which", "Sandor", "Approve"):
        assert words in page, words
    own = client.get(address, headers=governor).content.decode()
    assert "You asked for this yourself" in own
    assert 'value="approve"' not in own
    assert "waits for an answer" in client.get("/rescorings/", headers=head).content.decode()
    assert (
        "Organised crime from custody, version 2"
        in client.get("/rescorings/new/", headers=head).content.decode()
    )
