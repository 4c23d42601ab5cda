"""How a profile reads to another country: what handling forbids to go abroad is left out, the rest is put in its terms.

To show how it would read is not to give it: whether it may be given is the law's to say, and unknown is no (ADR 0014).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from beccaria.core.classification import Answer, Comparison, Kind, Outcome, compare, compare_status
from beccaria.core.countries import Neutral, Recipient, StatusKind, allows
from beccaria.core.handling import Audience, from_codes, why_not_given_to
from beccaria.core.profile.shape import Decision, Kept, Profile, Terms
from beccaria.core.refusal import BadInput, Phrase

if TYPE_CHECKING:
    from collections.abc import Mapping

    from beccaria.core.countries import Pack

# Which countries are of the Union no pack says: what either kind may not have, no country has.
OTHER_COUNTRIES: Final = (Audience.FOREIGN_EU, Audience.FOREIGN_OTHER)


@dataclass(frozen=True, slots=True)
class Giving:
    """Whether the profile may be given to a prison service abroad, and the sentence that says why."""

    answer: Outcome
    because: Phrase


def giving(own: Pack | None) -> Giving:
    """What the law of the own country is known to say of giving it to a prison service abroad. Unknown is no."""
    if own is None:
        return Giving(
            Outcome.NO,
            Phrase("No country pack holds for this prison: nothing is given on a law nobody verified."),
        )
    fact = own.sharing.get(Recipient.PRISON_SERVICE_ABROAD)
    source = fact.source if fact and fact.source else ""
    said = {"country": own.english_name.words, "source": source}
    if allows(own, Recipient.PRISON_SERVICE_ABROAD):
        return Giving(Outcome.YES, Phrase("The law of %(country)s allows it: %(source)s", said))
    if source:
        return Giving(Outcome.NO, Phrase("The law of %(country)s is not known to allow it: %(source)s", said))
    return Giving(Outcome.NO, Phrase("The law of %(country)s is not known to allow it", said))


def for_reader(profile: Profile, packs: Mapping[str, Pack], reader: Pack) -> Profile:
    """The profile as the service of another country would read it: without what may not go there, in its terms.

    What is left out leaves no trace in it. Of the identity nothing is: the caller asks `may_go` first. `packs` are all
    by their ids: a decision is compared by the pack it was taken under.
    """
    return replace(
        profile,
        reader=reader.id,
        decisions=tuple(
            replace(one, terms=Terms(reader.english_name.words, _terms(one, packs.get(one.country), reader)))
            for one in profile.decisions
            if may_go(one.kept)
        ),
        dimensions=tuple(one for one in profile.dimensions if may_go(one.kept)),
    )


def may_go(kept: Kept) -> bool:
    """Whether handling lets a part be read by any other country at all."""
    conditions = from_codes(kept.handling)
    return all(
        why_not_given_to(conditions, audience, sanitised=False, originator_agrees=False) is None
        for audience in OTHER_COUNTRIES
    )


def _terms(one: Decision, own: Pack | None, reader: Pack) -> Comparison:
    if one.kind == Kind.STATUS:
        return compare_status(own, StatusKind(one.value), reader)
    try:
        return compare(own, one.value, reader)
    except BadInput:  # the list of its country is another one now
        gone = Phrase("The list it was taken from is no longer that of its country.")
        return Comparison(Answer.NOT_COMPARABLE, Neutral.NOT_COMPARABLE, (), gone, (), verified=False)
