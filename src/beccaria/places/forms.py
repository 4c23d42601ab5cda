"""Ask which establishments are wanted, and which two countries."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from collections.abc import Mapping

    from beccaria.core.countries import Pack


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


class CompareForm(forms.Form):
    """Which two country packs to lay side by side."""

    one = forms.ChoiceField(required=False, label=_("One country"))
    other = forms.ChoiceField(required=False, label=_("Another country"))

    def __init__(self, *args: Any, packs: Mapping[str, Pack], **options: Any) -> None:
        super().__init__(*args, **options)
        for name in ("one", "other"):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)  # noqa: S101  it is declared above
            field.choices = [("", _("Choose")), *((one.id, one.english_name.words) for one in packs.values())]
            field.error_messages["invalid_choice"] = _("There is no such pack: choose one of the list.")

    def chosen(self) -> tuple[str, str]:
        """The two ids; empty where nothing, or nothing that is there, was chosen."""
        if not self.is_bound or not self.is_valid():
            return "", ""
        return self.cleaned_data["one"], self.cleaned_data["other"]
