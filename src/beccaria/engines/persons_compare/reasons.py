"""Name what was compared and how it came out, and how two people may be related who are not one."""

from enum import StrEnum


class Because(StrEnum):
    """What was compared and how it came out."""

    SAME_NAME = "same_name"
    LIKE_NAME = "like_name"
    PART_OF_NAME = "part_of_name"
    OTHER_NAME = "other_name"
    SAME_BIRTH = "same_birth"
    SAME_BIRTH_YEAR = "same_birth_year"
    NEAR_BIRTH = "near_birth"
    OTHER_BIRTH = "other_birth"
    UNKNOWN_BIRTH = "unknown_birth"
    SAME_PHONE = "same_phone"
    SAME_DOCUMENT = "same_document"
    NEAR_DOCUMENT = "near_document"
    OTHER_DOCUMENT = "other_document"
    SAME_ACCOUNT = "same_account"
    SAME_ADDRESS = "same_address"


class Related(StrEnum):
    """How two people may belong together without being one."""

    TWINS = "twins"
    PARENT_AND_CHILD = "parent_and_child"
    FAMILY = "family"
    HOUSEHOLD = "household"
    NAMESAKES = "namesakes"


_SENTENCES: dict[str, str] = {
    Because.SAME_NAME: "The name is the same.",
    Because.LIKE_NAME: "The name is written much the same.",
    Because.PART_OF_NAME: "Part of the name is the same.",
    Because.OTHER_NAME: "The name is another.",
    Because.SAME_BIRTH: "The birth date is the same.",
    Because.SAME_BIRTH_YEAR: "The year of birth agrees; the day is not known on one side.",
    Because.NEAR_BIRTH: "The birth date differs by what one slip of the pen explains.",
    Because.OTHER_BIRTH: "The birth date is another.",
    Because.UNKNOWN_BIRTH: "The birth date is not known on one side.",
    Because.SAME_PHONE: "The telephone number is the same.",
    Because.SAME_DOCUMENT: "The document number is the same.",
    Because.NEAR_DOCUMENT: "The document number differs in one place.",
    Because.OTHER_DOCUMENT: "The document number is another.",
    Because.SAME_ACCOUNT: "The account is the same.",
    Because.SAME_ADDRESS: "The address is the same.",
    Related.TWINS: "They may be twins: one surname and birth date, but other given names.",
    Related.PARENT_AND_CHILD: "They may be parent and child of one name: born a generation apart.",
    Related.FAMILY: "They may be of one family: one surname and one address or number, but other given names.",
    Related.HOUSEHOLD: "They may live together: one address, number or account, but other names.",
    Related.NAMESAKES: "They may merely share a name: the birth dates differ.",
}


def in_words(code: str) -> str:
    """One English sentence for a reason or a relation."""
    return _SENTENCES[code]
