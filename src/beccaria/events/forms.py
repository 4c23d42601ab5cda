"""What somebody types about events: which period he wants, an incident with everybody's part, a find."""

from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from beccaria.core.happenings import Family, How, Item, Part, Severity
from beccaria.events.actions import Happened, NewFind, NewIncident
from beccaria.events.words import FAMILIES, HOWS, ITEMS, PARTS, SEVERITIES

MOST_PARTS: Final = 4
_NOT_SAID = ("", _("Not said"))
_DAY = forms.DateInput(attrs={"type": "date"})


class PeriodForm(forms.Form):
    """From which day until which."""

    since = forms.DateField(required=False, label=_("From"), widget=_DAY)
    until = forms.DateField(required=False, label=_("Until"), widget=_DAY)


class _EventForm(forms.Form):
    """Where and when something happened."""

    site = forms.ChoiceField(label=_("Establishment"))
    occurred_at = forms.DateTimeField(
        label=_("When"), widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
    )
    wing = forms.CharField(required=False, max_length=60, label=_("Wing"))

    def __init__(self, *args: Any, sites: list[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        site = self.fields["site"]
        assert isinstance(site, forms.ChoiceField)  # noqa: S101  it is declared above
        site.choices = sites

    def happened(self) -> Happened:
        """Where and when."""
        return Happened(site=self.cleaned_data["site"], occurred_at=self.cleaned_data["occurred_at"])

    def person_fields(self) -> list[tuple[str, str]]:
        """The typed name and the chosen identifier of each person the form asks for."""
        return [(name, f"id_of_{name}") for name in self.fields if name.startswith("who")]


def _who(label: Any) -> forms.CharField:
    return forms.CharField(
        required=False, max_length=120, label=label, help_text=_("Type a name or a number."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )  # fmt: skip


class IncidentForm(_EventForm):
    """An incident; up to four people at once, each with a part. Nobody said of a part means: present."""

    family = forms.ChoiceField(label=_("What"), choices=[(code, FAMILIES[code]) for code in Family])
    severity = forms.ChoiceField(
        required=False,
        label=_("How grave"),
        choices=[_NOT_SAID, *((code, SEVERITIES[code]) for code in Severity)],
    )
    text = forms.CharField(
        required=False, max_length=5000, label=_("What happened"), widget=forms.Textarea(attrs={"rows": 5})
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        """Add the people."""
        super().__init__(*args, **options)
        for place in range(1, MOST_PARTS + 1):
            self.fields[f"who{place}"] = _who(_("Person %(place)s") % {"place": place})
            self.fields[f"id_of_who{place}"] = forms.CharField(
                required=False, max_length=36, widget=forms.HiddenInput
            )
            self.fields[f"part{place}"] = forms.ChoiceField(
                required=False, label=_("Part"), choices=[_NOT_SAID, *((code, PARTS[code]) for code in Part)]
            )

    def people_rows(self) -> list[tuple[Any, Any, Any]]:
        """The fields of each person: what is typed, what was chosen, and his part."""
        places = range(1, MOST_PARTS + 1)
        return [(self[f"who{place}"], self[f"id_of_who{place}"], self[f"part{place}"]) for place in places]

    def incident(self, persons: dict[str, Any]) -> NewIncident:
        """The incident with the persons that were found for the typed names."""
        typed = self.cleaned_data
        return NewIncident(
            happened=self.happened(),
            family=Family(typed["family"]),
            severity=Severity(typed["severity"]) if typed["severity"] else None,
            wing=typed["wing"],
            text=typed["text"],
            parts=tuple(
                (person, Part(typed[name.replace("who", "part")] or Part.PRESENT))
                for name, person in persons.items()
            ),
        )


class FindForm(_EventForm):
    """Something found."""

    cell = forms.CharField(required=False, max_length=60, label=_("Cell"))
    item = forms.ChoiceField(label=_("What was found"), choices=[(code, ITEMS[code]) for code in Item])
    quantity = forms.DecimalField(
        required=False, min_value=0, max_digits=12, decimal_places=3, label=_("How much")
    )
    unit = forms.CharField(
        required=False, max_length=20, label=_("Unit"), help_text=_("Such as g, ml, pieces.")
    )
    how = forms.ChoiceField(
        required=False, label=_("How"), choices=[_NOT_SAID, *((code, HOWS[code]) for code in How)]
    )
    who = _who(_("With whom, or in whose cell"))
    id_of_who = forms.CharField(required=False, max_length=36, widget=forms.HiddenInput)
    text = forms.CharField(
        required=False, max_length=5000, label=_("More"), widget=forms.Textarea(attrs={"rows": 4})
    )

    def find(self, persons: dict[str, Any]) -> NewFind:
        """The find with the person that was found for the typed name."""
        typed = self.cleaned_data
        return NewFind(
            happened=self.happened(),
            item=Item(typed["item"]),
            quantity=typed["quantity"],
            unit=typed["unit"],
            how=How(typed["how"]) if typed["how"] else None,
            wing=typed["wing"],
            cell=typed["cell"],
            person=persons.get("who"),
            text=typed["text"],
        )
