"""A letter ready to print: what every paper for a prisoner is made of, and in which language he gets it."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings

from beccaria.core.letters import Plainness, plainness


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """A letter ready to print, in its language. `parts` are headings with their paragraphs, `reasons` a list."""

    language: str
    title: str
    prison: str
    to: str
    day: str
    decided: tuple[str, ...]
    why: str
    reasons: tuple[str, ...]
    law: str
    parts: tuple[tuple[str, tuple[str, ...]], ...]
    headings: tuple[str, str]
    signing: tuple[str, ...]

    @property
    def text(self) -> str:
        """Everything as plain text, line by line."""
        lines = [self.title, self.to, *self.decided, self.why, *self.reasons, self.law]
        return "\n".join([*lines, *(line for _heading, lines in self.parts for line in lines)])

    @property
    def plain(self) -> Plainness:
        """How plain its sentences are."""
        return plainness(self.text)


def language_for(spoken: Iterable[str]) -> tuple[str, bool]:
    """The language to print in for who speaks these (codes such as “it”), and whether an interpreter is due."""
    known = {code.partition("-")[0]: code for code, _name in settings.LANGUAGES}
    codes = [one.strip().casefold().partition("-")[0] for one in spoken]
    for code in codes:
        if code in known:
            return known[code], False
    return settings.LANGUAGE_CODE, bool(codes)
