"""How risk hears of a change below it: the database writes a pointer in the transaction that writes the record.

No app below knows of assessments, and none has to: what is written by a page, by REST, by a load of a hundred thousand
rows or by the service itself is told alike, at once, or not at all (ADR 0015). Whoever writes the record learns nothing
by it: the function answers nothing, and costs one look into an index for each person named.
"""

from typing import Final

from beccaria.core.happenings import Move
from beccaria.core.reviews import Change

_MARKING: Final = "{0}.site, {0}.level, {0}.compartments, {0}.handling"
# A piece of evidence is handled as strictly as the membership it stands for.
_WITH_MEMBERSHIP: Final = (
    "{0}.site, greatest({0}.level, part.level) AS level, {0}.compartments || part.compartments AS compartments,"
    " {0}.handling || part.handling AS handling"
)
_MOVES: Final = ", ".join(f"'{kind.value}'" for kind in (Move.RECEPTION, Move.TRANSFER, Move.ESCAPE))
_CHANGED: Final = "fresh JOIN stale ON stale.id = fresh.id AND stale.{0} IS NULL AND fresh.{0} IS NOT NULL"


def _rows(person: str, record: str, code: str, at: str, marking: str, *, via: str = "''") -> str:
    return (
        f"SELECT {person} AS person, {record} AS record, {code} AS code, {via} AS via, {at} AS at, {marking}"
    )


# Table, verb, and of the rows just written (`fresh`): whom they concern, which record, when, and how it is marked.
_SOURCES: Final[dict[Change, tuple[str, str, str]]] = {
    Change.REPORT: (
        "reports_itemlink",
        "INSERT",
        _rows(
            *("substr(fresh.reference, 8)", "item.id", "whole.reference", "fresh.linked_at"),
            "whole.site, whole.level, whole.compartments, item.handling || whole.handling AS handling",
            via="whole.id",
        )
        + " FROM fresh JOIN reports_item item ON item.id = fresh.item_id"
        " JOIN reports_report whole ON whole.id = item.report_id"
        " WHERE fresh.reference LIKE 'person:%' AND fresh.ended_at IS NULL",
    ),
    Change.INCIDENT: (
        "events_incidentpart",
        "INSERT",
        _rows("fresh.person_id", "whole.id", "whole.family", "whole.recorded_at", _MARKING.format("whole"))
        + " FROM fresh JOIN events_incident whole ON whole.id = fresh.incident_id",
    ),
    Change.FIND: (
        "events_find",
        "INSERT",
        _rows("fresh.person_id", "fresh.id", "fresh.item", "fresh.recorded_at", _MARKING.format("fresh"))
        + " FROM fresh WHERE fresh.person_id IS NOT NULL",
    ),
    Change.MOVE: (
        "events_movement",
        "INSERT",
        _rows("fresh.person_id", "fresh.id", "fresh.kind", "fresh.recorded_at", _MARKING.format("fresh"))
        + f" FROM fresh WHERE fresh.kind IN ({_MOVES})",
    ),
    Change.WARNING: (
        "warnings_origin",
        "INSERT",
        _rows(
            *("fresh.person_id", "said.id", "whole.kind", "said.written_at", _MARKING.format("fresh")),
            via="whole.id",
        )
        + " FROM fresh JOIN warnings_version said ON said.id = fresh.version_id"
        " JOIN warnings_warning whole ON whole.id = fresh.warning_id WHERE fresh.person_id IS NOT NULL",
    ),
    Change.SCORE: (
        "networks_scorecard",
        "INSERT",
        _rows(
            *("part.person_id", "fresh.id", "fresh.instrument", "fresh.judged_at"),
            _WITH_MEMBERSHIP.format("fresh"),
            via="part.id",
        )
        + " FROM fresh JOIN networks_membership part ON part.group_id = fresh.group_id AND part.ended_at IS NULL",
    ),
    Change.EVIDENCE: (
        "networks_evidence",
        "INSERT",
        _rows(
            *("part.person_id", "fresh.id", "fresh.basis", "fresh.added_at"),
            _WITH_MEMBERSHIP.format("fresh"),
            via="part.id",
        )
        + " FROM fresh JOIN networks_membership part ON part.id = fresh.membership_id AND part.ended_at IS NULL",
    ),
    Change.WITHDRAWN: (
        "networks_evidence",
        "UPDATE",
        _rows(
            *("part.person_id", "fresh.id", "fresh.basis", "fresh.withdrawn_at"),
            _WITH_MEMBERSHIP.format("fresh"),
            via="part.id",
        )
        + f" FROM {_CHANGED.format('withdrawn_at')}"
        " JOIN networks_membership part ON part.id = fresh.membership_id AND part.ended_at IS NULL",
    ),
    Change.ENDED: (
        "networks_membership",
        "UPDATE",
        _rows("fresh.person_id", "fresh.id", "''", "fresh.ended_at", _MARKING.format("fresh"))
        + f" FROM {_CHANGED.format('ended_at')}",
    ),
    # Somebody who looked at an alert asks for it; which alert, and what it shows, stays with him.
    Change.ALERT: (
        "detection_reviewasked",
        "INSERT",
        _rows("fresh.person_id", "fresh.id", "''", "fresh.at", _MARKING.format("fresh")) + " FROM fresh",
    ),
}

# Every record that is judged to be the same person counts; only what was decided and stands can fall due.
KEEP: Final = """
  INSERT INTO risk_change
    (id, of, judged, kind, code, record, via, seen_in, told_at, site, level, compartments, handling)
  SELECT gen_random_uuid()::text, stands.of, stands.id, '{kind}', told.code, told.record, told.via, '', told.at,
    told.site, told.level, told.compartments, told.handling
  FROM ({rows}) told
  JOIN people_person person ON person.id = told.person
  JOIN people_person fellow ON fellow.cluster = person.cluster
  CROSS JOIN LATERAL (
    SELECT 'assessment' AS of, id FROM risk_assessment WHERE person_id = fellow.id AND state = 'decided'
    UNION ALL
    SELECT 'classification', id FROM risk_classification WHERE person_id = fellow.id AND state = 'in_force'
  ) stands
  ON CONFLICT (judged, kind, record) DO NOTHING
"""
# Always along the indexes: how many rows were just written is not known beforehand, and a load writes before anybody
# has counted the tables, when going through all of them again and again looks cheap.
_TELL: Final = """
CREATE OR REPLACE FUNCTION risk_told_{kind}() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off
AS $told$
BEGIN{keep};
  RETURN NULL;
END $told$;
REVOKE ALL ON FUNCTION risk_told_{kind}() FROM PUBLIC;
DROP TRIGGER IF EXISTS risk_told_{kind} ON {table};
CREATE TRIGGER risk_told_{kind} AFTER {verb} ON {table} REFERENCING {tables}
  FOR EACH STATEMENT EXECUTE FUNCTION risk_told_{kind}();
"""

# A new assessment takes the place of the one before. What its assessor had before him is settled by it; what he could
# not see, or what came later, goes on waiting for somebody who sees it.
_TAKE_OVER: Final = """
CREATE OR REPLACE FUNCTION risk_pass_on() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $pass$
BEGIN
  UPDATE risk_change SET settled_at = NEW.decided_at WHERE seen_in = NEW.id AND settled_at IS NULL;
  UPDATE risk_change waits SET judged = NEW.id FROM risk_assessment earlier
  WHERE waits.settled_at IS NULL AND earlier.id = waits.judged AND earlier.id <> NEW.id
    AND earlier.state = 'superseded' AND earlier.superseded_at = NEW.decided_at
    AND earlier.instrument = NEW.instrument AND earlier.person_id IN (
      SELECT fellow.id FROM people_person person JOIN people_person fellow ON fellow.cluster = person.cluster
      WHERE person.id = NEW.person_id)
    AND NOT EXISTS (
      SELECT 1 FROM risk_change twin JOIN risk_assessment other ON other.id = twin.judged
      WHERE twin.kind = waits.kind AND twin.record = waits.record AND twin.id > waits.id
        AND twin.settled_at IS NULL AND other.superseded_at = NEW.decided_at
        AND other.instrument = NEW.instrument);
  RETURN NULL;
END $pass$;
REVOKE ALL ON FUNCTION risk_pass_on() FROM PUBLIC;
DROP TRIGGER IF EXISTS risk_pass_on ON risk_assessment;
CREATE TRIGGER risk_pass_on AFTER UPDATE ON risk_assessment
  FOR EACH ROW WHEN (NEW.state = 'decided' AND OLD.state <> 'decided') EXECUTE FUNCTION risk_pass_on();

CREATE OR REPLACE FUNCTION risk_change_keeps() RETURNS trigger LANGUAGE plpgsql AS $keep$
DECLARE
  may_change text[] := ARRAY['settled_at', 'head_told_at', 'seen_in', 'judged'];
BEGIN
  IF OLD.settled_at IS NOT NULL OR (to_jsonb(NEW) - may_change) IS DISTINCT FROM (to_jsonb(OLD) - may_change)
     OR (NEW.judged <> OLD.judged AND session_user = current_user
         AND session_user IN ('beccaria_web', 'beccaria_worker')) THEN
    RAISE EXCEPTION 'What changed is never changed: look at it again.' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $keep$;
DROP TRIGGER IF EXISTS risk_change_keeps ON risk_change;
CREATE TRIGGER risk_change_keeps BEFORE UPDATE ON risk_change FOR EACH ROW EXECUTE FUNCTION risk_change_keeps();
DROP TRIGGER IF EXISTS risk_review_stays ON risk_review;
CREATE TRIGGER risk_review_stays BEFORE UPDATE OR DELETE ON risk_review FOR EACH ROW EXECUTE FUNCTION risk_stays();
DROP TRIGGER IF EXISTS risk_restated_stays ON risk_restated;
CREATE TRIGGER risk_restated_stays BEFORE UPDATE OR DELETE ON risk_restated FOR EACH ROW EXECUTE FUNCTION risk_stays();
"""


def statements() -> list[str]:
    """Run by `migrate` after the row policies are written, and after `risk_stays` is."""
    told = []
    for kind, (table, verb, rows) in _SOURCES.items():
        tables = "NEW TABLE AS fresh" if verb == "INSERT" else "OLD TABLE AS stale NEW TABLE AS fresh"
        keep = KEEP.format(kind=kind.value, rows=rows)
        told.append(_TELL.format(kind=kind.value, keep=keep, table=table, verb=verb, tables=tables))
    return [*told, _TAKE_OVER]
