"""Know bank accounts however they are written, and those that are nearly one of the register's."""

from typing import Final

from stdnum import iban
from stdnum.exceptions import ValidationError

from beccaria.engines.privilege.slips import Slips

# Country and check digits stand before the account proper.
_HEAD: Final = 4
_SHORTEST: Final = 8


def plain(text: str) -> str:
    """An account without spaces, dots and case; of an IBAN what stdnum makes of it."""
    try:
        return str(iban.compact(text)).upper()
    except ValidationError:
        return "".join(sign for sign in text.upper() if sign.isalnum())


class Accounts:
    """The accounts of the register."""

    def __init__(self) -> None:
        self._exact: dict[str, str] = {}
        self._slips = Slips()

    def add(self, text: str, entry: str) -> None:
        """Know an account of an entry; also by what stands behind country and check digits."""
        written = plain(text)
        if len(written) < _SHORTEST:
            return
        self._exact[written] = entry
        self._slips.add(written, entry)
        if len(written) - _HEAD >= _SHORTEST and iban.is_valid(written):
            self._exact[written[_HEAD:]] = entry
            self._slips.add(written[_HEAD:], entry)

    def exactly(self, text: str) -> str | None:
        """The entry whose account this is."""
        written = plain(text)
        return self._exact.get(written) or self._exact.get(written[_HEAD:])

    def nearly(self, text: str) -> str | None:
        """The entry whose account this is but for one slip."""
        written = plain(text)
        if len(written) < _SHORTEST:
            return None
        found = self._slips.near(written) or self._slips.near(written[_HEAD:])
        return found[1] if found else None
