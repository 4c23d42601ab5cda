"""Name what happens in a prison: movements, visits, incidents and the roles in them, finds. Vocabularies only."""

from enum import StrEnum


class Move(StrEnum):
    """A change of place."""

    RECEPTION = "reception"
    TRANSFER = "transfer"
    CELL = "cell"
    COURT = "court"
    HOSPITAL = "hospital"
    RELEASE = "release"
    TEMPORARY_RELEASE = "temporary_release"
    RETURN = "return"
    ESCAPE = "escape"


class VisitKind(StrEnum):
    """Why somebody comes. Visits of lawyers and other privileged persons never enter."""

    SOCIAL = "social"
    OFFICIAL = "official"
    VIDEO = "video"


class Outcome(StrEnum):
    """What became of a booked visit."""

    BOOKED = "booked"
    COMPLETED = "completed"
    REFUSED = "refused"
    CANCELLED = "cancelled"
    NO_SHOW = "no_show"


class Direction(StrEnum):
    """Which way money goes, seen from the prisoner's account."""

    IN = "in"
    OUT = "out"


class Decision(StrEnum):
    """What became of a wish to have a number on the list of those a prisoner may call."""

    REQUESTED = "requested"
    ALLOWED = "allowed"
    REFUSED = "refused"


class Family(StrEnum):
    """The family an incident belongs to; the families of the field, without one country's sub-kinds."""

    ASSAULT = "assault"
    SEXUAL_ASSAULT = "sexual_assault"
    THREAT = "threat"
    SELF_HARM = "self_harm"
    DEATH = "death"
    DISORDER = "disorder"
    BARRICADE = "barricade"
    HOSTAGE = "hostage"
    DAMAGE = "damage"
    FIRE = "fire"
    FOOD_REFUSAL = "food_refusal"
    ESCAPE = "escape"
    ESCAPE_ATTEMPT = "escape_attempt"
    RELEASE_IN_ERROR = "release_in_error"
    TEMPORARY_RELEASE_FAILURE = "temporary_release_failure"
    DRUGS = "drugs"
    MOBILE_PHONE = "mobile_phone"
    WEAPON = "weapon"
    FIND = "find"
    DRONE = "drone"
    KEY_OR_LOCK = "key_or_lock"
    TOOL_LOSS = "tool_loss"
    STAFF_PRESSURE = "staff_pressure"
    OTHER = "other"


class Severity(StrEnum):
    """How grave an incident was, as its reporter judged; empty when he did not say."""

    MINOR = "minor"
    SERIOUS = "serious"
    CRITICAL = "critical"


class Part(StrEnum):
    """The part somebody had in an incident. Two parts of the same person in one incident are two rows."""

    ASSAILANT = "assailant"
    VICTIM = "victim"
    FIGHTER = "fighter"
    WITNESS = "witness"
    SUSPECT = "suspect"
    SUBJECT = "subject"
    HELPER = "helper"
    HOSTAGE = "hostage"
    RESPONDER = "responder"
    PRESENT = "present"


class Item(StrEnum):
    """What was found."""

    DRUGS = "drugs"
    PHONE = "phone"
    SIM = "sim"
    WEAPON = "weapon"
    ALCOHOL = "alcohol"
    TOOL = "tool"
    CASH = "cash"
    OTHER = "other"


class How(StrEnum):
    """How it was found; empty when nobody said."""

    SEARCH = "search"
    SCANNER = "scanner"
    DOG = "dog"
    MAIL = "mail"
    PATROL = "patrol"
    INTELLIGENCE = "intelligence"
    VISIT = "visit"
