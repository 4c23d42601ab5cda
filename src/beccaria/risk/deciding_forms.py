"""What somebody types who decides on a proposal or ends what was decided; the same for every decision on a person."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from beccaria.lib.asking import several_lines, yes_or_no
from beccaria.risk.actions import Decided


class DecideForm(forms.Form):
    """Yes or no, with reasons; and, where the law names who decides, the number of that decision."""

    yes = yes_or_no(_("Do you decide so?"), _("Say yes or no."), yes=_("Yes, I decide so"), no=_("No"))
    answer = several_lines(
        _("Your reasons"),
        _("Write your reasons."),
        help_text=_("In your own words; not those of the proposal."),
    )
    authority_note = forms.CharField(
        label=_("Day and number of its decision"), required=False, max_length=400
    )

    def __init__(self, *args: Any, authority: str = "", **options: Any) -> None:
        """Ask for the number only where the law names an authority."""
        super().__init__(*args, **options)
        if authority:
            self.fields["authority_note"].help_text = authority
        else:
            del self.fields["authority_note"]

    def decided(self) -> Decided:
        """What was said."""
        given = self.cleaned_data
        return Decided(
            yes=given["yes"] == "yes", answer=given["answer"], authority_note=given.get("authority_note", "")
        )


class EndForm(forms.Form):
    """Why it no longer holds."""

    why = several_lines(_("Why does it end?"), _("Write why."), rows=2)
