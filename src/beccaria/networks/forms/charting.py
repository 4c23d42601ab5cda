"""What a reader asks of a chart: kinds of ties, a period, the weakest grade, how far, in which colours."""

from datetime import date, datetime, time, timedelta
from typing import Any, Final

from django import forms
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from beccaria.networks.pages.chart_words import GRADES, KINDS
from beccaria.networks.queries.chart_shapes import USUAL, Shown, TieKind

GROUP, PRISON = "group", "prison"
_USUAL: Final = {"steps": "2", "at_most": "500", "colour": GROUP}
_DAY = forms.DateInput(attrs={"type": "date"})


class ChartForm(forms.Form):
    """The filters of a chart. A first visit, which says nothing, shows the usual view, and its boxes say so."""

    kind = forms.MultipleChoiceField(
        required=False,
        label=_("Kinds of tie"),
        widget=forms.CheckboxSelectMultiple,
        choices=list(KINDS.items()),
    )
    since = forms.DateField(required=False, label=_("From"), widget=_DAY)
    until = forms.DateField(required=False, label=_("Until"), widget=_DAY)
    weakest = forms.ChoiceField(required=False, label=_("Weakest grade"), choices=GRADES)
    steps = forms.ChoiceField(
        required=False,
        label=_("How far"),
        choices=[("1", _("one step")), ("2", _("two steps")), ("3", _("three steps"))],
    )
    at_most = forms.ChoiceField(
        required=False,
        label=_("At most"),
        choices=[("100", _("100 people")), ("500", _("500 people")), ("2000", _("2,000 people"))],
    )
    colour = forms.ChoiceField(
        required=False, label=_("Colour"), choices=[(GROUP, _("by group")), (PRISON, _("by prison"))]
    )

    def __init__(self, data: QueryDict) -> None:
        asked = data.copy()
        if "colour" not in asked:
            asked.setlistdefault("kind", sorted(kind.value for kind in USUAL))
        for name, value in _USUAL.items():
            asked.setdefault(name, value)
        super().__init__(asked)

    def clean(self) -> dict[str, Any]:
        """A period begins before it ends."""
        said = super().clean() or {}
        since, until = said.get("since"), said.get("until")
        if since and until and since > until:
            self.add_error("until", _("The period ends before it begins: change one of the two days."))
        return said

    @property
    def colour_by(self) -> str:
        """What the colours stand for."""
        said = self.cleaned_data.get("colour") if self.is_valid() else ""
        return said or GROUP

    def shown(self) -> Shown:
        """What is to be drawn; the usual view where the form is wrongly filled in."""
        if not self.is_valid():
            return Shown(kinds=USUAL)
        said = self.cleaned_data
        source, _colon, told = said["weakest"].partition(":")
        return Shown(
            kinds=frozenset(TieKind(one) for one in said["kind"]),
            since=_midnight(said["since"]),
            until=_midnight(said["until"], days=1),
            weakest=(int(source), int(told)) if told else None,
            steps=int(said["steps"] or _USUAL["steps"]),
            at_most=int(said["at_most"] or _USUAL["at_most"]),
        )

    def query(self) -> list[tuple[str, str]]:
        """The same question as parts of an address, so that every link and file asks for exactly this."""
        asked = self.data
        return [(name, one) for name in self.fields for one in asked.getlist(name) if one]  # type: ignore[attr-defined]  # a QueryDict, see above


def _midnight(day: date | None, *, days: int = 0) -> datetime | None:
    if day is None:
        return None
    return datetime.combine(day + timedelta(days=days), time.min, tzinfo=timezone.get_current_timezone())
