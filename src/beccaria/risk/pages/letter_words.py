"""Word the grounds on which a reason is kept back."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from beccaria.core.letters import Grounds

GROUNDS: Final = {
    Grounds.PERSON: _("Kept back: the safety of a person"),
    Grounds.SOURCE: _("Kept back: it would show a source"),
    Grounds.INVESTIGATION: _("Kept back: an investigation goes on"),
    Grounds.SECURITY: _("Kept back: the security of the prison"),
}
