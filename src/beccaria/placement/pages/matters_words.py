"""Say the words of what matters for where somebody lives: ties, needs, what is waited for."""

from typing import Final

from django.utils.translation import gettext_lazy

from beccaria.core.circumstances import Need, Tie, Wait
from beccaria.placement.pages.words import Words

TIES: Final[Words] = {
    Tie.MOTHER: gettext_lazy("mother"),
    Tie.FATHER: gettext_lazy("father"),
    Tie.PARENTS: gettext_lazy("parents"),
    Tie.PARTNER: gettext_lazy("partner"),
    Tie.CHILD: gettext_lazy("child"),
    Tie.SIBLING: gettext_lazy("brother or sister"),
    Tie.GRANDPARENT: gettext_lazy("grandparent"),
    Tie.OTHER: gettext_lazy("somebody close to him"),
}
NEEDS: Final[Words] = {
    Need.STEP_FREE: gettext_lazy("a way without steps"),
    Need.WHEELCHAIR: gettext_lazy("room for a wheelchair"),
    Need.LOW_BED: gettext_lazy("a bed low down"),
    Need.CARE: gettext_lazy("help with daily care"),
    Need.POWER: gettext_lazy("power for a medical device"),
    Need.SIGHT: gettext_lazy("a place fit for somebody who sees badly"),
    Need.HEARING: gettext_lazy("alarms that can be seen"),
}
WAITS: Final[Words] = {
    Wait.PROGRAMME: gettext_lazy("programme"),
    Wait.WORK: gettext_lazy("work"),
}
