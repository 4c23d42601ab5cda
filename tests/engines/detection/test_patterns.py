"""Every pattern finds what its own tests plant, and nothing else."""

import pytest

from beccaria.core.patterns import Case, Pattern
from beccaria.engines.detection.cases import found_in, keys
from beccaria.lib import patterns

CASES = [
    pytest.param(one, case, id=f"{one.id}: {case.name}")
    for one in patterns.every().values()
    for case in one.cases
]


@pytest.mark.parametrize(("one", "case"), CASES)
def test_a_pattern_finds_what_its_test_plants(one: Pattern, case: Case) -> None:
    found = found_in(one, case)
    assert keys(found) == sorted(case.found)
    for each in found:
        assert each.evidence, "a finding cites its rows"
        assert "{" not in each.sentence + each.unusual.words
        assert each.since <= each.at
        assert each.strength > 0
