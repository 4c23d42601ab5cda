"""What is judged of somebody is told to nobody else: no row, page, count, sentence or difference, nor over SQL."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client

from beccaria.core.actors import Level
from beccaria.core.instruments import UNKNOWN
from beccaria.core.refusal import BadInput, Cannot, Hidden, Refused
from beccaria.risk import actions, queries
from beccaria.risk.queries import evidence, instruments
from tests.apps.networks.conftest import group, member
from tests.apps.risk.assessing import (
    ESCAPE,
    SAID,
    VIOLENCE,
    at,
    bands,
    does,
    item_about,
    judged_by,
    planted,
    rating,
    read,
    trained,
)
from tests.grouping import evidence as shown

__all__ = ["at", "does", "group", "item_about", "judged_by", "member", "planted", "trained"]
pytestmark = pytest.mark.django_db
Does = Callable[..., Any]
Judged = Callable[..., str]
NEVER = "00000000-0000-4000-8000-000000000000"
ITEM = "/assessments/{}/rate/recent"
PAGES = (
    "/assessments/{}/", "/assessments/{}/formulation/", "/assessments/{}/judges/",
    ITEM + "/", ITEM + "/range/", ITEM + "/evidence/",
)  # fmt: skip
TABLES = ("risk_assessment", "risk_rating", "risk_cited", "risk_judging", "risk_trained")


def plain(answer: Any, record: str) -> tuple[int, str]:
    page = re.sub(r'value="[^"]{40,}"|content="[^"]{40,}"', "", answer.content.decode())
    return answer.status_code, page.replace(record, "RECORD")


def rows(does: Does, name: str, sql: str) -> Any:
    """What somebody's own session answers to a statement; None when the database refuses it."""

    def ask(*, by: Any) -> Any:
        del by
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(sql)
                return cursor.fetchall() if cursor.description else cursor.rowcount
        except DatabaseError:
            return None

    return does(name, ask)


@pytest.mark.parametrize("who", ["ana", "eve", "oli", "lia", "dee", "max"])
def test_others_find_nothing_by_any_way(
    who: str, does: Does, judged_by: Judged, sign_in: Any, at: datetime
) -> None:
    made = judged_by("asa", VIOLENCE)
    person = read(does, "asa", made).person
    with pytest.raises((Hidden, Refused)):
        does(who, queries.assessment, made)
    for act in (
        lambda *, by: actions.decide(made, bands(VIOLENCE)[0], by=by, at=at),
        lambda *, by: actions.second(made, agrees=True, said="", by=by, at=at),
        lambda *, by: actions.supersede(made, "No.", by=by, at=at),
        lambda *, by: actions.start(person, VIOLENCE, by=by, at=at),
    ):
        with pytest.raises((Hidden, Refused)):
            does(who, act)
    client: Client = sign_in(who)
    for address in PAGES:
        there, never = client.get(address.format(made)), client.get(address.format(NEVER))
        assert plain(there, made) == plain(never, NEVER), address
        assert there.status_code == 404
    assert client.get(f"/assessments/about/{person}/").status_code == 404
    for table in TABLES:
        assert rows(does, who, f"SELECT count(*) FROM {table}") == [(0,)], table


def test_a_draft_is_there_for_nobody_but_its_writer(does: Does, judged_by: Judged, sign_in: Any) -> None:
    made = judged_by("asa", VIOLENCE, finished=False)
    for who in ("cy", "gil", "bo", "nan"):
        assert rows(does, who, f"SELECT count(*) FROM risk_assessment WHERE id = '{made}'") == [(0,)], who
        assert rows(does, who, f"SELECT count(*) FROM risk_rating WHERE assessment_id = '{made}'") == [
            (0,)
        ], who
        assert rows(does, who, f"UPDATE risk_assessment SET finished_at = now() WHERE id = '{made}'") in {
            0,
            None,
        }
        assert sign_in(who).get(f"/assessments/{made}/").status_code == 404
    assert rows(does, "asa", f"SELECT count(*) FROM risk_assessment WHERE id = '{made}'") == [(1,)]


def test_the_second_rater_learns_nothing_before_the_end(
    does: Does, judged_by: Judged, sign_in: Any, at: datetime
) -> None:
    mine = judged_by("bo", VIOLENCE, finished=False)
    person = read(does, "bo", mine).person
    client = sign_in("bo")
    addresses = ("/assessments/", f"/assessments/about/{person}/", f"/assessments/{mine}/judges/")
    before = [plain(client.get(address), "") for address in addresses]
    theirs = judged_by("asa", VIOLENCE, level=2, at=at + timedelta(minutes=1))
    assert [plain(client.get(address), "") for address in addresses] == before
    assert plain(client.get(f"/assessments/{theirs}/"), theirs) == plain(
        client.get(f"/assessments/{NEVER}/"), NEVER
    )
    assert rows(does, "bo", "SELECT assessor FROM risk_judging") == rows(
        does, "bo", "SELECT current_setting('app.actor')"
    )
    with pytest.raises(Hidden):
        does("bo", actions.second, theirs, agrees=True, said="", at=at)
    # A decision meanwhile changes nothing for him either.
    does("gil", actions.decide, theirs, read(does, "gil", theirs).band, at=at + timedelta(minutes=2))
    assert [plain(client.get(address), "") for address in addresses] == before
    does("bo", actions.finish, mine, SAID, at=at + timedelta(minutes=3))
    assert read(does, "bo", theirs).decided is not None


def test_evidence_above_ones_clearance_is_cited_by_nobody_who_may_not_see_it(
    does: Does, judged_by: Judged, group: Any, member: Any, at: datetime
) -> None:
    strict = shown(at, level=Level.SECRET)
    membership = member(group("Hidden men"), by="cy", evidence=strict, level=Level.SECRET)
    made = judged_by("bo", ESCAPE, finished=False)
    item = instruments.newest(ESCAPE).instrument.items[0]
    person = read(does, "bo", made).person
    assert f"membership:{membership}" in {one.key for one in does("cy", evidence.pieces, person, at=at)}
    said = []
    for key in (f"membership:{membership}", f"membership:{NEVER}"):
        with pytest.raises(BadInput) as refused:
            does("bo", actions.rate, made, item.id, rating(item.levels[0].name, cites=[key]), at=at)
        said.append(str(refused.value).replace(key, "KEY"))
    assert said[0] == said[1]


def test_what_rests_on_stricter_evidence_is_as_strict_and_was_never_seen_before(
    does: Does, judged_by: Judged, group: Any, member: Any, at: datetime
) -> None:
    membership = member(
        group("Hidden men"), by="cy", evidence=shown(at, level=Level.SECRET), level=Level.SECRET
    )
    item = instruments.newest(VIOLENCE).instrument.items[0]
    cited = rating(item.levels[1].name, cites=[f"membership:{membership}"])
    made = judged_by("cy", VIOLENCE, rate={item.id: cited})
    assert read(does, "cy", made).marking.level == Level.SECRET
    for who in ("bo", "asa", "gil", "nan"):
        with pytest.raises(Hidden):
            does(who, queries.assessment, made)
        assert rows(does, who, f"SELECT count(*) FROM risk_cited WHERE assessment_id = '{made}'") == [(0,)]
    # Taking the answer back does not make the words milder that were written with it in view.
    other = judged_by("cy", VIOLENCE, rate={item.id: cited}, finished=False, at=at + timedelta(minutes=1))
    does("cy", actions.withdraw_rating, other, item.id, at=at)
    does("cy", actions.rate, other, item.id, actions.NewRating(level=UNKNOWN), at=at)
    assert read(does, "cy", other).marking.level == Level.SECRET


def test_a_withheld_piece_gives_neither_its_kind_nor_how_many_away(
    does: Does, judged_by: Judged, item_about: Callable[..., str], sign_in: Any
) -> None:
    pieces = [item_about(f"The rope number {number} was seen.") for number in range(3)]
    items = instruments.newest(VIOLENCE).instrument.items[:2]
    rate = {
        items[0].id: rating(items[0].levels[0].name, cites=pieces[:1]),
        items[1].id: rating(items[1].levels[0].name, cites=pieces),
    }
    made = judged_by("bo", VIOLENCE, rate=rate)
    assert rows(does, "gil", f"SELECT count(*) FROM risk_cited WHERE assessment_id = '{made}'") == [(0,)]
    seen = read(does, "gil", made).ratings
    assert [(seen[item.id].withheld, seen[item.id].cited) for item in items] == [(True, ()), (True, ())]
    seals = rows(
        does, "gil", f"SELECT length(seal) FROM risk_rating WHERE assessment_id = '{made}' AND seal <> ''"
    )
    assert seals == [(64,), (64,)]
    page = sign_in("gil").get(f"/assessments/{made}/").content.decode()
    assert "rope number" not in page
    assert page.count("something that you may not read") == 2


def test_sql_as_another_changes_nothing_and_rates_nothing(does: Does, judged_by: Judged) -> None:
    made = judged_by("asa", VIOLENCE)
    draft = judged_by("bo", VIOLENCE, finished=False)
    columns = (
        "id, assessment_id, item, level, because, against, looked_against, weak, seal, rated_by, rated_at"
    )
    values = f"'x', '{made}', 'y', 'z', '', '', false, false, '', 'me', now()"
    training = 'id, site, level, compartments, handling, "user", instrument, until, recorded_by, recorded_at'
    trained_now = "'x', 'NORTH', 0, '{}', '{}', 'me', 'escape', '2099-01-01', 'me', now()"
    judging = "id, assessor, person, instrument, since) VALUES ('x', 'other', 'p', 'i', now()"
    for who, statement in (
        ("eve", f"UPDATE risk_assessment SET state = 'superseded' WHERE id = '{made}'"),
        ("gil", f"UPDATE risk_assessment SET what = 'x' WHERE id = '{made}'"),
        ("cy", f"UPDATE risk_rating SET ended_at = now() WHERE assessment_id = '{draft}'"),
        ("cy", f"INSERT INTO risk_rating ({columns}) VALUES ({values})"),
        ("asa", "DELETE FROM risk_rating"),
        ("asa", "DELETE FROM risk_cited"),
        ("bo", f"INSERT INTO risk_trained ({training}) VALUES ({trained_now})"),
        ("eve", f"INSERT INTO risk_judging ({judging})"),
    ):
        assert rows(does, who, statement) in {0, None}, (who, statement)


def test_a_training_is_seen_by_whom_it_is_of_and_by_those_who_record_it_there(
    does: Does, trained: Callable[..., None], at: datetime
) -> None:
    trained("asa")
    for who, count in (("asa", 1), ("cy", 1), ("gil", 1), ("bo", 0), ("nan", 0)):
        found = [one for one in does(who, queries.trainings, at=at) if one.instrument == ESCAPE]
        assert len(found) == count, who
    with pytest.raises(BadInput):
        does("cy", actions.record_training, "nobody", ESCAPE, until=at.date(), at=at)
    for who in ("asa", "bo", "eve"):
        with pytest.raises((Refused, Cannot)):
            does(who, actions.record_training, "nobody", ESCAPE, until=at.date(), at=at)


def test_the_ledger_holds_no_contents_of_an_assessment(does: Does, judged_by: Judged, at: datetime) -> None:
    item = instruments.newest(VIOLENCE).instrument.items[0]
    made = judged_by(
        "asa", VIOLENCE, rate={item.id: rating(item.levels[0].name, because="The scarlet pimpernel.")}
    )
    does("gil", actions.decide, made, bands(VIOLENCE)[-1], reason="The scarlet pimpernel.", at=at)
    told = rows(does, "dee", "SELECT count(*) FROM ledger_entry")
    assert told[0][0] > 0
    assert rows(does, "dee", "SELECT count(*) FROM ledger_entry e WHERE e::text LIKE '%pimpernel%'") == [(0,)]
