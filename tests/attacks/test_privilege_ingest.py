"""A thousand planted rows of lawyers, courts and consulates, near misses among them: none is found anywhere after."""

from __future__ import annotations

import io
import logging
import random
from typing import TYPE_CHECKING, Any

import psycopg
import pytest
from psycopg import sql

from beccaria.config import loading
from beccaria.config.commands.load import LOADERS
from tests.apps.loading.conftest import service
from tests.conftest import connect_as

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.apps.loading.conftest import Service

__all__ = ["service"]

PEOPLE = "person_id,role,given_names,surname,born,establishment,received\n" + "".join(
    f"A-{n},prisoner,Aldo{n},Innocent,1980-01-02,NORTH,2026-01-10\n" for n in range(9)
)
OFFICES = ("lawyer", "court", "ombudsman", "inspector", "doctor", "consulate")
HEADINGS = {
    "calls": "call_id,at,seconds,establishment,prisoner_id,number,direction,outcome",
    "visits": "visit_id,at,establishment,prisoner_id,visitor_name,visitor_phone,relationship,outcome",
    "payments": "payment_id,at,establishment,prisoner_id,payer_name,payer_account,amount,currency,direction",
    "mail": "mail_id,at,establishment,prisoner_id,direction,correspondent,relationship",
}
KINDS = tuple(HEADINGS)
PLANTED = 1_000
_TEXTS = "SELECT CAST(one AS VARCHAR) FROM read_parquet($path) one"


def _number(draw: random.Random) -> str:
    return f"+390931{draw.randrange(100_000, 999_999)}"


def _account(draw: random.Random) -> str:
    from stdnum import iban

    body = f"X05428{draw.randrange(10_000, 99_999)}{draw.randrange(10**11, 10**12)}"
    check = iban.calc_check_digits(f"IT00{body}")
    return f"IT{check}{body}"


def _name(draw: random.Random, number: int) -> str:
    given = draw.choice(("Ermenegilda", "Teobaldo", "Clotilde", "Gualtiero"))
    ends = draw.choice(("ucci", "azzi", "ondi", "etti"))
    return f"{given} Quaglia{chr(97 + number % 26)}{chr(97 + number // 26 % 26)}{ends}"


def _one_digit(text: str, draw: random.Random) -> str:
    place = draw.randrange(len(text) - 4, len(text))
    return text[:place] + str((int(text[place]) + draw.randrange(1, 9)) % 10) + text[place + 1 :]


def _swapped(text: str) -> str:
    places = [at for at in range(5, len(text) - 1) if text[at] != text[at + 1]]
    at = places[-1]
    return text[:at] + text[at + 1] + text[at] + text[at + 2 :]


def _written(text: str, number: int, draw: random.Random) -> str:
    """A number as the register has it, as people write it, or nearly it."""
    forms = (
        lambda: text,
        lambda: text.replace("+39", "0039 "),
        lambda: text[3:7] + "/" + text[7:],
        lambda: f"{text[:3]} {text[3:7]} {text[7:9]} {text[9:]}",
        lambda: text.removeprefix("+"),
        lambda: _one_digit(text, draw),
        lambda: _swapped(text),
        lambda: text[:-2] + f"{(int(text[-2:]) + 37) % 100:02}",
        lambda: text[:-1],
    )
    return forms[number % len(forms)]()


class Planted:
    """Rows nobody may keep, and the words by which they would be known again."""

    def __init__(self) -> None:
        draw = random.Random(20)  # noqa: S311  the same thousand every time
        self.register: list[str] = []
        self.rows: dict[str, list[str]] = {kind: [] for kind in KINDS}
        self.words: set[str] = set()
        for number in range(PLANTED):
            self._plant(number, draw)

    def _plant(self, number: int, draw: random.Random) -> None:
        kind = KINDS[number % len(KINDS)]
        phone, account, name = _number(draw), _account(draw), _name(draw, number)
        office = OFFICES[number % len(OFFICES)]
        self.register.append(f"R{number},{office},Avv. {name},{phone},{account}")
        at = f"2026-11-{1 + number % 19:02} {8 + number % 9:02}:{number % 60:02}:{number // 60:02}"
        key = f"zz{kind[0]}{number}"
        near_name = name.replace("glia", "lia", 1) if number % 3 else name
        if kind == "calls":
            said = _written(phone, number // len(KINDS), draw)
            row = f"{key},{at},61,NORTH,A-1,{said},out,answered"
        elif kind == "visits":
            said = _written(phone, number // len(KINDS), draw)
            row = f"{key},{at},NORTH,A-1,Quiet Visitor{number},{said},friend,completed"
        elif kind == "payments":
            near = _swapped(account) if number % 3 else f"{account[:8]} {account[8:]}"
            said = (near, near_name, f"Avv. {name}")[number // len(KINDS) % 3]
            by_account = said == near
            who = f"Quiet Payer{number},{near}" if by_account else f"{said},"
            row = f"{key},{at},NORTH,A-1,{who},5,EUR,in"
        else:
            said = (near_name, f"Avv. {name}", name.upper())[number // len(KINDS) % 3]
            row = f"{key},{at},NORTH,A-1,in,{said},friend"
        broken = number % 10 == 0
        # Some are wrong besides: then they must not stand among the rejected either.
        self.rows[kind].append(row.replace("NORTH", "ATLANTIS") if broken else row)
        self.words |= {key, said}


def _innocent(kind: str, number: int) -> str:
    at = f"2026-11-{1 + number % 19:02} {8 + number % 9:02}:{number % 60:02}:{number // 60:02}"
    key = f"in{kind[0]}{number}"
    return {
        "calls": f"{key},{at},61,NORTH,A-{number % 9},+39333{1_000_000 + number * 7919 % 8_999_999},out,answered",
        "visits": f"{key},{at},NORTH,A-{number % 9},Bruno Farfalla,+393331{100_000 + number},friend,completed",
        "payments": f"{key},{at},NORTH,A-{number % 9},Bruno Farfalla,,5,EUR,in",
        "mail": f"{key},{at},NORTH,A-{number % 9},in,Bruno Farfalla,friend",
    }[kind]


@pytest.fixture(scope="module")
def planted() -> Planted:
    """The thousand."""
    return Planted()


@pytest.fixture
def logged() -> Iterator[io.StringIO]:
    """Everything that is logged, at every level."""
    said = io.StringIO()
    handler = logging.StreamHandler(said)
    root = logging.getLogger()
    level = root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    yield said
    root.removeHandler(handler)
    root.setLevel(level)


def _everything_in_the_database(service: Service) -> str:
    """Every text of every table, past every policy."""
    url = service.cluster.admin_url.replace("/postgres?", f"/{service.name}?")
    with psycopg.connect(url) as connection:
        tables = connection.execute(
            "SELECT table_schema, table_name FROM information_schema.tables "
            "WHERE table_type = 'BASE TABLE' AND table_schema NOT IN ('pg_catalog', 'information_schema')"
        ).fetchall()
        texts = []
        for schema, table in tables:
            rows = connection.execute(
                sql.SQL("SELECT one::text FROM {} one").format(sql.Identifier(schema, table))
            ).fetchall()
            texts += [row[0] for row in rows]
    return "\n".join(texts)


def _on_disk(folders: list[Path], but: set[Path]) -> dict[Path, bytes]:
    import duckdb

    found: dict[Path, bytes] = {}
    for folder in folders:
        for path in folder.rglob("*"):
            if path.is_file() and path not in but:
                found[path] = path.read_bytes()
                if path.suffix == ".parquet":
                    rows = duckdb.execute(_TEXTS, {"path": str(path)}).fetchall()
                    found[path] += repr(rows).encode()
    return found


def _load(service: Service, kind: str, path: Path) -> None:
    connect_as(service.cluster, "worker", service.name)
    loading.load(LOADERS[kind], path)


@pytest.mark.parametrize("innocent", [300])
def test_none_of_a_thousand_is_found_anywhere(
    service: Service, planted: Planted, logged: io.StringIO, settings: Any, innocent: int
) -> None:
    settings.DATA_DIR = service.folder / "data"
    settings.DATA_DIR.mkdir()
    sent = service.folder / "sent"
    sent.mkdir()
    inputs: set[Path] = set()

    def write(name: str, text: str) -> Path:
        path = sent / name
        path.write_text(text, encoding="utf-8")
        inputs.add(path)
        return path

    register = "privileged_id,kind,name,number,account\n" + "\n".join(planted.register) + "\n"
    _load(service, "privileged", write("privileged.csv", register))
    _load(service, "people", write("people.csv", PEOPLE))
    for kind in KINDS:
        rows = [*planted.rows[kind], *(_innocent(kind, number) for number in range(innocent))]
        random.Random(7).shuffle(rows)  # noqa: S311  the same order every time
        _load(service, kind, write(f"{kind}.csv", "\n".join((HEADINGS[kind], *rows, ""))))

    database = _everything_in_the_database(service)
    disk = _on_disk([service.folder], inputs)
    for word in planted.words:
        assert word not in database, f"{word} is in the database"
        assert word not in logged.getvalue(), f"{word} is in the logs"
        for path, content in disk.items():
            assert word.encode() not in content, f"{word} is in {path.name}"
    # The guard keeps the privileged out, not everybody.
    for table in ("events_visit", "events_payment"):
        assert service.rows(f"SELECT count(*) FROM {table} WHERE key LIKE 'in%%'")[0][0] == innocent, table
    kept = dict(service.rows("SELECT kind, sum(count) FROM feeds_part GROUP BY kind"))
    assert {kind: int(kept[kind]) for kind in KINDS} == dict.fromkeys(KINDS, innocent)
    counted = service.rows("SELECT sum(privileged + held) FROM feeds_import WHERE sha256 <> repeat('0', 64)")[
        0
    ][0]
    assert int(counted) == PLANTED


def test_shifted_columns_hide_nothing_from_the_guard(
    service: Service, planted: Planted, settings: Any
) -> None:
    settings.DATA_DIR = service.folder / "data"
    settings.DATA_DIR.mkdir()
    register = "privileged_id,kind,name,number,account\n" + "\n".join(planted.register)
    known = service.write("privileged.csv", register)
    _load(service, "privileged", known)
    shifted = [",".join((cells := row.split(","))[1:] + cells[:1]) for row in planted.rows["calls"]]
    path = service.write("calls.csv", "\n".join((HEADINGS["calls"], *shifted, "")))
    _load(service, "calls", path)
    assert service.count("feeds_part") == 0
    disk = _on_disk([service.folder], {path, known})
    words = {word for word in planted.words if any(word in row for row in shifted)}
    assert not [word for word in words for content in disk.values() if word.encode() in content]
