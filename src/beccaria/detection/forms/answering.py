"""What somebody types at an alert: an answer, a time aside, and what is to be made of it."""

from datetime import datetime, timedelta
from typing import Any, Final

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from beccaria.core.actors import Level
from beccaria.core.alerts import LONGEST_SNOOZE, Answer
from beccaria.core.warning import Certainty, Scope, WarningKind
from beccaria.lib.asking import several_lines
from beccaria.warnings.api import NewWarning, Told

_DAYS: Final = ((1, _("until tomorrow")), (3, _("for 3 days")), (7, _("for a week")), (30, _("for 30 days")))
_DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
_KINDS: Final = (
    (WarningKind.METHOD, _("A method")),
    (WarningKind.ITEM, _("An item")),
    (WarningKind.THREAT, _("A threat to a person")),
    (WarningKind.VISITOR_REFUSED, _("A visitor")),
    (WarningKind.PAYER_BLOCKED, _("Somebody who pays")),
    (WarningKind.NUMBER_BLOCKED, _("A number")),
)


class AnswerForm(forms.Form):
    """What it is, and why."""

    answer = forms.ChoiceField(
        choices=[(one.value, one.value) for one in Answer],
        error_messages={"required": _("Choose one of the four answers.")},
    )
    reason = forms.CharField(
        label=_("Why?"),
        required=False,
        max_length=500,
        help_text=_("Needed unless it is worth work: the rule is judged by what you say."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class AsideForm(forms.Form):
    """For how long, and why."""

    days = forms.TypedChoiceField(label=_("For how long?"), coerce=int, choices=list(_DAYS))
    reason = several_lines(_("What are you waiting for?"), _("Write why it can wait."), rows=2, longest=500)

    def until(self, at: datetime) -> datetime:
        """The moment until which it waits."""
        return at + min(timedelta(days=self.cleaned_data["days"]), LONGEST_SNOOZE)


class ReportForm(forms.Form):
    """What the alert shows, in one's own words."""

    text = several_lines(
        _("What does it show?"),
        _("Write what it shows."),
        rows=5,
        help_text=_("In your own words: it becomes an observation of yours, and somebody else grades it."),
    )


class TaskForm(forms.Form):
    """What is to be done, and by when."""

    text = several_lines(_("What is to be done?"), _("Write what is to be done."), longest=2000)
    due_on = forms.DateField(label=_("By the end of"), widget=_DAY)

    def due_at(self) -> datetime:
        """The evening of that day."""
        evening = datetime.combine(self.cleaned_data["due_on"], datetime.min.time()) + timedelta(hours=18)
        return timezone.make_aware(evening)


class WarningForm(forms.Form):
    """What other prisons should do, and why."""

    kind = forms.ChoiceField(
        label=_("What is it about?"), choices=[(one.value, text) for one, text in _KINDS]
    )
    scope = forms.ChoiceField(
        label=_("Who gets it?"),
        choices=[(Scope.CHOSEN.value, _("the prisons of this alert")), (Scope.ALL.value, _("every prison"))],
        widget=forms.RadioSelect,
    )
    text = forms.CharField(
        label=_("What should the others do?"), max_length=4000, widget=forms.Textarea(attrs={"rows": 3})
    )
    reason = forms.CharField(
        label=_("Why?"),
        max_length=4000,
        help_text=_("What happened, without a source, a name of staff or an exact time."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    certainty = forms.ChoiceField(
        label=_("How sure is that?"),
        choices=[
            (Certainty.ESTABLISHED.value, _("established")),
            (Certainty.PROBABLE.value, _("probable")),
            (Certainty.POSSIBLE.value, _("possible")),
        ],
        initial=Certainty.POSSIBLE.value,
    )

    def warning(self, level: Level, *, to: list[str], site: str | None) -> NewWarning:
        """The warning, at least at the level of the alert."""
        given = self.cleaned_data
        chosen = Scope(given["scope"])
        return NewWarning(
            kind=WarningKind(given["kind"]),
            told=Told(text=given["text"], reason=given["reason"], certainty=Certainty(given["certainty"])),
            scope=chosen,
            to=to if chosen is Scope.CHOSEN else (),
            level=level,
            site=site,
        )


class ReviewForm(forms.Form):
    """Whose risk is to be judged anew."""

    person = forms.ChoiceField(
        label=_("Whose risk?"),
        choices=[],
        error_messages={"required": _("Choose who is meant.")},
    )

    def __init__(self, *args: Any, people: list[tuple[str, str]], **options: Any) -> None:
        """Offer those the alert names and the reader may see."""
        super().__init__(*args, **options)
        field = self.fields["person"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101  it is declared above
        field.choices = [("", ""), *people]
