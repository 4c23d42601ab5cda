"""What somebody types about the facts that a decision rests on; every app that decides about a person asks the same."""

from collections.abc import Mapping
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from beccaria.core.classification import Ground
from beccaria.risk.actions.resting import NewFact
from beccaria.risk.words import GROUNDS

DAY: Final = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
MOST_FACTS: Final = 12
_FACT: Final = ("ground", "text", "observed", "reference", "judged", "conduct")


class FactsForm(forms.Form):
    """A form with so many facts: the first is asked for, the others may stay empty."""

    def __init__(self, data: Any = None, *, facts: int = 2, **options: Any) -> None:
        """Ask for so many facts, after the form's own fields."""
        super().__init__(data, **options)
        self.facts = max(1, min(facts, MOST_FACTS))
        for place in range(self.facts):
            for name, made in _fact_fields(first=place == 0).items():
                self.fields[f"fact{place}-{name}"] = made

    def clean(self) -> dict[str, Any]:
        """Each fact is whole, or empty beyond the first."""
        given = super().clean() or self.cleaned_data
        for place in range(1, self.facts):
            named = {name: given.get(f"fact{place}-{name}") for name in ("ground", "text", "observed")}
            if any(named.values()) and not all(named.values()):
                self.add_error(
                    f"fact{place}-text",
                    _("Say of this fact what it is, in words, and on which day; or leave it out."),
                )
        return given

    def groups(self) -> list[list[forms.BoundField]]:
        """For the page: the fields of each fact."""
        return [[self[f"fact{place}-{name}"] for name in _FACT] for place in range(self.facts)]

    def facts_said(self) -> list[NewFact]:
        """The facts that were typed."""
        given = self.cleaned_data
        return [self._fact(place) for place in range(self.facts) if given.get(f"fact{place}-text")]

    def _fact(self, place: int) -> NewFact:
        return NewFact(**{name: self.cleaned_data[f"fact{place}-{name}"] for name in _FACT})


def facts_asked(data: Mapping[str, Any] | None) -> int:
    """How many facts the form has: as many as were sent, and one more when that was asked for."""
    if data is None:
        return 2
    sent = str(data.get("facts", "2"))
    return (int(sent) if sent.isascii() and sent.isdigit() and len(sent) < 3 else 2) + ("more" in data)  # noqa: PLR2004  two digits


def _fact_fields(*, first: bool) -> dict[str, forms.Field]:
    return {
        "ground": forms.ChoiceField(
            label=_("What kind of fact?"),
            required=first,
            choices=[("", ""), *((code.value, GROUNDS[code]) for code in Ground)],
            help_text=_("Nationality, origin, faith, language, health, family or a score are never one."),
            error_messages={"required": _("Choose what kind of fact it is.")},
        ),
        "text": forms.CharField(
            label=_("What did he do, or what was found?"),
            required=first,
            max_length=4000,
            widget=forms.Textarea(attrs={"rows": 3}),
            error_messages={"required": _("Write what he did or what was found.")},
        ),
        "observed": forms.DateField(
            label=_("On which day?"),
            required=first,
            widget=DAY,
            error_messages={"required": _("Write the day on which it was seen or found.")},
        ),
        "reference": forms.CharField(
            label=_("Record it rests on"),
            required=False,
            max_length=80,
            help_text=_("A report's number, such as 26-7K2FQ3X. How that must be handled is inherited."),
            widget=forms.TextInput(attrs={"autocomplete": "off"}),
        ),
        "judged": forms.BooleanField(
            label=_("This is a judgement of mine, no observed fact"), required=False
        ),
        "conduct": forms.BooleanField(
            label=_("It names a faith, origin or nationality, and tells what he did, not what he is"),
            required=False,
        ),
    }
