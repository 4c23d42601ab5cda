"""What the database itself holds of the rules of reports: released versions never change, and search and reveal go
through functions that apply the same policies.
"""

from beccaria.access.api import visible
from beccaria.core.handling import HELD_BACK
from beccaria.reports.models import Observation, Report

_HELD_BACK = ", ".join(f"'{code}'" for code in HELD_BACK)

# The planner does not push the text condition into the index under row security, because it is not leakproof: on a
# million rows that costs a second. These functions run as the owner and apply the policy's own condition themselves.
# A national duty does not find what a handling condition keeps at its establishment.
_SEARCH = """
CREATE OR REPLACE FUNCTION {name}(wanted tsquery, before timestamptz, before_id text, at_most integer)
RETURNS TABLE (id text, moment timestamptz) LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = public, pg_temp AS $find$
BEGIN
  RETURN QUERY EXECUTE $sql$
    SELECT row.id::text, row.{moment} FROM {table} row
    WHERE row.searched @@ $1
      AND (row.{moment}, row.id) < ($2, $3)
      AND ({visible})
      AND ((SELECT app_text('sites')) IS DISTINCT FROM '*' OR NOT row.handling && ARRAY[{held_back}]::text[])
    ORDER BY row.{moment} DESC, row.id DESC LIMIT $4
  $sql$ USING wanted, before, before_id, at_most;
END $find$;
REVOKE ALL ON FUNCTION {name}(tsquery, timestamptz, text, integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION {name}(tsquery, timestamptz, text, integer) TO beccaria_web, beccaria_worker;
"""

_IMMUTABLE = """
CREATE OR REPLACE FUNCTION reports_version_stays() RETURNS trigger LANGUAGE plpgsql AS $stay$
BEGIN
  IF TG_OP = 'UPDATE' AND OLD.released_at IS NULL AND (to_jsonb(NEW) - 'released_by' - 'released_at')
      = (to_jsonb(OLD) - 'released_by' - 'released_at') THEN RETURN NEW; END IF;
  RAISE EXCEPTION 'A version is never changed: make a new one.' USING ERRCODE = 'restrict_violation';
END $stay$;
DROP TRIGGER IF EXISTS reports_version_stays ON reports_version;
CREATE TRIGGER reports_version_stays BEFORE UPDATE OR DELETE ON reports_version
  FOR EACH ROW EXECUTE FUNCTION reports_version_stays();
"""

# Who wrote an observation is told to the custodian who asked, once another has approved, for one hour, and only while
# this very request is the one used; the use itself is written down in the same statement.
_REVEAL = """
CREATE OR REPLACE FUNCTION reports_reveal(wanted text, at_moment timestamptz) RETURNS text
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $reveal$
DECLARE found text;
BEGIN
  IF app_text('duty') IS NULL OR app_text('duty') NOT IN ('custodian', 'dpo')
      OR app_text('stepped_up') IS DISTINCT FROM 'yes' THEN RETURN NULL; END IF;
  UPDATE reports_reveal asked SET used_at = at_moment
   WHERE asked.id = wanted AND asked.requested_by = app_text('actor') AND asked.approved_by <> ''
     AND asked.approved_by <> asked.requested_by AND asked.approved_at > at_moment - interval '1 hour'
  RETURNING asked.reference INTO found;
  IF found IS NULL THEN RETURN NULL; END IF;
  RETURN (SELECT wrote.reporter FROM reports_authorship wrote
          JOIN reports_observation told ON told.id = wrote.observation_id WHERE told.reference = found);
END $reveal$;
REVOKE ALL ON FUNCTION reports_reveal(text, timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION reports_reveal(text, timestamptz) TO beccaria_web;
"""


def statements() -> list[str]:
    """Run by `migrate` after the row policies are written."""
    searched = (("search_observations", Observation, "received_at"), ("search_reports", Report, "opened_at"))
    functions = [
        _SEARCH.format(
            name=name,
            table=model._meta.db_table,
            moment=moment,
            visible=visible(model, "row"),
            held_back=_HELD_BACK,
        )
        for name, model, moment in searched
    ]
    return [*functions, _IMMUTABLE, _REVEAL]
