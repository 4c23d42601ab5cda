"""Know those whose communication with prisoners is privileged: what they do never enters."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from beccaria.core.actors import Actor
from beccaria.core.refusal import BadInput
from beccaria.engines.folding import fold

# Words by which visits desks mark those whose visits must never enter, in the languages of the first countries.
_PRIVILEGED: Final = frozenset(
    """
    lawyer solicitor barrister counsel attorney advocate legal court judge ombudsman ombudsperson inspector
    inspectorate doctor physician medical nurse consul consulate
    avvocato avvocata legale difensore giudice magistrato garante ispettore medico medica console consolato
    avocat avocate juge medecin consulat anwalt rechtsanwalt verteidiger richter arzt konsulat
    abogado abogada juez defensor consulado advocaat rechter arts advokat domare lakare
    """.split()  # noqa: SIM905  fifty words in quotes are harder to read
)


def privileged(relationship: str) -> bool:
    """Whether a relationship, as a visits desk writes it, is one whose communication is privileged."""
    return not _PRIVILEGED.isdisjoint(fold(relationship).split())


# A payer is known by name only, and Court and Giudice are surnames: a title before the name counts, or an office.
_TITLES: Final = frozenset(
    "lawyer solicitor barrister advocate avv avvocato avvocata maitre avocat avocate rechtsanwalt abogado".split()  # noqa: SIM905  easier to read
)
_OFFICES: Final = (
    "studio legale",
    "law firm",
    "legal aid",
    "consulate",
    "consolato",
    "consulat",
    "embassy",
    "ambasciata",
)


def privileged_payer(name: str) -> bool:
    """Whether a payer's name says that he is a lawyer by title, or a law firm or consulate."""
    folded = fold(name)
    return folded.split(" ", 1)[0] in _TITLES or any(f" {office} " in f" {folded} " for office in _OFFICES)


@dataclass(frozen=True, slots=True, kw_only=True)
class Outside:
    """What somebody typed about a contact outside, by what it is; `texts` is everything else he typed."""

    name: str = ""
    number: str = ""
    account: str = ""
    relationship: str = ""
    texts: tuple[str, ...] = ()


_asked: list[Callable[..., bool]] = []


def on_contacts(ask: Callable[..., bool]) -> None:
    """Have `ask(outside, by=Actor)` say whether a contact is or may be privileged; called once, in `ready`.

    So the register of the privileged, which lies with the feeds above, also keeps out what is typed by hand.
    """
    if ask not in _asked:
        _asked.append(ask)


def keep_out(outside: Outside, *, by: Actor) -> None:
    """Refuse what is privileged or nearly so, in the same words for both. Comes before anything is written.

    Raises BadInput, which repeats nothing of what was typed.
    """
    if any(ask(outside, by=by) for ask in _asked):
        raise BadInput(
            "This may be a lawyer, court, ombudsman, inspector, doctor or consulate, whose communication never enters: "
            "leave it out, or ask the head of intelligence if it is somebody else."
        )
