"""What somebody types about a measure in force: a look at health, contact with others, a contest, whom he may meet."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from beccaria.core.clocks import COUNTS
from beccaria.lib.asking import several_lines, yes_or_no
from beccaria.measures.actions.contacts import ContactDecided
from beccaria.measures.forms.proposing import moment
from beccaria.measures.models import Fit
from beccaria.measures.pages import words
from beccaria.risk import api as risk


class CheckForm(forms.Form):
    """Whether the measure may go on; nothing of an illness."""

    seen_at = moment(_("When was he seen?"), error_messages={"required": _("Write when he was seen.")})
    by_whom = forms.CharField(
        label=_("By which profession?"),
        max_length=400,
        help_text=_("Doctor, nurse, psychologist; no name."),
        error_messages={"required": _("Write the profession.")},
    )
    fit = forms.ChoiceField(
        label=_("May it go on?"),
        choices=[(one.value, words.FITS[one]) for one in Fit],
        widget=forms.RadioSelect,
        error_messages={"required": _("Say whether it may go on.")},
    )
    change = forms.CharField(
        label=_("What must change?"),
        required=False,
        max_length=400,
        help_text=_("In terms of the measure, never of an illness."),
    )


class AgainForm(forms.Form):
    """Why it is still needed, in words of today."""

    text = forms.CharField(
        label=_("Why is it still needed?"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("In words of today: those of the decision are refused."),
        error_messages={"required": _("Write why it is still needed.")},
    )
    looked_at = several_lines(_("What did you look at?"), _("Write what you looked at."), rows=2)


class ContactHoursForm(forms.Form):
    """That he was among others, from then until then."""

    starts = moment(_("From when was he among others?"), error_messages={"required": _("Write from when.")})
    ends = moment(_("Until when?"), error_messages={"required": _("Write until when.")})
    company = forms.ChoiceField(
        label=_("What did he do with them?"),
        choices=[(one.value, words.COMPANY[one]) for one in sorted(COUNTS)],
        error_messages={"required": _("Choose what he did with them.")},
    )


class ContestForm(forms.Form):
    """What he says against the measure."""

    raised_for = forms.CharField(
        label=_("Who contests it?"),
        max_length=400,
        help_text=_("He himself, his counsel, a member of staff for him."),
        error_messages={"required": _("Write who contests it.")},
    )
    text = several_lines(_("What does he say?"), _("Write what he says."))


class AnswerForm(forms.Form):
    """The answer to a contest."""

    upheld = yes_or_no(_("Is he right?"), _("Say whether he is right."))
    text = several_lines(_("The answer, with reasons"), _("Write the answer."))


class AskContactForm(forms.Form):
    """Whom he asks to meet."""

    name = forms.CharField(
        label=_("Whom does he ask to meet?"),
        max_length=400,
        error_messages={"required": _("Write the name.")},
    )
    relationship = forms.CharField(
        label=_("What is that person to him?"),
        max_length=400,
        help_text=_(
            "Lawyers, courts, ombudsmen, inspectors, doctors and consuls need nobody's leave: leave them out."
        ),
        error_messages={"required": _("Write what that person is to him.")},
    )


class DecideContactForm(forms.Form):
    """Whether he may meet somebody, until which day."""

    allowed = yes_or_no(_("May he meet this person?"), _("Say yes or no."))
    vetted = several_lines(
        _("What was looked at, and what was found?"), _("Write what was looked at."), rows=2
    )
    reason = several_lines(_("Why?"), _("Write why."), rows=2)
    until = forms.DateField(
        label=_("Until which day?"), widget=risk.DAY, error_messages={"required": _("Write the last day.")}
    )

    def decided(self) -> ContactDecided:
        """What was said."""
        given: dict[str, Any] = self.cleaned_data
        return ContactDecided(
            allowed=given["allowed"] == "yes",
            vetted=given["vetted"],
            reason=given["reason"],
            until=given["until"],
        )
