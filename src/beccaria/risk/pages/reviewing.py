"""One assessment that is to be looked at again, as a page: what changed, what was said before, and the two answers."""

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from beccaria.access.api import names_of
from beccaria.core.actors import Actor
from beccaria.lib import moments
from beccaria.lib.parts import DueChip, EmptyState, HandlingStrip, Link, PersonLine
from beccaria.people import api as people
from beccaria.people.api import PersonShown
from beccaria.risk.pages import review_words as words
from beccaria.risk.pages.calendar import due, strip
from beccaria.risk.queries.rescorings import Anew
from beccaria.risk.queries.reviewing import ToReview


@dataclass(frozen=True, slots=True)
class ChangeShown:
    """One change: the sentence, and where the record stands."""

    sentence: str
    record: Link | None


@dataclass(frozen=True, slots=True)
class ReviewShown:
    """What somebody said who looked again."""

    who: str
    words: str
    looked_at: str
    until: str


@dataclass(frozen=True, slots=True)
class ReviewPage:
    """One assessment to look at again."""

    handling: HandlingStrip
    person: PersonLine
    title: str
    due: DueChip
    lead: str
    changed: tuple[ChangeShown, ...]
    unchanged: EmptyState
    reviews: tuple[ReviewShown, ...]
    restated: str
    may_review: bool
    assessment: str
    anew: str
    back: Link


def review_page(
    found: ToReview, restated: Anew | None, person: PersonShown, *, by: Actor, at: datetime
) -> ReviewPage:
    """The page; `restated` is what an approved newer version of the instrument makes of it."""
    fall = found.fall
    names = names_of({one.by for one in found.reviews})
    careful = strip(
        [
            (fall.level, fall.handling),
            (person.level, person.handling),
            *((one.level, one.handling) for one in found.changed),
            *((one.level, one.handling) for one in found.reviews),
        ]
    )
    return ReviewPage(
        handling=careful or people.strip(fall.level),
        person=people.person_lines([person], by=by, at=at)[0],
        title=words.what(fall),
        due=due(fall, at=at),
        lead=_("Decided on %(day)s.") % {"day": people.day(fall.since)},
        changed=tuple(
            ChangeShown(words.sentence(one), words.record(one, fall.person)) for one in found.changed
        ),
        unchanged=EmptyState(
            _("You see no change since"), _("It is looked at again because its time has come, or will.")
        ),
        reviews=tuple(
            ReviewShown(
                f"{names.get(one.by, one.by)}, {moments.exact(one.at)}",
                one.words,
                one.looked_at,
                people.day(one.next_due),
            )
            for one in found.reviews
        ),
        restated=_restated(restated),
        may_review=found.may_review,
        assessment=reverse("risk:assessment", args=[fall.judged]),
        anew=f"{reverse('risk:start')}?{urlencode({'person': fall.person})}",
        back=Link(_("What is to be reviewed"), reverse("risk:reviews")),
    )


def _restated(one: Anew | None) -> str:
    if one is None:
        return ""
    said = _(
        "Version %(version)s of the instrument comes to “%(band)s” (%(low)s to %(high)s) of the same answers."
    )
    return said % {"version": one.version, "band": one.band, "low": one.band_low, "high": one.band_high}
