"""The truth tells what really happened and is given away by nothing in the files."""

import re
from datetime import datetime
from importlib import import_module
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pytest

from beccaria.core.feedfiles import SERVICE_FILES
from beccaria.world.making import make_world
from beccaria.world.telling import modules
from beccaria.world.text.writing import ordinary_topics
from beccaria.world.traces import Traces
from tests.world.conftest import PLAN, Service

STORIES = [str(number) for number in range(1, 19)]


def test_all_eighteen_storylines_and_the_innocents_are_told(service: Service) -> None:
    assert list(service.truth["storylines"]) == STORIES
    assert len(service.truth["innocents"]) == 9
    assert all(story["told"] for story in service.stories.values())


@pytest.mark.parametrize("name", list(SERVICE_FILES))
def test_no_file_names_a_truth_id(service: Service, name: str) -> None:
    for column in service.table(name).columns:
        if pa.types.is_string(column.type):
            assert not pc.any(pc.match_substring_regex(column, r"T:[PMSO]\d")).as_py()


def test_truth_ids_are_not_made_from_feed_ids(service: Service) -> None:
    numbers = {re.sub(r"\D", "", person) for person in service.truth["people"]}
    for person, codes in service.truth["people"].items():
        assert person not in codes
    assert not numbers & set(service.column("people", "person_id"))


def test_every_trace_is_a_row(service: Service) -> None:
    assert service.traces
    assert set(service.by_trace) == service.traces


def test_traces_look_like_ordinary_rows(service: Service) -> None:
    """Identifiers follow time alone: those of traces are spread among the others."""
    numbers = sorted(int(ident.split("-")[1]) for file, ident in service.traces if file == "payments")
    everything = [int(ident.split("-")[1]) for ident in service.column("payments", "payment_id")]
    assert numbers[0] > 1
    assert numbers[-1] < max(everything)
    for name in ("payments", "visits", "incidents"):
        by_site: dict[str, list[tuple[str, str]]] = {}
        for row in service.rows(name):
            by_site.setdefault(row["establishment"], []).append((row[SERVICE_FILES[name].key], row["at"]))
        for pairs in by_site.values():
            moments = [datetime.fromisoformat(at) for _, at in sorted(pairs)]
            assert moments == sorted(moments)


@pytest.mark.parametrize("key", STORIES)
def test_a_storyline_has_cast_acts_and_traces(service: Service, key: str) -> None:
    story = service.truth["storylines"][key]
    assert story["cast"]
    assert story["suspects"]
    assert story["acts"]
    assert len(story["traces"]) >= 3
    moments = [datetime.fromisoformat(act["at"]) for act in story["acts"]]
    assert moments == sorted(moments)
    assert PLAN.calendar.moment(0) <= moments[0]
    assert moments[-1] <= PLAN.calendar.moment(PLAN.days * 86_400)
    for people in story["cast"].values():
        assert all(person in service.truth["people"] for person in people)


def test_innocents_have_no_crime(service: Service) -> None:
    casts = [people for story in service.truth["storylines"].values() for people in story["cast"].values()]
    crimes = {person for people in casts for person in people}
    crimes |= {member["person"] for group in service.truth["groups"] for member in group["members"]}
    for story in service.truth["innocents"].values():
        assert story["innocent"]
        assert story["expect"] == "untouched"
        assert not {person for people in story["cast"].values() for person in people} & crimes


def test_the_exit_is_to_be_left_alone(service: Service) -> None:
    story = service.truth["storylines"]["17"]
    assert story["secret"]
    assert story["expect"] == "untouched"


FREE_TEXT = {"observations": "text", "incidents": "text", "finds": "text", "drones": "text"}
EVERYWHERE = ("storyline", "truth", "innocent", "simulat", "organised crime", "mafia", "suspect")


def test_free_text_never_gives_a_storyline_away(service: Service) -> None:
    texts = [
        text.lower() for name, column in FREE_TEXT.items() for text in service.column(name, column) if text
    ]
    assert len(texts) > 1_000
    words = set(EVERYWHERE)
    for module in modules():
        words |= {word.lower() for word in getattr(module, "GIVEAWAY", ())}
    for word in sorted(words):
        assert not [text for text in texts if word in text], word


def test_every_crime_names_the_words_it_must_not_use() -> None:
    for module in modules():
        if not getattr(module, "INNOCENT", False):
            assert import_module(module.__name__).GIVEAWAY


def test_topics_of_storylines_are_ordinary_topics(monkeypatch: pytest.MonkeyPatch) -> None:
    """A topic alone says nothing: officers write about each of them on ordinary days too."""
    told: set[str] = set()
    remark = Traces.remark

    def listen(self: Traces, at: int, topic: str, records: list[int], **more: Any) -> None:
        told.add(topic)
        remark(self, at, topic, records, **more)

    monkeypatch.setattr(Traces, "remark", listen)
    make_world(PLAN)
    assert len(told) > 10
    assert told <= set(ordinary_topics()[0])


def test_headings_of_traces_are_mostly_ordinary(service: Service) -> None:
    kinds = service.column("observations", "kind")
    keys = service.column("observations", "observation_id")
    traced = {ident for file, ident in service.traces if file == "observations"}
    for kind in {k for k, ident in zip(kinds, keys, strict=True) if ident in traced}:
        of_kind = [ident for k, ident in zip(kinds, keys, strict=True) if k == kind]
        assert sum(ident in traced for ident in of_kind) < len(of_kind) / 2, kind


def test_finds_of_storylines_have_their_search_like_all_others(service: Service) -> None:
    searches = {(row["at"], row["wing"], row["staff"]) for row in service.rows("searches")}
    finds = [row for row in service.rows("finds") if row["how"] == "search"]
    assert all((row["at"], row["wing"], row["found_by"]) in searches for row in finds)


def test_visits_of_storylines_keep_to_visiting_days(service: Service) -> None:
    days: dict[tuple[str, int], list[bool]] = {}
    for row in service.rows("visits"):
        weekday = datetime.fromisoformat(row["at"]).weekday()
        days.setdefault((row["establishment"], weekday), []).append(
            ("visits", row["visit_id"]) in service.traces
        )
    assert not [day for day, traced in days.items() if all(traced)]


def test_papers_phones_and_accounts_have_one_form(service: Service) -> None:
    traced = {ident for file, ident in service.traces if file == "people"}
    forms = {True: set[str](), False: set[str]()}
    for row in service.rows("people"):
        if row["role"] != "visitor":
            continue
        phone = row["phone"][:6] if row["phone"].startswith("+39") else "abroad"
        forms[row["person_id"] in traced] |= {row["document"][:2], phone}
    assert forms[True] <= forms[False]


def test_people_with_several_records_are_listed(service: Service) -> None:
    listed = service.truth["people"]
    doubles = [codes for codes in listed.values() if len(codes) > 1]
    assert len(doubles) > 50
    known = set(service.column("people", "person_id"))
    for codes in listed.values():
        assert set(codes) <= known
    assert len({code for codes in listed.values() for code in codes}) == sum(
        len(codes) for codes in listed.values()
    )
