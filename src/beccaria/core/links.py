"""Name what an intelligence item can be linked to, how, whom it is about, and which threat it speaks of."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from beccaria.core.refusal import BadInput


class Pole(StrEnum):
    """The kinds of record that a reference can name: person, object, place, event, group."""

    PERSON = "person"
    OBJECT = "object"
    PLACE = "place"
    EVENT = "event"
    GROUP = "group"


class BadReference(BadInput):
    """The text is not a reference to a record; the message says how one is written."""


@dataclass(frozen=True, slots=True, order=True)
class Reference:
    """A record named by kind and identifier, written `person:ID`."""

    kind: Pole
    id: str

    def __str__(self) -> str:
        return f"{self.kind}:{self.id}"


def reference(text: str) -> Reference:
    """Read `person:ID`. Raises BadReference."""
    kind, colon, found = text.strip().partition(":")
    if not colon or kind not in set(Pole) or not found.strip():
        raise BadReference(
            "“%(text)s” names no record: write one of %(choices)s, a colon and its number.",
            text=text,
            choices=", ".join(Pole),
        )
    return Reference(Pole(kind), found.strip())


class Relation(StrEnum):
    """How an item is connected with a record. Two relations to the same record are two links."""

    ABOUT = "about"
    SAID_BY = "said_by"
    PRESENT = "present"
    USES = "uses"
    OWNS = "owns"
    CONTACT_OF = "contact_of"
    HAPPENED_AT = "happened_at"
    PART_IN = "part_in"
    TARGET = "target"
    MEMBER_OF = "member_of"
    MENTIONED = "mentioned"


class ItemRelation(StrEnum):
    """How one item stands to another. A person decides; the machine only offers candidates."""

    CORROBORATES = "corroborates"
    CONTRADICTS = "contradicts"
    SAME_SOURCE = "same_source"


class Subject(StrEnum):
    """Whom an item is about (LED 6). Visitors and family are `other` until there is more."""

    SUSPECT = "suspect"
    CONVICTED = "convicted"
    VICTIM = "victim"
    OTHER = "other"


class Threat(StrEnum):
    """What an item is a warning of. Words of prisons, not of one country's law."""

    DRUGS = "drugs"
    PHONES = "phones"
    WEAPONS = "weapons"
    VIOLENCE = "violence"
    THREAT_TO_LIFE = "threat_to_life"
    ESCAPE = "escape"
    DISORDER = "disorder"
    STAFF_CORRUPTION = "staff_corruption"
    CRIME_FROM_INSIDE = "crime_from_inside"
    ORGANISED_CRIME = "organised_crime"
    EXTREMISM = "extremism"
    INTIMIDATION = "intimidation"
    DEBT_AND_BULLYING = "debt_and_bullying"
    MONEY = "money"
    DRONES = "drones"
    SELF_HARM = "self_harm"
    OTHER = "other"


class Nature(StrEnum):
    """Whether an item states what happened or what somebody thinks of it (LED 7)."""

    FACT = "fact"
    ASSESSMENT = "assessment"


class Currency(StrEnum):
    """How recent what is told is, at the moment it is judged."""

    NOW = "now"
    DAYS = "days"
    WEEKS = "weeks"
    OLD = "old"
    UNKNOWN = "unknown"


class Firmness(StrEnum):
    """Three steps and unknown, for the reliability and the concreteness of a warning that moves people."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"
    UNKNOWN = "unknown"


SUBJECT_WORDS: Final[dict[Subject, str]] = {
    Subject.SUSPECT: "suspected of an offence, or about to commit one",
    Subject.CONVICTED: "convicted of an offence",
    Subject.VICTIM: "victim, or possible victim",
    Subject.OTHER: "other: witness, contact, visitor, family",
}

THREAT_WORDS: Final[dict[Threat, str]] = {
    Threat.DRUGS: "drugs",
    Threat.PHONES: "mobile telephones and SIM cards",
    Threat.WEAPONS: "weapons and explosives",
    Threat.VIOLENCE: "violence between prisoners or against staff",
    Threat.THREAT_TO_LIFE: "threat to life",
    Threat.ESCAPE: "escape",
    Threat.DISORDER: "disorder, riot, hostage taking",
    Threat.STAFF_CORRUPTION: "corruption or pressure on staff",
    Threat.CRIME_FROM_INSIDE: "crime directed from inside",
    Threat.ORGANISED_CRIME: "organised crime group activity",
    Threat.EXTREMISM: "violent extremism",
    Threat.INTIMIDATION: "intimidation of witnesses or victims",
    Threat.DEBT_AND_BULLYING: "debt, bullying, exploitation",
    Threat.MONEY: "money and illicit finance",
    Threat.DRONES: "drones and throw-overs",
    Threat.SELF_HARM: "self-harm",
    Threat.OTHER: "other",
}

RELATION_WORDS: Final[dict[Relation, str]] = {
    Relation.ABOUT: "is about",
    Relation.SAID_BY: "was said by",
    Relation.PRESENT: "names as present",
    Relation.USES: "says is used",
    Relation.OWNS: "says is owned",
    Relation.CONTACT_OF: "names as a contact",
    Relation.HAPPENED_AT: "happened at",
    Relation.PART_IN: "took part in",
    Relation.TARGET: "names as a target",
    Relation.MEMBER_OF: "names as a member",
    Relation.MENTIONED: "mentions",
}
