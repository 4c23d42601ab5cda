"""The explanation of the simulated service says the rates, files and storylines that there are."""

from pathlib import Path

from beccaria.core.feedfiles import FILES, SERVICE_FILES
from beccaria.world.likeness import REAL
from beccaria.world.rates import all_rates
from beccaria.world.truth import FORMAT

TEXT = (Path(__file__).resolve().parents[2] / "docs" / "explanation" / "world.md").read_text(encoding="utf-8")


def test_every_rate_is_told_with_its_source() -> None:
    for rate in all_rates().values():
        row = f"| {rate.name.replace('_', ' ')} | {rate.value:g} | {rate.unit} | {rate.source} |"
        assert row in TEXT


def test_files_beyond_those_of_load_are_explained() -> None:
    for name in SERVICE_FILES.keys() - FILES.keys():
        assert f"`{name}`" in TEXT
    assert FORMAT in TEXT


def test_the_real_figures_are_those_recorded() -> None:
    for real in REAL.values():
        assert f"{real.clustering:.2f}" in TEXT
        assert f"{real.path:.2f}" in TEXT
