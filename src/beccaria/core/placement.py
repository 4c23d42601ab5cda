"""The words of placement: causes of keeping apart, the parts people have in it, how far an order is."""

from enum import StrEnum


class Cause(StrEnum):
    """Why two people are kept apart; what somebody did or is threatened with, never what he is."""

    VIOLENCE = "violence"
    THREAT = "threat"
    FEUD = "feud"
    DEBT = "debt"
    EXPLOITATION = "exploitation"
    RECRUITING = "recruiting"
    CO_DEFENDANTS = "co_defendants"
    COURT_ORDER = "court_order"
    OTHER = "other"


class Part(StrEnum):
    """What somebody is in it."""

    DANGER = "danger"
    IN_DANGER = "in_danger"
    BOTH = "both"
    NOT_KNOWN = "not_known"


class Covered(StrEnum):
    """Why a compartment keeps somebody from another."""

    WITNESS = "witness"
    TALKS = "talks"
    EXIT = "exit"
    SOURCE = "source"


class Stage(StrEnum):
    """How far the answer to a question is."""

    COMPUTING = "computing"
    READY = "ready"
    FAILED = "failed"


class OrderState(StrEnum):
    """How far an order to move is."""

    ORDERED = "ordered"
    DONE = "done"
    CANCELLED = "cancelled"


class EscortState(StrEnum):
    """How far an escort is: written, sent to who receives, acknowledged there, signed, over or cancelled."""

    DRAFT = "draft"
    SENT = "sent"
    ACKNOWLEDGED = "acknowledged"
    SIGNED = "signed"
    OVER = "over"
    CANCELLED = "cancelled"
