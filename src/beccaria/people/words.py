"""Say the vocabulary of people in the reader's language."""

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from beccaria.core.actors import Level
from beccaria.core.persons import Role, Sex, Status
from beccaria.engines.persons_compare import Because, Related

Words = Mapping[str, str | Promise]

ROLES: Final[Words] = {
    Role.PRISONER: _("prisoner"),
    Role.VISITOR: _("visitor"),
    Role.STAFF: _("member of staff"),
    Role.CONTACT: _("contact outside"),
}
SOURCES: Final[Words] = {
    "register": _("the register"),
    "service": _("written down in this service"),
    "visits": _("the visits desk"),
    "payments": _("the payments desk"),
    "calls": _("the call list"),
}
STATUSES: Final[Words] = {Status.REMAND: _("on remand"), Status.SENTENCED: _("sentenced")}
SEXES: Final[Words] = {Sex.MALE: _("male"), Sex.FEMALE: _("female"), Sex.OTHER: _("other")}
LEVELS: Final[dict[int, str | Promise]] = {
    Level.OFFICIAL: _("Official"),
    Level.RESTRICTED: _("Restricted"),
    Level.CONFIDENTIAL: _("Confidential"),
    Level.SECRET: _("Secret"),
}
BECAUSE: Final[Words] = {
    Because.SAME_NAME: _("the same name"),
    Because.LIKE_NAME: _("a name written much the same"),
    Because.PART_OF_NAME: _("part of the name"),
    Because.OTHER_NAME: _("another name"),
    Because.SAME_BIRTH: _("the same birth date"),
    Because.NEAR_BIRTH: _("a birth date that one slip of the pen explains"),
    Because.OTHER_BIRTH: _("but another birth date"),
    Because.UNKNOWN_BIRTH: _("birth date not recorded"),
    Because.SAME_BIRTH_YEAR: _("the same year of birth; the day is not known on one side"),
    Because.SAME_PHONE: _("the same telephone number"),
    Because.SAME_DOCUMENT: _("the same document number"),
    Because.OTHER_DOCUMENT: _("but another document number"),
    Because.SAME_ADDRESS: _("the same address"),
    Because.NEAR_DOCUMENT: _("a document number that differs in one place"),
    Because.SAME_ACCOUNT: _("the same account"),
}
RELATED: Final[Words] = {
    Related.TWINS: _("possibly related: one surname and birth date, other given names, as with twins"),
    Related.PARENT_AND_CHILD: _(
        "possibly related: one name, born a generation apart, as with parent and child"
    ),
    Related.FAMILY: _("possibly related: one surname and address or number, other given names"),
    Related.HOUSEHOLD: _("possibly related: one address, number or account, other names"),
    Related.NAMESAKES: _("probably another person: the same name, another birth date"),
}


def said(words: Words, code: str) -> str:
    """The words for a code; the code itself when a register uses one we do not know; nothing for nothing."""
    return str(words.get(code, code))
