"""Name kinds of groups, who determines them and by which definition, bases of membership, roles and relations."""

from enum import StrEnum
from typing import Final

from beccaria.core.refusal import BadInput, Phrase


class GroupKind(StrEnum):
    """How a group is built; kinds behave differently in detention."""

    MAFIA_TYPE = "mafia_type"
    MOTORCYCLE_GANG = "motorcycle_gang"
    STREET_GANG = "street_gang"
    PRISON_GANG = "prison_gang"
    LOOSE_NETWORK = "loose_network"
    CRIME_FOR_HIRE = "crime_for_hire"
    VIOLENT_EXTREMIST = "violent_extremist"


class Definition(StrEnum):
    """By which definition something counts as a group; agencies that do not say which talk past each other."""

    UNTOC = "untoc"
    EU_2008_841 = "eu_2008_841"
    SCOTLAND = "scotland"
    NATIONAL = "national"
    OWN = "own"


class Determiner(StrEnum):
    """Who determined that this is a group, or that somebody belongs to it; it differs by country."""

    POLICE = "police"
    COURT = "court"
    PROSECUTION = "prosecution"
    PRISON = "prison"


class Basis(StrEnum):
    """On what somebody is held to belong to a group. Nothing outside this list counts."""

    SELF_ADMISSION = "self_admission"
    SIGN = "sign"
    ASSOCIATION = "association"
    COURT_FINDING = "court_finding"
    POLICE_MAPPING = "police_mapping"
    COMMUNICATION = "communication"
    FINANCE = "finance"
    MATERIAL = "material"
    INFORMANT = "informant"
    JOINT_OFFENCE = "joint_offence"
    THIRD_PARTY = "third_party"


class Position(StrEnum):
    """How near to the core of a group somebody stands, in the words of organised-crime mapping."""

    PRINCIPAL = "principal"
    SIGNIFICANT = "significant"
    PERIPHERAL = "peripheral"
    UNKNOWN = "unknown"


class Role(StrEnum):
    """What somebody does in a group; always a hypothesis. Three levels, then functions (Williams)."""

    LEADER = "leader"
    INTERMEDIARY = "intermediary"
    OPERATIONAL = "operational"
    ORGANISER = "organiser"
    INSULATOR = "insulator"
    COMMUNICATOR = "communicator"
    GUARDIAN = "guardian"
    EXTENDER = "extender"
    MONITOR = "monitor"
    CROSSOVER = "crossover"
    FACILITATOR = "facilitator"


class RelationKind(StrEnum):
    """How two groups stand to each other. A supplier supplies the other; the rest hold both ways."""

    ALLY = "ally"
    RIVAL = "rival"
    FEUD = "feud"
    SUPPLIER = "supplier"


KIND_WORDS: Final[dict[GroupKind, str]] = {
    GroupKind.MAFIA_TYPE: "mafia-type group",
    GroupKind.MOTORCYCLE_GANG: "outlaw motorcycle gang",
    GroupKind.STREET_GANG: "street gang",
    GroupKind.PRISON_GANG: "prison gang",
    GroupKind.LOOSE_NETWORK: "loose criminal network",
    GroupKind.CRIME_FOR_HIRE: "crime for hire",
    GroupKind.VIOLENT_EXTREMIST: "violent extremist group",
}

BASIS_WORDS: Final[dict[Basis, str]] = {
    Basis.SELF_ADMISSION: "said so himself",
    Basis.SIGN: "tattoo, sign or clothing of the group, worn by choice",
    Basis.ASSOCIATION: "keeps company with its members by his own choice",
    Basis.COURT_FINDING: "a court found it",
    Basis.POLICE_MAPPING: "police mapping names him",
    Basis.COMMUNICATION: "calls, letters or messages with its members",
    Basis.FINANCE: "money from or to its members",
    Basis.MATERIAL: "lists, letters or photographs found",
    Basis.INFORMANT: "a source says so",
    Basis.JOINT_OFFENCE: "offended together with its members",
    Basis.THIRD_PARTY: "another agency says so",
}

RELATION_WORDS: Final[dict[RelationKind, str]] = {
    RelationKind.ALLY: "allied with",
    RelationKind.RIVAL: "rival of",
    RelationKind.FEUD: "in a feud with",
    RelationKind.SUPPLIER: "supplies",
}

# What people offer as a reason and what is none, each with the sentence that refuses it (rules 8 and 9).
NOT_BASES: Final[dict[str, str]] = {
    "nationality": "Nationality never shows membership.",
    "ethnicity": "Ethnic origin never shows membership.",
    "faith": "Practising a faith never shows membership.",
    "language": "A language never shows membership.",
    "family": "Kinship alone never shows membership.",
    "neighbourhood": "Where somebody comes from never shows membership.",
    "cell_sharing": "A cell the prison chose never shows membership.",
    "lawyer": "A lawyer's other clients never show membership.",
}

_SAME_AS: Final[dict[str, str]] = {
    **dict.fromkeys(("religion", "belief", "worship", "prayer"), "faith"),
    **dict.fromkeys(("citizenship", "country", "passport"), "nationality"),
    **dict.fromkeys(("race", "origin", "ethnic_origin", "skin_colour"), "ethnicity"),
    **dict.fromkeys(("kinship", "relative", "relatives", "surname", "marriage"), "family"),
    **dict.fromkeys(("birthplace", "home_town", "address", "district"), "neighbourhood"),
    **dict.fromkeys(("cell", "cellmate", "same_cell"), "cell_sharing"),
    "same_lawyer": "lawyer",
}


def basis(text: str) -> Basis:
    """Read the name of a basis. Raises BadInput, with the reason for what is never one."""
    name = text.strip().lower().replace("-", "_").replace(" ", "_")
    name = _SAME_AS.get(name, name)
    if name in NOT_BASES:
        raise BadInput("%(why)s Record what he did or said instead.", why=Phrase(NOT_BASES[name]))
    try:
        return Basis(name)
    except ValueError:
        raise BadInput(
            "“%(text)s” is no basis of membership: write one of %(choices)s.",
            text=text,
            choices=", ".join(Basis),
        ) from None
