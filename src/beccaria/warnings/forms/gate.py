"""What somebody types at the gate: a decision with its reason, or who has come without being booked."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from beccaria.core.happenings import Outcome, VisitKind
from beccaria.core.warning import Decision
from beccaria.events.api import Happened, NewVisit


class DecideForm(forms.Form):
    """The decision is the button that was pressed."""

    decision = forms.ChoiceField(choices=[(one.value, one.value) for one in Decision])
    reason = forms.CharField(
        label=_("Reason"),
        required=False,
        max_length=1000,
        help_text=_("Needed to refuse, and to let somebody in whom a warning may mean."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class BookForm(forms.Form):
    """A visit: who comes to whom, and when."""

    visitor_name = forms.CharField(
        label=_("Who comes?"),
        max_length=200,
        help_text=_("The name as it stands in the document."),
        error_messages={"required": _("Write the name as it stands in the document.")},
    )
    born = forms.DateField(
        label=_("Born"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    document = forms.CharField(label=_("Document number"), required=False, max_length=60)
    phone = forms.CharField(label=_("Telephone number"), required=False, max_length=60)
    address = forms.CharField(label=_("Address"), required=False, max_length=300)
    relationship = forms.CharField(label=_("Says he is"), required=False, max_length=60)
    who = forms.CharField(
        label=_("To whom?"),
        max_length=120,
        help_text=_("Type a name or a number."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("Write the prisoner's name or number.")},
    )
    id_of_who = forms.CharField(required=False, max_length=36, widget=forms.HiddenInput)
    at = forms.DateTimeField(
        label=_("When"), widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
    )

    def visit(self, prisoner: Any, *, site: str) -> NewVisit:
        """The visit, to this prisoner."""
        given = self.cleaned_data
        return NewVisit(
            happened=Happened(site=site, occurred_at=given["at"]),
            prisoner=prisoner,
            visitor_name=given["visitor_name"],
            outcome=Outcome.BOOKED,
            born=given["born"],
            document=given["document"],
            phone=given["phone"],
            address=given["address"],
            relationship=given["relationship"],
            kind=VisitKind.SOCIAL,
        )
