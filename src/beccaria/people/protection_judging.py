"""What the database itself keeps of judgements: their marking, their text, and the clusters they come to.

A judgement is marked as strictly as its two records, whatever the writer says and wherever they move (rule 2). Its
text never changes: only its end may be written. Clusters are not written by whoever judges.
"""

from beccaria.access.api import visible
from beccaria.core.judging import STRONG
from beccaria.people.models import Judgement, Person

# Level 32767 is nobody's: a pair of which one record does not exist is refused like one the judge may not see.
_MARKING = """
DROP FUNCTION IF EXISTS people_judged_marking(text, text);
CREATE OR REPLACE FUNCTION people_judged_marking(
  one text, other text, OUT site text, OUT level smallint, OUT compartments text[], OUT handling text[]
) LANGUAGE plpgsql STABLE SET search_path = public, pg_temp AS $mark$
DECLARE l record; r record;
BEGIN
  SELECT p.site, p.level, p.compartments, p.handling INTO l FROM people_person p WHERE p.id = one;
  SELECT p.site, p.level, p.compartments, p.handling INTO r FROM people_person p WHERE p.id = other;
  site := CASE WHEN l.site = r.site THEN l.site END;
  level := CASE WHEN l.level IS NULL OR r.level IS NULL THEN 32767 ELSE greatest(l.level, r.level) END;
  compartments := CASE WHEN l.compartments = r.compartments THEN l.compartments
    ELSE array(SELECT DISTINCT unnest(l.compartments || r.compartments) ORDER BY 1) END;
  handling := CASE WHEN l.handling = r.handling THEN l.handling
    ELSE array(SELECT DISTINCT unnest(l.handling || r.handling) ORDER BY 1) END;
END $mark$;
REVOKE ALL ON FUNCTION people_judged_marking(text, text) FROM PUBLIC;

CREATE OR REPLACE FUNCTION people_judgement_marked() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $mark$
BEGIN
  SELECT * INTO NEW.site, NEW.level, NEW.compartments, NEW.handling
  FROM people_judged_marking(NEW.left_id, NEW.right_id);
  RETURN NEW;
END $mark$;
REVOKE ALL ON FUNCTION people_judgement_marked() FROM PUBLIC;
DROP TRIGGER IF EXISTS people_judgement_marked ON people_judgement;
CREATE TRIGGER people_judgement_marked BEFORE INSERT ON people_judgement
  FOR EACH ROW EXECUTE FUNCTION people_judgement_marked();

CREATE OR REPLACE FUNCTION people_person_remarked() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $mark$
BEGIN
  UPDATE people_judgement told SET (site, level, compartments, handling) = (
    SELECT * FROM people_judged_marking(told.left_id, told.right_id))
  WHERE told.left_id = NEW.id OR told.right_id = NEW.id;
  UPDATE people_recognition told
  SET site = NEW.site, level = NEW.level, compartments = NEW.compartments, handling = NEW.handling
  WHERE told.person_id = NEW.id;
  RETURN NULL;
END $mark$;
REVOKE ALL ON FUNCTION people_person_remarked() FROM PUBLIC;
DROP TRIGGER IF EXISTS people_person_remarked ON people_person;
CREATE TRIGGER people_person_remarked AFTER UPDATE OF site, level, compartments, handling ON people_person
  FOR EACH ROW WHEN ((OLD.site, OLD.level, OLD.compartments, OLD.handling)
    IS DISTINCT FROM (NEW.site, NEW.level, NEW.compartments, NEW.handling))
  EXECUTE FUNCTION people_person_remarked();
"""

# Who judges writes the end of a judgement and nothing else of it; the name of a cluster is not his to write at all.
_COLUMNS = """
REVOKE UPDATE ON people_judgement FROM beccaria_web, beccaria_worker;
GRANT UPDATE (until, ended_by, ended_why, settled) ON people_judgement TO beccaria_web;
GRANT UPDATE (until, ended_by, ended_why, settled, apart) ON people_judgement TO beccaria_worker;
REVOKE UPDATE ON people_person FROM beccaria_web;
GRANT UPDATE ({columns}) ON people_person TO beccaria_web;
"""

# Settles the plain case: per group of records that hang together by "same", when none of them are judged apart and no
# weak join could be the only thing that holds two groups. It acts only on a pair that the caller has just judged, and
# returns nothing. What is not plain is left as it is for the job (actions.settling).
_SETTLE = """
CREATE OR REPLACE FUNCTION settle_persons(one text, other text) RETURNS void LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $settle$
DECLARE seed text; part text[]; fresh text;
BEGIN
  IF NOT EXISTS (SELECT 1 FROM people_judgement row
                 WHERE row.left_id = one AND row.right_id = other AND NOT row.settled AND ({visible})) THEN
    RETURN;
  END IF;
  FOR seed IN
    SELECT mate.id FROM people_person mate
    WHERE mate.cluster IN (SELECT own.cluster FROM people_person own WHERE own.id IN (one, other)) ORDER BY mate.id
  LOOP
    WITH RECURSIVE reach(id) AS (
      SELECT seed
      UNION
      SELECT beside.id FROM reach, LATERAL (
        SELECT held.right_id::text AS id FROM people_judgement held
        WHERE held.left_id = reach.id AND held.until IS NULL AND held.verdict = 'same'
        UNION ALL
        SELECT held.left_id::text FROM people_judgement held
        WHERE held.right_id = reach.id AND held.until IS NULL AND held.verdict = 'same') beside
    ) SELECT array_agg(reach.id ORDER BY reach.id) INTO part FROM reach;
    CONTINUE WHEN EXISTS (
      SELECT 1 FROM people_judgement held
      WHERE held.left_id = ANY (part) AND held.right_id = ANY (part) AND held.until IS NULL
        AND (held.verdict = 'not_same' OR (cardinality(part) > 3 AND held.verdict = 'same' AND held.rule <> ''
             AND held.score < {strong})));
    UPDATE people_judgement held SET apart = false
    WHERE held.left_id = ANY (part) AND held.right_id = ANY (part) AND held.until IS NULL AND held.apart;
    CONTINUE WHEN NOT EXISTS (
        SELECT 1 FROM people_person mate JOIN people_person own ON own.cluster = mate.cluster
        WHERE own.id = seed AND mate.id <> ALL (part))
      AND (SELECT count(DISTINCT mate.cluster) FROM people_person mate WHERE mate.id = ANY (part)) = 1;
    fresh := gen_random_uuid()::text;
    UPDATE people_person mate SET cluster = fresh WHERE mate.id = ANY (part);
  END LOOP;
END $settle$;
REVOKE ALL ON FUNCTION settle_persons(text, text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION settle_persons(text, text) TO beccaria_web, beccaria_worker;
"""


def statements() -> list[str]:
    """Run by `migrate` after the row policies are written."""
    columns = [str(field.column) for field in Person._meta.local_fields if field.column != "cluster"]
    return [
        _MARKING,
        _COLUMNS.format(columns=", ".join(columns)),
        _SETTLE.format(visible=visible(Judgement, "row"), strong=STRONG),
    ]
