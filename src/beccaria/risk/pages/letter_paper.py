"""Word a letter of reasons as it is printed: short sentences, the same in every letter but for what was decided."""

from datetime import date
from typing import Final

from django.utils import formats, timezone, translation
from django.utils.translation import gettext as _

from beccaria.core.letters import ANSWER_WITHIN
from beccaria.lib.papers import Paper
from beccaria.people.api import PersonShown
from beccaria.risk.queries.letters import LetterShown

NAME: Final = "letter.pdf"
"""Every letter's file is called so: a name would tell what is in it."""


def paper(letter: LetterShown, person: PersonShown, *, prison: str) -> Paper:
    """The letter as it is printed. Nothing of it depends on what was kept back, nor on how much."""
    with translation.override(letter.language):
        return Paper(
            language=letter.language.partition("-")[0],
            title=_("A decision about you, and the reasons"),
            prison=prison,
            to=_("To %(name)s, number %(number)s") % {"name": person.name, "number": person.number},
            day=_day(
                timezone.localtime(letter.approved_at).date() if letter.approved_at else letter.decided_on
            ),
            decided=_decided(letter),
            why=_("We decided so for these reasons:"),
            reasons=letter.told,
            # Always these words, whether or not anything was kept back.
            law=_("The law may not allow us to write every reason. This sentence stands in every letter."),
            parts=_parts(letter),
            headings=(_("What was decided"), _("Why")),
            signing=(_("Given to him on"), _("By"), _("Signature of who received it")),
        )


def _decided(letter: LetterShown) -> tuple[str, ...]:
    said = [
        _("We looked at this: %(matter)s.") % {"matter": _bare(letter.matter)},
        _("This is the decision: %(outcome)s.") % {"outcome": _bare(letter.outcome)},
        _("It was taken by %(office)s on %(day)s.")
        % {"office": _bare(letter.decided_by), "day": _day(letter.decided_on)},
        _("It rests on this law or rule: %(ground)s.") % {"ground": _bare(letter.ground)},
    ]
    if letter.until:
        said.append(_("It ends on %(day)s.") % {"day": _day(letter.until)})
    else:
        said.append(_("It holds until there is a new decision."))
    if letter.review_on:
        said.append(_("We look at it again on %(day)s at the latest.") % {"day": _day(letter.review_on)})
    return tuple(said)


def _parts(letter: LetterShown) -> tuple[tuple[str, tuple[str, ...]], ...]:
    days = {"days": ANSWER_WITHIN.days}
    contest = (
        _("You can say so. Tell any member of staff, or write it down. You may have help."),
        _("Somebody who did not take this decision answers you within %(days)s days.") % days,
        _("You can also turn to: %(remedy)s.") % {"remedy": _bare(letter.remedy)},
    )
    helped = [_("Ask us to explain this letter if you do not understand it.")]
    helped.append(
        _("An interpreter must read this letter to you. If nobody has done so, tell us.")
        if letter.interpreter
        else _("Tell us if you would rather hear it in another language.")
    )
    return ((_("If you think it is wrong"), contest), (_("Help"), tuple(helped)))


def _bare(words: str) -> str:
    """Words that a sentence of ours ends with its own full stop."""
    return words.rstrip(" .;:")


def _day(value: date) -> str:
    """A day with its month in full: easier to read than a short one."""
    return formats.date_format(value, "j F Y")
