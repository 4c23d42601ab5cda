"""What somebody types about people outside: a visit, a payment, a number for the call list."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from beccaria.core.happenings import Decision, Direction, Outcome, VisitKind
from beccaria.core.ids import PersonId
from beccaria.events.actions import Happened, NewCallRequest, NewPayment, NewVisit
from beccaria.events.words import DECISIONS, DIRECTIONS, OUTCOMES, VISIT_KINDS

_DAY = forms.DateInput(attrs={"type": "date"})


def _short(label: Any, *, most: int = 120, needed: bool = False, help_text: Any = "") -> forms.CharField:
    return forms.CharField(
        required=needed, max_length=most, label=label, help_text=help_text,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )  # fmt: skip


class OutsideForm(forms.Form):
    """Where and when; the prisoner is the one from whose page the form was opened."""

    title: Any = ""
    site = forms.ChoiceField(label=_("Establishment"))
    occurred_at = forms.DateTimeField(
        label=_("When"), widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
    )

    def __init__(self, *args: Any, sites: list[tuple[str, str]], **options: Any) -> None:
        """Offer the establishments at which the actor may write events down."""
        super().__init__(*args, **options)
        site = self.fields["site"]
        assert isinstance(site, forms.ChoiceField)  # noqa: S101  it is declared above
        site.choices = sites

    def happened(self) -> Happened:
        """Where and when."""
        return Happened(site=self.cleaned_data["site"], occurred_at=self.cleaned_data["occurred_at"])


class VisitForm(OutsideForm):
    """A visit, booked or over, with the visitor as he said he is."""

    title = _("Add a visit")
    visitor_name = _short(_("Visitor's name"), most=200, needed=True)
    born = forms.DateField(required=False, label=_("Visitor's birth date"), widget=_DAY)
    document = _short(_("Passport or identity card number"), most=60)
    phone = _short(_("Telephone"), most=60)
    address = _short(_("Address"), most=300)
    relationship = _short(_("Relationship"), help_text=_("Such as mother, friend."))
    kind = forms.ChoiceField(label=_("Kind"), choices=[(code, VISIT_KINDS[code]) for code in VisitKind])
    outcome = forms.ChoiceField(
        label=_("What became of it"), choices=[(code, OUTCOMES[code]) for code in Outcome]
    )
    reason = _short(_("Why refused or cancelled"), most=500)

    def new(self, prisoner: PersonId) -> NewVisit:
        """What was typed."""
        typed = self.cleaned_data
        born: date | None = typed["born"]
        plain = ("visitor_name", "document", "phone", "address", "relationship", "reason")
        return NewVisit(
            happened=self.happened(),
            prisoner=prisoner,
            born=born,
            kind=VisitKind(typed["kind"]),
            outcome=Outcome(typed["outcome"]),
            **{name: typed[name] for name in plain},
        )


class PaymentForm(OutsideForm):
    """Money that came in or went out."""

    title = _("Add a payment")
    payer_name = _short(_("Payer's name"), most=200, needed=True)
    account = _short(_("Account or card"), most=60, help_text=_("IBAN, or what the bank gave instead."))
    address = _short(_("Payer's address"), most=300)
    amount = forms.DecimalField(min_value=0, max_digits=12, decimal_places=2, label=_("Amount"))
    currency = forms.CharField(max_length=3, initial="EUR", label=pgettext_lazy("money", "Currency"))
    direction = forms.ChoiceField(
        label=_("Which way"), choices=[(code, DIRECTIONS[code]) for code in Direction]
    )
    method = _short(_("How it was paid"), most=60, help_text=_("Such as bank transfer, cash desk."))

    def new(self, prisoner: PersonId) -> NewPayment:
        """What was typed."""
        typed = self.cleaned_data
        return NewPayment(
            happened=self.happened(),
            prisoner=prisoner,
            amount=typed["amount"],
            currency=typed["currency"].upper(),
            direction=Direction(typed["direction"]),
            **{name: typed[name] for name in ("payer_name", "account", "address", "method")},
        )


class CallRequestForm(OutsideForm):
    """Whose number is to be on the list of those he may call."""

    title = _("Add a number he asks for")
    contact_name = _short(_("Name of the person"), most=200, needed=True)
    number = _short(_("Number"), most=60, needed=True)
    relationship = _short(_("Relationship"), help_text=_("Such as mother, friend."))
    decision = forms.ChoiceField(label=_("Decision"), choices=[(code, DECISIONS[code]) for code in Decision])
    reason = _short(_("Why refused"), most=500)

    def new(self, prisoner: PersonId) -> NewCallRequest:
        """What was typed."""
        typed = self.cleaned_data
        return NewCallRequest(
            happened=self.happened(),
            prisoner=prisoner,
            decision=Decision(typed["decision"]),
            **{name: typed[name] for name in ("contact_name", "number", "relationship", "reason")},
        )
