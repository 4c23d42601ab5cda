"""What the unit types about an observation: what it wants to see, a question, a reason, an answer to the reporter."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from beccaria.lib.asking import several_lines
from beccaria.reports.pages.words import KINDS, choices
from beccaria.reports.queries.triage import Heap, Wanted

_PERIODS: Final = {"1": _("Since yesterday"), "7": _("The last 7 days"), "30": _("The last 30 days")}
_LONGEST: Final = 4000


class FilterForm(forms.Form):
    """What the inbox is narrowed to. Anything unknown is left out, so that an old address still opens."""

    kind = forms.ChoiceField(label=_("Kind"), required=False, choices=[("", _("All kinds")), *choices(KINDS)])
    place = forms.CharField(label=_("Wing or place"), required=False, max_length=60)
    period = forms.ChoiceField(
        label=_("Received"), required=False, choices=[("", _("At any time")), *_PERIODS.items()]
    )
    heap = forms.CharField(required=False, widget=forms.HiddenInput)
    order = forms.CharField(required=False, widget=forms.HiddenInput)

    def wanted(self, *, at: datetime) -> Wanted:
        """The filter as the query takes it."""
        self.is_valid()
        given = self.cleaned_data
        heap, days = given.get("heap", ""), given.get("period", "")
        return Wanted(
            heap=Heap(heap) if heap in set(Heap) else Heap.NEW,
            place=given.get("place", "").strip(),
            kind=given.get("kind", ""),
            since=at - timedelta(days=int(days)) if days else None,
            oldest_first=given.get("order") == "oldest",
        )

    @property
    def filtered(self) -> bool:
        """Whether anything is left out."""
        return any(self.cleaned_data.get(name) for name in ("kind", "place", "period"))

    @property
    def query(self) -> dict[str, str]:
        """What was chosen, for the addresses of this page."""
        return {name: str(value) for name, value in self.cleaned_data.items() if value}


class ReturnForm(forms.Form):
    """A question to the reporter."""

    question = several_lines(_("What do you want to know?"), _("Write the question."), longest=_LONGEST)


class CloseForm(forms.Form):
    """Why it comes to nothing."""

    reason = several_lines(_("Why is it closed?"), _("Write why: the reason is kept."), longest=_LONGEST)


class FeedbackForm(forms.Form):
    """What the reporter is told."""

    words = forms.CharField(
        label=_("What became of it"),
        help_text=_("The reporter reads this. Do not say how it was used."),
        max_length=_LONGEST,
        initial=_("Thank you. It was useful."),
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Write what the reporter may know.")},
    )


class OpenForm(forms.Form):
    """A new report from an observation."""

    title = forms.CharField(
        label=_("Title"),
        required=False,
        max_length=120,
        help_text=_("What it is about, without names of sources."),
    )


class AddForm(forms.Form):
    """An existing report for an observation."""

    report = forms.ChoiceField(label=_("Report"))

    def __init__(self, *args: Any, reports: Sequence[tuple[str, str]], **options: Any) -> None:
        """`reports` are those in work that the unit sees."""
        super().__init__(*args, **options)
        field = self.fields["report"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101  for the type checker: it is declared so above
        field.choices = list(reports)
