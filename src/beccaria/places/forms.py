"""Ask which establishments are wanted."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class FindForm(forms.Form):
    """Words and filters of the list of establishments. Nothing typed is ever wrong: it finds or it does not."""

    q = forms.CharField(required=False, max_length=200, label=_("Name, town or code"))
    region = forms.ChoiceField(required=False, label=_("Region"))
    shut = forms.BooleanField(required=False, label=_("Closed ones too"))

    def __init__(self, *args: Any, regions: list[str], **options: Any) -> None:
        super().__init__(*args, **options)
        region = self.fields["region"]
        assert isinstance(region, forms.ChoiceField)  # noqa: S101  it is declared above
        region.choices = [("", _("Everywhere")), *((name, name) for name in regions)]

    def chosen(self, name: str) -> str:
        """One field as text; what cannot be used counts as not given."""
        return (
            str(self.cleaned_data.get(name) or "") if self.is_valid() or hasattr(self, "cleaned_data") else ""
        )
