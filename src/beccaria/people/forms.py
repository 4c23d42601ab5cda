"""What somebody types about people: whom he looks for, what he asserts, where somebody was moved."""

from datetime import UTC, date, datetime, time
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from beccaria.core.persons import Role
from beccaria.people.actions import Place, Said
from beccaria.people.queries import Asserted, Wanted
from beccaria.people.words import ROLES, SEXES, STATUSES
from beccaria.people.words_review import PROMPTS

_NOT_SAID = ("", _("Not said"))
_DAY = forms.DateInput(attrs={"type": "date"})


class FindForm(forms.Form):
    """Whom somebody looks for. Nothing typed is ever wrong: it finds or it does not."""

    q = forms.CharField(
        required=False,
        max_length=120,
        label=_("Name or number"),
        help_text=_("The beginning is enough, in any order, without accents or dots."),
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off", "spellcheck": "false"}),
    )
    role = forms.ChoiceField(
        required=False,
        label=_("Who"),
        choices=[("", _("Everybody")), *((code, ROLES[code]) for code in Role)],
    )


class DayForm(forms.Form):
    """A day in the past about which somebody asks what we knew."""

    day = forms.DateField(
        label=_("What did we know on"),
        widget=_DAY,
        error_messages={"invalid": _("Write a day such as 3 May 2026.")},
    )

    def moment(self) -> datetime:
        """The end of that day, where the service is."""
        chosen: date = self.cleaned_data["day"]
        return datetime.combine(chosen, time.max, tzinfo=timezone.get_current_timezone()).astimezone(UTC)


class SaidForm(forms.Form):
    """What somebody asserts of a person. A name is enough."""

    given_names = forms.CharField(required=False, max_length=200, label=_("Given names"))
    surname = forms.CharField(required=False, max_length=200, label=_("Surname"))
    aliases = forms.CharField(
        required=False,
        max_length=500,
        label=_("Also called"),
        help_text=_("Several, with a semicolon between."),
    )
    role = forms.ChoiceField(label=_("As"), choices=[(code, ROLES[code]) for code in Role])
    number = forms.CharField(required=False, max_length=60, label=_("Prisoner or staff number"))
    born = forms.DateField(required=False, label=_("Birth date"), widget=_DAY)
    sex = forms.ChoiceField(required=False, label=_("Sex"), choices=[_NOT_SAID, *SEXES.items()])
    nationality = forms.CharField(
        required=False, max_length=2, label=_("Nationality"), help_text=_("Two letters, such as IT.")
    )
    document = forms.CharField(required=False, max_length=60, label=_("Passport or identity card number"))
    phone = forms.CharField(required=False, max_length=60, label=_("Telephone"))
    address = forms.CharField(required=False, max_length=300, label=_("Address outside"))

    def said(self, *, languages: tuple[str, ...] = ()) -> Said:
        """What was typed. `languages` are kept from the record before: no field asks for them."""
        typed: dict[str, Any] = self.cleaned_data
        aliases = tuple(part.strip() for part in typed["aliases"].split(";") if part.strip())
        plain = ("given_names", "surname", "number", "born", "sex", "document", "phone", "address")
        return Said(
            role=Role(typed["role"]),
            aliases=aliases,
            nationality=typed["nationality"].upper(),
            languages=languages,
            **{name: typed[name] for name in plain},
        )


class AddForm(SaidForm):
    """A new person, and the establishment he belongs to."""

    site = forms.ChoiceField(label=_("Belongs to"))

    def __init__(self, *args: Any, sites: list[tuple[str, str]], **options: Any) -> None:
        """Offer the establishments at which the actor may add."""
        super().__init__(*args, **options)
        site = self.fields["site"]
        assert isinstance(site, forms.ChoiceField)  # noqa: S101  it is declared above
        site.choices = sites


class MoveForm(forms.Form):
    """Where somebody is held from a moment on."""

    wing = forms.CharField(required=False, max_length=60, label=_("Wing"))
    cell = forms.CharField(required=False, max_length=60, label=_("Cell"))
    status = forms.ChoiceField(required=False, label=_("Status"), choices=[_NOT_SAID, *STATUSES.items()])
    category = forms.CharField(required=False, max_length=20, label=_("Security category"))
    release_due = forms.DateField(required=False, label=_("Release due"), widget=_DAY)
    since = forms.DateTimeField(
        label=_("Since"),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )

    def place(self, establishment: str) -> Place:
        """Where, inside this establishment."""
        typed = self.cleaned_data
        names = ("wing", "cell", "status", "category", "release_due")
        return Place(establishment=establishment, **{name: typed[name] for name in names})


def typed_from(record: Asserted) -> dict[str, Any]:
    """A record as a form shows it."""
    names = (
        *("given_names", "surname", "role", "number", "born", "sex", "nationality"),
        "document",
        "phone",
        "address",
    )
    return {"aliases": "; ".join(record.aliases)} | {name: getattr(record, name) for name in names}


class QueueForm(forms.Form):
    """Which pairs somebody wants to go through."""

    site = forms.ChoiceField(required=False, label=_("Where"))
    prompt = forms.ChoiceField(
        required=False,
        label=_("Brought together by"),
        choices=[("", _("Anything")), *PROMPTS.items()],
    )
    certainty = forms.ChoiceField(
        required=False,
        label=_("How sure"),
        choices=[("", _("Any")), ("likely", _("Likely")), ("possible", _("Possible"))],
    )
    order = forms.ChoiceField(
        required=False,
        label=_("First"),
        choices=[("certain", _("The most certain")), ("oldest", _("The oldest"))],
    )
    aside = forms.BooleanField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, sites: list[tuple[str, str]], **options: Any) -> None:
        """Offer the establishments of the actor, and what lies across them."""
        super().__init__(*args, **options)
        site = self.fields["site"]
        assert isinstance(site, forms.ChoiceField)  # noqa: S101  it is declared above
        site.choices = [("", _("Everywhere")), *sites]

    def wanted(self) -> Wanted:
        """What was chosen; what makes no sense is left out."""
        typed = self.cleaned_data if self.is_valid() else {}
        return Wanted(
            site=typed.get("site", ""),
            prompt=typed.get("prompt", ""),
            certainty=typed.get("certainty", ""),
            order=typed.get("order") or "certain",
            aside=bool(typed.get("aside")),
        )
