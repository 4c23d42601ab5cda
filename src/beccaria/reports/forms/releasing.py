"""What somebody types who sanitises, releases, takes back or answers a version."""

from collections.abc import Mapping
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from beccaria.core.handling import Audience
from beccaria.lib.asking import several_lines
from beccaria.reports.pages.sanitising import Typed
from beccaria.reports.queries.shapes import ReportShown

_LONGEST: Final = 20_000
_ANSWER: Final = "answer:"


def typed(data: Mapping[str, Any] | None, shown: ReportShown, *, audience: str, title: str) -> Typed:
    """What was typed on the sanitising page; before anything is typed, the words as they were graded."""
    given = data or {}
    known = {one.id: one.text for one in shown.items}
    wanted = str(given.get("audience", audience))
    return Typed(
        audience=wanted if wanted in set(Audience) and wanted != Audience.OWN_UNIT else Audience.POLICE.value,
        title=str(given.get("title", title)).strip()[:120] or title,
        texts={item: str(given.get(f"text_{item}", text))[:_LONGEST] for item, text in known.items()},
        told=frozenset(item for item in known if data is None or given.get(f"told_{item}")),
        answers={
            name.removeprefix(_ANSWER): str(given[name]).strip() for name in given if name.startswith(_ANSWER)
        },
    )


class ReleaseForm(forms.Form):
    """To whom a version is given, under what further conditions."""

    version = forms.CharField(widget=forms.HiddenInput, max_length=36)
    organisation = forms.CharField(
        label=_("To whom"),
        max_length=100,
        error_messages={"required": _("Choose to whom it is given.")},
    )
    conditions = forms.CharField(
        label=_("Further conditions"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    originator_agreed = forms.CharField(
        label=_("The originator agreed"),
        required=False,
        max_length=500,
        help_text=_("Who agreed and when, where the handling asks for it."),
    )
    revision = forms.IntegerField(required=False, widget=forms.HiddenInput)


class RecallForm(forms.Form):
    """Why a version is taken back."""

    reason = several_lines(
        _("Why is it taken back?"),
        _("Write why: the recipient is told."),
        rows=2,
        longest=500,
        help_text=_("The recipient is told this."),
    )


class RecipientForm(forms.Form):
    """What the recipient says it was worth."""

    words = several_lines(
        _("What was it worth to you?"),
        _("Write what it was worth: a sentence is enough."),
        rows=4,
        longest=2000,
        help_text=_("Useful, already known, wrong: a sentence is enough."),
    )
