"""Name what can be judged of two records, and what brings two records together."""

from enum import StrEnum
from typing import Final


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


# Scores run from 0 to 1 (engines.persons_compare). Joining is dearer than staying joined: a score that trembles
# around one limit does not join and part the same two records every night.
REVIEW: Final = 0.55
"""From here a pair is shown to a human."""
JOIN: Final = 0.9
"""From here a rule may hold two records for one person."""
SPLIT: Final = 0.75
"""Below this a rule gives up what it joined; between the two limits it stays as it is."""
STRONG: Final = 0.97
"""From here one rule's word alone may hold two groups of records together."""


class Answer(StrEnum):
    """What the owner of a record says when he is told that the same person appeared elsewhere."""

    WARNED = "warned"
    KNOWN = "known"
    NOT_HIM = "not_him"
