"""Every page and every REST operation, as every user: a record one may not see answers like one that never was."""

import re
import uuid
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from tests.attacks.hidden import Hidden

pytestmark = pytest.mark.django_db

# What differs between any two answers, whoever asks for whatever: form tokens and the identifier itself.
_NOISE = re.compile(
    r'name="csrfmiddlewaretoken" value="[^"]+"|name="csrf" content="[^"]+"'
    r"|[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"
)
STRANGERS = ("eve", "oli", "lia", "max")
ALL = ("ana", "abe", "bo", "cy", "gil", "pia", "asa", "eve", "oli", "nan", "lia", "dee", "kit", "max")


def _routes(patterns: list[URLPattern | URLResolver], prefix: str = "") -> Iterator[tuple[str, URLPattern]]:
    for pattern in patterns:
        address = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from _routes(pattern.url_patterns, address)
        else:
            yield address, pattern


def _with_records() -> list[str]:
    """The addresses that name a record: `/reports/<str:report_id>/` and the like."""
    return sorted(
        address
        for address, _pattern in _routes(get_resolver().url_patterns)
        if "<" in address and not address.startswith(("accounts/", "^"))
    )


def _filled(address: str, record: str) -> str:
    return "/" + re.sub(r"<[^>]+>", record, address)


def _plain(answer: Any) -> tuple[int, str]:
    body = answer.content.decode(errors="replace") if not answer.streaming else "stream"
    return answer.status_code, _NOISE.sub("*", body)


@pytest.mark.parametrize("username", STRANGERS)
def test_a_hidden_record_answers_like_one_that_never_was(
    username: str, sign_in: Callable[[str], Client], hidden: Hidden
) -> None:
    client = sign_in(username)
    told = []
    for address in _with_records():
        if address.startswith("api/"):
            continue
        never = _plain(client.get(_filled(address, str(uuid.uuid4()))))
        for record in hidden.at(address):
            seen = _plain(client.get(_filled(address, record)))
            if seen != never:
                told.append(f"{address} {record}: {seen[0]} instead of {never[0]}")
    assert not told


@pytest.mark.parametrize("username", STRANGERS)
def test_writing_to_a_hidden_record_answers_like_to_one_that_never_was(
    username: str, sign_in: Callable[[str], Client], hidden: Hidden
) -> None:
    client = sign_in(username)
    form = {
        "csrfmiddlewaretoken": client.cookies["csrftoken"].value,
        "text": "x",
        "words": "x",
        "reason": "x",
        "why": "x",
        "raised_for": "x",
        "upheld": "no",
        "kept": "no",
    }
    told = []
    for address in (one for one in _with_records() if not one.startswith("api/")):
        never = _plain(client.post(_filled(address, str(uuid.uuid4())), form))
        told += [
            f"{address} {record}"
            for record in hidden.at(address)
            if _plain(client.post(_filled(address, record), form)) != never
        ]
    assert not told


@pytest.mark.parametrize("username", STRANGERS)
def test_rest_answers_for_hidden_records_like_for_those_that_never_were(
    username: str, token: Callable[[str], str], hidden: Hidden
) -> None:
    client, bearer = Client(HTTP_HOST="127.0.0.1"), {"Authorization": f"Bearer {token(username)}"}
    told = []
    for address in (one for one in _with_records() if one.startswith("api/")):
        for method in (client.get, client.post):
            never = _plain(method(_filled(address, str(uuid.uuid4())), headers=bearer))
            told += [
                f"{method.__name__} {address} {record}"
                for record in hidden.at(address)
                if _plain(method(_filled(address, record), headers=bearer)) != never
            ]
    assert not told


@pytest.mark.parametrize("username", ALL)
def test_no_page_without_a_record_shows_the_hidden_words_to_strangers(
    username: str, sign_in: Callable[[str], Client], hidden: Hidden
) -> None:
    client = sign_in(username)
    told = []
    for address, pattern in _routes(get_resolver().url_patterns):
        if "<" in address or address.startswith(("accounts/", "^", "api/")) or pattern.name == "language":
            continue
        for query in ("", "?q=" + hidden.word, "?q=" + hidden.reference):
            answer = client.get("/" + address + query)
            body = answer.content.decode(errors="replace") if not answer.streaming else ""
            # What somebody typed may be shown back to him: it is taken out before the page is searched.
            rest = re.sub(
                rf'value="{hidden.word}"|q={hidden.word}|\W{hidden.word}\W', "", body, flags=re.IGNORECASE
            )
            if username not in hidden.may_see and (hidden.word.casefold() in rest.casefold()):
                told.append(f"/{address}{query}")
            if answer.status_code >= 500:
                told.append(f"/{address}{query} broke")
    assert not told


def test_the_reporter_is_named_nowhere(sign_in: Callable[[str], Client], hidden: Hidden) -> None:
    told = []
    for username in ("bo", "cy", "gil", "nan", "pia", "asa", "abe"):
        client = sign_in(username)
        for address in _with_records():
            if address.startswith("api/"):
                continue
            for record in hidden.at(address):
                body = client.get(_filled(address, record)).content.decode(errors="replace")
                if hidden.reporter_id in body or hidden.reporter_name in body:
                    told.append(f"{username}: {address}")
    assert not told
