"""What somebody with the database in his hands does to the ledger is refused, or found where he did it."""

import json
import subprocess
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
import pytest
from click.testing import CliRunner, Result

from beccaria.core.ids import new_id
from tests import database
from tests.conftest import connect_as

ENTRIES = 60
_FILL = """
INSERT INTO ledger_entry (at, act, outcome, actor, duty, purpose, session, subjects, detail)
SELECT timestamptz '2026-05-01' + number * interval '1 hour', 'person.read', 'done', 'user-' || number %% 5, 'pio',
  'intelligence', 'abc', ARRAY['person:' || number], jsonb_build_object('shown', number)
FROM generate_series(1, %s) number
"""


class Ledger:
    """A ledger of its own, in a database of its own, with entries that are sealed."""

    def __init__(self, cluster: Any, name: str) -> None:
        self.cluster, self.name = cluster, name

    @contextmanager
    def as_role(self, role: str) -> Iterator[psycopg.Cursor[Any]]:
        """A cursor of a role; what it did is committed."""
        url = self.cluster.url(role, self.name)
        with psycopg.connect(url) as connection, connection.cursor() as cursor:
            yield cursor

    @contextmanager
    def unguarded(self) -> Iterator[psycopg.Cursor[Any]]:
        """A superuser, to whom no trigger, no constraint and no policy applies."""
        url = psycopg.conninfo.make_conninfo(self.cluster.admin_url, dbname=self.name)
        with psycopg.connect(url) as connection, connection.cursor() as cursor:
            cursor.execute("SET session_replication_role = replica")
            yield cursor

    def fill(self, many: int = ENTRIES) -> None:
        with self.as_role("worker") as cursor:
            cursor.execute(_FILL, [many])

    def seal(self) -> int:
        from beccaria.ledger.api import seal_waiting

        sealed = 0
        while more := seal_waiting():
            sealed += more
        return sealed

    def verdict(self) -> Any:
        from beccaria.ledger.api import verify

        return verify()

    def entry_at(self, position: int) -> int:
        with self.as_role("auditor") as cursor:
            cursor.execute("SELECT entry FROM ledger_link WHERE position = %s", [position])
            found = cursor.fetchone()
            assert found
            return int(found[0])


@pytest.fixture
def whole(cluster: Any, django_db_setup: None, django_db_blocker: Any) -> Iterator[Ledger]:
    """A sealed ledger of its own; Django is its worker."""
    del django_db_setup
    from django.db import connections

    name = f"ledger_{new_id()[:8]}"
    usual = str(connections.settings["default"]["NAME"])
    cluster.create_database(name, template=database.TEMPLATE)
    with django_db_blocker.unblock():
        connect_as(cluster, "worker", name)
        made = Ledger(cluster, name)
        made.fill()
        made.seal()
        yield made
        connect_as(cluster, "web", usual)
    cluster.drop_database(name)


COLUMNS = {
    "at": "at + interval '1 microsecond'",
    "act": "'person.search'",
    "outcome": "'refused'",
    "actor": "'somebody-else'",
    "duty": "'head'",
    "purpose": "'safety'",
    "session": "''",
    "subjects": "ARRAY['person:other']",
    "detail": "'{}'",
}


def test_what_nobody_touched_is_whole(whole: Ledger) -> None:
    verdict = whole.verdict()
    assert verdict.fault is None
    assert verdict.entries >= ENTRIES
    assert verdict.unsealed == 0


@pytest.mark.parametrize("column", COLUMNS)
def test_one_altered_field_is_found_at_its_place(whole: Ledger, column: str) -> None:
    place = whole.verdict().entries - 20
    with whole.unguarded() as cursor:
        cursor.execute(
            f"UPDATE ledger_entry SET {column} = {COLUMNS[column]} WHERE id = %s", [whole.entry_at(place)]
        )
    fault = whole.verdict().fault
    assert (fault.position, fault.entry) == (place, whole.entry_at(place))


def test_a_removed_entry_is_found_at_its_place(whole: Ledger) -> None:
    with whole.unguarded() as cursor:
        cursor.execute("DELETE FROM ledger_entry WHERE id = %s", [whole.entry_at(31)])
    assert whole.verdict().fault.position == 31
    assert whole.verdict().fault.what == "the entry was removed"


def test_an_entry_removed_with_its_link_is_found_at_its_place(whole: Ledger) -> None:
    with whole.unguarded() as cursor:
        cursor.execute("DELETE FROM ledger_entry WHERE id = %s", [whole.entry_at(31)])
        cursor.execute("DELETE FROM ledger_link WHERE position = 31")
    assert whole.verdict().fault.position == 31


def test_closing_the_gap_afterwards_does_not_hide_it(whole: Ledger) -> None:
    with whole.unguarded() as cursor:
        cursor.execute("DELETE FROM ledger_entry WHERE id = %s", [whole.entry_at(31)])
        cursor.execute("DELETE FROM ledger_link WHERE position = 31")
        cursor.execute("UPDATE ledger_link SET position = -position WHERE position > 31")
        cursor.execute("UPDATE ledger_link SET position = -position - 1 WHERE position < 0")
    assert whole.verdict().fault.position == 31


def test_an_entry_inserted_past_the_sealer_is_found(whole: Ledger) -> None:
    with whole.unguarded() as cursor:
        cursor.execute(_FILL + " RETURNING id", [1])
        inserted = cursor.fetchone()
    fault = whole.verdict().fault
    assert inserted
    assert fault.entry == inserted[0]
    assert fault.what == "the entry was inserted past the chain"


def test_an_entry_inserted_in_the_middle_of_the_chain_is_found_there(whole: Ledger) -> None:
    with whole.unguarded() as cursor:
        cursor.execute(_FILL + " RETURNING id", [1])
        inserted = cursor.fetchone()
        assert inserted
        cursor.execute("UPDATE ledger_link SET position = -position WHERE position >= 31")
        cursor.execute("UPDATE ledger_link SET position = -position + 1 WHERE position < 0")
        cursor.execute(
            "INSERT INTO ledger_link SELECT 31, %s, day, overall, daily FROM ledger_link WHERE position = 30",
            [inserted[0]],
        )
    assert whole.verdict().fault.position == 31


def test_two_exchanged_links_are_found_at_the_first(whole: Ledger) -> None:
    with whole.unguarded() as cursor:
        for step, to in ((30, -1), (41, 30), (-1, 41)):
            cursor.execute("UPDATE ledger_link SET position = %s WHERE position = %s", [to, step])
    assert whole.verdict().fault.position == 30


def test_two_exchanged_entries_are_found_at_the_first(whole: Ledger) -> None:
    one, other = whole.entry_at(30), whole.entry_at(41)
    with whole.unguarded() as cursor:
        for step, to in ((one, -1), (other, one), (-1, other)):
            cursor.execute("UPDATE ledger_entry SET id = %s WHERE id = %s", [to, step])
    assert whole.verdict().fault.position == 30


def _command(*words: str) -> Result:
    from beccaria.config.commands.ledger import command

    return CliRunner().invoke(command, [*words])


def _checkpoint(to: Path) -> Path:
    done = _command("checkpoint", "--out", str(to))
    assert done.exit_code == 0, done.output
    return to / "head.txt"


def _verified(kept: Path) -> tuple[int, Any]:
    done = _command("verify", "--json", "--checkpoint", str(kept))
    return done.exit_code, json.loads(done.output)


def test_an_outsider_verifies_a_checkpoint_with_openssl(whole: Ledger, tmp_path: Path) -> None:
    head = _checkpoint(tmp_path)
    verify = ["openssl", "pkeyutl", "-verify", "-pubin", "-inkey", "key.pem", "-rawin", "-in", "head.txt"]
    verify += ["-sigfile", "head.sig"]
    assert subprocess.run(verify, cwd=tmp_path, capture_output=True, check=False).returncode == 0
    head.write_text(head.read_text().replace("position ", "position 1"))
    assert subprocess.run(verify, cwd=tmp_path, capture_output=True, check=False).returncode != 0
    assert whole.verdict().fault is None


def test_a_checkpoint_still_holds_when_the_ledger_has_grown(whole: Ledger, tmp_path: Path) -> None:
    head = _checkpoint(tmp_path)
    whole.fill(10)
    whole.seal()
    code, said = _verified(head)
    assert (code, said["whole"]) == (0, True)


def test_a_cut_off_tail_is_found_with_a_checkpoint(whole: Ledger, tmp_path: Path) -> None:
    head = _checkpoint(tmp_path)
    last = whole.verdict().entries
    with whole.unguarded() as cursor:
        cursor.execute(
            "DELETE FROM ledger_entry WHERE id IN (SELECT entry FROM ledger_link WHERE position > %s)",
            [last - 5],
        )
        cursor.execute("DELETE FROM ledger_link WHERE position > %s", [last - 5])
    assert whole.verdict().fault is None, (
        "by itself a shortened chain is a chain: that is what checkpoints are for"
    )
    code, said = _verified(head)
    assert (code, said["whole"], said["first_fault"]["position"]) == (1, False, last)


def test_a_chain_that_was_computed_anew_is_found_with_a_checkpoint(whole: Ledger, tmp_path: Path) -> None:
    head = _checkpoint(tmp_path)
    with whole.unguarded() as cursor:
        cursor.execute("UPDATE ledger_entry SET actor = 'another' WHERE id = %s", [whole.entry_at(31)])
        cursor.execute("INSERT INTO ledger_unsealed SELECT entry FROM ledger_link ORDER BY position")
        cursor.execute("DELETE FROM ledger_link")
    whole.seal()
    assert whole.verdict().fault is None
    code, said = _verified(head)
    assert (code, said["whole"]) == (1, False)


@pytest.mark.parametrize("role", ["web", "worker"])
@pytest.mark.parametrize("table", ["ledger_entry", "ledger_link"])
@pytest.mark.parametrize(
    "attack", ["UPDATE {} SET {column} = {column}", "DELETE FROM {}", "TRUNCATE {}", "DROP TABLE {}"]
)
def test_who_writes_the_ledger_cannot_change_it(whole: Ledger, role: str, table: str, attack: str) -> None:
    column = "actor" if table == "ledger_entry" else "entry"
    with pytest.raises(psycopg.errors.InsufficientPrivilege), whole.as_role(role) as cursor:
        cursor.execute(attack.format(table, column=column))


@pytest.mark.parametrize("attack", ["UPDATE {} SET {column} = {column}", "DELETE FROM {}", "TRUNCATE {}"])
@pytest.mark.parametrize("table", ["ledger_entry", "ledger_link"])
def test_the_owner_is_stopped_too(whole: Ledger, table: str, attack: str) -> None:
    column = "actor" if table == "ledger_entry" else "entry"
    with (
        pytest.raises(psycopg.errors.InsufficientPrivilege, match="append-only"),
        whole.as_role("owner") as cursor,
    ):
        cursor.execute(attack.format(table, column=column))


def test_the_web_role_sees_nothing_of_the_ledger_unless_it_oversees(whole: Ledger) -> None:
    with whole.as_role("web") as cursor:
        for duty, sees in (("", False), ("officer", False), ("system", False), ("dpo", True)):
            cursor.execute("SELECT set_config('app.duty', %s, true)", [duty])
            for found in ("ledger_entry", "ledger_link", "ledger_about(ARRAY['person:7'])"):
                cursor.execute(f"SELECT count(*) FROM {found}")
                row = cursor.fetchone()
                assert row
                assert bool(row[0]) is sees, (duty, found)


def test_the_web_role_can_neither_seal_nor_choose_a_number(whole: Ledger) -> None:
    attacks = (
        "INSERT INTO ledger_link VALUES (999999, 1, now(), '', '')",
        "INSERT INTO ledger_unsealed VALUES (1)",
        "DELETE FROM ledger_unsealed",
        "INSERT INTO ledger_entry (id, at) VALUES (1, now())",
    )
    for attack in attacks:
        with pytest.raises(psycopg.errors.InsufficientPrivilege), whole.as_role("web") as cursor:
            cursor.execute(attack)


def test_two_sealers_at_once_seal_each_entry_once(whole: Ledger) -> None:
    from django.db import connection

    whole.fill(3000)
    failed: list[BaseException] = []

    def work() -> None:
        try:
            for _ in range(20):
                whole.seal()
        except BaseException as bad:  # noqa: BLE001  handed to the test, which fails with it
            failed.append(bad)
        finally:
            connection.close()

    threads = [threading.Thread(target=work) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert not failed
    whole.seal()
    verdict = whole.verdict()
    assert (verdict.fault, verdict.unsealed) == (None, 0)
    assert verdict.entries >= 3000 + ENTRIES


def test_a_sealer_that_dies_before_it_commits_loses_nothing(whole: Ledger) -> None:
    from django.db import transaction

    whole.fill(7)
    before = whole.verdict().entries
    with transaction.atomic():
        assert whole.seal() == 7
        transaction.set_rollback(True)
    verdict = whole.verdict()
    assert (verdict.fault, verdict.unsealed, verdict.entries) == (None, 7, before)
    assert whole.seal() == 7
    assert whole.verdict().fault is None


def test_entries_written_while_it_is_verified_are_no_fault(
    whole: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    from beccaria.ledger import sealing

    read: Callable[[], Iterator[Any]] = sealing._pairs

    def disturbed() -> Iterator[Any]:
        for number, pair in enumerate(read()):
            if number == 10:
                whole.fill(5)
            yield pair

    monkeypatch.setattr(sealing, "_pairs", disturbed)
    before = whole.verdict()
    assert before.fault is None
    monkeypatch.undo()
    assert whole.verdict().unsealed == before.unsealed + 5


def test_an_act_that_is_undone_leaves_no_entry(whole: Ledger) -> None:
    from django.db import transaction

    from beccaria.core.actors import system_actor
    from beccaria.core.acts import Act
    from beccaria.ledger import api as ledger
    from beccaria.lib import clock

    with transaction.atomic():
        ledger.record(Act.PLACE_LOAD, by=system_actor("tests"), at=clock.now(), subjects=["place:undone"])
        transaction.set_rollback(True)
    with whole.as_role("auditor") as cursor:
        cursor.execute("SELECT count(*) FROM ledger_entry WHERE subjects = ARRAY['place:undone']")
        assert cursor.fetchone() == (0,)
