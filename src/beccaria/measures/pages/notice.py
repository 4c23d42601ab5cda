"""Word the notice of a measure as it is printed for the prisoner: what, until when, why if it may be told, remedy."""

from datetime import date, datetime

from django.utils import formats, timezone, translation
from django.utils.translation import gettext as _

from beccaria.core.letters import ANSWER_WITHIN
from beccaria.core.measures import COMMUNICATION
from beccaria.lib.papers import Paper
from beccaria.measures.pages import words
from beccaria.measures.queries.shapes import Read

NAME = "notice.pdf"


def notice(read: Read, *, prison: str, language: str, regime: str) -> Paper:
    """The notice. Nothing of it depends on what was kept back, nor on how much."""
    line, said = read.line, read.reasons
    with translation.override(language):
        return Paper(
            language=language.partition("-")[0],
            title=_("A measure that restricts you, and the reasons"),
            prison=prison,
            to=_("To %(name)s, number %(number)s") % {"name": read.person.name, "number": read.person.number},
            day=_day(
                (line.in_force_at or read.proposed_at).astimezone(timezone.get_current_timezone()).date()
            ),
            decided=(
                _("This is decided: %(what)s.")
                % {"what": _bare(regime or words.said(words.KINDS, line.kind))},
                _("It means: %(what)s.") % {"what": _bare(line.what)},
                _("It begins on %(start)s.") % {"start": _moment(line.starts_at)},
                _("It is over on %(end)s, by itself.") % {"end": _moment(line.over_at)},
                *((str(words.EXCEPTED),) if line.kind in COMMUNICATION else ()),
                _("It rests on this law or rule: %(ground)s.") % {"ground": _bare(line.article)},
                _("This office answers for it: %(office)s.") % {"office": _bare(line.office)},
            ),
            why=_("We decided so for these reasons:"),
            reasons=tuple(said.told.splitlines()) if said else (),
            law=_("The law may not allow us to write every reason. This sentence stands in every letter."),
            parts=_parts(read),
            headings=(_("What was decided"), _("Why")),
            signing=(_("Given to him on"), _("By"), _("Signature of who received it")),
        )


def _parts(read: Read) -> tuple[tuple[str, tuple[str, ...]], ...]:
    contest = (
        _("You can say so. Tell any member of staff, or write it down. You may have help."),
        _("Somebody who did not take this decision answers you within %(days)s days.")
        % {"days": ANSWER_WITHIN.days},
        _("You can also turn to: %(remedy)s.") % {"remedy": _bare(read.remedy)},
    )
    helped = (
        _("Ask us to explain this letter if you do not understand it."),
        _("Tell us if you would rather hear it in another language."),
    )
    return ((_("If you think it is wrong"), contest), (_("Help"), helped))


def _bare(text: str) -> str:
    """Words that a sentence of ours ends with its own full stop."""
    return text.rstrip(" .;:")


def _day(value: date) -> str:
    return formats.date_format(value, "j F Y")


def _moment(value: datetime) -> str:
    local = timezone.localtime(value)
    return f"{_day(local.date())}, {formats.date_format(local, 'H:i')}"
