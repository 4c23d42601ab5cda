"""What somebody types who asks where people may live, decides it, or cancels an order."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from beccaria.core.allocation import Mode
from beccaria.placement.actions import NewPlacement
from beccaria.placement.pages.words import MODES
from beccaria.placement.queries.instance import Asked

_LONGEST = 2000
_MANY = (Mode.LIST, Mode.CLOSE, Mode.ESTATE)


class AskForm(forms.Form):
    """A question about many: the people without a place, a wing closed tonight, a prison set right in few moves."""

    mode = forms.ChoiceField(label=_("What do you ask?"), choices=[(one.value, MODES[one]) for one in _MANY])
    establishment = forms.ChoiceField(label=_("Prison"), choices=[])
    wing = forms.ChoiceField(
        label=_("Wing"),
        choices=[],
        required=False,
        help_text=_("The one to be closed, or whose people are asked about."),
    )
    moves = forms.IntegerField(
        label=_("At most so many moves"), required=False, min_value=1, max_value=10_000
    )

    def __init__(
        self,
        *args: Any,
        prisons: Sequence[tuple[str, str]],
        wings: Sequence[tuple[str, str]],
        **options: Any,
    ) -> None:
        """Offer the prisons and wings the reader may fill."""
        super().__init__(*args, **options)
        for name, choices in (("establishment", prisons), ("wing", [("", ""), *wings])):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)  # noqa: S101  it is declared above
            field.choices = list(choices)

    def asked(self) -> Asked:
        """The question."""
        given = self.cleaned_data
        return Asked(
            mode=Mode(given["mode"]),
            establishment=given["establishment"],
            wing=given["wing"],
            moves=given["moves"],
        )


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
