"""What somebody types who sets a ban or ends one."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from beccaria.core.warning import BanOn
from beccaria.lib.asking import several_lines
from beccaria.warnings.actions import NewBan
from beccaria.warnings.forms.describing import DescribedForm
from beccaria.warnings.models.banning import EVERY_PRISON
from beccaria.warnings.pages.words import BANS, choices

_DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


def _line(label: Any, wrong: Any, **more: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=500, error_messages={"required": wrong}, **more)


class BanForm(DescribedForm):
    """A ban, with its ground and its end."""

    on = forms.ChoiceField(label=_("What is banned?"), choices=choices(BANS), widget=forms.RadioSelect)
    who = forms.CharField(
        required=False,
        max_length=120,
        label=_("With which prisoner"),
        help_text=_("Only for one relationship: type a name or a number."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    id_of_who = forms.CharField(required=False, max_length=36, widget=forms.HiddenInput)
    ground = _line(_("On what rule does it rest?"), _("Write the rule: a ban without one does not stand."))
    reason = several_lines(_("Why?"), _("Write the reason: the person has a right to it."), longest=2000)
    authority = _line(_("Who decided?"), _("Write who decided, by office."))
    last_day = forms.DateField(
        label=_("Last day"),
        widget=_DAY,
        help_text=_("It lapses by itself at midnight after this day."),
        error_messages={"required": _("Write the last day: no ban is without end.")},
    )
    notice = _line(_("How and when was the person told?"), _("Write how the person was told, or will be."))
    contest = _line(_("How can it be contested?"), _("Write where and until when it can be contested."))
    everywhere = forms.BooleanField(
        required=False, label=_("It holds at every prison"), help_text=_("Otherwise only at yours.")
    )
    person = forms.CharField(required=False, max_length=36, widget=forms.HiddenInput)
    field_order = ("on", "names", "who", "id_of_who", "born", "document", "phone", "account")

    def ban(self, prisoner: str | None) -> NewBan:
        """The ban; `prisoner` is whom the typed name means."""
        given = self.cleaned_data
        return NewBan(
            on=BanOn(given["on"]),
            subject=self.subject(),
            ground=given["ground"],
            reason=given["reason"],
            authority=given["authority"],
            notice=given["notice"],
            contest=given["contest"],
            last_day=given["last_day"],
            reaches=(EVERY_PRISON,) if given["everywhere"] else (),
            person=given["person"] or None,
            prisoner=prisoner,
        )


class EndForm(forms.Form):
    """Why a ban ends before its day."""

    why = several_lines(_("Why does it end now?"), _("Write why it ends."), rows=2, longest=500)
