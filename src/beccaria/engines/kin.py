"""Says whether a relationship, as somebody gave it at a desk, is one of kin or of a shared home."""

from typing import Final

from beccaria.engines.folding import fold

# As desks write it in the languages of the interface and of their neighbours; folded. A friend is not kin.
_WORDS: Final = frozenset(
    """
    wife husband spouse partner fiance fiancee mother father parent stepmother stepfather son daughter child stepson
    stepdaughter brother sister sibling stepbrother stepsister cousin uncle aunt nephew niece grandmother grandfather
    grandson granddaughter grandchild mum mom dad family relative kin
    moglie marito coniuge convivente compagna compagno fidanzata fidanzato madre padre genitore figlio figlia fratello
    sorella cugino cugina zio zia nipote nonno nonna suocero suocera genero nuora cognato cognata parente familiare
    esposa esposo mujer marido pareja conyuge hijo hija hermano hermana primo prima tio tia sobrino sobrina abuelo
    abuela suegro suegra cunado cunada
    femme mari epouse epoux conjoint conjointe concubin concubine mere pere fils fille frere soeur cousine oncle tante
    neveu niece
    ehefrau ehemann lebenspartner lebenspartnerin mutter vater sohn tochter bruder schwester vetter cousin onkel neffe
    nichte grossmutter grossvater schwager schwagerin
    vrouw echtgenoot echtgenote moeder vader zoon dochter broer zus zuster neef nicht oom
    hustru make sambo mor far bror syster kusin farbror morbror faster moster
    vaimo aviomies aviopuoliso avopuoliso aiti isa poika tytar veli sisko serkku seta eno tati
    """.split()  # noqa: SIM905  a hundred words in quotes are harder to read
)


def is_kin(relationship: str) -> bool:
    """Whether any word of it names kin, a spouse or a partner; "brother-in-law" does, "friend of his brother" does not.

    A person said so; nothing was proved. An unknown word is not kin.
    """
    words = fold(relationship).split()
    return len(words) <= 4 and words[:1] != ["friend"] and not _WORDS.isdisjoint(words)  # noqa: PLR2004  longer ones explain somebody else
