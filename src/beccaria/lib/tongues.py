"""Compare names of languages, whoever wrote them: by code, in English, or as those who speak one call it."""

import unicodedata
from typing import Final

from django.conf.locale import LANG_INFO


def _bare(text: str) -> str:
    """Letters and digits alone, small and without accents, of whatever script."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(sign for sign in plain if sign.isalnum())


_NAMED: Final = {code: one for code, one in LANG_INFO.items() if "name" in one and "-" not in code}
_CODES: Final = {
    _bare(name): code for code, one in _NAMED.items() for name in (code, one["name"], one["name_local"])
}


def compared(said: str) -> str:
    """A language as it is compared: its code, or its letters where the framework does not know it."""
    bare = _bare(said)
    return _CODES.get(bare, bare)


def own_name(compared_as: str) -> str:
    """What those who speak it call it; what no list knows stays as it is."""
    return str(_NAMED[compared_as]["name_local"]) if compared_as in _NAMED else compared_as
