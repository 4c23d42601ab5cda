"""Type the identifiers, and make identifiers and reference numbers that tell nothing about what is hidden."""

import secrets
import uuid
from typing import NewType

UserId = NewType("UserId", str)
PersonId = NewType("PersonId", str)
PlaceCode = NewType("PlaceCode", str)
EventId = NewType("EventId", str)
ObservationId = NewType("ObservationId", str)
ReportId = NewType("ReportId", str)
ItemId = NewType("ItemId", str)
VersionId = NewType("VersionId", str)

# Crockford's alphabet without the letters that people misread, so that a reference survives a telephone call.
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
# A thousand million a year: at a million records a new one is taken once in a thousand, and then made again.
_LENGTH = 6


def new_id() -> str:
    """Make an identifier. Random, because a sequence would show by its gaps how much one may not see."""
    return str(uuid.uuid4())


def new_reference(year: int) -> str:
    """Make a reference number for people, such as ``26-7K2FQ3X``; the last character checks the others."""
    body = "".join(secrets.choice(_ALPHABET) for _ in range(_LENGTH))
    return f"{year % 100:02d}-{body}{_check(body)}"


def is_reference(text: str) -> bool:
    """Whether a text is a well-formed reference number, its check character included."""
    head, dash, body = text.strip().upper().partition("-")
    return (
        bool(dash)
        and len(head) == 2  # noqa: PLR2004  two digits of the year
        and head.isdigit()
        and len(body) == _LENGTH + 1
        and all(letter in _ALPHABET for letter in body)
        and _check(body[:-1]) == body[-1]
    )


def new_pseudonym() -> str:
    """Make a reporter's pseudonym for one observation; two observations by one person share nothing."""
    return "R-" + "".join(secrets.choice(_ALPHABET) for _ in range(10))


def _check(body: str) -> str:
    # Weights 3, 5, 7 … are odd, so every single wrong character and most swaps change the sum modulo 32.
    total = sum((2 * place + 3) * _ALPHABET.index(letter) for place, letter in enumerate(body))
    return _ALPHABET[total % len(_ALPHABET)]
