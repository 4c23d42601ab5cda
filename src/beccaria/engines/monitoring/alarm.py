"""Say what an alarm is: what changed, how sure that is, and what to do about it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Alarm:
    """One alarm. `kind` is for the page; `what`, `sure` and `act` are sentences."""

    kind: str
    what: str
    sure: str
    act: str

    @property
    def sentence(self) -> str:
        """All of it."""
        return f"{self.what} {self.sure} {self.act}"
