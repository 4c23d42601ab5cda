"""What somebody types who rules that people change cells, decides a planned change, or puts one aside."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from beccaria.core.rotation import LONGEST as MOST_DAYS
from beccaria.core.rotation import SHORTEST as LEAST_DAYS
from beccaria.placement.actions.rotating import NewRotationRule
from beccaria.placement.forms.keeping import LONGEST


def _why(label: Any, otherwise: Any, **more: Any) -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": otherwise},
        **more,
    )


class RotationRuleForm(forms.Form):
    """Whom it names, how often, why."""

    categories = forms.MultipleChoiceField(
        label=_("Everybody of these categories"),
        choices=[],
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    who = forms.CharField(
        label=_("Or one person"),
        required=False,
        max_length=120,
        help_text=_("Type a name or a number, and choose him."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    id_of_who = forms.CharField(required=False, max_length=36, widget=forms.HiddenInput)
    every = forms.IntegerField(
        label=_("At the latest every so many days"),
        min_value=LEAST_DAYS,
        max_value=MOST_DAYS,
        initial=28,
        help_text=_("This service's own rule. The day is drawn, so that nobody can count it out."),
        error_messages={"required": _("Say how often.")},
    )
    why = _why(_("Why?"), _("Write why they change cells."))

    def __init__(self, *args: Any, categories: Sequence[str], **options: Any) -> None:
        """Offer the categories of those who are held there."""
        super().__init__(*args, **options)
        field = self.fields["categories"]
        assert isinstance(field, forms.MultipleChoiceField)  # noqa: S101  it is declared above
        field.choices = [(one, one) for one in categories]

    def new(self, site: str, person: str) -> NewRotationRule:
        """What was typed, with whom the name means."""
        given = self.cleaned_data
        return NewRotationRule(
            site=site,
            person=person,
            categories=tuple(given["categories"]),
            every=given["every"],
            why=given["why"],
        )


class RotationForm(forms.Form):
    """When he changes cells, and why he goes there."""

    due = forms.DateTimeField(
        label=_("When he is moved"),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        error_messages={"required": _("Say when he is to be moved.")},
    )
    why = _why(_("Why?"), _("Write why he changes cells."))

    @property
    def due_at(self) -> datetime:
        """When he is moved."""
        due = self.cleaned_data["due"]
        assert isinstance(due, datetime)  # noqa: S101  the field gives nothing else
        return due


class AsideForm(forms.Form):
    """Why he does not go there."""

    why = _why(_("Why does he not go there?"), _("Write why he does not go there."))
