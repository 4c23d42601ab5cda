"""A sentence is kept in its parts and said again from them."""

from beccaria.core.kept import as_kept, as_phrase
from beccaria.core.refusal import BadInput, Phrase


def test_what_is_kept_is_said_again_phrases_inside_it_too() -> None:
    said = BadInput(
        "%(what)s has %(count)s rows.", what=Phrase("The file “%(name)s”", {"name": "x"}), count=1200
    )
    kept = as_kept(said)
    assert kept == {
        "sentence": "%(what)s has %(count)s rows.",
        "values": {"what": {"sentence": "The file “%(name)s”", "values": {"name": "x"}}, "count": 1200},
    }
    assert str(as_phrase(kept)) == str(said) == "The file “x” has 1,200 rows."
