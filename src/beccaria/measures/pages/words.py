"""Say measures in the reader's language: kinds, how far one has come, PLANN, contact, health, likeness."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from beccaria.core.clocks import Company, Shown
from beccaria.core.happenings import Decision
from beccaria.core.measures import Kind, Plann, Standing
from beccaria.engines.likeness import LARGELY, SAME
from beccaria.lib.parts import Tag
from beccaria.measures.models import AlarmKind, Fit
from beccaria.measures.queries.isolation import Clock

Words = Mapping[str, str | Promise]

KINDS: Final[Words] = {
    Kind.ISOLATION: _("Isolation"),
    Kind.SEPARATION: _("Separation from others"),
    Kind.REGIME: _("Special regime"),
    Kind.SUPERVISED_VISITS: _("Supervised visits"),
    Kind.FEWER_VISITS: _("Fewer visits"),
    Kind.CALLS_LIMITED: _("Calls limited"),
    Kind.MAIL_CONTROLLED: _("Mail controlled"),
    Kind.COMMUNICATION_MONITORED: _("Communication monitored"),
    Kind.CONTACT_REFUSED: _("A contact refused"),
    Kind.MORE_SEARCHES: _("More searches"),
    Kind.MORE_STAFF: _("More staff when he moves"),
    Kind.WORK_CLOSED: _("Work or a place closed to him"),
}
STANDINGS: Final[Words] = {
    Standing.PROPOSED: _("proposed, not decided"),
    Standing.FIRST: _("one person said yes, a second must"),
    Standing.AHEAD: _("decided, not begun"),
    Standing.IN_FORCE: _("in force"),
    Standing.LAPSED: _("over by its end"),
    Standing.ENDED: _("ended early"),
    Standing.REFUSED: _("not accepted"),
}
_TONES: Final = {Standing.IN_FORCE: "accent", Standing.PROPOSED: "quiet", Standing.FIRST: "quiet"}
PLANN: Final[Words] = {
    Plann.PROPORTIONATE: _("Proportionate"),
    Plann.LAWFUL: _("Lawful"),
    Plann.ACCOUNTABLE: _("Accountable"),
    Plann.NECESSARY: _("Necessary"),
    Plann.NON_DISCRIMINATORY: _("Non-discriminatory"),
}
COMPANY: Final[Words] = {
    Company.ASSOCIATION: _("among others on the wing"),
    Company.EXERCISE_WITH_OTHERS: _("exercise with others"),
    Company.WORK: _("work"),
    Company.EDUCATION: _("education"),
    Company.PROGRAMME: _("a programme"),
    Company.WORSHIP: _("a service or prayer with others"),
    Company.VISIT: _("a visit"),
    Company.CONVERSATION: _("a conversation with staff or a volunteer"),
    Company.EXERCISE_ALONE: _("exercise alone"),
    Company.WASHING: _("washing"),
    Company.SEARCH: _("a search"),
    Company.ESCORT: _("an escort"),
    Company.OTHER: _("nobody said with whom"),
}
SHOWN: Final[Words] = {
    Shown.CONTACT: _("among others"),
    Shown.ALONE: _("alone for 22 hours or more"),
    Shown.UNKNOWN: _("unknown: counts as alone"),
}
FITS: Final[Words] = {
    Fit.YES: _("it may go on"),
    Fit.CHANGED: _("it may go on if something changes"),
    Fit.NO: _("it must not go on"),
}
ALARMS: Final[Words] = {
    AlarmKind.NEAR: _("told that the limit comes near"),
    AlarmKind.STOP: _("told that the limit is reached"),
}
DECISIONS: Final[Words] = {
    Decision.REQUESTED: _("asked, not decided"),
    Decision.ALLOWED: _("allowed"),
    Decision.REFUSED: _("refused"),
}


EXCEPTED: Final = _(
    "Communication with lawyers, courts, ombudsmen, inspectors, doctors and consuls is excepted: it is neither "
    "restricted nor listened to."
)


def said(words: Words, code: str) -> str:
    """The words for a code; the code itself where nobody has worded it."""
    return str(words.get(code, code))


def standing(of: Standing) -> Tag:
    """What a measure is now."""
    tone = _TONES.get(of)
    return Tag(said(STANDINGS, of), "accent" if tone == "accent" else "quiet" if tone == "quiet" else "plain")


def titled(kind: Kind, regime: str, regimes: Mapping[str, str]) -> str:
    """The kind in words; a regime by its name in the country's list."""
    return f"{said(KINDS, kind)}: {regimes.get(regime, regime)}" if regime else said(KINDS, kind)


def left(of: Clock) -> str:
    """Days left before the limit, in words."""
    if of.run is None:
        return gettext("No day of isolation counts now.")
    counted = ngettext(
        "%(count)s day in a row counts as isolation", "%(count)s days in a row count as isolation", of.counted
    ) % {"count": of.counted}
    if of.reached:
        return gettext("%(counted)s: the limit of %(most)s days is reached. He must be among others.") % {
            "counted": counted,
            "most": of.most,
        }
    rest = ngettext("%(left)s day is left", "%(left)s days are left", of.left) % {"left": of.left}
    return gettext("%(counted)s; %(rest)s before the limit of %(most)s.") % {
        "counted": counted,
        "rest": rest,
        "most": of.most,
    }


def limit(of: Clock) -> str:
    """Where the limit comes from."""
    if of.limit_known:
        return gettext("The limit of this country: %(most)s days.") % {"most": of.most}
    return gettext(
        "No source says how long isolation may last here: the strictest limit applies, %(most)s days in a row of 22 "
        "hours or more (Nelson Mandela Rules 43 to 45)."
    ) % {"most": of.most}


def alike(percent: int) -> str:
    """How much of the reasons stood in the old ones."""
    if percent >= SAME:
        words = gettext("%(percent)s %% of these reasons stood in the old ones: they are the same")
    elif percent >= LARGELY:
        words = gettext("%(percent)s %% of these reasons stood in the old ones: they are largely the same")
    else:
        words = gettext(
            "%(percent)s %% of these reasons stood in the old ones: they are in words of their own"
        )
    return words % {"percent": percent}


def hours(of: timedelta) -> str:
    """Hours of contact, to a tenth."""
    return gettext("%(hours)s h") % {"hours": f"{of / timedelta(hours=1):.1f}"}
