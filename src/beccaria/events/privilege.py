"""Know those whose communication with prisoners is privileged: what they do never enters."""

from typing import Final

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
