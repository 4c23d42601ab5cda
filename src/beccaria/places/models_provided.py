"""The table of what prisons and their parts have, offer and serve: access, programmes, work, courts."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from beccaria.access.api import MARKING, Marked, Rows
from beccaria.core.acts import Act
from beccaria.core.circumstances import Need, Provides
from beccaria.lib.columns import identifier, one_of


class Provision(Marked):
    """A place has what somebody needs, offers a programme or work, or serves a court.

    `unit` None says it of the whole prison. What no row says is not known; it does not say that it is missing.
    """

    id = identifier()
    source = models.TextField()
    key = models.TextField()
    unit = models.ForeignKey("places.Unit", null=True, on_delete=models.CASCADE, related_name="+")
    kind = models.TextField()
    what = models.TextField(help_text="the need, or the folded name of the programme, work or court")
    name = models.TextField(help_text="as it was written")
    over_from = models.DateField(null=True, help_text="the first day on which it no longer holds")
    recorded_at = models.DateTimeField()

    rows = Rows(see=(Act.PLACE_INSIDE,), add=(Act.CIRCUMSTANCE_LOAD,), change=(Act.CIRCUMSTANCE_LOAD,))

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["source", "key"], name="provision_once_per_source"),
            one_of("kind", Provides, name="provision_kind_known"),
            models.CheckConstraint(
                condition=~Q(kind=Provides.NEED) | Q(what__in=[one.value for one in Need]),
                name="provision_need_known",
            ),
            models.CheckConstraint(
                condition=~Q(what="") & Q(site__isnull=False), name="provision_is_somewhere"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["kind", "what"], name="provision_of_kind")]

    class Labels:
        public: ClassVar = {
            *("id", *MARKING, "source", "key", "unit", "kind", "what", "name", "over_from", "recorded_at")
        }
        personal: ClassVar[set[str]] = set()
        special: ClassVar[set[str]] = set()
