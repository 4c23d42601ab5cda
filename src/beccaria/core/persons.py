"""Name what a person is to the service, and how he is held. Vocabularies only: who he is stands in the records."""

from enum import StrEnum


class Role(StrEnum):
    """What a person is to the service, in one record. The same human may have several records with several roles."""

    PRISONER = "prisoner"
    VISITOR = "visitor"
    STAFF = "staff"
    CONTACT = "contact"


class Sex(StrEnum):
    """As the register writes it; empty when it does not say."""

    MALE = "male"
    FEMALE = "female"
    OTHER = "other"


class Status(StrEnum):
    """Why a person is held; empty when the register does not say."""

    REMAND = "remand"
    SENTENCED = "sentenced"
