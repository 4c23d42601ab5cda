"""What somebody types who writes down a cover in a compartment, or ends one."""

from collections.abc import Iterable
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from beccaria.core.allocation import Level
from beccaria.core.placement import Covered
from beccaria.placement.actions import NewCover
from beccaria.placement.forms.keeping import LONGEST
from beccaria.placement.pages.words import COVERED, LEVELS

_NUMBER: Final = 40


class CoverForm(forms.Form):
    """Two people by their prison numbers, what the one is, how far apart, and why."""

    person = forms.CharField(
        label=_("Whom does it protect?"),
        max_length=_NUMBER,
        help_text=_(
            "His prison number. Nothing is offered while you type, and no look at his record is written."
        ),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("Write the number of whom it protects.")},
    )
    away_from = forms.CharField(
        label=_("Whom must he not meet?"),
        max_length=_NUMBER,
        help_text=_("The prison number."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("Write the number of whom he must not meet.")},
    )
    kind = forms.ChoiceField(
        label=_("What is known of him"), choices=[(one.value, COVERED[one]) for one in Covered]
    )
    apart = forms.ChoiceField(
        label=_("How far?"), choices=[(one.value, LEVELS[one]) for one in Level], initial=Level.WING
    )
    why = forms.CharField(
        label=_("Why?"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Read in this compartment alone."),
        error_messages={"required": _("Write why they must not meet.")},
    )
    compartment = forms.ChoiceField(label=_("Compartment"), choices=[])

    def __init__(self, *args: Any, compartments: Iterable[str], **options: Any) -> None:
        """Offer the writer's own compartments."""
        super().__init__(*args, **options)
        field = self.fields["compartment"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101  it is declared above
        field.choices = [(one, one) for one in sorted(compartments)]

    def new(self, person: str, away_from: str) -> NewCover:
        """What was typed, with whom the numbers mean."""
        given = self.cleaned_data
        return NewCover(
            person=person,
            away_from=away_from,
            apart=Level(given["apart"]),
            kind=Covered(given["kind"]),
            why=given["why"],
            compartment=given["compartment"],
        )
