"""What holds of every decision that one person proposes, another decides and a third may have to confirm."""

from django.db import models
from django.db.models import F, Q


def decision_rules(name: str) -> list[models.BaseConstraint]:
    """Who decided did not propose it, and who stands for it as the second did neither."""
    return [
        models.CheckConstraint(
            condition=Q(decided_at=None, decided_by="") | (Q(decided_at__isnull=False) & ~Q(decided_by="")),
            name=f"{name}_decided_by_somebody",
        ),
        models.CheckConstraint(
            condition=Q(decided_by="") | ~Q(decided_by=F("proposed_by")), name=f"{name}_decided_by_another"
        ),
        models.CheckConstraint(
            condition=Q(second_at=None, second_by="")
            | (
                Q(second_at__isnull=False, decided_at__isnull=False)
                & ~Q(second_by="")
                & ~Q(second_by=F("decided_by"))
                & ~Q(second_by=F("proposed_by"))
            ),
            name=f"{name}_second_is_a_third",
        ),
    ]


def in_his_own_name(*columns: str) -> str:
    """For a trigger: refuses a row in which the acting user puts another's name into one of these columns."""
    changed = "\n     OR ".join(
        f"(NEW.{one} IS DISTINCT FROM OLD.{one} AND NEW.{one} IS DISTINCT FROM app_text('actor'))"
        for one in columns
    )
    return f"""IF {changed} THEN
    RAISE EXCEPTION 'Everybody decides in his own name.' USING ERRCODE = 'restrict_violation';
  END IF;"""


def nothing_else_changes() -> str:
    """For a trigger: refuses a change to a column that is not in its array `may_change`."""
    return """IF (to_jsonb(NEW) - may_change) IS DISTINCT FROM (to_jsonb(OLD) - may_change) THEN
    RAISE EXCEPTION 'What was proposed or decided is never changed: propose anew.' USING ERRCODE = 'restrict_violation';
  END IF;"""
