"""Know telephone numbers however they are written, and those that are nearly one of the register's."""

import re
from collections.abc import Iterable, Iterator
from typing import Final

import phonenumbers
from phonenumbers import PhoneNumberType

from beccaria.core.feeds import Near
from beccaria.engines.privilege.slips import Slips, swapped

# The block of numbers of one switchboard: all that differ in the last two digits.
_BLOCK: Final = 2
# Below this many digits the end of a number is anybody's.
_SHORTEST_END: Final = 7
_FIXED: Final = {
    PhoneNumberType.FIXED_LINE,
    PhoneNumberType.FIXED_LINE_OR_MOBILE,
    PhoneNumberType.TOLL_FREE,
    PhoneNumberType.UAN,
    PhoneNumberType.SHARED_COST,
}


_NO_DIGITS: Final = re.compile("[^0-9]+")


def digits(text: str) -> str:
    """The digits of a text, whatever the script they are written in."""
    if text.isascii():
        return _NO_DIGITS.sub("", text)
    return "".join(str(int(sign)) for sign in text if sign.isdecimal())


def readings(text: str, regions: Iterable[str]) -> frozenset[str]:
    """What a number may mean, as digits with the country first: as written, and as dialled in each of the regions."""
    plain = digits(text)
    found = {plain, plain.removeprefix("00")}
    if not text.lstrip().startswith("+"):
        found.update(_dialled(text, regions))
    return frozenset(one for one in found if one)


def _dialled(text: str, regions: Iterable[str]) -> Iterator[str]:
    for region in regions:
        try:
            number = phonenumbers.parse(text, region)
        except phonenumbers.NumberParseException:
            continue
        yield digits(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164))


def is_fixed(number: str) -> bool:
    """Whether a number (digits, country first) is of a fixed line, so that its neighbours are the same office's."""
    try:
        return phonenumbers.number_type(phonenumbers.parse(f"+{number}")) in _FIXED
    except phonenumbers.NumberParseException:
        return False


class Numbers:
    """The numbers of the register."""

    def __init__(self, regions: Iterable[str]) -> None:
        self._regions = tuple(regions)
        self._exact: dict[str, str] = {}
        self._ends: dict[str, str] = {}
        self._blocks: dict[str, str] = {}
        self._slips = Slips()

    def add(self, text: str, entry: str) -> None:
        """Know a number of an entry."""
        written = readings(text, self._regions)
        for number in written:
            self._exact[number] = entry
            self._slips.add(number, entry)
            if is_fixed(number):
                self._blocks[number[:-_BLOCK]] = entry
        # The national part: a source may leave out the country, or the zero before the area.
        longest = max(written, key=len, default="")
        for cut in range(1, 5):
            if len(longest) - cut >= _SHORTEST_END + 1:
                self._ends.setdefault(longest[cut:].lstrip("0"), entry)

    def judge(self, text: str) -> tuple[str, Near | None] | None:
        """The entry whose number this is or nearly is, and how nearly; None when it is nobody's."""
        read = readings(text, self._regions)
        if entry := self._exactly(text, read):
            return entry, None
        return self._nearly(text, read)

    def exactly(self, text: str) -> str | None:
        """The entry whose number this is, however it is written."""
        return self._exactly(text, readings(text, self._regions))

    def _exactly(self, text: str, read: frozenset[str]) -> str | None:
        for number in read:
            if entry := self._exact.get(number):
                return entry
        end = digits(text).lstrip("0")
        return self._ends.get(end) if len(end) >= _SHORTEST_END else None

    def _nearly(self, text: str, read: frozenset[str]) -> tuple[str, Near] | None:
        """One digit, two that changed places, the same switchboard."""
        for number in read:
            if len(number) < _SHORTEST_END:
                continue
            if found := self._slips.near(number):
                known, entry = found
                return entry, Near.SWAPPED if swapped(known, number) else Near.DIGIT
            if entry := self._blocks.get(number[:-_BLOCK], ""):
                return entry, Near.RANGE
        if text.lstrip().startswith("+"):
            return None
        end = digits(text).lstrip("0")
        return self._near_end(end) if len(end) >= _SHORTEST_END else None

    def _near_end(self, end: str) -> tuple[str, Near] | None:
        for place in range(len(end)):
            for digit in "0123456789":
                if entry := self._ends.get(end[:place] + digit + end[place + 1 :]):
                    return entry, Near.DIGIT
        return None
