"""Find wings and cells in a text, in English and Italian."""

import re
from collections.abc import Iterator
from typing import Final

from beccaria.engines.mentions.shape import Kind, Mention

_CODE: Final = r"(?:[A-Z]{1,2}-?\d{0,3}|\d{1,4}(?:[-/]?[A-Za-z])?|[IVX]{1,4})(?![\w'\u2019])"
_WING: Final = re.compile(
    rf"\b(?:(?:wing|houseblock|block|landing|sezione|reparto|padiglione|braccio)\s(?P<after>{_CODE})"
    rf"|(?P<before>[A-Z]\d{{0,2}})\s(?:wing|block|landing))",
    re.IGNORECASE,
)
_CELL: Final = re.compile(
    rf"\b(?:cell|cella|stanza|camera)\s(?:n\.?\s?|no\.?\s?|number\s|numero\s)?(?P<code>{_CODE})",
    re.IGNORECASE,
)


def places(text: str) -> Iterator[Mention]:
    """Wings and cells named with a word and a code; the value is the code in capital letters."""
    for found in _WING.finditer(text):
        code = found["after"] or found["before"]
        if _is_code(code):
            yield Mention(found.start(), found.end(), Kind.WING, found.group(), code.upper())
    for found in _CELL.finditer(text):
        if _is_code(found["code"]):
            yield Mention(found.start(), found.end(), Kind.CELL, found.group(), found["code"].upper())


def _is_code(code: str) -> bool:
    # "the wing is", "cell to": short words in small letters are words, not codes.
    return code[0].isdigit() or code[0].isupper()
