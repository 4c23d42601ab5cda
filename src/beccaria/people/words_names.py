"""Say in the reader's language how two names compare; the same sentences as the engine's English ones."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from beccaria.engines.names import Because, Why
from beccaria.people.words import Words

# The English of each is that of engines.names.reasons; a test compares the two.
NAMED: Final[Words] = {
    Because.SAME: _("The names are the same."),
    Because.OTHER_ORDER: _("The parts stand in another order: given names and surname are changed round."),
    Because.SPELLING: _("“%(left)s” and “%(right)s” are spellings of one name."),
    Because.SCRIPT: _("“%(left)s” and “%(right)s” are one name in two scripts."),
    Because.SLIP: _("“%(left)s” and “%(right)s” differ as by a slip in writing."),
    Because.NICKNAME: _("“%(left)s” and “%(right)s” are a name and its short form."),
    Because.LANGUAGE: _("“%(left)s” and “%(right)s” are one name in two languages."),
    Because.INITIAL: _("“%(left)s” and “%(right)s” agree as far as the initial goes."),
    Because.JOINED: _("“%(left)s” and “%(right)s” are the same, written joined or apart."),
    Because.GENDERED: _("“%(left)s” and “%(right)s” are a surname in its male and female form."),
    Because.PARTLY: _("“%(left)s” and “%(right)s” are alike, but not enough to be one name."),
    Because.MORE: _("Only one of them has “%(left)s%(right)s”."),
    Because.PATRONYMIC: _("Only one of them gives the father's name, “%(left)s%(right)s”."),
    Because.OTHER: _("“%(left)s” and “%(right)s” are different names."),
    Because.OTHER_PATRONYMIC: _("The fathers' names differ: “%(left)s” and “%(right)s”."),
    Because.OTHER_GENERATION: _("One is “%(left)s”, the other “%(right)s”: they may be parent and child."),
    Because.ONE_GENERATION: _("Only one of them is “%(left)s%(right)s”: they may be parent and child."),
    Because.FEW: _("One of them is a single name, which many people have."),
    Because.COMMON: _("The names they share are common ones."),
    Because.LOOSE: _("What they share is not written alike, and one has a surname more."),
    Because.NOTHING: _("There is no name to compare on one side."),
    Because.CUT: _("A name was too long and only its beginning was compared."),
    Because.SAME_BIRTH: _("The dates of birth are the same."),
    Because.OTHER_BIRTH: _("The dates of birth differ."),
    Because.NEAR_BIRTH: _(
        "The dates of birth %(left)s and %(right)s may be one with a slip, and were not weighed."
    ),
    Because.YEAR_OF_BIRTH: _(
        "A birth on 1 January may mean only the year (%(left)s, %(right)s), and was not weighed."
    ),
    Because.UNKNOWN_BIRTH: _("A date of birth stands for an unknown one, and was not weighed."),
}


def how_named(why: Why) -> str:
    """One reason in a sentence; the words it is about are the names' own."""
    return str(NAMED[why.because]) % {"left": why.left, "right": why.right}
