"""The second language is complete: every message of the interface has its translation, and none is left over."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from scripts import words

from beccaria.core.feeds import KINDS

CATALOGUES = list(words.catalogues())


def messages(catalogue: Any) -> Iterator[Any]:
    return (one for one in catalogue if one.id)


def keys(catalogue: Any) -> set[tuple[object, object]]:
    return {(one.id, one.context) for one in messages(catalogue)}


@pytest.fixture(scope="module")
def template() -> Any:
    return words.collected()


def test_there_is_a_second_language() -> None:
    assert [path.parent.parent.name for path, _catalogue in CATALOGUES] == ["it"]


@pytest.mark.parametrize("catalogue", [catalogue for _path, catalogue in CATALOGUES])
def test_the_catalogue_holds_exactly_the_messages_of_the_interface(template: Any, catalogue: Any) -> None:
    again = "run `python scripts/words.py` and translate"
    assert keys(template) - keys(catalogue) == set(), again
    assert keys(catalogue) - keys(template) == set(), again


def test_translators_are_given_what_the_columns_of_feeds_mean(template: Any) -> None:
    means = {column.means for file in KINDS.values() for column in file.columns} - {""}
    assert means <= {one.id for one in template}


@pytest.mark.parametrize("catalogue", [catalogue for _path, catalogue in CATALOGUES])
def test_every_message_is_translated(catalogue: Any) -> None:
    assert [one.id for one in messages(catalogue) if not words.translated(one.string) or one.fuzzy] == []


@pytest.mark.parametrize("catalogue", [catalogue for _path, catalogue in CATALOGUES])
def test_a_translation_keeps_the_places_for_names_and_numbers(catalogue: Any) -> None:
    place = re.compile(r"%\(\w+\)(?:\.?\d+)?[sdf]|%%|\{\w+\}")
    for one in messages(catalogue):
        ids, strings = _forms(one.id), _forms(one.string)
        wanted = set(place.findall(ids[-1]))
        for text in strings:
            assert set(place.findall(text)) == wanted or one.pluralizable, one.id


def _forms(text: Any) -> tuple[str, ...]:
    return (text,) if isinstance(text, str) else tuple(text)


def test_a_message_without_translation_is_found() -> None:
    assert not words.translated("")
    assert not words.translated(("uno", ""))
    assert words.translated(("uno", "due"))
