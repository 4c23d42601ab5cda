"""What somebody types who writes down what he saw: one text is enough."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final

from django import forms
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext_lazy as _

from beccaria.core.ids import new_id
from beccaria.core.reporting import Kind
from beccaria.lib.asking import several_lines
from beccaria.reports.pages.words import KINDS, choices

LONGEST: Final = 20_000
_NOON: Final = 12


class SeveralFiles(forms.ClearableFileInput):
    """A file field for more than one file."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Files, none or several; each is checked below, where it is stored."""

    def __init__(self, **options: Any) -> None:
        """Show the field for several files."""
        super().__init__(widget=SeveralFiles(attrs={"multiple": True}), **options)

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        """Every file that was sent."""
        several = data if isinstance(data, list | tuple) else [data] if data else []
        return [super(FilesField, self).clean(one, initial) for one in several if one]


class ObservationForm(forms.Form):
    """Only the text is compulsory. `when` and `where` are tapped offers; typed fields win over them."""

    text = forms.CharField(
        label=_("What did you see or hear?"),
        max_length=LONGEST,
        widget=forms.Textarea,
        error_messages={"required": _("Write what you saw or heard: one sentence is enough.")},
    )
    occurred = forms.CharField(
        label=_("When"),
        required=False,
        max_length=40,
        help_text=_("Empty means now."),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}),
    )
    place = forms.CharField(
        label=_("Where"), required=False, max_length=120, help_text=_("Wing, cell, yard, visits room …")
    )
    kind = forms.ChoiceField(
        label=_("What kind"), required=False, choices=[("", _("Not said")), *choices(KINDS)]
    )
    site = forms.ChoiceField(label=_("Which establishment"), required=False)
    who = forms.CharField(
        label=_("Add a person"), required=False, max_length=120, help_text=_("Type a name or a number.")
    )
    attached = FilesField(
        label=_("Photograph or file"),
        required=False,
        help_text=_("Pictures, scans, sound or film; 25 MB each."),
    )
    key = forms.CharField(widget=forms.HiddenInput, required=False, max_length=36)
    draft = forms.CharField(widget=forms.HiddenInput, required=False, max_length=36)

    def __init__(self, *args: Any, sites: Sequence[tuple[str, str]], at: datetime, **options: Any) -> None:
        """`sites` are those the writer may write for; he is asked only when there are several."""
        super().__init__(*args, **options)
        self.at, self.sites, self.asks_site = at, list(sites), len(sites) > 1
        site = self.fields["site"]
        assert isinstance(site, forms.ChoiceField)  # noqa: S101  for the type checker: it is declared so above
        site.choices, site.required = list(sites), self.asks_site
        self.only_site = sites[0][0] if len(sites) == 1 else ""
        self.initial.setdefault("key", new_id())

    def clean_occurred(self) -> datetime:
        """The typed moment, else the tapped one, else now. A day alone means its noon."""
        typed = self.cleaned_data["occurred"].strip() or next(iter(self._tapped("when")), "")
        if not typed:
            return self.at
        found = self._read(typed)
        if found is None:
            raise forms.ValidationError(_("Write day and time, such as 2026-11-21 06:40."))
        if found > self.at:
            raise forms.ValidationError(_("This moment lies ahead: write when it happened."))
        return found

    def _read(self, typed: str) -> datetime | None:
        try:
            found = parse_datetime(typed if len(typed) > len("2026-11-21") else f"{typed}T{_NOON}:00")
        except ValueError:
            return None
        if found is None:
            return None
        aware = timezone.make_aware(found) if timezone.is_naive(found) else found
        same_day = len(typed) <= len("2026-11-21") and aware.date() == timezone.localtime(self.at).date()
        return min(aware, self.at) if same_day else aware

    def clean_place(self) -> str:
        """The typed place, else the tapped ones."""
        return self.cleaned_data["place"].strip() or ", ".join(self._tapped("where"))[:120]

    def clean_kind(self) -> Kind:
        """The chosen kind; nothing chosen is "something else"."""
        return Kind(self.cleaned_data["kind"] or Kind.OTHER)

    def _tapped(self, name: str) -> list[str]:
        listed = getattr(self.data, "getlist", None)
        return list(listed(name)) if listed else list(self.initial.get(name, ()))

    @property
    def people(self) -> list[str]:
        """The persons that were tapped, by identifier; whether they may be seen is judged below."""
        return list(dict.fromkeys(self._tapped("people")))[:20]

    @property
    def ticked(self) -> frozenset[str]:
        """Everything that was tapped."""
        return frozenset([*self._tapped("when"), *self._tapped("where"), *self._tapped("people")])

    @property
    def where(self) -> str:
        """The establishment it is written for."""
        return str(self.cleaned_data.get("site") or self.only_site)


class AnswerForm(forms.Form):
    """The reporter's answer to a question."""

    answer = several_lines(
        _("Your answer"), _("Write your answer, or say that you do not know more."), rows=5, longest=LONGEST
    )
