"""The command `country`: the shipped packs are listed, and a bad file is told every fault in a sentence of its own."""

import json
from pathlib import Path

from click.testing import CliRunner

from beccaria.config.commands.country import command
from beccaria.lib import countries


def test_the_list_counts_what_is_known() -> None:
    done = CliRunner().invoke(command, ["list", "--json"], catch_exceptions=False)
    found = {one["country"]: one for one in json.loads(done.stdout)}
    assert len(found) == 12
    assert found["NL"]["verified"] > found["AT"]["verified"] > 0
    for one in found.values():
        assert one["shares_with"] == []
        assert one["isolation"] == "22 hours a day, 15 days"
    plain = CliRunner().invoke(command, ["list"], catch_exceptions=False).stdout
    assert len(plain.splitlines()) == 12


def test_every_fault_of_a_file_is_said(tmp_path: Path) -> None:
    good = (countries.FOLDER / "NL.yaml").read_text()
    path = tmp_path / "NL.yaml"
    path.write_text(good)
    done = CliRunner().invoke(command, ["check", str(path)])
    assert (done.exit_code, "can be used" in done.stdout) == (0, True)
    path.write_text(
        good.replace('value: "6 months"', "value: 6").replace("Europe/Amsterdam", "Europe/Atlantis")
    )
    done = CliRunner().invoke(command, ["check", str(path)])
    assert done.exit_code == 1
    said = done.stdout.splitlines()
    assert said[0].startswith("There is no time zone Europe/Atlantis")
    assert len([one for one in said if "without a unit" in one]) == 2
