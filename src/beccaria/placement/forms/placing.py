"""What somebody types who decides where somebody lives, or cancels an order."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from beccaria.placement.actions import NewPlacement

_LONGEST = 2000


class DecideForm(forms.Form):
    """Where he is to live, when he is moved, and why."""

    wing = forms.ChoiceField(
        label=_("Where"), choices=[], error_messages={"required": _("Choose the place.")}
    )
    cell = forms.CharField(label=_("Cell"), required=False, max_length=60)
    due = forms.DateTimeField(
        label=_("When he is moved"),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        error_messages={"required": _("Say when he is to be moved.")},
    )
    reason = forms.CharField(
        label=_("Why?"),
        required=False,
        max_length=_LONGEST,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Needed unless you take the first option."),
    )
    override = forms.CharField(
        label=_("Why is the rule set aside?"),
        required=False,
        max_length=_LONGEST,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Only where something stands against the place, and only a governor."),
    )

    def __init__(self, *args: Any, wings: Sequence[tuple[str, str]], **options: Any) -> None:
        """Offer the wings the reader may fill."""
        super().__init__(*args, **options)
        field = self.fields["wing"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101  it is declared above
        field.choices = [("", ""), *wings]

    def new(self, person: str, proposal: str) -> NewPlacement:
        """What was decided."""
        given = self.cleaned_data
        due = given["due"]
        assert isinstance(due, datetime)  # noqa: S101  the field gives nothing else
        return NewPlacement(
            person=person,
            proposal=proposal,
            wing=given["wing"],
            cell=given["cell"],
            due=due,
            reason=given["reason"],
            override=given["override"],
        )


class CancelForm(forms.Form):
    """Why an order is cancelled."""

    why = forms.CharField(
        label=_("Why is he not to be moved?"),
        max_length=_LONGEST,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Write why it is cancelled.")},
    )
