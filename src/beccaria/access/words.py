"""Say duties and purposes in the reader's language."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from beccaria.core.actors import Duty, Purpose

DUTY_WORDS: dict[Duty, str | Promise] = {
    Duty.OFFICER: _("Landing officer"),
    Duty.PIO: _("Prison intelligence officer"),
    Duty.HEAD: _("Head of intelligence"),
    Duty.GOVERNOR: _("Governor"),
    Duty.PLACEMENT: _("Placement officer"),
    Duty.ASSESSOR: _("Assessor"),
    Duty.ANALYST: _("National analyst"),
    Duty.LIAISON: _("Liaison officer"),
    Duty.HANDLER: _("Source handler"),
    Duty.INTEGRITY: _("Integrity officer"),
    Duty.EXITS: _("Exit facilitator"),
    Duty.DPO: _("Data protection officer"),
    Duty.CUSTODIAN: _("Custodian of reporters' names"),
    Duty.ADMINISTRATOR: _("Administrator"),
    Duty.SYSTEM: _("The service itself"),
}
PURPOSE_WORDS: dict[Purpose, str | Promise] = {
    Purpose.SAFETY: _("Keeping people safe"),
    Purpose.INTELLIGENCE: _("Intelligence work"),
    Purpose.PLACEMENT: _("Placement and moves"),
    Purpose.ASSESSMENT: _("Assessment and classification"),
    Purpose.LAW_ENFORCEMENT: _("A criminal investigation"),
    Purpose.OVERSIGHT: _("Oversight"),
    Purpose.ADMINISTRATION: _("Administration of the service"),
}
