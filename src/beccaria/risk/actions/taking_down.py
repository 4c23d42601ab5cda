"""Take down what is typed the same way everywhere in risk: bounded words without control characters."""

from typing import Final

from beccaria.core.refusal import BadInput

LONGEST: Final = 4000
BECAUSE: Final = 1000
SHORT: Final = 200


def words(text: str, longest: int = LONGEST) -> str:
    """The text without needless space. Raises BadInput for one that is too long or holds a NUL character."""
    plain = "\n".join(" ".join(line.split()) for line in text.strip().splitlines()).strip()
    if "\x00" in plain:
        raise BadInput("The text holds a NUL character: remove it.")
    if len(plain) > longest:
        raise BadInput(
            "The text has %(count)s characters: shorten it to %(most)s.", count=len(plain), most=longest
        )
    return plain


def needed(text: str, sentence: str, longest: int = LONGEST) -> str:
    """The text, which must say something; otherwise BadInput with the sentence."""
    plain = words(text, longest)
    if not plain:
        raise BadInput(sentence)
    return plain
