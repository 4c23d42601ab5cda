"""What somebody types who wants a rule changed: its parameters as the library bounds them, and why."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from beccaria.core.patterns import Kind, Parameter, Pattern, Value
from beccaria.detection.pages.words import told
from beccaria.lib.asking import several_lines


def _field(one: Parameter, value: Value) -> forms.Field:
    if one.kind is Kind.YES_NO:
        return forms.BooleanField(label=told(one.means), required=False, initial=bool(value))
    said: dict[str, Any] = {
        "label": told(one.means),
        "initial": value,
        "min_value": one.least,
        "max_value": one.most,
    }
    return forms.IntegerField(**said) if one.kind is Kind.WHOLE else forms.FloatField(**said)


class ChangeForm(forms.Form):
    """The parameters of a rule, each with its meaning and bounds, and why they should change."""

    why = several_lines(
        _("Why?"),
        _("Write why: who decides reads it."),
        rows=2,
        longest=500,
        help_text=_("Who decides reads it, beside what would have come and gone in the last 90 days."),
    )
    puts_back = forms.BooleanField(label=_("Put the suspended rule back"), required=False)

    def __init__(
        self, *args: Any, pattern: Pattern | None, now: dict[str, Value], suspended: bool, **options: Any
    ) -> None:
        """Offer what the pattern lets a service set, as it is now."""
        super().__init__(*args, **options)
        why, back = self.fields.pop("why"), self.fields.pop("puts_back")
        self._names = tuple(one.name for one in pattern.parameters) if pattern else ()
        for one in pattern.parameters if pattern else ():
            self.fields[f"set_{one.name}"] = _field(one, now[one.name])
        if suspended:
            self.fields["puts_back"] = back
        self.fields["why"] = why

    def given(self) -> dict[str, Value]:
        """The parameters as typed."""
        return {name: self.cleaned_data[f"set_{name}"] for name in self._names}


class DecideForm(forms.Form):
    """Whether another's change comes into force, and why."""

    why = several_lines(_("Why do you decide so?"), _("Write why you decide so."), rows=2, longest=500)
