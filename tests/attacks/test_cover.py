"""Nobody learns from placements whom a compartment covers: not from an answer, a reason, or a thousand what-ifs.

The attacker has the instance without its covers, all answers, and may change it as he likes and ask again: move
anybody anywhere, close wings, ask for one person after the other. He scores everybody who could be covered by what he
saw; the area under the curve of his scores, over many secret draws, must be that of guessing.
"""

import random
from collections.abc import Callable
from typing import Any

import numpy as np

from beccaria.core.allocation import Instance, instance_from
from beccaria.engines.allocation.answering import document
from beccaria.engines.allocation.placing import placed
from beccaria.engines.allocation.problem import problem_of
from beccaria.engines.allocation.tables import BARRED
from tests.core.test_allocation import asked, person, wing

LEADERS, FOLLOWERS, WINGS = 3, 30, 10
STANDING = {"standing": [{"roles": ["former"], "from": ["leader"], "level": "wing"}]}


def drawn(seed: int) -> random.Random:
    """Draws of a test."""
    return random.Random(seed)  # noqa: S311  nothing here is kept from anybody


def estate(*, standing: bool) -> dict[str, Any]:
    """One group with leaders on some wings and former members without a place, all alike in the open register."""
    wings = [wing(f"W{n}", capacity=12) for n in range(WINGS)]
    leaders = [
        person(f"L{n}", wing=f"W{n}", groups=[{"group": "G", "role": "leader"}]) for n in range(LEADERS)
    ]
    former = [person(f"F{n}", groups=[{"group": "G", "role": "former"}]) for n in range(FOLLOWERS)]
    return asked(
        wings=wings, people=[*leaders, *former], keep_apart=STANDING if standing else {}, fewest_alike=10
    )


def covered(said: dict[str, Any], draw: random.Random) -> tuple[dict[str, Any], set[str]]:
    """Six exit participants, drawn in secret, each kept from every leader of the group."""
    secret = {f"F{n}" for n in draw.sample(range(FOLLOWERS), 6)}
    cover = [
        {"person": who, "from": f"L{n}", "level": "wing"} for who in sorted(secret) for n in range(LEADERS)
    ]
    draw.shuffle(cover)
    return {**said, "cover": cover}, secret


def what_ifs(ask: Callable[[dict[str, Any]], Instance], draw: random.Random, times: int) -> dict[str, float]:
    """Ask for one person with the leaders moved about at random; count how often a leader's wing is closed to him."""
    closed: dict[str, list[bool]] = {f"F{n}": [] for n in range(FOLLOWERS)}
    for _ in range(times):
        places = {f"L{n}": f"W{draw.randrange(WINGS)}" for n in range(LEADERS)}
        who = f"F{draw.randrange(FOLLOWERS)}"
        problem = problem_of(ask({"places": places, "who": who}))
        row = next(row for row, one in enumerate(problem.people) if one.id == who)
        closed[who] += [problem.table[row, int(name[1:])] == BARRED for name in places.values()]
    return {who: float(np.mean(seen)) if seen else 0.5 for who, seen in closed.items()}


def service(said: dict[str, Any]) -> Callable[[dict[str, Any]], Instance]:
    """The service that answers: it holds the covers, the attacker only chooses the question."""

    def ask(question: dict[str, Any]) -> Instance:
        people = [
            {**one, "wing": question["places"].get(one["id"], one.get("wing", ""))} for one in said["people"]
        ]
        return instance_from({**said, "people": people, "ask": {"mode": "one", "people": [question["who"]]}})

    return ask


def area(scores: dict[str, float], secret: set[str]) -> float:
    """The chance that a covered one scores above one who is not; ties are half."""
    high = np.array([score for who, score in scores.items() if who in secret])
    low = np.array([score for who, score in scores.items() if who not in secret])
    return float(((high[:, None] > low).mean() + (high[:, None] == low).mean() / 2).item())


def test_the_answer_is_the_same_to_the_letter_whoever_is_covered() -> None:
    for standing in (True, False):
        answers = set()
        for seed in range(4):
            said, _ = covered(estate(standing=standing), drawn(seed))
            answer = document(placed(instance_from(said), seconds=30))
            assert answer["stopped"] == "end"
            answers.add(str({**answer, "seconds": 0}))
        assert len(answers) == 1


def test_covers_that_a_standing_rule_implies_cannot_be_told_from_none_at_all() -> None:
    said, _ = covered(estate(standing=True), drawn(1))
    answers = [document(placed(instance_from(each), seconds=30)) for each in (said, {**said, "cover": []})]
    assert {**answers[0], "seconds": 0} == {**answers[1], "seconds": 0}


def test_a_thousand_what_ifs_guess_no_better_than_chance() -> None:
    """The same questions put to services with different secrets score everybody the same: nothing is learnt.

    Then the scores are held against five hundred secret draws: on average they guess like a coin.
    """
    for standing, secrets in ((False, 2), (True, 1)):
        scores = [
            what_ifs(service(covered(estate(standing=standing), drawn(seed))[0]), drawn(200), 1000)
            for seed in range(secrets)
        ]
        assert all(one == scores[0] for one in scores)
        draws = [covered(estate(standing=standing), drawn(seed))[1] for seed in range(500)]
        found = [area(scores[0], secret) for secret in draws]
        error = float(np.std(found, ddof=1)) / len(found) ** 0.5
        assert abs(float(np.mean(found)) - 0.5) <= 3 * max(error, 0.002)


def test_the_attack_itself_works_where_a_cover_is_told_as_a_rule_of_its_own() -> None:
    """So that the test above can fail: with the covers written as pairs the same attacker finds them all."""
    said, secret = covered(estate(standing=False), drawn(3))
    pairs = [{"a": one["person"], "b": one["from"], "level": "wing"} for one in said["cover"]]
    naive = {**said, "cover": [], "keep_apart": {"pairs": pairs}}
    assert area(what_ifs(service(naive), drawn(4), 400), secret) == 1.0


def test_no_word_of_an_answer_is_about_covers() -> None:
    said, secret = covered(estate(standing=False), drawn(5))
    text = str(document(placed(instance_from(said), seconds=30))).lower()
    assert not any(word in text for word in ("cover", "compartment", "exit", "source", "witness", "secret"))
    others = {f"F{n}" for n in range(FOLLOWERS)} - secret
    rows = {row["person"]: row for row in document(placed(instance_from(said), seconds=30))["assignments"]}
    assert {str(rows[who]["why"]) for who in secret} <= {str(rows[who]["why"]) for who in others}
