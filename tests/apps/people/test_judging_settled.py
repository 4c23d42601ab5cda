"""The database and the engine come to the same clusters, and a judgement that is taken back leaves no trace."""

import random
from collections.abc import Sequence
from itertools import combinations

from beccaria.core.judging import Verdict
from beccaria.engines.resolving import Held, resolve
from tests.apps.people.town import Partition, Town, town

__all__ = ["town"]
SAME, NOT, UNSURE = Verdict.SAME, Verdict.NOT_SAME, Verdict.UNSURE


def expected(town: Town, records: Sequence[str]) -> Partition:
    said = town.rows(
        "SELECT left_id, right_id, verdict, rule, coalesce(score, 1) FROM people_judgement WHERE until IS NULL"
    )
    held = [
        Held(left=left, right=right, verdict=Verdict(verdict), by_human=not rule, score=score)
        for left, right, verdict, rule, score in said
    ]
    return frozenset(frozenset(group) for group in resolve(records, held).groups)


def test_without_contradiction_the_judge_s_own_transaction_settles_everything(town: Town) -> None:
    chance = random.Random(4)  # noqa: S311  the same judgements every time, nothing secret
    records = town.add(*(f"r{number}" for number in range(14)))
    judged: list[str] = []
    for one, other in chance.sample(list(combinations(records, 2)), 40):
        together = any({one, other} <= group for group in town.partition(records))
        verdict = SAME if together else chance.choice([SAME, UNSURE, UNSURE])
        judged.append(town.judge(one, other, verdict))
        if chance.random() < 0.4:
            town.undo(judged.pop(chance.randrange(len(judged))))
        assert town.partition(records) == expected(town, records)
    before = town.rows("SELECT id, cluster FROM people_person ORDER BY id")
    assert town.settle() > 0
    assert town.rows("SELECT id, cluster FROM people_person ORDER BY id") == before, "the job found it done"


def test_with_contradictions_the_job_comes_to_what_the_engine_says(town: Town) -> None:
    chance = random.Random(16)  # noqa: S311  the same judgements every time, nothing secret
    records = town.add(*(f"r{number}" for number in range(12)))
    for one, other in chance.sample(list(combinations(records, 2)), 45):
        if chance.random() < 0.5:
            town.rule(one, other, chance.choice([0.9, 0.95, 0.98, 1.0]))
        else:
            town.judge(one, other, chance.choice([SAME, NOT, NOT]))
        if chance.random() < 0.3:
            town.settle()
            assert town.partition(records) == expected(town, records)
    town.settle()
    assert town.partition(records) == expected(town, records)
    assert town.settle() == 0


def test_any_order_of_judging_comes_to_the_same(town: Town) -> None:
    names = [f"r{number}" for number in range(8)]
    chance = random.Random(2)  # noqa: S311  the same judgements every time, nothing secret
    pairs = chance.sample(list(combinations(range(8), 2)), 16)
    said = [
        (pair, chance.choice([SAME, SAME, NOT]), chance.random() < 0.5, 0.9 + number / 200)
        for number, pair in enumerate(pairs)
    ]
    found = []
    for records in (town.add(*names), town.add(*(f"s{name}" for name in names))):
        for (one, other), verdict, human, score in said:
            if human:
                town.judge(records[one], records[other], verdict)
            else:
                town.rule(records[one], records[other], score, verdict)
        chance.shuffle(said)
        town.settle()
        place: dict[str, int] = {key: number for number, key in enumerate(records)}
        found.append({frozenset(place[key] for key in group) for group in town.partition(records)})
    assert found[0] == found[1]
    assert 1 < len(found[0]) < len(names), "the judgements contradict each other somewhere, or all is one"
