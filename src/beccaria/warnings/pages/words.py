"""Say the vocabulary of warnings, bans and the gate in the reader's language."""

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from beccaria.core.actors import Level
from beccaria.core.happenings import Outcome
from beccaria.core.warning import BanOn, Certainty, Decision, Match, Scope, Standing, WarningKind

Words = Mapping[str, str | Promise]

KINDS: Final[Words] = {
    WarningKind.VISITOR_REFUSED: _("Visitor refused"),
    WarningKind.PAYER_BLOCKED: _("Payer blocked"),
    WarningKind.NUMBER_BLOCKED: _("Telephone number blocked"),
    WarningKind.ITEM: _("Item to look for"),
    WarningKind.METHOD: _("Method to know of"),
    WarningKind.THREAT: _("Threat to a person"),
}
CERTAINTIES: Final[Words] = {
    Certainty.ESTABLISHED: _("Established: seen, found or proved"),
    Certainty.PROBABLE: _("Probable: more than one thing speaks for it"),
    Certainty.POSSIBLE: _("Possible: not confirmed by anything else"),
}
SCOPES: Final[Words] = {
    Scope.ALL: _("All prisons"),
    Scope.REGION: _("Prisons of some regions"),
    Scope.LINKED: _("Prisons where the person is booked or known"),
    Scope.CHOSEN: _("Some prisons by name"),
}
STANDINGS: Final[Words] = {
    Standing.ACTIVE: _("holds"),
    Standing.EXPIRED: _("expired"),
    Standing.WITHDRAWN: _("withdrawn"),
}
HEAPS: Final[Words] = {
    "active": _("Active"),
    "waiting": _("To acknowledge"),
    "expired": _("Expired"),
    "withdrawn": _("Withdrawn"),
}
BANS: Final[Words] = {
    BanOn.PERSON: _("A person: every visit, call and payment"),
    BanOn.RELATIONSHIP: _("One relationship: this person with one prisoner"),
    BanOn.PHONE: _("A telephone number"),
    BanOn.ACCOUNT: _("An account"),
}
BANNED: Final[Words] = {
    BanOn.PERSON: _("Person banned"),
    BanOn.RELATIONSHIP: _("Contact with one prisoner banned"),
    BanOn.PHONE: _("Telephone number banned"),
    BanOn.ACCOUNT: _("Account banned"),
}
DECISIONS: Final[Words] = {
    Decision.GO: _("Go"),
    Decision.CALL: _("Stop and call"),
    Decision.REFUSE: _("Refuse"),
}
DECIDED: Final[Words] = {
    Decision.GO: _("let in"),
    Decision.CALL: _("stopped, somebody was called"),
    Decision.REFUSE: _("refused"),
}
OUTCOMES: Final[Words] = {
    Outcome.COMPLETED: _("took place"),
    Outcome.REFUSED: _("refused at the desk"),
    Outcome.NO_SHOW: _("did not come"),
}
MATCHES: Final[Words] = {
    Match.ALMOST_CERTAIN: _("Almost certainly the same person"),
    Match.LIKELY: _("Likely the same person"),
    Match.POSSIBLE: _("Possibly the same person"),
    Match.ANOTHER: _("Probably another person"),
}
SHORT_MATCHES: Final[Words] = {
    Match.ALMOST_CERTAIN: _("almost certain"),
    Match.LIKELY: _("likely"),
    Match.POSSIBLE: _("possible"),
    Match.ANOTHER: _("probably another person"),
}
WHAT_TO_DO: Final[Words] = {
    Match.ALMOST_CERTAIN: _("Act on the warning unless the document in your hand says otherwise."),
    Match.LIKELY: _("Compare the document in your hand before you decide."),
    Match.POSSIBLE: _("Ask for an identity document, and for the birth date."),
    Match.ANOTHER: _("No reason to stop him. A name is not a person."),
}
BECAUSE: Final[Words] = {
    "same_record": _("It is the very record that was warned of."),
    "same_name": _("The name is the same."),
    "like_name": _("The name is written much the same."),
    "part_of_name": _("Part of the name is the same."),
    "other_name": _("The name is another."),
    "same_birth": _("The birth date is the same."),
    "same_birth_year": _("The year of birth agrees; the day is not known on one side."),
    "near_birth": _("The birth date differs by what one slip of the pen explains."),
    "other_birth": _("The birth date is another."),
    "unknown_birth": _("The birth date is not known on one side."),
    "same_phone": _("The telephone number is the same."),
    "same_document": _("The document number is the same."),
    "near_document": _("The document number differs in one place."),
    "other_document": _("The document number is another."),
    "same_account": _("The account is the same."),
    "same_address": _("The address is the same."),
    "same_plate": _("The number plate is the same."),
    "this_prisoner": _("The ban is for visits to this prisoner."),
}
RELATED: Final[Words] = {
    "twins": _("They may be twins: one surname and birth date, but other given names."),
    "parent_and_child": _("They may be parent and child of one name: born a generation apart."),
    "family": _("They may be of one family."),
    "household": _("They may live together: one address, number or account, but other names."),
    "namesakes": _("They may merely share a name: the birth dates differ."),
}
FACTS: Final[Words] = {
    "name": _("Name"),
    "also": _("Also written or called"),
    "born": _("Born"),
    "document": _("Document"),
    "phone": _("Telephone"),
    "account": _("Account"),
    "plate": _("Number plate"),
    "address": _("Address"),
}
AUDIENCES: Final[dict[int, str | Promise]] = {
    Level.OFFICIAL: _("Everybody on duty, the gate included"),
    Level.RESTRICTED: _("Duties cleared for restricted records"),
    Level.CONFIDENTIAL: _("Intelligence units, heads and governors"),
    Level.SECRET: _("Heads of intelligence only"),
}


def said(words: Words, code: str) -> str:
    """The words for a code; the code itself where nobody has worded it."""
    return str(words.get(code, code))


def told(sentence: str) -> str:
    """A sentence that the rules say in English, in the reader's language."""
    return gettext(sentence) if sentence else ""


def choices(words: Mapping[str, str | Promise]) -> list[tuple[str, str | Promise]]:
    """A list as the choices of a form field."""
    return [(str(code), text) for code, text in words.items()]
