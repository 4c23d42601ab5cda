"""Make the officers' observations: what they saw, who was there, when it was, when they wrote it; some of it twice."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from beccaria.world.days import DAY, HOUR
from beccaria.world.draws import chance, chances
from beccaria.world.life.prose import Prose
from beccaria.world.life.site import WAKING_HOURS, SiteLife
from beccaria.world.rates import rate
from beccaria.world.tables import Coded, build
from beccaria.world.text.writing import ordinary_topics, write

Array = NDArray[Any]
_PAIRED = {
    "together",
    "owing",
    "afraid",
    "phone_talk",
    "respect",
    "newcomer",
    "distance",
    "routine",
    "faith",
    "roof",
    "restricted",
}
_KINDS = {"together": "association", "mood": "behaviour", "owing": "debt", "afraid": "vulnerability",
          "phone_talk": "contraband",
          "smell": "contraband", "visits_hall": "visit", "respect": "influence", "newcomer": "association"}  # fmt: skip
_NAMED = 0.62
PLACED = 0.45
_DAY_SLIPS = np.array([-1, -1, 1, -7])


def kind_of(topic: str) -> str:
    """The heading under which officers report a topic."""
    return _KINDS.get(topic, "general")


def observations(life: SiteLife, prose: Prose) -> Any:
    """The table of observations."""
    rng = life.draws("observations")
    moments = life.moments(rng, rate("observations"), WAKING_HOURS)
    stay, at = moments.stay, moments.at
    topics, shares = ordinary_topics()
    topic = rng.choice(len(topics), len(at), p=shares)
    other = life.company(rng, stay, at)
    twice = np.flatnonzero(rng.random(len(at)) < rate("observation_twice"))
    second = np.concatenate([np.zeros(len(at), dtype=np.int64), np.ones(len(twice), dtype=np.int64)])
    stay, other, topic = (np.concatenate([column, column[twice]]) for column in (stay, other, topic))
    at = np.concatenate([at, at[twice] + rng.integers(-1200, 1200, len(twice))])
    return _rows(rng, life, prose, (stay, other, topic, at, second))


def _rows(
    rng: np.random.Generator, life: SiteLife, prose: Prose, drawn: tuple[Array, Array, Array, Array, Array]
) -> Any:
    reported = drawn[3] + (rng.lognormal(0.9, 1.0, len(drawn[3])) * HOUR).astype(np.int64)
    # What is written after the last day is not in the file yet.
    written = reported < life.world.plan.days * DAY
    reported = reported[written]
    stay, other, topic, at, second = (column[written] for column in drawn)
    topics = ordinary_topics()[0]
    officer = np.where(second > 0, prose.officers(stay, at, 1), prose.officers(stay, at))
    staff, size = life.world.staff, len(at)
    texts: list[str] = []
    named: list[str] = []
    spots: list[str | None] = []
    for row in range(size):
        name = topics[int(topic[row])]
        pair = (int(stay[row]), int(other[row]) if name in _PAIRED else -1)
        hand = prose.hand(int(officer[row]))
        scene = prose.scene(rng, name, pair, int(at[row]), hand)
        texts.append(write(scene, hand, rng))
        spots.append(scene.place if chance(rng, PLACED) else None)
        named.append(";".join(str(life.prisoner_codes[p]) for p in pair if p >= 0))
    listed = rng.random(size) < _NAMED
    slipped = chances(rng, size, rate("observation_wrong_date"))
    seen = np.where(slipped, at + _DAY_SLIPS[rng.integers(0, len(_DAY_SLIPS), size)] * DAY, at)
    # A form does not take a day after that on which it is written.
    seen = np.where(seen > reported, at - DAY, seen)
    english = staff.english[officer].astype(np.int32)
    numbers, position = np.unique(officer, return_inverse=True)
    columns = {
        "occurred_at": seen,
        "reported_at": reported,
        "establishment": life.site.code,
        "wing": Coded(life.wing[stay], life.wing_codes),
        "kind": Coded(topic, [kind_of(name) for name in topics]),
        "place": spots,
        "text": texts,
        "people": [text if keep else None for text, keep in zip(named, listed.tolist(), strict=True)],
        "reporter": Coded(position, [staff.number(int(one)) for one in numbers]),
        "language": Coded(english, ("it", "en")),
    }
    return build("observations", size, columns, life.world.calendar)
