"""What the database itself holds of letters: what was approved is printed so for ever, what was answered stays."""

STAYS = """
CREATE OR REPLACE FUNCTION risk_letter_keeps() RETURNS trigger LANGUAGE plpgsql AS $letter$
DECLARE
  may_change text[] := ARRAY['delivered_by', 'delivered_at', 'delivered_how'];
BEGIN
  IF NEW.person_id IS DISTINCT FROM OLD.person_id OR NEW.assessment_id IS DISTINCT FROM OLD.assessment_id
     OR NEW.classification_id IS DISTINCT FROM OLD.classification_id THEN
    RAISE EXCEPTION 'Of whom and of what a letter is stays.' USING ERRCODE = 'restrict_violation';
  END IF;
  IF OLD.delivered_at IS NOT NULL OR (OLD.approved_at IS NOT NULL
     AND (to_jsonb(NEW) - may_change) IS DISTINCT FROM (to_jsonb(OLD) - may_change)) THEN
    RAISE EXCEPTION 'An approved letter is never changed: write another.' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $letter$;
DROP TRIGGER IF EXISTS risk_letter_keeps ON risk_letter;
CREATE TRIGGER risk_letter_keeps BEFORE UPDATE ON risk_letter
  FOR EACH ROW EXECUTE FUNCTION risk_letter_keeps();

CREATE OR REPLACE FUNCTION risk_letterreason_keeps() RETURNS trigger LANGUAGE plpgsql AS $reason$
DECLARE
  of_letter text := CASE WHEN TG_OP = 'DELETE' THEN OLD.letter_id ELSE NEW.letter_id END;
BEGIN
  IF TG_OP = 'UPDATE' OR EXISTS (SELECT 1 FROM risk_letter WHERE id = of_letter AND sent_at IS NOT NULL) THEN
    RAISE EXCEPTION 'Reasons are written anew, and only while it is a draft.' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $reason$;
DROP TRIGGER IF EXISTS risk_letterreason_keeps ON risk_letterreason;
CREATE TRIGGER risk_letterreason_keeps BEFORE INSERT OR UPDATE OR DELETE ON risk_letterreason
  FOR EACH ROW EXECUTE FUNCTION risk_letterreason_keeps();

CREATE OR REPLACE FUNCTION risk_contest_keeps() RETURNS trigger LANGUAGE plpgsql AS $contest$
DECLARE
  may_change text[] := ARRAY['upheld', 'answer', 'answered_by', 'answered_at'];
BEGIN
  IF OLD.answered_at IS NOT NULL OR (to_jsonb(NEW) - may_change) IS DISTINCT FROM (to_jsonb(OLD) - may_change) THEN
    RAISE EXCEPTION 'A contest stays as it was taken down, and is answered once.'
      USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $contest$;
DROP TRIGGER IF EXISTS risk_contest_keeps ON risk_contest;
CREATE TRIGGER risk_contest_keeps BEFORE UPDATE ON risk_contest
  FOR EACH ROW EXECUTE FUNCTION risk_contest_keeps();
"""
