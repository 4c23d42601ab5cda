"""A service's own country packs are read when the program starts, and a faulty one stops it there."""

from pathlib import Path
from typing import Any

import pytest
from django.apps import apps

from beccaria.lib import countries
from beccaria.lib.failure import Failed


def test_a_faulty_pack_stops_the_start(settings: Any, tmp_path: Path) -> None:
    places = apps.get_app_config("places")
    settings.COUNTRY_PACKS = str(tmp_path)
    good = (countries.FOLDER / "NL.yaml").read_text()
    (tmp_path / "NL.yaml").write_text(good.replace('value: "6 months"', "value: 6"))
    with pytest.raises(Failed, match="6 without a unit"):
        places.ready()
    (tmp_path / "NL.yaml").write_text(good)
    places.ready()
