"""What the database itself holds of the rules of assessments: what was rated, cited, finished or decided stays."""

from beccaria.risk import (
    protection_changes,
    protection_classified,
    protection_letters,
    protection_monitoring,
    protection_seen,
    protection_weeks,
)

_STAYS = """
CREATE OR REPLACE FUNCTION risk_stays() RETURNS trigger LANGUAGE plpgsql AS $stay$
BEGIN
  RAISE EXCEPTION 'What was used, cited or judged is never changed: judge anew.'
    USING ERRCODE = 'restrict_violation';
END $stay$;
DROP TRIGGER IF EXISTS risk_cited_stays ON risk_cited;
CREATE TRIGGER risk_cited_stays BEFORE UPDATE OR DELETE ON risk_cited
  FOR EACH ROW EXECUTE FUNCTION risk_stays();
DROP TRIGGER IF EXISTS risk_usedversion_stays ON risk_usedversion;
CREATE TRIGGER risk_usedversion_stays BEFORE UPDATE OR DELETE ON risk_usedversion
  FOR EACH ROW EXECUTE FUNCTION risk_stays();

CREATE OR REPLACE FUNCTION risk_rating_keeps() RETURNS trigger LANGUAGE plpgsql AS $keep$
DECLARE
  judged risk_assessment%ROWTYPE;
BEGIN
  SELECT * INTO judged FROM risk_assessment WHERE id = NEW.assessment_id;
  IF judged.state IS DISTINCT FROM 'draft' OR judged.assessor IS DISTINCT FROM NEW.rated_by THEN
    RAISE EXCEPTION 'Only who is assessing rates, and only until it is finished.'
      USING ERRCODE = 'restrict_violation';
  END IF;
  IF TG_OP = 'UPDATE' AND (OLD.ended_at IS NOT NULL
     OR (to_jsonb(NEW) - 'ended_at'::text) IS DISTINCT FROM (to_jsonb(OLD) - 'ended_at'::text)) THEN
    RAISE EXCEPTION 'A rating is never changed: rate anew.' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $keep$;
DROP TRIGGER IF EXISTS risk_rating_keeps ON risk_rating;
CREATE TRIGGER risk_rating_keeps BEFORE INSERT OR UPDATE ON risk_rating
  FOR EACH ROW EXECUTE FUNCTION risk_rating_keeps();

-- Once finished, what was judged stays; once decided, what was decided stays.
CREATE OR REPLACE FUNCTION risk_assessment_keeps() RETURNS trigger LANGUAGE plpgsql AS $whole$
DECLARE
  may_change text[] := ARRAY['state', 'superseded_at', 'superseded_why', 'review_due'];
BEGIN
  IF OLD.finished_at IS NULL THEN
    may_change := NULL;
  ELSIF OLD.decided_at IS NULL THEN
    may_change := may_change || ARRAY['decided_band', 'decided_by', 'decided_at', 'override', 'override_reason',
      'despite'];
    -- Whom the second person did not convince says why: what was decided before this was asked stays as it is.
    IF NEW.decided_at IS NOT NULL AND NEW.second_agrees = false AND NEW.despite = '' THEN
      RAISE EXCEPTION 'The second person does not agree: a decision says why it is taken all the same.'
        USING ERRCODE = 'check_violation';
    END IF;
    IF OLD.second_at IS NULL THEN
      may_change := may_change || ARRAY['second_person', 'second_at', 'second_agrees', 'second_words'];
    END IF;
  END IF;
  IF may_change IS NOT NULL AND (to_jsonb(NEW) - may_change) IS DISTINCT FROM (to_jsonb(OLD) - may_change) THEN
    RAISE EXCEPTION 'What was judged or decided is never changed: assess anew.' USING ERRCODE = 'restrict_violation';
  END IF;
  IF NEW.person_id IS DISTINCT FROM OLD.person_id OR NEW.assessor IS DISTINCT FROM OLD.assessor
     OR NEW.instrument IS DISTINCT FROM OLD.instrument OR NEW.version IS DISTINCT FROM OLD.version THEN
    RAISE EXCEPTION 'Whom, by whom and with what stays: start another assessment.'
      USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $whole$;
DROP TRIGGER IF EXISTS risk_assessment_keeps ON risk_assessment;
CREATE TRIGGER risk_assessment_keeps BEFORE UPDATE ON risk_assessment
  FOR EACH ROW EXECUTE FUNCTION risk_assessment_keeps();
"""


def statements() -> list[str]:
    """Run by `migrate` after the row policies are written."""
    return [
        _STAYS,
        protection_letters.STAYS,
        protection_classified.STAYS,
        *protection_changes.statements(),
        *protection_seen.statements(),
        *protection_weeks.statements(),
        *protection_monitoring.statements(),
    ]
