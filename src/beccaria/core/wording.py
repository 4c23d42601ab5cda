"""Take what somebody typed: a text that says something and is not too long, or one sentence saying what is wrong."""

from collections.abc import Iterable

from beccaria.core.refusal import BadInput, Phrase

LONGEST = 4000
"""Characters, where nobody says otherwise."""


def words(text: str, *, what: str | Phrase, longest: int = LONGEST, empty: bool = False) -> str:
    """A text without spaces around it. `what` names the field in the sentence. Raises BadInput."""
    said, named = text.replace("\x00", "").strip(), what if isinstance(what, Phrase) else Phrase(what)
    if not said and not empty:
        raise BadInput("%(what)s is empty: write it.", what=named)
    if len(said) > longest:
        raise BadInput(
            "%(what)s is longer than %(longest)s characters: shorten it.", what=named, longest=longest
        )
    return said


def said_before(text: str, earlier: Iterable[str]) -> bool:
    """Whether these words, whatever their capitals and punctuation, were used already: then they are not fresh."""
    return _bare(text) in {_bare(one) for one in earlier}


def _bare(text: str) -> str:
    return "".join(sign for sign in text.casefold() if sign.isalnum())
