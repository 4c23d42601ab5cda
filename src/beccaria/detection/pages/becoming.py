"""What the page says on which something is made of an alert: the sentence, what is being made, and what it inherits."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from beccaria.core.actors import Actor
from beccaria.core.alerts import Becomes
from beccaria.detection.pages import parts
from beccaria.detection.queries.shapes import AlertRead
from beccaria.lib.parts import HandlingStrip, Tag


@dataclass(frozen=True, slots=True)
class BecomePage:
    """One alert, and what is being made of it."""

    title: str
    sentence: str
    explain: str
    send: str
    back: str
    href: str
    tags: tuple[Tag, ...]
    handling: HandlingStrip | None


def become_page(read: AlertRead, wanted: Becomes, *, by: Actor, now: datetime) -> BecomePage:
    """The page. What is made inherits how the alert is handled, or is refused with a sentence."""
    titles = {
        Becomes.REPORT: (
            _("Open a report"),
            _("It becomes an observation in your words and a report of it. Somebody else grades it."),
            _("Open the report"),
        ),
        Becomes.WARNING: (
            _("Warn other prisons"),
            _("They read only what you write here. Write nothing that gives a source away."),
            _("Send the warning"),
        ),
        Becomes.TASK: (_("Set a task"), _("Somebody in the unit looks into it."), _("Set the task")),
        Becomes.REVIEW: (
            _("Ask for a review of somebody's risk"),
            _("Who judges risk sees that something changed. Nothing about this person changes by itself."),
            _("Ask for the review"),
        ),
    }
    title, explain, send = titles[wanted]
    return BecomePage(
        title,
        parts.sentence(read.line),
        explain,
        send,
        parts.address("alert", read.line.id),
        parts.address("become", read.line.id, wanted.value),
        (Tag(parts.where(read.line.site, by=by), "plain"), *parts.answer_tag(read.line, now=now)),
        parts.strip([read.line]),
    )
