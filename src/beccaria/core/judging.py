"""Name what can be judged of two records, and what brings two records together."""

from enum import StrEnum


class Verdict(StrEnum):
    """What is held of two records. `unsure` waits for somebody who knows more."""

    SAME = "same"
    NOT_SAME = "not_same"
    UNSURE = "unsure"


class Prompt(StrEnum):
    """What made somebody or something compare two records."""

    REGISTER = "register"
    VISIT = "visit"
    PAYMENT = "payment"
    CALL_REQUEST = "call_request"
    OBSERVATION = "observation"
    ASKED = "asked"
    REVIEW = "review"
    EVIDENCE = "evidence"
