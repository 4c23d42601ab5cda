"""What somebody types who warns other prisons, corrects a warning, or takes it back."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from beccaria.core.actors import Level
from beccaria.core.warning import LASTING, Certainty, Scope, WarningKind
from beccaria.lib.asking import several_lines
from beccaria.lib.days import ends
from beccaria.lib.moments import day_of
from beccaria.warnings.actions import NewWarning, Told
from beccaria.warnings.forms.describing import DescribedForm
from beccaria.warnings.pages.words import AUDIENCES, CERTAINTIES, KINDS, SCOPES, choices

_ANSWER: Final = "answer:"
_WAITS: Final = (
    (5, _("5 minutes")),
    (15, _("15 minutes")),
    (60, _("an hour")),
    (240, _("4 hours")),
    (1440, _("a day")),
)
_DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


def answers(data: Mapping[str, Any] | None) -> dict[str, str]:
    """Why flagged words stay, by the key of the flag."""
    given = data or {}
    return {
        name.removeprefix(_ANSWER): str(given[name]).strip() for name in given if name.startswith(_ANSWER)
    }


class ToldForm(DescribedForm):
    """What a warning says."""

    text = several_lines(
        _("What should the others do?"),
        _("Write what the others should do."),
        help_text=_("One or two sentences that somebody at a gate can act on."),
    )
    reason = several_lines(
        _("Why?"),
        _("Write the reason: without one nobody can judge the warning."),
        help_text=_("What happened, without a source, a name of staff or an exact time."),
    )
    certainty = forms.ChoiceField(
        label=_("How sure is that?"), choices=choices(CERTAINTIES), widget=forms.RadioSelect
    )
    last_day = forms.DateField(label=_("Holds until the end of"), widget=_DAY)

    def told(self) -> Told:
        """What it says."""
        given = self.cleaned_data
        return Told(
            text=given["text"],
            reason=given["reason"],
            certainty=Certainty(given["certainty"]),
            subject=self.subject(),
            answers=answers(self.data),
        )

    def expires_at(self) -> datetime:
        """When it ends."""
        return ends(self.cleaned_data["last_day"])


class WarningForm(ToldForm):
    """A new warning: what, about whom, to whom, until when."""

    kind = forms.ChoiceField(label=_("What is it about?"), choices=choices(KINDS))
    scope = forms.ChoiceField(label=_("Who gets it?"), choices=choices(SCOPES), widget=forms.RadioSelect)
    to = forms.CharField(
        label=_("Which regions or prisons"),
        required=False,
        help_text=_("Only for some regions or prisons: one a line, by name or code."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    within = forms.TypedChoiceField(label=_("To be acknowledged within"), coerce=int, choices=list(_WAITS))
    level = forms.TypedChoiceField(
        label=_("Who may read it there?"), coerce=int, choices=[(int(one), AUDIENCES[one]) for one in Level]
    )
    person = forms.CharField(required=False, max_length=36, widget=forms.HiddenInput)
    visit = forms.CharField(required=False, max_length=36, widget=forms.HiddenInput)
    field_order = (
        "kind",
        "names",
        "born",
        "document",
        "phone",
        "account",
        "plate",
        "address",
        "text",
        "reason",
    )

    def __init__(self, *args: Any, highest: Level, **options: Any) -> None:
        """Offer no audience above the writer's own clearance."""
        super().__init__(*args, **options)
        field = self.fields["level"]
        assert isinstance(field, forms.TypedChoiceField)  # noqa: S101  it is declared above
        field.choices = [(int(one), AUDIENCES[one]) for one in Level if one <= highest]

    def to_lines(self) -> list[str]:
        """What was typed as regions or prisons."""
        return [line.strip() for line in self.cleaned_data["to"].splitlines() if line.strip()]

    def warning(self, to: list[str]) -> NewWarning:
        """The warning, to these regions or establishments."""
        given = self.cleaned_data
        return NewWarning(
            kind=WarningKind(given["kind"]),
            told=self.told(),
            scope=Scope(given["scope"]),
            to=to,
            person=given["person"] or None,
            visit=given["visit"] or None,
            within=timedelta(minutes=given["within"]),
            expires_at=self.expires_at(),
            level=Level(given["level"]),
        )


class CorrectForm(ToldForm):
    """A better version of a warning, and why it is better."""

    why = forms.CharField(
        label=_("What was wrong?"),
        max_length=500,
        help_text=_("Everybody who had the warning is told this."),
        error_messages={"required": _("Write what was wrong: everybody who had the warning is told.")},
    )
    number = forms.IntegerField(required=False, widget=forms.HiddenInput)
    field_order = ("why", "text", "reason", "certainty", "names", "born")


class WithdrawForm(forms.Form):
    """Why a warning is taken back."""

    why = several_lines(
        _("Why is it withdrawn?"),
        _("Write why: everybody who had the warning is told."),
        rows=2,
        longest=500,
        help_text=_("Everybody who had the warning is told this."),
    )


def usual(kind: WarningKind, *, at: datetime) -> dict[str, Any]:
    """What a form for this kind of warning begins with."""
    lasting = LASTING[kind]
    return {
        "kind": kind.value,
        "scope": Scope.ALL.value,
        "certainty": Certainty.PROBABLE.value,
        "within": int(lasting.acknowledge.total_seconds() // 60),
        "last_day": day_of(at + lasting.usual),
        "level": int(Level.OFFICIAL),
    }
