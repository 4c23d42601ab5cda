"""The fields by which somebody is described to those who are to recognise him."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from beccaria.warnings.recognising import Subject

_SHORT = ("document", "phone", "account", "plate", "address")


class DescribedForm(forms.Form):
    """Whom to look out for; only what is written here is passed on."""

    names = forms.CharField(
        label=_("Name"),
        required=False,
        max_length=2000,
        help_text=_("The name first; then other names and spellings, each on a line of its own."),
        widget=forms.Textarea(attrs={"rows": 2, "autocomplete": "off"}),
    )
    born = forms.DateField(
        label=_("Born"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    document = forms.CharField(label=_("Document number"), required=False, max_length=60)
    phone = forms.CharField(label=_("Telephone number"), required=False, max_length=60)
    account = forms.CharField(label=_("Account"), required=False, max_length=60)
    plate = forms.CharField(label=_("Number plate"), required=False, max_length=20)
    address = forms.CharField(label=_("Address"), required=False, max_length=300)

    def subject(self) -> Subject:
        """The description."""
        given = self.cleaned_data
        return Subject(
            names=tuple(line.strip() for line in given["names"].splitlines() if line.strip()),
            born=given["born"],
            **{name: given[name].strip() for name in _SHORT},
        )


def described(subject: Subject) -> dict[str, Any]:
    """What the fields begin with."""
    return {"names": "\n".join(subject.names), "born": subject.born} | {
        name: getattr(subject, name) for name in _SHORT
    }
