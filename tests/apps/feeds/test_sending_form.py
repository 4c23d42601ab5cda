"""What a column of a feed means is said in the reader's language."""

import pytest

from beccaria.core.feeds import KINDS, Feed
from beccaria.feeds.forms import sending


@pytest.mark.parametrize("kind", Feed)
def test_what_a_column_means_is_said_in_the_reader_s_language(
    kind: Feed, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sending, "gettext", str.upper)
    form = sending.MappingForm(None, kind=kind, headings=["a"], found={})
    for column in KINDS[kind].columns:
        assert form.fields[f"column_{column.name}"].help_text == column.means.upper()
