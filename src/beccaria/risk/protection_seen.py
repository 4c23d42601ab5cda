"""Who sees that something changed: whoever sees the judgement, and the record that the change points at as it is now.

Said twice from one list: for one change with the rights of who asks, which is the policy of the table; and for all
that wait at once, as the owner under the policies of all tables it touches, for whoever reads the whole service.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import Final

from django.apps import apps

from beccaria.access.api import condition, visible
from beccaria.core.handling import HELD_BACK
from beccaria.core.reviews import Change
from beccaria.risk.models import Change as Row

Policy = Callable[[str, str], str]
"""The condition of a table's own policy on one of its rows; of a table and the name the row has in the statement."""

# Handling that keeps a record at its prison keeps the change there too, from national duties as well.
_KEPT: Final = f"(NOT ({{codes}} && ARRAY{HELD_BACK}::text[]) OR coalesce({{site}} = ANY (here), false))"
# Of whom a warning is stands in its origin alone, which its recipients do not see. To them it is about him only as far
# as what was sent to them describes him beyond doubt: by a document, or by a name and the day of birth. A warning that
# tells them a telephone or a number plate must not tell by his review whose it is.
_ORIGIN: Final = (
    "EXISTS (SELECT 1 FROM warnings_origin told WHERE (told.id = wanted OR told.version_id = wanted)"  # noqa: S608  constants
    f" AND {_KEPT.format(codes='told.handling', site='told.site')})"
)
_PLAIN: Final = r"regexp_replace(lower({0}), '\s+', ' ', 'g')"
_SIGNS: Final = "regexp_replace(upper({0}.document), '[^A-Z0-9]', '', 'g')"
_NAMED: Final = " OR ".join(
    f"{_PLAIN.format(way)} = ANY (SELECT {_PLAIN.format('name')} FROM unnest(told.names) name)"  # noqa: S608  constants
    for way in ("his.given_names || ' ' || his.surname", "his.surname || ' ' || his.given_names")
)
_DESCRIBED: Final = (
    "EXISTS (SELECT 1 FROM warnings_version told JOIN people_person person"  # noqa: S608  constants
    " ON person.id = risk_judged_person(risk_sees_change.sort, risk_sees_change.key)"
    " JOIN people_person fellow ON fellow.cluster = person.cluster"
    " JOIN people_identity his ON his.person_id = fellow.id AND his.until IS NULL"
    f" WHERE told.id = wanted AND ((told.document <> '' AND {_SIGNS.format('told')} = {_SIGNS.format('his')})"
    f" OR (told.born = his.born AND ({_NAMED})))"
    f" AND {_KEPT.format(codes='told.handling', site='told.site')})"
)


def _records(wanted: str, leads: str, policy: Policy) -> dict[Change, str]:
    """For each kind of change whether its record is seen; of the kinds whose record itself says so.

    "OFFSET 0": asked of one record at a time, along the index, never of a whole table first.
    """

    def told(table: str, more: str = "", *, key: str = wanted) -> str:
        kept = _KEPT.format(codes="told.handling", site="told.site")
        return (
            f"EXISTS (SELECT 1 FROM {table} told WHERE told.id = {key}"  # noqa: S608  constants
            f" AND {policy(table, 'told')} AND {kept}{more} OFFSET 0)"
        )

    def member(key: str) -> str:
        kept = _KEPT.format(codes="part.handling", site="part.site")
        return (
            f"EXISTS (SELECT 1 FROM networks_membership part WHERE part.id = {key}"  # noqa: S608  constants
            f" AND {policy('networks_membership', 'part')} AND {kept} OFFSET 0)"
        )

    # An item has no policy but its report's.
    kept = _KEPT.format(codes="(told.handling || whole.handling)", site="whole.site")
    item = (
        "EXISTS (SELECT 1 FROM reports_item told JOIN reports_report whole ON whole.id = told.report_id"  # noqa: S608  constants
        f" WHERE told.id = {wanted} AND {policy('reports_report', 'whole')} AND {kept} OFFSET 0)"
    )
    piece = told("networks_evidence", f" AND {member('told.membership_id')}")
    return {
        Change.REPORT: item,
        Change.INCIDENT: told("events_incident"),
        Change.FIND: told("events_find"),
        Change.MOVE: told("events_movement"),
        Change.SCORE: f"{told('networks_scorecard')} AND {member(leads)}",
        Change.EVIDENCE: piece,
        Change.WITHDRAWN: piece,
        Change.LAPSED: piece,
        Change.ENDED: member(wanted),
        Change.VERSION: "true",
        Change.ALERT: told("detection_reviewasked"),
    }


def _own(_table: str, _row: str) -> str:
    """Asked with the reader's own rights each table applies its policy itself."""
    return "true"


def _said(table: str, row: str) -> str:
    """Asked as the owner the policy is written out."""
    model = next(one for one in apps.get_models() if one._meta.db_table == table)
    return f"({visible(model, row)})"


ONE_BY_ONE: Final = frozenset({Change.WARNING})
"""Kinds that are asked of the reader's own rights alone: what was sent to him says whether it is about somebody."""
# Each kind of change is seen by whoever may see the record it came from, as that record is marked now.
_CASES: Final = "\n".join(
    f"    WHEN '{kind.value}' THEN RETURN {seen};"
    for kind, seen in (
        *_records("wanted", "leads", _own).items(),
        (Change.WARNING, f"{_ORIGIN} OR {_DESCRIBED}"),
    )
)
# With the rights of who asks: each table inside applies its own policy.
ONE: Final = f"""
CREATE OR REPLACE FUNCTION risk_sees_judged(sort text, key text) RETURNS boolean LANGUAGE plpgsql STABLE
SECURITY INVOKER SET search_path = public, pg_temp AS $seen$
BEGIN
  IF sort = 'assessment' THEN RETURN EXISTS (SELECT 1 FROM risk_assessment parent WHERE parent.id = key); END IF;
  RETURN EXISTS (SELECT 1 FROM risk_classification parent WHERE parent.id = key);
END $seen$;
CREATE OR REPLACE FUNCTION risk_judged_person(sort text, key text) RETURNS text LANGUAGE sql STABLE
SECURITY INVOKER SET search_path = public, pg_temp AS $whose$
  SELECT person_id FROM risk_assessment parent WHERE $1 = 'assessment' AND parent.id = $2
  UNION ALL SELECT person_id FROM risk_classification parent WHERE $1 <> 'assessment' AND parent.id = $2
$whose$;
CREATE OR REPLACE FUNCTION risk_sees_change(sort text, key text, change text, wanted text, leads text) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY INVOKER SET search_path = public, pg_temp AS $seen$
DECLARE
  here text[] := app_list('sites')::text[];
BEGIN
  IF NOT risk_sees_judged(sort, key) THEN RETURN false; END IF;
  CASE change
{_CASES}
    ELSE RETURN false;
  END CASE;
END $seen$;
REVOKE ALL ON FUNCTION risk_sees_judged(text, text), risk_judged_person(text, text),
  risk_sees_change(text, text, text, text, text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION risk_sees_judged(text, text), risk_judged_person(text, text),
  risk_sees_change(text, text, text, text, text) TO beccaria_web, beccaria_worker;
"""  # noqa: S608  constants
# A duty with the whole service is reached by everything, so that no policy here asks another table whether it is: what
# the owner reads under these conditions is what the reader would (tests/attacks/test_review_counts.py). To a duty with
# some prisons it answers nothing; those have few enough to be asked one by one. Static, so that its plan is kept.
_WAITING: Final = """
CREATE OR REPLACE FUNCTION risk_changes_waiting() RETURNS SETOF risk_change LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = public, pg_temp SET random_page_cost = 1.1 AS $waiting$
DECLARE
  here text[] := app_list('sites')::text[];
BEGIN
  IF app_text('sites') IS DISTINCT FROM '*' THEN RETURN; END IF;
  RETURN QUERY SELECT since.* FROM risk_change since
  WHERE since.settled_at IS NULL AND since.kind <> ALL (ARRAY[{one_by_one}]) AND ({marked})
    AND CASE since.of
      WHEN 'assessment' THEN EXISTS (
        SELECT 1 FROM risk_assessment judged WHERE judged.id = since.judged AND {assessment} OFFSET 0)
      ELSE EXISTS (
        SELECT 1 FROM risk_classification judged WHERE judged.id = since.judged AND {classification} OFFSET 0)
    END
    AND CASE since.kind
{cases}
      ELSE false
    END;
END $waiting$;
REVOKE ALL ON FUNCTION risk_changes_waiting() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION risk_changes_waiting() TO beccaria_web, beccaria_worker;
"""


def statements() -> list[str]:
    """Run by `migrate` after the row policies are written."""
    seen = _records("since.record", "since.via", _said)
    waiting = _WAITING.format(
        one_by_one=", ".join(f"'{kind.value}'" for kind in sorted(ONE_BY_ONE)),
        # The policy of the table without its question about the record, which follows.
        marked=condition(Row.rows.see, replace(Row.rows, open=None), "since"),
        assessment=_said("risk_assessment", "judged"),
        classification=_said("risk_classification", "judged"),
        cases="\n".join(f"      WHEN '{kind.value}' THEN {said}" for kind, said in seen.items()),
    )
    return [waiting]
