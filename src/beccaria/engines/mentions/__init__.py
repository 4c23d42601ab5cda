"""Find what a free text mentions, to be offered as links; nothing found here is linked by itself."""

from datetime import datetime

from beccaria.engines.mentions import codes, moments, names, places
from beccaria.engines.mentions.shape import Kind, Mention, without_overlaps

__all__ = ["Kind", "Mention", "find"]

# A text box is for remarks; a longer text is read up to here, so that no one text can hold a server.
LONGEST = 50_000


def find(text: str, *, at: datetime, region: str = "IT") -> tuple[Mention, ...]:
    """Find mentions in a text, in the order of the text, none overlapping another.

    `at` is the moment to which "yesterday" refers (with its offset). `region` is the country whose telephone
    numbers and plates are written without a country code (ISO 3166-1).
    """
    read = text[:LONGEST]
    found = [
        *codes.ibans(read),
        *codes.emails(read),
        *moments.moments(read, at=at),
        *codes.phones(read, region=region),
        *codes.plates(read, region=region),
        *places.places(read),
        *names.names(read),
    ]
    return without_overlaps(found)
