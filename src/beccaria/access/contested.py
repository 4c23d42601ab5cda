"""What every contest carries, whatever it contests: who says what, by when he is answered, and the answer."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import models
from django.db.models import F, Q

from beccaria.access.queries import names_of


class Contested(models.Model):
    """The columns of a contest; what it contests, and how it is marked, its own table says."""

    raised_for = models.TextField(help_text="who contests: the person, his counsel, a member of staff")
    text = models.TextField()
    received_by = models.TextField()
    received_at = models.DateTimeField()
    due = models.DateField()
    upheld = models.BooleanField(null=True)
    answer = models.TextField(default="", blank=True)
    answered_by = models.TextField(default="", blank=True)
    answered_at = models.DateTimeField(null=True)

    class Meta:
        abstract = True


def contest_rules(name: str) -> list[models.BaseConstraint]:
    """It says something, is answered with a reason or not at all, and never by who decided (`decided_by`)."""
    return [
        models.CheckConstraint(condition=~Q(text=""), name=f"{name}_says_something"),
        models.CheckConstraint(
            condition=Q(answered_at=None, upheld=None, answer="", answered_by="")
            | (Q(answered_at__isnull=False, upheld__isnull=False) & ~Q(answer="") & ~Q(answered_by="")),
            name=f"{name}_answered_with_reason",
        ),
        models.CheckConstraint(
            condition=Q(answered_by="") | ~Q(answered_by=F("decided_by")), name=f"{name}_answered_by_another"
        ),
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class ContestSaid:
    """A contest and its answer. `why_not` says why the reader may not answer it; None when he may."""

    id: str
    person: str
    raised_for: str
    text: str
    received_by: str
    received_at: datetime
    due: date
    upheld: bool | None
    answer: str
    answered_by: str
    answered_at: datetime | None
    why_not: str | None


def contests_said(found: Sequence[Contested]) -> Iterable[dict[str, Any]]:
    """The fields of `ContestSaid` that each of these rows knows itself; people are named as they sign in."""
    names = names_of({name for one in found for name in (one.received_by, one.answered_by) if name})
    kept = ("raised_for", "text", "received_at", "due", "upheld", "answer", "answered_at")
    for one in found:
        yield {
            "id": one.pk,
            **{name: getattr(one, name) for name in kept},
            "received_by": names.get(one.received_by, ""),
            "answered_by": names.get(one.answered_by, ""),
        }
