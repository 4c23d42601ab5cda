"""Say what changed, how a review stands and what falls due in the reader's language."""

from collections.abc import Mapping
from typing import Final

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from beccaria.core.classification import Kind
from beccaria.core.rescoring import Moved
from beccaria.core.reviews import Change, Standing
from beccaria.events import api as events
from beccaria.lib.parts import Link
from beccaria.people import api as people
from beccaria.risk.models import Of
from beccaria.risk.pages import classified_words
from beccaria.risk.queries import instruments
from beccaria.risk.queries.calendar_shapes import Changed, Fall

STANDINGS: Final[Mapping[Standing, str | Promise]] = {
    Standing.OVERDUE: gettext_lazy("Overdue"),
    Standing.DUE: gettext_lazy("Due"),
    Standing.LATER: gettext_lazy("Later"),
}
MOVES: Final[Mapping[Moved, str | Promise]] = {
    Moved.UP: gettext_lazy("Up"),
    Moved.OTHER: gettext_lazy("Cannot be compared"),
    Moved.SAME: gettext_lazy("The same"),
    Moved.DOWN: gettext_lazy("Down"),
}
_SENTENCES: Final[Mapping[Change, str | Promise]] = {
    Change.REPORT: gettext_lazy("An item of report %(what)s names him (%(day)s)."),
    Change.INCIDENT: gettext_lazy("He had a part in an incident: %(what)s (%(day)s)."),
    Change.FIND: gettext_lazy("Something was found with him: %(what)s (%(day)s)."),
    Change.MOVE: gettext_lazy("He was moved: %(what)s (%(day)s)."),
    Change.WARNING: gettext_lazy("A warning was written about him (%(day)s)."),
    Change.SCORE: gettext_lazy("A group he may belong to was scored again (%(day)s)."),
    Change.EVIDENCE: gettext_lazy("There is new evidence that he belongs to a group (%(day)s)."),
    Change.WITHDRAWN: gettext_lazy("Evidence that he belongs to a group was withdrawn (%(day)s)."),
    Change.LAPSED: gettext_lazy("Evidence that he belongs to a group ran out (%(day)s)."),
    Change.ENDED: gettext_lazy("His membership of a group was ended (%(day)s)."),
    Change.ALERT: gettext_lazy("Somebody in an intelligence unit asks to judge his risk again (%(day)s)."),
    Change.VERSION: gettext_lazy("A newer version of the instrument comes to another band (%(day)s)."),
}


def sentence(one: Changed) -> str:
    """What changed, in one sentence."""
    what = one.code if one.kind is Change.REPORT else events.code_words(one.code)
    return str(_SENTENCES[one.kind]) % {"what": what, "day": people.day(one.told_on)}


def record(one: Changed, person: str) -> Link | None:
    """Where the record stands that the change came from."""
    match one.kind:
        case Change.REPORT:
            return Link(one.code, reverse("reports:desk", args=[one.via]))
        case Change.INCIDENT:
            return Link(_("The incident"), reverse("events:incident", args=[one.record]))
        case Change.FIND | Change.MOVE:
            return Link(_("What happened"), reverse("events:timeline", args=[person]))
        case Change.WARNING:
            return Link(_("The warning"), reverse("warnings:warning", args=[one.via]))
        case Change.ENDED:
            return Link(_("The membership"), reverse("networks:membership", args=[one.record]))
        case Change.SCORE:
            return Link(_("The scorecard"), reverse("networks:scorecard", args=[one.record]))
        case Change.EVIDENCE | Change.WITHDRAWN | Change.LAPSED:
            return Link(_("The membership"), reverse("networks:membership", args=[one.via]))
        case _:
            return None


def what(one: Fall) -> str:
    """What is to be looked at again: the instrument, or the kind of decision, with what it came to."""
    if one.of is Of.CLASSIFICATION:
        kind = Kind(one.what)
        return f"{classified_words.said(classified_words.KINDS, kind)}: {classified_words.value(kind, one.value)}"
    return f"{title(one.what)}: {one.value}"


def title(instrument_id: str) -> str:
    """The title of an instrument in its newest version; its name when its file is gone."""
    for kept in instruments.for_people():
        if kept.instrument.id == instrument_id:
            return kept.instrument.title
    return instrument_id


def why(one: Fall, changed: tuple[Changed, ...]) -> str:
    """Why it is due, in one line: what changed, or that the clock ran."""
    if not changed:
        return _("By the clock: last judged on %(day)s.") % {"day": people.day(one.since)}
    if len(changed) == 1:
        return sentence(changed[0])
    more = ngettext("and %(count)s more change", "and %(count)s more changes", len(changed) - 1)
    return f"{sentence(changed[0])} {more % {'count': len(changed) - 1}}"
