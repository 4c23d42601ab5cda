"""Say the vocabulary of review in the reader's language: evidence, relations, verdicts, answers."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from beccaria.core.judging import Answer, Prompt, Verdict
from beccaria.engines.persons_compare import Because, Related
from beccaria.people.words import Words

EVIDENCE: Final[Words] = {
    Because.SAME_NAME: _("The name is the same."),
    Because.LIKE_NAME: _("The name is written much the same."),
    Because.PART_OF_NAME: _("Part of the name is the same."),
    Because.OTHER_NAME: _("The name is another."),
    Because.SAME_BIRTH: _("The birth date is the same."),
    Because.SAME_BIRTH_YEAR: _("The year of birth agrees; the day is not known on one side."),
    Because.NEAR_BIRTH: _("The birth date differs by what one slip of the pen explains."),
    Because.OTHER_BIRTH: _("The birth date is another."),
    Because.UNKNOWN_BIRTH: _("The birth date is not known on one side."),
    Because.SAME_PHONE: _("The telephone number is the same."),
    Because.SAME_DOCUMENT: _("The document number is the same."),
    Because.NEAR_DOCUMENT: _("The document number differs in one place."),
    Because.OTHER_DOCUMENT: _("The document number is another."),
    Because.SAME_ACCOUNT: _("The account is the same."),
    Because.SAME_ADDRESS: _("The address is the same."),
}
AGAINST: Final = frozenset({Because.OTHER_NAME, Because.OTHER_BIRTH, Because.OTHER_DOCUMENT})
OPEN: Final = frozenset({Because.UNKNOWN_BIRTH})
RELATIONS: Final[Words] = {
    Related.TWINS: _("Possibly related: twins. One surname and birth date, but other given names."),
    Related.PARENT_AND_CHILD: _("Possibly related: parent and child of one name, born a generation apart."),
    Related.FAMILY: _("Possibly related: one surname and one address or number, but other given names."),
    Related.HOUSEHOLD: _("Possibly related: one address, number or account, but other names."),
    Related.NAMESAKES: _("Probably another person: the same name, another birth date."),
}
RELATED_SHORT: Final[Words] = {
    Related.TWINS: _("possibly twins"),
    Related.PARENT_AND_CHILD: _("possibly parent and child"),
    Related.FAMILY: _("possibly of one family"),
    Related.HOUSEHOLD: _("possibly of one household"),
    Related.NAMESAKES: _("possibly only namesakes"),
}
VERDICTS: Final[Words] = {
    Verdict.SAME: _("one person"),
    Verdict.NOT_SAME: _("not one person"),
    Verdict.UNSURE: _("unsure"),
}
PROMPTS: Final[Words] = {
    Prompt.REGISTER: _("an entry in the register"),
    Prompt.VISIT: _("a visit"),
    Prompt.PAYMENT: _("a payment"),
    Prompt.CALL_REQUEST: _("a request for a telephone number"),
    Prompt.OBSERVATION: _("an observation"),
    Prompt.ASKED: _("a search"),
    Prompt.REVIEW: _("a review"),
    Prompt.EVIDENCE: _("new evidence"),
}
ANSWERS: Final[Words] = {
    Answer.WARNED: _("Warning written"),
    Answer.KNOWN: _("Known already"),
    Answer.NOT_HIM: _("Not him"),
}
CERTAINTIES: Final[Words] = {
    "almost certain": _("almost certainly"),
    "likely": _("likely"),
    "possible": _("possibly"),
}
