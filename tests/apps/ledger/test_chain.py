"""The chain in itself: what is hashed, and that any change of a chain is found where it was made."""

from datetime import UTC, date, datetime, timedelta
from hashlib import sha256

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from beccaria.ledger import chain, sealing

DAY = date(2026, 5, 3)
# hypothesis wants its bounds without a zone and adds it itself.
FROM, UNTIL = datetime(1971, 1, 1), datetime(2200, 1, 1)  # noqa: DTZ001  the zone is added by the strategy
SOME = st.integers(2, 30)


def made(count: int) -> list[chain.Due]:
    """So many entries, over several days."""
    return [
        chain.Due(number, DAY + timedelta(days=number // 7), f"entry {number}".encode())
        for number in range(count)
    ]


def pairs(entries: list[chain.Due]) -> list[chain.Pair]:
    """The entries with their right links."""
    links = chain.seal(entries, after=None, days={})
    return [
        chain.Pair(link.position, link.entry, link.day, link.overall, link.daily, entry.day, entry.text)
        for link, entry in zip(links, entries, strict=True)
    ]


def test_an_empty_ledger_is_whole() -> None:
    assert chain.first_fault([]) == (0, chain.START, None)


def test_the_head_of_one_entry_is_what_anybody_computes_by_hand() -> None:
    (one,) = pairs([chain.Due(1, DAY, b"text")])
    assert one.overall == sha256(bytes(32) + sha256(b"text").digest()).digest()


def test_sealing_in_parts_gives_the_same_chain_as_at_once() -> None:
    entries = made(40)
    at_once = list(chain.seal(entries, after=None, days={}))
    days: dict[date, bytes] = {}
    first = list(chain.seal(entries[:17], after=None, days=days))
    assert [*first, *chain.seal(entries[17:], after=first[-1], days=days)] == at_once


@given(st.data(), SOME)
def test_an_altered_entry_is_found_where_it_stands(data: st.DataObject, count: int) -> None:
    whole = pairs(made(count))
    place = data.draw(st.integers(0, count - 1))
    whole[place] = whole[place]._replace(text=(whole[place].text or b"") + b"!")
    _count, _head, fault = chain.first_fault(whole)
    assert fault
    assert fault.position == place + 1


@given(st.data(), SOME)
def test_a_removed_link_is_found_where_it_stood(data: st.DataObject, count: int) -> None:
    whole = pairs(made(count))
    place = data.draw(st.integers(0, count - 2))
    del whole[place]
    _count, _head, fault = chain.first_fault(whole)
    assert fault
    assert fault.position == place + 1


@given(st.data(), SOME)
def test_two_entries_exchanged_are_found_at_the_first(data: st.DataObject, count: int) -> None:
    whole = pairs(made(count))
    one, other = sorted(data.draw(st.sets(st.integers(0, count - 1), min_size=2, max_size=2)))
    text, day, entry = whole[one].text, whole[one].entry_day, whole[one].entry
    whole[one] = whole[one]._replace(
        text=whole[other].text, entry_day=whole[other].entry_day, entry=whole[other].entry
    )
    whole[other] = whole[other]._replace(text=text, entry_day=day, entry=entry)
    _count, _head, fault = chain.first_fault(whole)
    assert fault
    assert fault.position == one + 1


@given(st.data(), SOME)
def test_a_chain_computed_anew_from_the_middle_is_whole_but_has_another_head(
    data: st.DataObject, count: int
) -> None:
    entries = made(count)
    _count, head, _fault = chain.first_fault(pairs(entries))
    place = data.draw(st.integers(0, count - 1))
    entries[place] = entries[place]._replace(text=b"something else")
    _count, other, fault = chain.first_fault(pairs(entries))
    assert fault is None
    assert other != head


PLAIN = st.text(st.characters(exclude_characters="\x00", exclude_categories=["Cs"]), max_size=20)

VALUES = st.one_of(PLAIN, st.integers(), st.booleans(), st.none(), st.lists(PLAIN, max_size=2))


@pytest.mark.django_db
@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    at=st.datetimes(FROM, UNTIL, timezones=st.just(UTC)),
    fields=st.lists(PLAIN, min_size=6, max_size=6),
    subjects=st.lists(PLAIN, max_size=3),
    detail=st.dictionaries(
        PLAIN, st.one_of(PLAIN, st.integers(), st.booleans(), st.none(), st.lists(PLAIN, max_size=2))
    ),
)
def test_the_database_and_python_hash_the_same_text(
    at: datetime, fields: list[str], subjects: list[str], detail: dict[str, object]
) -> None:
    import json

    with connection.cursor() as cursor:
        names = ["act", "outcome", "actor", "duty", "purpose", "session"]
        cursor.execute(
            f"SELECT {sealing.TEXT} FROM (SELECT 7::bigint AS id, %s::timestamptz AS at,"
            f" {', '.join(f'%s::text AS {name}' for name in names)},"
            " %s::text[] AS subjects, %s::jsonb AS detail) e",
            [at, *fields, subjects, json.dumps(detail)],
        )
        (text,) = cursor.fetchone()
    assert bytes(text) == chain.canonical(7, at, fields, subjects, detail)
