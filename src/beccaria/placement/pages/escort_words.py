"""Say levels of escorts, equipment, states and what is cleared after an arrival in the reader's language."""

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise, lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from beccaria.core.escorts import (
    CLEAR_WORDS,
    EQUIPMENT_WORDS,
    LEVEL_WORDS,
    Clear,
    Equipment,
    EscortLevel,
    Why,
)
from beccaria.core.placement import EscortState
from beccaria.lib.parts import Tag
from beccaria.lib.spoken import in_words

_lazily = lazy(in_words, str)
LEVELS: Final[Mapping[EscortLevel, str]] = {one: _lazily(said) for one, said in LEVEL_WORDS.items()}
EQUIPMENT: Final[Mapping[Equipment, str]] = {one: _lazily(said) for one, said in EQUIPMENT_WORDS.items()}
CLEAR: Final[Mapping[Clear, str]] = {one: _lazily(said) for one, said in CLEAR_WORDS.items()}
WHY: Final[Mapping[Why, str | Promise]] = {
    Why.TRANSFER: gettext_lazy("transfer to another prison"),
    Why.HOSPITAL: gettext_lazy("hospital"),
    Why.COURT: gettext_lazy("court"),
}


def state_tag(state: EscortState) -> Tag:
    """How far a pack is, as a tag."""
    return {
        EscortState.DRAFT: Tag(_("not handed over"), "amber"),
        EscortState.SENT: Tag(_("handed over, not acknowledged"), "amber"),
        EscortState.ACKNOWLEDGED: Tag(_("acknowledged"), "accent"),
        EscortState.SIGNED: Tag(_("signed"), "good"),
        EscortState.OVER: Tag(_("over"), "quiet"),
        EscortState.CANCELLED: Tag(_("cancelled"), "quiet"),
    }[state]
