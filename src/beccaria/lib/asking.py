"""Form fields that are asked the same way everywhere: yes or no, and words of several lines."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

_YES, _NO = _("Yes"), _("No")


def yes_or_no(label: Any, missing: Any, *, yes: Any = _YES, no: Any = _NO) -> forms.ChoiceField:
    """One of two, as buttons; `missing` says what to do when neither is chosen. The value is "yes" or "no"."""
    return forms.ChoiceField(
        label=label,
        choices=(("yes", yes), ("no", no)),
        widget=forms.RadioSelect,
        error_messages={"required": missing},
    )


def several_lines(
    label: Any, missing: Any, *, rows: int = 3, longest: int = 4000, help_text: Any = ""
) -> forms.CharField:
    """Words that must be written; `missing` says so when they are not."""
    return forms.CharField(
        label=label,
        max_length=longest,
        help_text=help_text,
        widget=forms.Textarea(attrs={"rows": rows}),
        error_messages={"required": missing},
    )
