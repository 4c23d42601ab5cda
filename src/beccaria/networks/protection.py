"""What the database itself holds of the rules of networks: what was judged or shown once is never changed."""

_STAYS = """
CREATE OR REPLACE FUNCTION networks_stays() RETURNS trigger LANGUAGE plpgsql AS $stay$
BEGIN
  RAISE EXCEPTION 'What was judged is never changed: judge anew.' USING ERRCODE = 'restrict_violation';
END $stay$;
DROP TRIGGER IF EXISTS networks_review_stays ON networks_review;
CREATE TRIGGER networks_review_stays BEFORE UPDATE OR DELETE ON networks_review
  FOR EACH ROW EXECUTE FUNCTION networks_stays();
DROP TRIGGER IF EXISTS networks_scorecard_stays ON networks_scorecard;
CREATE TRIGGER networks_scorecard_stays BEFORE UPDATE OR DELETE ON networks_scorecard
  FOR EACH ROW EXECUTE FUNCTION networks_stays();

CREATE OR REPLACE FUNCTION networks_evidence_keeps() RETURNS trigger LANGUAGE plpgsql AS $keep$
BEGIN
  IF OLD.withdrawn_at IS NULL
     AND (to_jsonb(NEW) - '{withdrawn_at,withdrawn_why}'::text[])
         = (to_jsonb(OLD) - '{withdrawn_at,withdrawn_why}'::text[])
  THEN RETURN NEW; END IF;
  RAISE EXCEPTION 'Evidence is never changed: withdraw it with a reason, and add anew.'
    USING ERRCODE = 'restrict_violation';
END $keep$;
DROP TRIGGER IF EXISTS networks_evidence_keeps ON networks_evidence;
CREATE TRIGGER networks_evidence_keeps BEFORE UPDATE ON networks_evidence
  FOR EACH ROW EXECUTE FUNCTION networks_evidence_keeps();
"""


def statements() -> list[str]:
    """Run by `migrate` after the row policies are written."""
    return [_STAYS]
