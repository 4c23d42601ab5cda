"""What the database itself holds of the rules of categories and statuses: what was said stays, each signs himself."""

from typing import Final

from beccaria.access.api import in_his_own_name, nothing_else_changes

STAYS: Final = f"""
-- What was proposed stays; each answer is written once, by whoever gives it; what ended or was refused is over.
CREATE OR REPLACE FUNCTION risk_classification_keeps() RETURNS trigger LANGUAGE plpgsql AS $keep$
DECLARE
  may_change text[] := ARRAY['state', 'ended_by', 'ended_at', 'ended_why', 'review_due',
    'level', 'compartments', 'handling', 'site'];
BEGIN
  IF OLD.state = 'proposed' THEN
    may_change := may_change || ARRAY['designated_by', 'designated_note', 'decided_by', 'decided_at', 'answer',
      'in_force_at'];
  ELSIF OLD.state = 'first' THEN
    may_change := may_change || ARRAY['second_by', 'second_at', 'answer', 'in_force_at'];
  ELSIF OLD.state <> 'in_force' THEN
    may_change := ARRAY['level', 'compartments', 'handling', 'site'];
  END IF;
  {nothing_else_changes()}
  {in_his_own_name("decided_by", "second_by", "ended_by")}
  RETURN NEW;
END $keep$;
DROP TRIGGER IF EXISTS risk_classification_keeps ON risk_classification;
CREATE TRIGGER risk_classification_keeps BEFORE UPDATE ON risk_classification
  FOR EACH ROW EXECUTE FUNCTION risk_classification_keeps();

-- Facts are the proposer's, and written with the proposal; nobody slips one in later.
CREATE OR REPLACE FUNCTION risk_classificationfact_keeps() RETURNS trigger LANGUAGE plpgsql AS $fact$
BEGIN
  IF TG_OP <> 'INSERT' OR NOT EXISTS (SELECT 1 FROM risk_classification whole
     WHERE whole.id = NEW.classification_id AND whole.state = 'proposed'
       AND whole.proposed_by = app_text('actor')) THEN
    RAISE EXCEPTION 'Facts are written with the proposal and never changed.' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $fact$;
DROP TRIGGER IF EXISTS risk_classificationfact_keeps ON risk_classificationfact;
CREATE TRIGGER risk_classificationfact_keeps BEFORE INSERT OR UPDATE OR DELETE ON risk_classificationfact
  FOR EACH ROW EXECUTE FUNCTION risk_classificationfact_keeps();
"""  # noqa: S608  our own words
