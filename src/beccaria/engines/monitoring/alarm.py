"""Say what an alarm is: what changed, how sure that is, and what to do about it."""

from dataclasses import dataclass

from beccaria.core.refusal import Phrase


@dataclass(frozen=True, slots=True)
class Alarm:
    """One alarm. `kind` is for the page; `what`, `sure` and `act` are sentences, told in the reader's language."""

    kind: str
    what: Phrase
    sure: Phrase
    act: Phrase

    @property
    def sentences(self) -> tuple[Phrase, Phrase, Phrase]:
        """All of it, in the order of reading."""
        return self.what, self.sure, self.act

    @property
    def sentence(self) -> str:
        """All of it in English."""
        return " ".join(map(str, self.sentences))
