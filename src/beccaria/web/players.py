"""Name the users of the demonstration, as its sign-in page lists them."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Player:
    """One user of the demonstration."""

    name: str
    words: str | Promise


PLAYERS: tuple[Player, ...] = (
    Player("officer", _("landing officer: writes what he sees")),
    Player("pio", _("prison intelligence officer: grades, links, sanitises")),
    Player("head", _("head of intelligence: directs and disseminates")),
    Player("governor", _("governor: decides")),
    Player("placement", _("placement officer: finds places")),
    Player("assessor", _("assessor: judges risk")),
    Player("pio-elsewhere", _("intelligence officer of another prison: sees none of this")),
    Player("analyst", _("national analyst: sees across prisons")),
    Player("liaison", _("police liaison: gets what is addressed to the police")),
    Player("handler", _("source handler")),
    Player("integrity", _("integrity officer")),
    Player("exits", _("exit facilitator")),
    Player("dpo", _("data protection officer: sees who looked at what")),
)
