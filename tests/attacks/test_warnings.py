"""A warning that was not sent to South does not exist there: by no page, count, search, REST, or statement in SQL."""

import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client

from beccaria.core.actors import Actor
from beccaria.core.warning import BanOn, Certainty, Scope, WarningKind
from beccaria.lib import clock
from beccaria.lib.moments import day_of
from beccaria.warnings import actions, queries
from beccaria.warnings.api import NewBan, NewWarning, Subject, Told

pytestmark = pytest.mark.django_db
WORD = "sassafras"
NEVER = "00000000-0000-4000-8000-000000000000"
_NOISE = re.compile(
    r'name="csrfmiddlewaretoken" value="[^"]+"|name="csrf" content="[^"]+"|[0-9a-f]{8}-[0-9a-f-]{27}'
)

Made = dict[str, str]


def _told(word: str) -> Told:
    return Told(
        text=f"Look into the {word} tin.",
        reason=f"The {word} was hollow.",
        certainty=Certainty.PROBABLE,
        subject=Subject(names=(f"{word.title()} Ottergate",), born=date(1980, 6, 6)),
    )


@pytest.fixture
def acting_as(actor_named: Callable[..., Actor]) -> Callable[..., Any]:
    from beccaria.access.api import acting

    def call(name: str, what: Callable[..., Any], /, *args: Any, **said: Any) -> Any:
        with acting(actor_named(name)) as actor:
            return what(*args, by=actor, **said)

    return call


@pytest.fixture
def made(acting_as: Callable[..., Any], as_role: Callable[[str], Any]) -> Made:
    """A warning and a ban that stay at North, and a warning that goes to South, from a record of North."""
    at = clock.now()
    with as_role("owner") as plain:
        (visitor,) = plain.execute("SELECT id FROM people_person WHERE key = 'seed-visitor'").fetchone()
    kind = WarningKind.VISITOR_REFUSED
    kept = NewWarning(kind=kind, told=_told(WORD), scope=Scope.CHOSEN, to=["NORTH"], person=visitor)
    sent = NewWarning(kind=kind, told=_told("juniper"), person=visitor)
    ban = NewBan(
        on=BanOn.PERSON,
        subject=_told(WORD).subject,
        ground="Article 12",
        reason=f"The {WORD} was hollow.",
        authority="The governor",
        notice="In writing",
        contest="To the judge",
        last_day=day_of(at),
        person=visitor,
    )
    return {
        "kept": acting_as("bo", actions.write, kept, at=at).id,
        "sent": acting_as("bo", actions.write, sent, at=at).id,
        "ban": acting_as("gil", actions.set_ban, ban, at=at),
        "visitor": str(visitor),
    }


def _plain(answer: Any) -> tuple[int, str]:
    return answer.status_code, _NOISE.sub("*", answer.content.decode(errors="replace"))


@pytest.mark.parametrize("who", ["eve", "oli", "lia", "dee", "max"])
def test_what_was_not_sent_answers_like_what_never_was(
    who: str, made: Made, sign_in: Callable[[str], Client]
) -> None:
    client = sign_in(who)
    form = {"csrfmiddlewaretoken": client.cookies["csrftoken"].value, "why": "x", "text": "x"}
    for name, pages in (("kept", ("", "correct/")), ("ban", ("",))):
        room = "bans" if name == "ban" else "warnings"
        for page in pages:
            there = client.get(f"/{room}/{made[name]}/{page}")
            assert _plain(there) == _plain(client.get(f"/{room}/{NEVER}/{page}"))
            assert there.status_code == 404
        for act in ("acknowledge", "correct", "withdraw", "end"):
            address = f"/{room}/%s/{act}/"
            assert _plain(client.post(address % made[name], form)) == _plain(
                client.post(address % NEVER, form)
            )
    assert _plain(client.get(f"/warnings/about/{made['visitor']}/")) == _plain(
        client.get(f"/warnings/about/{NEVER}/")
    )


@pytest.mark.parametrize("who", ["eve", "oli", "lia", "dee", "kit", "max"])
def test_its_words_stand_on_no_page(who: str, made: Made, sign_in: Callable[[str], Client]) -> None:
    client = sign_in(who)
    addresses = (
        "/",
        "/warnings/",
        "/warnings/?heap=waiting",
        "/warnings/today/",
        "/bans/",
        "/gate/",
        "/search/?q=tin",
    )
    for address in (*addresses, "/warnings/?heap=expired", "/bans/?over=yes", "/people/?q=Ottergate"):
        body = client.get(address).content.decode().casefold()
        assert WORD not in body, address
        assert made["kept"] not in body
        assert made["visitor"] not in body


def test_its_being_there_changes_no_answer_elsewhere(made: Made, acting_as: Callable[..., Any]) -> None:
    at = clock.now()
    assert [one.id for one in acting_as("eve", queries.warnings, at=at).items] == [made["sent"]]
    assert len(acting_as("eve", queries.today, at=at).waiting) == 1
    assert acting_as("lia", queries.today, at=at).waiting == ()
    assert acting_as("eve", queries.bans, at=at).items == ()


def test_recipients_learn_neither_record_nor_writer_nor_other_prisons(
    made: Made, sign_in: Callable[[str], Client]
) -> None:
    for who in ("eve", "oli"):
        body = sign_in(who).get(f"/warnings/{made['sent']}/").content.decode()
        assert "juniper" in body
        for secret in (made["visitor"], "Kovač", "Bo Intelligence", "Prison by prison", "Correct it"):
            assert secret not in body, secret
    own = sign_in("bo").get(f"/warnings/{made['sent']}/").content.decode()
    assert "Kovač" in own
    assert "Prison by prison" in own


@pytest.mark.usefixtures("made")
def test_sql_as_the_recipient_tells_no_more(acting_as: Callable[..., Any]) -> None:
    def ask(*, by: Actor) -> dict[str, int]:
        del by
        counts = {}
        with connection.cursor() as cursor:
            for table in ("warning", "version", "origin", "delivery", "ban", "banorigin"):
                cursor.execute(f"SELECT count(*) FROM warnings_{table}")
                counts[table] = int(cursor.fetchone()[0])
        return counts

    there = acting_as("eve", ask)
    assert there == {"warning": 1, "version": 1, "origin": 0, "delivery": 1, "ban": 0, "banorigin": 0}
    assert acting_as("lia", ask) == dict.fromkeys(there, 0)
    assert acting_as("bo", ask)["origin"] == 3, "with the planted one"


@pytest.mark.parametrize(
    "statement",
    [
        "SELECT warnings_send('{sent}', 1, ARRAY['SOUTH','NORTH'], true, now(), now() + interval '1 hour')",
        "SELECT warnings_send('{kept}', 1, ARRAY['SOUTH'], true, now(), now() + interval '1 hour')",
        "UPDATE warnings_warning SET withdrawn_at = now() WHERE id = '{sent}'",
        "UPDATE warnings_delivery SET site = 'NORTH' WHERE warning_id = '{sent}'",
        "UPDATE warnings_delivery SET escalated_at = now() WHERE warning_id = '{kept}'",
        (
            "INSERT INTO warnings_delivery (id, warning_id, version, site, level, compartments, handling, told_by"
            ", sent_at, due_at, acknowledged_by, acknowledged_as)"
            " VALUES ('x', '{kept}', 1, 'SOUTH', 0, '{{}}', '{{}}', '', now(), now() + interval '1 hour', '', '')"
        ),
        (
            "INSERT INTO warnings_version (id, warning_id, number, text, reason, certainty, why_changed, withdraws,"
            " written_at, site, level, compartments, handling, names, document, phone, account, plate, address)"
            " VALUES ('x', '{sent}', 2, 'x', 'x', 'possible', 'x', false, now(), 'NORTH', 0, '{{}}', '{{}}', '{{}}',"
            " '', '', '', '', '')"
        ),
    ],
)
def test_a_recipient_cannot_help_himself_in_sql(
    statement: str, made: Made, acting_as: Callable[..., Any]
) -> None:
    def attack(*, by: Actor) -> int:
        del by
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(statement.format(**made))
                return int(cursor.rowcount) if not statement.startswith("SELECT") else 1
        except DatabaseError:
            return 0

    assert acting_as("eve", attack) == 0


def test_the_ledger_holds_no_words_of_it(
    made: Made, acting_as: Callable[..., Any], sign_in: Callable[[str], Client]
) -> None:
    from beccaria.ledger.api import Wanted, all_entries

    for address in (f"/warnings/{made['sent']}/", f"/warnings/{made['kept']}/", "/warnings/", "/"):
        sign_in("bo").get(address)
    entries = acting_as("dee", lambda *, by: list(all_entries(by=by, wanted=Wanted(), at_most=10_000)))
    said = "\n".join(f"{one.act} {one.subjects} {one.detail}" for one in entries).casefold()
    assert f"warning:{made['kept']}" in said
    assert "warning.write" in said
    for word in (WORD, "juniper", "ottergate", "hollow", "1980"):
        assert word not in said, word


def test_the_gate_of_another_prison_is_closed(
    sign_in: Callable[[str], Client], as_role: Callable[[str], Any]
) -> None:
    with as_role("owner") as plain:
        (visit,) = plain.execute("SELECT id FROM events_visit WHERE site = 'NORTH' LIMIT 1").fetchone()
    eve = sign_in("eve")
    assert _plain(eve.get(f"/gate/{visit}/")) == _plain(eve.get(f"/gate/{NEVER}/"))
    assert "Northgate" not in eve.get("/gate/?site=NORTH").content.decode().split("<main", 1)[1]
