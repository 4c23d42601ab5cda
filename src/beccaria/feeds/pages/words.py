"""The vocabulary of feeds in the reader's language."""

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from beccaria.core.feeds import Feed, Near, Protected, State, Verdict
from beccaria.core.kept import as_phrase
from beccaria.core.refusal import Phrase
from beccaria.lib.spoken import in_words

KINDS: Final[Mapping[Feed, Promise]] = {
    Feed.CALLS: _("Calls"),
    Feed.PAYMENTS: _("Payments"),
    Feed.VISITS: _("Visits"),
    Feed.MAIL: _("Mail"),
    Feed.CANTEEN: _("Canteen"),
    Feed.FINDS: _("Finds"),
    Feed.SEARCHES: _("Searches"),
    Feed.DRONES: _("Drones"),
    Feed.SCANNERS: _("Scanners"),
}
STATES: Final[Mapping[State, Promise]] = {
    State.WAITING: _("waits for you"),
    State.RUNNING: _("under way"),
    State.TRIED: _("tried"),
    State.TAKEN: _("taken in"),
    State.REFUSED: _("refused"),
    State.STOPPED: _("stopped"),
    State.DISCARDED: _("thrown away"),
}
NEAR: Final[Mapping[Near, Promise]] = {
    Near.DIGIT: _("one digit is different"),
    Near.SWAPPED: _("two digits have changed places"),
    Near.RANGE: _("it belongs to the same switchboard"),
    Near.ACCOUNT: _("the account differs in one place"),
    Near.NAME: _("the name is alike"),
}
OFFICES: Final[Mapping[Protected, Promise]] = {
    Protected.LAWYER: _("lawyer"),
    Protected.COURT: _("court"),
    Protected.OMBUDSMAN: _("ombudsman"),
    Protected.INSPECTOR: _("inspector"),
    Protected.DOCTOR: _("doctor"),
    Protected.CONSULATE: _("consulate"),
}
VERDICTS: Final[Mapping[Verdict, Promise]] = {
    Verdict.WAITING: _("waits"),
    Verdict.CLEARED: _("somebody else's: may come in"),
    Verdict.PRIVILEGED: _("privileged: never comes in"),
}


def again(kept: object) -> str:
    """A sentence that was kept, in the reader's language; as an earlier release wrote it, where it did."""
    match kept:
        case {"sentence": str() as sentence, "values": dict() as values}:
            return in_words(as_phrase({"sentence": sentence, "values": values}))
        case [str() as sentence, dict() as values]:
            return in_words(Phrase(sentence, values))
        case _:
            return str(kept)
