"""Find telephone numbers, bank accounts, number plates and e-mail addresses in a text."""

import re
from collections.abc import Iterator
from typing import Final

import phonenumbers
from schwifty import IBAN
from schwifty.exceptions import SchwiftyException

from beccaria.engines.mentions.shape import Kind, Mention

_EMAIL: Final = re.compile(r"\b[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}\b")
_IBAN: Final = re.compile(r"\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]){11,30}\b")
_GROUPS: Final = re.compile(r"[A-Z0-9]+")

# Only shapes that hardly any other text has; a shape that could also be a cell or a reference number is left
# to the reader. Letters that a country never uses are left out.
_PLATES: Final[dict[str, str]] = {
    "IT": r"[A-HJ-NPR-TV-Z]{2}[ -]?\d{3}[ -]?[A-HJ-NPR-TV-Z]{2}",
    "FR": r"[A-HJ-NP-TV-Z]{2}-\d{3}-[A-HJ-NP-TV-Z]{2}",
    "GB": r"[A-Z]{2}\d{2} ?[A-Z]{3}",
    "ES": r"\d{4} ?[BCDFGHJ-NP-TV-Z]{3}",
    "NL": r"\d{2}-[A-Z]{3}-\d|[A-Z]-\d{3}-[A-Z]{2}|\d-[A-Z]{3}-\d{2}|[A-Z]{2}-\d{3}-[A-Z]",
    "SE": r"[A-Z]{3} ?\d{2}[A-Z0-9]",
    "FI": r"[A-ZÅÄÖ]{2,3}-\d{1,3}",
    "DE": r"[A-ZÄÖÜ]{1,3}-[A-Z]{1,2} \d{1,4}[EH]?",
    "AT": r"[A-Z]{1,2}-\d{3,5} ?[A-Z]{1,2}",
    "BE": r"\d-[A-Z]{3}-\d{3}",
    "CZ": r"\d[A-Z]\d \d{4}",
}
_NEAR_A_CAR: Final = re.compile(
    r"\b(?:targa\w*|plate|registration|number plate|car|van|vehicle|auto|macchina|furgone)\b",
    re.IGNORECASE,
)
_REACH: Final = 40
# Plates whose shape is common in other texts are offered only when a word for a car stands near.
_ONLY_NEAR_A_CAR: Final = frozenset({"ES", "SE", "FI", "AT", "CZ"})


def emails(text: str) -> Iterator[Mention]:
    """E-mail addresses, in lower case."""
    for found in _EMAIL.finditer(text):
        yield Mention(found.start(), found.end(), Kind.EMAIL, found.group(), found.group().lower())


def ibans(text: str) -> Iterator[Mention]:
    """Bank accounts whose country, length and check digits are right; the value is written without spaces."""
    for found in _IBAN.finditer(text):
        end = found.end()
        # The pattern runs on into following capital words: shorten from the right, by groups, until valid.
        while (written := text[found.start() : end].rstrip()) and len(written) >= 15:  # noqa: PLR2004  shortest IBAN
            if value := _valid(written):
                yield Mention(found.start(), found.start() + len(written), Kind.IBAN, written, value)
                break
            end = found.start() + _last_group(written)


def _valid(written: str) -> str | None:
    try:
        return str(IBAN(written.replace(" ", "")).compact)
    except SchwiftyException:
        return None  # not an account: looking for one in free text is a question, not an error


def _last_group(written: str) -> int:
    return [found.start() for found in _GROUPS.finditer(written)][-1]


def phones(text: str, *, region: str) -> Iterator[Mention]:
    """Telephone numbers that could exist in the plan of their country; the value is in E.164 form."""
    for match in phonenumbers.PhoneNumberMatcher(text, region, leniency=phonenumbers.Leniency.VALID):
        value = phonenumbers.format_number(match.number, phonenumbers.PhoneNumberFormat.E164)
        yield Mention(match.start, match.end, Kind.PHONE, match.raw_string, value)


def plates(text: str, *, region: str) -> Iterator[Mention]:
    """Number plates of the known countries; the value is `COUNTRY:CHARACTERS`. One text gives one country."""
    wanted = sorted(_PLATES, key=lambda country: country != region)
    seen: set[tuple[int, int]] = set()
    for country in wanted:
        for found in re.finditer(rf"(?<![\w-])(?:{_PLATES[country]})(?![\w-])", text):
            if found.span() in seen or (country in _ONLY_NEAR_A_CAR and not _car_near(text, found.start())):
                continue
            seen.add(found.span())
            value = f"{country}:{re.sub(r'[ -]', '', found.group())}"
            yield Mention(found.start(), found.end(), Kind.PLATE, found.group(), value)


def _car_near(text: str, place: int) -> bool:
    return _NEAR_A_CAR.search(text[max(0, place - _REACH) : place]) is not None
