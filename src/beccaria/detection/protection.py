"""What the database itself holds of the rules of detection: a rule in force changes only by the word of two people."""

_TWO = """
CREATE OR REPLACE FUNCTION detection_rule_by_two() RETURNS trigger LANGUAGE plpgsql AS $two$
BEGIN
  IF (SELECT app_text('duty')) = 'system' AND session_user IN ('beccaria_worker', 'beccaria_owner') THEN
    IF NEW.parameters IS NOT DISTINCT FROM OLD.parameters AND (NEW.state = OLD.state OR NEW.state = 'suspended')
    THEN RETURN NEW; END IF;
  ELSIF (to_jsonb(NEW) - '{parameters,state,since,why,state_by}'::text[])
      = (to_jsonb(OLD) - '{parameters,state,since,why,state_by}'::text[]) AND EXISTS (
    SELECT 1 FROM detection_rulechange said WHERE said.rule_id = NEW.id AND said.state = 'approved'
      AND said.decided_by = (SELECT app_text('actor')) AND said.proposed_by <> said.decided_by
      AND said.after = NEW.parameters AND said.decided_at = NEW.since
      AND (NEW.state = OLD.state OR said.puts_back AND NEW.state = 'active'))
  THEN RETURN NEW; END IF;
  RAISE EXCEPTION 'A rule changes when a second person approved it.' USING ERRCODE = 'restrict_violation';
END $two$;
DROP TRIGGER IF EXISTS detection_rule_by_two ON detection_rule;
CREATE TRIGGER detection_rule_by_two BEFORE UPDATE ON detection_rule
  FOR EACH ROW EXECUTE FUNCTION detection_rule_by_two();

CREATE OR REPLACE FUNCTION detection_change_keeps() RETURNS trigger LANGUAGE plpgsql AS $keep$
DECLARE
  free text[] := '{state,compared_at,decided_by,decided_at,decided_why}';
BEGIN
  IF OLD.state IN ('comparing', 'proposed') AND (to_jsonb(NEW) - free) = (to_jsonb(OLD) - free) THEN RETURN NEW; END IF;
  RAISE EXCEPTION 'What was proposed or decided is never changed: propose anew.'
    USING ERRCODE = 'restrict_violation';
END $keep$;
DROP TRIGGER IF EXISTS detection_change_keeps ON detection_rulechange;
CREATE TRIGGER detection_change_keeps BEFORE UPDATE ON detection_rulechange
  FOR EACH ROW EXECUTE FUNCTION detection_change_keeps();
"""

# Feeds know nothing of rules; whoever takes a feed in, by whichever way, has them run (as ADR 0015 does for risk).
_LOOK = """
CREATE OR REPLACE FUNCTION detection_look() RETURNS trigger LANGUAGE plpgsql AS $look$
BEGIN
  PERFORM procrastinate_defer_jobs_v1(ARRAY[
    ROW('default', 'detection.live', 9, 'detection.rules', NULL, jsonb_build_object('import_id', NEW.id),
      NULL)::procrastinate_job_to_defer_v1]);
  RETURN NULL;
END $look$;
DROP TRIGGER IF EXISTS detection_look ON feeds_import;
CREATE TRIGGER detection_look AFTER INSERT OR UPDATE OF state ON feeds_import
  FOR EACH ROW WHEN (NEW.state = 'taken') EXECUTE FUNCTION detection_look();
"""


def statements() -> list[str]:
    """Run by `migrate` after the row policies are written."""
    return [_TWO, _LOOK]
