"""A finding is said in the reader's language from the values it kept; what another version wrote stays as written."""

from dataclasses import replace

import pytest
from django.utils import translation

from beccaria.core.actors import Duty
from beccaria.core.patterns import Pattern, Value
from beccaria.detection.forms.changing import ChangeForm
from beccaria.detection.pages import words
from beccaria.detection.pages.alerts import queue_page
from beccaria.detection.queries.shapes import Queue
from beccaria.lib import clock, patterns
from tests.apps.detection.desk import officer

ONE = patterns.every()["escape-signs"]
VALUES: dict[str, Value] = {"remarks": 3, "days": 1200, "beside": "skills;tools"}
WRITTEN = "As it was written."


def test_it_is_said_from_its_values() -> None:
    with translation.override("en"):
        said = words.again(ONE, WRITTEN, ONE.version, VALUES)
    assert said == (
        "Named in remarks about the ways out on 3 days within 1,200; beside them:"
        " work that teaches the skill, tools found on the same wing."
    )


def test_words_and_numbers_are_the_readers(monkeypatch: pytest.MonkeyPatch) -> None:
    turned = {ONE.sentence: "{remarks}, {days}: {beside}", "work that teaches the skill": "lavoro"}
    monkeypatch.setattr(words, "gettext", lambda text: turned.get(text, text))
    with translation.override("it"):
        assert (
            words.again(ONE, WRITTEN, ONE.version, VALUES) == "3, 1.200: lavoro, tools found on the same wing"
        )


def test_how_unusual_it_is_is_said_too() -> None:
    with translation.override("en"):
        said = words.again(ONE, WRITTEN, ONE.version, VALUES, how=True)
    assert said == "3 days with such remarks; nearly nobody has one."


@pytest.mark.parametrize(
    ("one", "version", "values"),
    [(None, ONE.version, VALUES), (ONE, ONE.version + 1, VALUES), (ONE, ONE.version, {"remarks": 3})],
)
def test_what_another_version_wrote_stays_as_written(
    one: Pattern | None, version: int, values: dict[str, Value]
) -> None:
    assert words.again(one, WRITTEN, version, values) == WRITTEN


def test_what_may_be_set_is_asked_in_the_readers_language(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(words, "gettext", str.upper)
    form = ChangeForm(pattern=ONE, now={one.name: one.default for one in ONE.parameters}, suspended=False)
    labels = [form.fields[f"set_{one.name}"].label for one in ONE.parameters]
    assert labels == [one.means.upper() for one in ONE.parameters]
    assert labels


@pytest.mark.parametrize(("duty", "offered"), [(Duty.INTEGRITY, 0), (Duty.PIO, 1)])
def test_the_picture_is_offered_to_who_may_open_it(duty: Duty, offered: int) -> None:
    by = replace(officer(), duty=duty)
    page = queue_page(Queue((), more=False), heap="new", basis="", rates={}, by=by, now=clock.now())
    assert len([page.picture] if page.picture else []) == offered
