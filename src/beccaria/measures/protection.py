"""What the database itself holds of the rules of measures: no end moves, nothing said changes, each signs himself."""

from typing import Final

from beccaria.access.api import condition, in_his_own_name, nothing_else_changes
from beccaria.core.acts import Act
from beccaria.measures.models import DoorEvent

# What doors recorded: by the service from files, or by a unit into the register of its own prison.
_MAY_LOAD: Final = condition([Act.DOOR_LOAD], DoorEvent.rows, "NEW")
_FROM_WHERE: Final = "(app_text('duty') = 'system' OR NEW.source = 'register:' || NEW.site)"

_STAYS: Final = f"""
CREATE OR REPLACE FUNCTION measures_measure_keeps() RETURNS trigger LANGUAGE plpgsql AS $keep$
DECLARE
  me text := app_text('actor');
  may_change text[] := ARRAY['state', 'ended_by', 'ended_at', 'ended_why', 'lapsed_at', 'site', 'level', 'compartments',
    'handling'];
BEGIN
  IF NEW.ends_at IS DISTINCT FROM OLD.ends_at OR NEW.starts_at IS DISTINCT FROM OLD.starts_at THEN
    RAISE EXCEPTION 'The end of a measure never moves: propose a renewal with fresh reasons.'
      USING ERRCODE = 'restrict_violation';
  END IF;
  IF OLD.state = 'proposed' THEN
    may_change := may_change || ARRAY['designated_by', 'designated_note', 'decided_by', 'decided_at', 'in_force_at'];
  ELSIF OLD.state = 'first' THEN
    may_change := may_change || ARRAY['second_by', 'second_at', 'in_force_at'];
  ELSIF OLD.state = 'decided' THEN
    may_change := may_change || ARRAY['review_due'];
  ELSE
    may_change := ARRAY['lapsed_at', 'site', 'level', 'compartments', 'handling'];
  END IF;
  {nothing_else_changes()}
  IF NEW.review_due > OLD.review_due AND NOT EXISTS (SELECT 1 FROM measures_lookedagain again
     WHERE again.measure_id = NEW.id AND again.next_due = NEW.review_due AND again.by = me) THEN
    RAISE EXCEPTION 'A review is put off by nobody who did not look again.' USING ERRCODE = 'restrict_violation';
  END IF;
  IF OLD.state = 'ended' AND NEW.state <> 'ended' OR OLD.state = 'refused' AND NEW.state <> 'refused'
     OR OLD.state = 'decided' AND NEW.state NOT IN ('decided', 'ended') THEN
    RAISE EXCEPTION 'What is over stays over: propose anew.' USING ERRCODE = 'restrict_violation';
  END IF;
  {in_his_own_name("decided_by", "second_by", "ended_by")}
  RETURN NEW;
END $keep$;
DROP TRIGGER IF EXISTS measures_measure_keeps ON measures_measure;
CREATE TRIGGER measures_measure_keeps BEFORE UPDATE ON measures_measure
  FOR EACH ROW EXECUTE FUNCTION measures_measure_keeps();

-- A proposal is only a proposal, in the name of whoever writes it: nobody writes down a decision at once.
CREATE OR REPLACE FUNCTION measures_measure_begins() RETURNS trigger LANGUAGE plpgsql AS $begin$
BEGIN
  IF NEW.state <> 'proposed' OR NEW.decided_at IS NOT NULL OR NEW.second_at IS NOT NULL OR NEW.in_force_at IS NOT NULL
     OR NEW.ended_at IS NOT NULL OR NEW.proposed_by IS DISTINCT FROM app_text('actor') THEN
    RAISE EXCEPTION 'A measure begins as a proposal in one''s own name.' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $begin$;
DROP TRIGGER IF EXISTS measures_measure_begins ON measures_measure;
CREATE TRIGGER measures_measure_begins BEFORE INSERT ON measures_measure
  FOR EACH ROW EXECUTE FUNCTION measures_measure_begins();

-- Reasons and facts are the proposer's and written with the proposal; only the words of who decides are added.
CREATE OR REPLACE FUNCTION measures_reasons_keep() RETURNS trigger LANGUAGE plpgsql AS $reasons$
DECLARE
  may_change text[] := ARRAY['answer', 'site', 'level', 'compartments', 'handling'];
BEGIN
  IF TG_OP = 'INSERT' AND NOT EXISTS (SELECT 1 FROM measures_measure whole WHERE whole.id = NEW.measure_id
     AND whole.state = 'proposed' AND whole.proposed_by = app_text('actor')) THEN
    RAISE EXCEPTION 'Reasons are written with the proposal.' USING ERRCODE = 'restrict_violation';
  END IF;
  IF TG_OP = 'DELETE' OR TG_OP = 'UPDATE' AND (to_jsonb(NEW) - may_change) IS DISTINCT FROM (to_jsonb(OLD) - may_change)
  THEN
    RAISE EXCEPTION 'Reasons are never changed: propose anew.' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $reasons$;
DROP TRIGGER IF EXISTS measures_reasons_keep ON measures_reasons;
CREATE TRIGGER measures_reasons_keep BEFORE INSERT OR UPDATE OR DELETE ON measures_reasons
  FOR EACH ROW EXECUTE FUNCTION measures_reasons_keep();

CREATE OR REPLACE FUNCTION measures_fact_keeps() RETURNS trigger LANGUAGE plpgsql AS $fact$
BEGIN
  IF TG_OP <> 'INSERT' OR NOT EXISTS (SELECT 1 FROM measures_measure whole WHERE whole.id = NEW.measure_id
     AND whole.state = 'proposed' AND whole.proposed_by = app_text('actor')) THEN
    RAISE EXCEPTION 'Facts are written with the proposal and never changed.' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $fact$;
DROP TRIGGER IF EXISTS measures_fact_keeps ON measures_measurefact;
CREATE TRIGGER measures_fact_keeps BEFORE INSERT OR UPDATE OR DELETE ON measures_measurefact
  FOR EACH ROW EXECUTE FUNCTION measures_fact_keeps();

-- What somebody stated of a door, a look at health, an alarm: written once.
CREATE OR REPLACE FUNCTION measures_said_once() RETURNS trigger LANGUAGE plpgsql AS $once$
BEGIN
  RAISE EXCEPTION 'What was said or told is never changed: write what is right beside it.'
    USING ERRCODE = 'restrict_violation';
END $once$;
DROP TRIGGER IF EXISTS measures_door_stays ON measures_doorevent;
CREATE TRIGGER measures_door_stays BEFORE UPDATE OR DELETE ON measures_doorevent
  FOR EACH ROW WHEN (OLD.source = 'stated') EXECUTE FUNCTION measures_said_once();
DROP TRIGGER IF EXISTS measures_check_stays ON measures_healthcheck;
CREATE TRIGGER measures_check_stays BEFORE UPDATE OR DELETE ON measures_healthcheck
  FOR EACH ROW EXECUTE FUNCTION measures_said_once();
DROP TRIGGER IF EXISTS measures_again_stays ON measures_lookedagain;
CREATE TRIGGER measures_again_stays BEFORE UPDATE OR DELETE ON measures_lookedagain
  FOR EACH ROW EXECUTE FUNCTION measures_said_once();
DROP TRIGGER IF EXISTS measures_alarm_stays ON measures_isolationalarm;
CREATE TRIGGER measures_alarm_stays BEFORE UPDATE OR DELETE ON measures_isolationalarm
  FOR EACH ROW EXECUTE FUNCTION measures_said_once();

CREATE OR REPLACE FUNCTION measures_states_himself() RETURNS trigger LANGUAGE plpgsql AS $own$
BEGIN
  IF NEW.source = 'stated' AND NEW.stated_by IS DISTINCT FROM app_text('actor')
     OR NEW.source <> 'stated' AND NOT (({_MAY_LOAD}) AND {_FROM_WHERE}) THEN
    RAISE EXCEPTION 'Everybody states contact in his own name.' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $own$;
DROP TRIGGER IF EXISTS measures_states_himself ON measures_doorevent;
CREATE TRIGGER measures_states_himself BEFORE INSERT ON measures_doorevent
  FOR EACH ROW EXECUTE FUNCTION measures_states_himself();

-- What a register of doors corrects it corrects under its own name, and a prison its own register only.
CREATE OR REPLACE FUNCTION measures_door_corrects() RETURNS trigger LANGUAGE plpgsql AS $corrects$
BEGIN
  IF (NEW.source, NEW.key, NEW.stated_by) IS DISTINCT FROM (OLD.source, OLD.key, OLD.stated_by)
     OR NOT {_FROM_WHERE} THEN
    RAISE EXCEPTION 'A door is corrected by the register that told it.' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $corrects$;
DROP TRIGGER IF EXISTS measures_door_corrects ON measures_doorevent;
CREATE TRIGGER measures_door_corrects BEFORE UPDATE ON measures_doorevent
  FOR EACH ROW EXECUTE FUNCTION measures_door_corrects();

CREATE OR REPLACE FUNCTION measures_contest_keeps() RETURNS trigger LANGUAGE plpgsql AS $contest$
DECLARE
  may_change text[] := ARRAY['upheld', 'answer', 'answered_by', 'answered_at'];
BEGIN
  IF OLD.answered_at IS NOT NULL OR (to_jsonb(NEW) - may_change) IS DISTINCT FROM (to_jsonb(OLD) - may_change) THEN
    RAISE EXCEPTION 'A contest stays as it was said, and its answer too.' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $contest$;
DROP TRIGGER IF EXISTS measures_contest_keeps ON measures_measurecontest;
CREATE TRIGGER measures_contest_keeps BEFORE UPDATE ON measures_measurecontest
  FOR EACH ROW EXECUTE FUNCTION measures_contest_keeps();
"""  # noqa: S608  our own words


def statements() -> list[str]:
    """Run by `migrate` after the row policies are written."""
    return [_STAYS]
