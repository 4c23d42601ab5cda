"""Say the grounds of decisions, their clocks and who decides in the reader's language, for every app that decides."""

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from beccaria.core.classification import Ground, Route
from beccaria.core.countries import Interval, Pack
from beccaria.places import api as places

Words = Mapping[str, str | Promise]

GROUNDS: Final[Words] = {
    Ground.CONDUCT: _("What he did in custody"),
    Ground.ESCAPE: _("Escape, or an attempt"),
    Ground.FOUND: _("Something found"),
    Ground.CONVICTION: _("What he was convicted of"),
    Ground.COURT_FINDING: _("What a court found"),
    Ground.INTELLIGENCE: _("Graded intelligence"),
    Ground.ASSESSMENT: _("An assessment that was decided"),
    Ground.MEMBERSHIP: _("His own part in a group, on evidence"),
    Ground.POLICE_MAPPING: _("Police mapping names him"),
    Ground.SAFETY: _("Danger to him or to others"),
}


def clock(of: Interval) -> str:
    """When it must be looked at again, and on whose word."""
    length = places.length(of.length)
    if of.of_country and of.verified:
        return gettext("After %(length)s at the latest: %(article)s") % {
            "length": length,
            "article": of.article,
        }
    if of.of_country:
        return gettext("After %(length)s at the latest: %(article)s (not verified)") % {
            "length": length,
            "article": of.article,
        }
    return gettext("After %(length)s at the latest: what this country asks is not known. %(article)s.") % {
        "length": length,
        "article": of.article,
    }


def route(of: Route, pack: Pack | None) -> str:
    """Who decides here, and how many people must stand for it."""
    country = pack.english_name.words if pack else gettext("the country of this prison")
    if not of.designator.known:
        return gettext(
            "Who decides this in %(country)s no source says: the governor decides, and a second person stands for it."
        ) % {"country": country}
    said = gettext("In %(country)s this is decided by: %(who)s") % {
        "country": country,
        "who": of.designator.words,
    }
    if not of.two_people:
        return said
    return gettext(
        "%(said)s A second person stands for it, because a fact names a faith, an origin or a nationality."
    ) % {"said": said}
