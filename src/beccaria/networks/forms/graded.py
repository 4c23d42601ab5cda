"""The fields by which something is shown: in words, of which day, from where, graded, and how closely it is kept."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from beccaria.core import grading
from beccaria.core.actors import Level
from beccaria.core.grading import Grade
from beccaria.core.refusal import BadInput
from beccaria.lib.asking import several_lines
from beccaria.lib.spoken import in_words
from beccaria.networks.actions import Shown
from beccaria.networks.pages.words import CLEARED

DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
_NAMES = {grading.Scheme.ADMIRALTY: "Admiralty"}


def _codes(axis: Any) -> list[tuple[str, Any]]:
    grouped: list[tuple[str, Any]] = [("", "")]
    for scheme in grading.Scheme:
        options = [(f"{scheme}:{code}", f"{code} {_(one.words)}") for code, one in axis(scheme).items()]
        grouped.append((_NAMES.get(scheme, scheme.value), options))
    return grouped


class ShownForm(forms.Form):
    """One thing that shows something."""

    text = several_lines(
        _("What was seen or found?"),
        _("Write what was seen or found."),
        help_text=_("In a sentence or two: what he did or said, not what he is."),
    )
    observed = forms.DateField(
        label=_("On which day?"),
        widget=DAY,
        error_messages={"required": _("Write the day on which it was seen or found.")},
    )
    source = forms.ChoiceField(
        label=_("How far is the source to be trusted?"),
        choices=lambda: _codes(grading.sources),
        error_messages={"required": _("Choose the grade of the source.")},
    )
    information = forms.ChoiceField(
        label=_("How is it known?"),
        choices=lambda: _codes(grading.information),
        error_messages={"required": _("Choose the grade of the information.")},
    )
    reference = forms.CharField(
        label=_("Report or observation it rests on"),
        required=False,
        max_length=80,
        help_text=_("Its number, such as 26-7K2FQ3X. How that must be handled is inherited."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    level = forms.TypedChoiceField(label=_("Who may read it?"), coerce=int, choices=[], initial=0)

    def __init__(self, *args: Any, highest: Level, **options: Any) -> None:
        """Offer no level above the writer's own clearance."""
        super().__init__(*args, **options)
        offer_levels(self, highest)

    def clean(self) -> dict[str, Any]:
        """Both codes by one scheme."""
        given = super().clean() or {}
        source, information = (given.get(name) or "" for name in ("source", "information"))
        scheme, _colon, code = source.partition(":")
        other, _colon, told = information.partition(":")
        if source and information:
            if scheme != other:
                raise forms.ValidationError(_("Grade source and information by the same scheme."))
            try:
                given["grade"] = Grade.read(scheme, code, told)
            except BadInput as wrong:
                raise forms.ValidationError(in_words(wrong)) from wrong
        return given

    def shown(self) -> Shown:
        """What was typed."""
        given = self.cleaned_data
        return Shown(
            text=given["text"],
            observed=given["observed"],
            grade=given["grade"],
            reference=given["reference"],
        )

    def wanted_level(self) -> Level:
        """The level that was chosen."""
        return Level(self.cleaned_data["level"])


def offer_levels(form: forms.Form, highest: Level) -> None:
    """Let one choose a level up to one's own clearance."""
    field = form.fields["level"]
    assert isinstance(field, forms.TypedChoiceField)  # noqa: S101  it is declared above
    field.choices = [(int(one), CLEARED[one]) for one in Level if one <= highest]


class WhyForm(forms.Form):
    """Why something ends or is taken back."""

    why = several_lines(_("Why?"), _("Write why."), rows=2, longest=500)
