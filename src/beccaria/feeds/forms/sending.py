"""Send a file, say what its columns mean, and judge a near miss or what a desk could not write down."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from beccaria.core.feeds import KINDS as FILES
from beccaria.core.feeds import Feed, Verdict
from beccaria.engines.privilege import Sort
from beccaria.feeds.pages.words import KINDS
from beccaria.lib.uploads import LARGEST

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_PREFIX: Final = "column_"
_MB: Final = 1024 * 1024


class SendForm(forms.Form):
    """A file of one kind."""

    kind = forms.ChoiceField(
        label=_("What is in the file?"), choices=[(kind.value, said) for kind, said in KINDS.items()]
    )
    file = forms.FileField(
        label=_("The file"),
        help_text=_(
            "CSV, XLSX or Parquet, at most 64 MB. Larger files are loaded by the command beccaria load."
        ),
        error_messages={
            "required": _("Choose a file of at most 64 MB."),
            "empty": _("The file is empty: choose another."),
        },
    )

    def clean_file(self) -> Any:
        """Refuse what is too large to be held in memory."""
        file = self.cleaned_data["file"]
        if file.size > LARGEST:
            raise forms.ValidationError(_("The file is larger than 64 MB: use the command beccaria load."))
        return file


class MappingForm(forms.Form):
    """Which heading stands for which column; the day; and under which name to keep this for the next file."""

    day = forms.DateField(
        required=False,
        label=_("The day it is of"),
        help_text=_("A file with rows of other days is then refused."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    save_as = forms.CharField(
        required=False,
        max_length=60,
        label=_("Keep these headings under a name"),
        help_text=_("For the next file of this source."),
    )

    def __init__(
        self, data: Any, *, kind: Feed, headings: Iterable[str], found: Mapping[str, str], **more: Any
    ) -> None:
        """A choice for each column of the kind, of the headings in the file."""
        super().__init__(data, **more)
        choices = [("", _("not in the file")), *((one, one) for one in headings if one)]
        for column in FILES[kind].columns:
            self.fields[_PREFIX + column.name] = forms.ChoiceField(
                required=False,
                label=column.name,
                help_text=gettext(column.means) if column.means else "",
                choices=choices,
                initial=found.get(column.name, ""),
            )

    def mapping(self) -> dict[str, str]:
        """Column -> heading, of those that are chosen."""
        return {
            name.removeprefix(_PREFIX): str(value)
            for name, value in self.cleaned_data.items()
            if name.startswith(_PREFIX) and value
        }


class JudgeForm(forms.Form):
    """What a near miss is."""

    verdict = forms.ChoiceField(
        label=_("What is it?"),
        choices=[
            (
                Verdict.CLEARED.value,
                _("Somebody else's: such rows may come in when the file is loaded again"),
            ),
            (Verdict.PRIVILEGED.value, _("Privileged: such rows never come in")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Say what it is.")},
    )


class ClearForm(forms.Form):
    """What somebody could not write down at a desk, although it is another's."""

    sort = forms.ChoiceField(
        label=_("What is it?"),
        choices=[
            (Sort.NUMBER.value, _("A telephone number")),
            (Sort.ACCOUNT.value, _("An account")),
            (Sort.NAME.value, _("A name")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Say what it is.")},
    )
    value = forms.CharField(
        max_length=200,
        label=_("As it was typed at the desk"),
        help_text=_("It is not kept: only a mark by which it is known again."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("Write it as it was typed.")},
    )
