"""Write an officer's remark about a topic, in his language and with his care: slang, slips, missing facts."""

from dataclasses import dataclass
from datetime import datetime
from functools import cache

import numpy as np

from beccaria.world.rates import rate, table

_GOOD = 0.6
_BAD = 0.35
_HALF = 0.5
_OFTEN = 0.6
_SOMETIMES = 0.3
_NO_CAPITALS = 0.4
_SHORT = 3


@dataclass(frozen=True, slots=True)
class Hand:
    """How an officer writes: in English or Italian, and with how much care (0 to 1)."""

    english: bool
    care: float

    @property
    def language(self) -> str:
        """The language as ISO 639-1."""
        return "en" if self.english else "it"


@cache
def _phrases(topic: str, language: str) -> tuple[str, ...]:
    return tuple(table("phrases.yaml")["topics"][topic][language])


@cache
def _list(name: str, language: str) -> tuple[str, ...]:
    return tuple(table("phrases.yaml")[name][language])


@cache
def _slang(language: str) -> tuple[tuple[str, str], ...]:
    return tuple(table("phrases.yaml")["slang"][language].items())


@cache
def ordinary_topics() -> tuple[tuple[str, ...], tuple[float, ...]]:
    """The topics of ordinary remarks with their shares."""
    shares = table("phrases.yaml")["ordinary"]
    total = sum(shares.values())
    return tuple(shares), tuple(value / total for value in shares.values())


def place(hand: Hand, cell: str, rng: np.random.Generator) -> str:
    """Somewhere in a wing, as this officer calls it."""
    places = _list("places", hand.language)
    return places[int(rng.integers(len(places)))].format(cell=cell.rsplit("-", 1)[-1])


@dataclass(frozen=True, slots=True)
class Scene:
    """What there is to write: topic, the people's full names, the place, the moment."""

    topic: str
    names: tuple[str, ...]
    place: str
    at: datetime


def write(scene: Scene, hand: Hand, rng: np.random.Generator) -> str:
    """The remark. A careful officer gives day, hour and what he saw himself; a careless one leaves out and shortens."""
    phrases = _phrases(scene.topic, hand.language)
    number = int(rng.integers(2, 12))
    names = [_as_written(name, hand, rng) for name in scene.names]
    a, b = (*names, *_unnamed(hand, rng))[:2]
    phrase = phrases[int(rng.integers(len(phrases)))]
    body = phrase.format(a=a, b=b, place=scene.place, n=number)
    if hand.care > _GOOD:
        lowered = body if phrase.startswith("{") else body[:1].lower() + body[1:]
        return _well(body, lowered, scene.at, hand, rng)
    return _badly(body, hand, rng) if hand.care < _BAD else body


def _unnamed(hand: Hand, rng: np.random.Generator) -> tuple[str, str]:
    """Words for somebody the officer could not name."""
    words = (
        ("another prisoner", "somebody from the next cell")
        if hand.english
        else ("altro detenuto", "uno della cella accanto")
    )
    return words[int(rng.integers(2))], words[0]


def _as_written(name: str, hand: Hand, rng: np.random.Generator) -> str:
    """A name as an officer puts it: surname only, in full, or with a slip."""
    words = name.split()
    if hand.care < _BAD or rng.random() < _HALF:
        words = words[-1:] if len(words[-1]) > _SHORT else words[-2:]
    text = " ".join(words)
    if rng.random() < rate("observation_wrong_name") * (2 - hand.care):
        return _slip(text, rng)
    return text


def _slip(text: str, rng: np.random.Generator) -> str:
    at = int(rng.integers(1, max(2, len(text) - 1)))
    return text[:at] + text[at + 1 :] if rng.random() < _HALF else text[:at] + text[at : at + 1] + text[at:]


def _well(body: str, lowered: str, at: datetime, hand: Hand, rng: np.random.Generator) -> str:
    """Day, hour, and how he knows. After an opening the sentence goes on in small letters."""
    openings, closings = _list("openings", hand.language), _list("closings", hand.language)
    opening = openings[int(rng.integers(len(openings)))]
    said = opening.format(date=at.strftime("%d/%m/%Y"), clock=at.strftime("%H:%M"))
    closing = closings[int(rng.integers(len(closings)))].format(n=int(rng.integers(2, 12)))
    return said + (lowered if opening else body) + closing


def _badly(body: str, hand: Hand, rng: np.random.Generator) -> str:
    for word, short in _slang(hand.language):
        if word in body and rng.random() < _OFTEN:
            body = body.replace(word, short)
    body = body.split(". ")[0] if rng.random() < _SOMETIMES else body
    body = body.lower() if rng.random() < _NO_CAPITALS else body
    for _ in range(int(rng.integers(0, 3))):
        body = _slip(body, rng)
    return body.rstrip(".") if rng.random() < _HALF else body
