"""Put into sentences what speaks for and against two records being one person, and what would decide it."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from beccaria.engines.persons_compare import Because, Related
from beccaria.people.queries import PairRead, PersonRead
from beccaria.people.words import said
from beccaria.people.words_names import how_named
from beccaria.people.words_review import AGAINST, EVIDENCE, OPEN, RELATIONS


@dataclass(frozen=True, slots=True)
class Evidence:
    """Sentences for, against, and about what is not known; how the names compare; how they may be related; the
    cheapest next question.
    """

    speaks_for: tuple[str, ...]
    against: tuple[str, ...]
    unknown: tuple[str, ...]
    names: tuple[str, ...]
    related: str
    question: str


def evidence(pair: PairRead) -> Evidence:
    """Everything comparing says, and what the register says beside it."""
    found = pair.compared.because
    related = pair.compared.related or (pair.now.related if pair.now else "")
    return Evidence(
        speaks_for=tuple(said(EVIDENCE, one) for one in found if one not in AGAINST | OPEN),
        against=(*(said(EVIDENCE, one) for one in found if one in AGAINST), *_against(pair.left, pair.right)),
        unknown=tuple(said(EVIDENCE, one) for one in found if one in OPEN),
        names=tuple(how_named(one) for one in pair.compared.why_named),
        related=said(RELATIONS, related) if related else "",
        question=_question(pair, frozenset(found), related),
    )


def _against(left: PersonRead, right: PersonRead) -> list[str]:
    found = []
    sexes = ({one.sex for one in side.now if one.sex} for side in (left, right))
    first, second = sexes
    if first and second and not first & second:
        found.append(_("The sex recorded is another."))
    if left.line.held and right.line.held:
        found.append(
            _("Both are in custody now, at two establishments.")
            if left.line.held.establishment != right.line.held.establishment
            else _("Both are in custody now, under two numbers.")
        )
    return found


def _question(pair: PairRead, found: frozenset[Because], related: str) -> str:
    """The cheapest thing to ask that would decide it."""
    lacking = [
        one.line.name
        for one in (pair.left, pair.right)
        if not any(said_.document for said_ in one.identities)
    ]
    if related == Related.TWINS:
        return _("Ask for photographs or fingerprints: twins share everything else.")
    if Because.SAME_DOCUMENT in found:
        return _("Ask whether the document was shown, or only its number written down.")
    if Because.NEAR_DOCUMENT in found:
        return _("Ask for the document number again: one sign may be misread.")
    if len(lacking) == 1:
        return _("Ask for the document number of %(name)s: the other record has one.") % {"name": lacking[0]}
    if lacking:
        return _("Ask for the document number of both.")
    if Because.UNKNOWN_BIRTH in found or Because.SAME_BIRTH_YEAR in found:
        return _("Ask for the birth date that is missing.")
    if Because.OTHER_DOCUMENT in found:
        return _("Ask whether the document was renewed: the older one has its own number.")
    return _("Ask for a photograph from each side.")
