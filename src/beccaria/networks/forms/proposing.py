"""What somebody says to a proposed membership: yes, into which group and how he grades it; or no, and why."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from beccaria.core.grading import Grade, Scheme, information, sources
from beccaria.core.refusal import BadInput
from beccaria.lib.asking import several_lines
from beccaria.lib.spoken import in_words
from beccaria.networks.actions.deciding import Accepted


def _codes(axis: Any) -> list[tuple[str, Any]]:
    found = axis(Scheme.THREE_FIVE_TWO)
    return [("", ""), *((code, f"{code} {_(one.words)}") for code, one in found.items())]


class AcceptForm(forms.Form):
    """He may belong: to which group, and how good is what shows it."""

    group = forms.ChoiceField(
        label=_("To which group?"), choices=[], error_messages={"required": _("Choose the group.")}
    )
    source = forms.ChoiceField(
        label=_("How far are these sources to be trusted?"),
        choices=lambda: _codes(sources),
        help_text=_("One grade for all of it, by 3x5x2; single pieces can be withdrawn and written anew."),
        error_messages={"required": _("Choose the grade of the source.")},
    )
    information = forms.ChoiceField(
        label=_("How is it known?"),
        choices=lambda: _codes(information),
        error_messages={"required": _("Choose the grade of the information.")},
    )
    leads = forms.BooleanField(label=_("Also write down the hypothesis that he leads"), required=False)

    def __init__(self, *args: Any, groups: list[tuple[str, str]], may_lead: bool, **options: Any) -> None:
        """Offer the groups the reader may see, and the hypothesis where one was proposed."""
        super().__init__(*args, **options)
        field = self.fields["group"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101  it is declared above
        field.choices = [("", ""), *groups]
        if not may_lead:
            del self.fields["leads"]

    def accepted(self) -> Accepted:
        """What was said. Raises BadInput."""
        given = self.cleaned_data
        return Accepted(
            group=given["group"],
            grade=Grade.read(Scheme.THREE_FIVE_TWO, given["source"], given["information"]),
            leads=bool(given.get("leads")),
        )

    def clean(self) -> dict[str, Any]:
        """Source and information together make a grade."""
        given = super().clean() or {}
        if given.get("source") and given.get("information"):
            try:
                Grade.read(Scheme.THREE_FIVE_TWO, given["source"], given["information"])
            except BadInput as wrong:
                raise forms.ValidationError(in_words(wrong)) from wrong
        return given


class RejectForm(forms.Form):
    """He is not shown to belong, and why."""

    why = several_lines(
        _("Why not?"),
        _("Write why."),
        rows=2,
        longest=500,
        help_text=_("What you looked at does not count again: only what is seen from tomorrow on."),
    )
