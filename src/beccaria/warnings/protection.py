"""What the database itself holds of the rules of warnings: sending to every prison at once, and what never changes."""

from beccaria.access.api import condition
from beccaria.core.acts import Act
from beccaria.warnings.models import WarningRecord

# Who writes a warning may not write, or even see, rows of other prisons. This function does it for him, after judging
# by the policy's own condition that this warning is his to change. It goes also to every prison that had an earlier
# version, which the writer may not know; it answers nothing.
_SEND = """
CREATE OR REPLACE FUNCTION warnings_send(
  wanted text, number integer, sites text[], watched boolean, at_moment timestamptz, due timestamptz
) RETURNS void LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $send$
BEGIN
  PERFORM 1 FROM warnings_warning row WHERE row.id = wanted AND row.current = number AND ({mine});
  IF NOT FOUND THEN
    RAISE EXCEPTION 'This warning is not yours to send.' USING ERRCODE = 'insufficient_privilege';
  END IF;
  UPDATE warnings_delivery earlier SET superseded_at = at_moment
   WHERE earlier.warning_id = wanted AND earlier.version < number
     AND earlier.acknowledged_at IS NULL AND earlier.superseded_at IS NULL;
  INSERT INTO warnings_delivery (id, warning_id, version, site, level, compartments, handling, told_by, sent_at, due_at,
                                 acknowledged_by, acknowledged_as)
  SELECT gen_random_uuid()::text, row.id, number, place.code, row.level, row.compartments, row.handling,
         CASE WHEN watched THEN coalesce(row.site, '') ELSE '' END, at_moment, due, '', ''
    FROM warnings_warning row, places_establishment place
   WHERE row.id = wanted AND place.code IS DISTINCT FROM row.site
     AND (place.code = ANY (sites)
          OR EXISTS (SELECT 1 FROM warnings_delivery had WHERE had.warning_id = wanted AND had.site = place.code))
  ON CONFLICT DO NOTHING;
END $send$;
REVOKE ALL ON FUNCTION warnings_send(text, integer, text[], boolean, timestamptz, timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION warnings_send(text, integer, text[], boolean, timestamptz, timestamptz)
  TO beccaria_web, beccaria_worker;
"""

_STAYS = """
CREATE OR REPLACE FUNCTION warnings_version_stays() RETURNS trigger LANGUAGE plpgsql AS $stay$
BEGIN
  RAISE EXCEPTION 'What was written or decided is never changed: write anew.' USING ERRCODE = 'restrict_violation';
END $stay$;
DROP TRIGGER IF EXISTS warnings_version_stays ON warnings_version;
CREATE TRIGGER warnings_version_stays BEFORE UPDATE OR DELETE ON warnings_version
  FOR EACH ROW EXECUTE FUNCTION warnings_version_stays();
DROP TRIGGER IF EXISTS warnings_decision_stays ON warnings_gatedecision;
CREATE TRIGGER warnings_decision_stays BEFORE UPDATE OR DELETE ON warnings_gatedecision
  FOR EACH ROW EXECUTE FUNCTION warnings_version_stays();

CREATE OR REPLACE FUNCTION warnings_delivery_keeps() RETURNS trigger LANGUAGE plpgsql AS $keep$
BEGIN
  IF (to_jsonb(NEW) - '{{acknowledged_at,acknowledged_by,acknowledged_as,escalated_at,superseded_at}}'::text[])
     = (to_jsonb(OLD) - '{{acknowledged_at,acknowledged_by,acknowledged_as,escalated_at,superseded_at}}'::text[])
     AND (OLD.acknowledged_at IS NULL
          OR (NEW.acknowledged_at, NEW.acknowledged_by) = (OLD.acknowledged_at, OLD.acknowledged_by))
     AND (OLD.escalated_at IS NULL OR NEW.escalated_at = OLD.escalated_at)
     AND (OLD.superseded_at IS NULL OR NEW.superseded_at = OLD.superseded_at)
  THEN RETURN NEW; END IF;
  RAISE EXCEPTION 'To whom a warning went, and who acknowledged it, is never changed.'
    USING ERRCODE = 'restrict_violation';
END $keep$;
DROP TRIGGER IF EXISTS warnings_delivery_keeps ON warnings_delivery;
CREATE TRIGGER warnings_delivery_keeps BEFORE UPDATE ON warnings_delivery
  FOR EACH ROW EXECUTE FUNCTION warnings_delivery_keeps();
"""


def statements() -> list[str]:
    """Run by `migrate` after the row policies are written."""
    mine = condition([Act.WARNING_CHANGE, Act.WARNING_WRITE], WarningRecord.rows, "row")
    return [_SEND.format(mine=mine), _STAYS.format()]
