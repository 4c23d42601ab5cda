"""What the page of reasons kept back says: how often each ground was used, and each letter with its grounds."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from beccaria.lib import moments
from beccaria.lib.parts import Column, EmptyState, HandlingStrip, Row, Table
from beccaria.people.api import PersonShown
from beccaria.risk.pages.letter_words import GROUNDS
from beccaria.risk.pages.letters import strip
from beccaria.risk.queries.letters import LetterShown


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptPage:
    """What was kept from people, and on which grounds."""

    handling: HandlingStrip | None
    lead: str
    grounds: Table
    letters: Table


def kept_page(found: Sequence[LetterShown], named: dict[str, PersonShown], *, now: datetime) -> KeptPage:
    """Every letter of the reader's in which something was kept back, newest first."""
    used = Counter(one.ground for letter in found for one in letter.reasons if not one.told)
    told = sum(one.told for letter in found for one in letter.reasons)
    kept = used.total()
    lead = ngettext(
        "In %(letters)s letter %(kept)s of %(all)s reasons were kept back.",
        "In %(letters)s letters %(kept)s of %(all)s reasons were kept back.",
        len(found),
    ) % {"letters": len(found), "kept": kept, "all": kept + told}
    empty = EmptyState(_("Nothing was kept back"), _("In no letter that you may see."))
    return KeptPage(
        handling=strip(one.marking for one in found),
        lead=lead if found else "",
        grounds=Table(
            _("How often each ground was used"),
            (Column(_("Ground")), Column(_("Reasons"), numeric=True)),
            tuple(Row((str(words), str(used[ground]))) for ground, words in GROUNDS.items()),
            empty,
        ),
        letters=Table(
            _("Letters in which reasons were kept back"),
            (
                Column(_("Person")),
                Column(_("Written")),
                Column(_("Told"), numeric=True),
                Column(_("Kept back")),
            ),
            tuple(_row(one, named.get(one.person), now=now) for one in found),
            empty,
        ),
    )


def _row(one: LetterShown, person: PersonShown | None, *, now: datetime) -> Row:
    grounds = Counter(each.ground for each in one.reasons if not each.told)
    words = "; ".join(f"{GROUNDS[ground]}: {grounds[ground]}" for ground in GROUNDS if grounds[ground])
    name = person.name if person else _("a person")
    return Row(
        (name, moments.time_chip(one.written_at, now=now), str(len(one.told)), words),
        href=reverse("risk:letter", args=[one.id]),
    )
