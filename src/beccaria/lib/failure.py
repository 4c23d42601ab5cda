"""What went wrong and was foreseen: one plain sentence for the person at the terminal, exit 1."""


class Failed(Exception):  # noqa: N818  like Refused: an answer, not a bug
    """The work could not be done. The message says what is wrong and what to do."""
