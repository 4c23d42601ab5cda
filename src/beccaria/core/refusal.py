"""Say no in one plain sentence: three families, and everything else is a bug that nobody catches."""


class Refused(Exception):  # noqa: N818  a refusal is not an error: it is an answer
    """The actor may not do this. Answered as 404, recorded in the ledger."""


class Hidden(Refused):
    """The record does not exist for this actor: answered like a record that never was."""


class NeedsConfirmation(Refused):
    """The actor may, after confirming who he is or saying why. `what` is "identity" or "purpose"."""

    def __init__(self, what: str, sentence: str) -> None:
        """Keep what is needed beside the sentence."""
        super().__init__(sentence)
        self.what = what


class Cannot(Exception):  # noqa: N818
    """Not in this state: the record has moved on, or a step is missing. Answered as 409."""


class BadInput(ValueError):  # noqa: N818
    """What was given cannot be used. The message says what is wrong and what to do. Answered as 422."""


class TooFast(Exception):  # noqa: N818
    """Too many requests. Answered as 429."""
