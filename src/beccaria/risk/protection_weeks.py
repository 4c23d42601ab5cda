"""How many reviews fall due, kept by the database: counted with each write, told to whoever may see each of them.

Counting 100,000 judgements under row security takes a quarter of a second; by prison, marking and week they are a few
thousand rows. A count lags behind by nothing: what is rolled back was never counted. Nobody waits for another's count:
who finds a row taken adds one of his own, and rows add up.
"""

from dataclasses import replace
from typing import Final

from beccaria.access.api import MAY_GO, ME, Rows, condition, visible
from beccaria.core.acts import Act
from beccaria.people.api import visible_person
from beccaria.risk.models import Assessment
from beccaria.risk.models.counting import DAYS

_EACH: Final = range(1, DAYS + 1)
_NONE: Final = f"array_fill(0, ARRAY[{DAYS}])"
# Held by every write that counts, taken alone by whoever changes a person's marking: each then sees the other's work.
_TURN: Final = "hashtext('risk.due')"
# What falls due, of each table: which judgements are counted, and how long they are in force at most.
_COUNTED: Final = {
    "assessment": ("judged.state = 'decided' AND judged.review_due IS NOT NULL", "NULL::date"),
    "classification": ("judged.state = 'in_force'", "judged.until"),
}
_KEY: Final = "site, level, compartments, handling, monday, until"
_DUE_ON: Final = "(judged.review_due - (extract(isodow FROM judged.review_due)::integer - 1)) AS monday"
_LISTED: Final = (
    "{sign} AS sign, judged.site, greatest(judged.level, his.level)::integer AS level,"
    " risk_both(judged.compartments::text[], his.compartments::text[]) AS compartments,"
    f" judged.handling::text[] AS handling, {_DUE_ON},"
    " extract(isodow FROM judged.review_due)::integer AS place, {until} AS until"
)
_SUMS: Final = ", ".join(
    f"coalesce(sum(each.sign) FILTER (WHERE each.place = {n}), 0)::integer" for n in _EACH
)


def _those(sort: str, rows: str, sign: str) -> str:
    """The judgements of `rows` that count, each at the marking of the stricter of itself and the person it is of."""
    counted, until = _COUNTED[sort]
    listed = _LISTED.format(sign=sign, until=until)
    return f"SELECT {listed} FROM {rows} judged JOIN people_person his ON his.id = judged.person_id WHERE {counted}"  # noqa: S608  constants


def _days(rows: str) -> str:
    return (
        f"SELECT {', '.join(f'each.{name}' for name in _KEY.split(', '))}, ARRAY[{_SUMS}] AS days"  # noqa: S608  constants
        f" FROM ({rows}) each GROUP BY 1, 2, 3, 4, 5, 6 HAVING ARRAY[{_SUMS}] <> {_NONE}"
    )


_ADD: Final = f"""
CREATE OR REPLACE FUNCTION risk_both(own text[], his text[]) RETURNS text[] LANGUAGE sql IMMUTABLE AS $both$
  SELECT CASE WHEN $2 <@ $1 THEN $1 ELSE ARRAY(SELECT DISTINCT code FROM unnest($1 || $2) code ORDER BY code) END
$both$;
REVOKE ALL ON FUNCTION risk_both(text[], text[]) FROM PUBLIC;
CREATE OR REPLACE FUNCTION risk_count_due(
  of_site text, of_level integer, of_compartments text[], of_handling text[], of_monday date, of_until date,
  more integer[]
) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $count$
DECLARE
  now record;
BEGIN
  UPDATE risk_weekdue kept SET days = ARRAY[{", ".join(f"kept.days[{n}] + more[{n}]" for n in _EACH)}]
  WHERE kept.id = (
    SELECT free.id FROM risk_weekdue free
    WHERE free.monday = of_monday AND free.site IS NOT DISTINCT FROM of_site AND free.level = of_level
      AND free.compartments = of_compartments AND free.handling = of_handling
      AND free.until IS NOT DISTINCT FROM of_until
    LIMIT 1 FOR UPDATE SKIP LOCKED)
  RETURNING kept.id, kept.days INTO now;
  IF NOT FOUND THEN
    INSERT INTO risk_weekdue (id, {_KEY}, days)
    VALUES (gen_random_uuid()::text, of_site, of_level, of_compartments, of_handling, of_monday, of_until, more);
  ELSIF now.days = {_NONE} THEN
    DELETE FROM risk_weekdue gone WHERE gone.id = now.id;
  END IF;
END $count$;
REVOKE ALL ON FUNCTION risk_count_due(text, integer, text[], text[], date, date, integer[]) FROM PUBLIC;
"""  # noqa: S608  constants
_LOOP: Final = """
  FOR told IN {rows} LOOP
    PERFORM risk_count_due(told.site, told.level, told.compartments, told.handling, told.monday, told.until, told.days);
  END LOOP;"""
# Along the indexes, as what tells of changes: how many rows were just written is not known beforehand.
_KEEP: Final = """
CREATE OR REPLACE FUNCTION risk_due_{name}() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off
AS $due$
DECLARE
  told record;
BEGIN
  PERFORM {turn}({key});{loop}
  RETURN NULL;
END $due$;
REVOKE ALL ON FUNCTION risk_due_{name}() FROM PUBLIC;
DROP TRIGGER IF EXISTS risk_due_{name} ON {table};
CREATE TRIGGER risk_due_{name} AFTER {when} EXECUTE FUNCTION risk_due_{name}();
"""
# From nothing, at every `migrate`: in one transaction with the triggers, whose making lets nobody write meanwhile.
_ANEW: Final = """
CREATE OR REPLACE FUNCTION risk_count_due_anew() RETURNS void LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $anew$
BEGIN
  DELETE FROM risk_weekdue;
  INSERT INTO risk_weekdue (id, {key}, days) SELECT gen_random_uuid()::text, told.* FROM ({rows}) told;
END $anew$;
REVOKE ALL ON FUNCTION risk_count_due_anew() FROM PUBLIC;
CREATE OR REPLACE FUNCTION risk_due_emptied() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $empty$ BEGIN PERFORM risk_count_due_anew(); RETURN NULL; END $empty$;
REVOKE ALL ON FUNCTION risk_due_emptied() FROM PUBLIC;
"""
_EMPTIED: Final = """
DROP TRIGGER IF EXISTS risk_due_emptied ON {table};
CREATE TRIGGER risk_due_emptied AFTER TRUNCATE ON {table} FOR EACH STATEMENT EXECUTE FUNCTION risk_due_emptied();
"""
# As the owner, under the conditions of the reader: a duty with the whole service is reached by everything, so that the
# marking decides, less what is closed to him while he judges the same person himself. Others are told nothing; theirs
# are few enough to be read one by one. What handling keeps at its prison is counted for no national duty (rule 2).
_TOLD: Final = """
CREATE OR REPLACE FUNCTION risk_due_by_week(on_day date)
RETURNS TABLE (site text, monday date, days integer[]) LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = public, pg_temp AS $told$
#variable_conflict use_column
BEGIN
  IF app_text('sites') IS DISTINCT FROM '*' THEN RETURN; END IF;
  RETURN QUERY SELECT told.site, told.monday, ARRAY[{sums}]
  FROM (
    SELECT kept.site, kept.monday, kept.days FROM risk_weekdue kept
    WHERE (kept.until IS NULL OR kept.until >= on_day) AND ({counts}) AND {may_go}
    UNION ALL
    SELECT each.site, each.monday, ARRAY[{closed_days}] FROM (
      SELECT judged.site, {due_on}, extract(isodow FROM judged.review_due)::integer AS place
      FROM risk_judging judging
      JOIN risk_assessment judged ON judged.person_id = judging.person AND judged.instrument = judging.instrument
      JOIN people_person his ON his.id = judged.person_id
      WHERE judging.assessor = {me} AND judging.ended_at IS NULL AND {counted}
        AND ({marked}) AND ({known}) AND {judged_may_go} AND NOT ({seen})
    ) each
  ) told
  GROUP BY 1, 2;
END $told$;
REVOKE ALL ON FUNCTION risk_due_by_week(date) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION risk_due_by_week(date) TO beccaria_web, beccaria_worker;
"""


def _kept(sort: str) -> list[str]:
    """The triggers of one table: after each statement that wrote, with all the rows it wrote."""
    table = f"risk_{sort}"
    now, before = _those(sort, "fresh", "1"), _those(sort, "stale", "-1")
    verbs = {
        "INSERT": (now, "NEW TABLE AS fresh"),
        "UPDATE": (f"{before} UNION ALL {now}", "OLD TABLE AS stale NEW TABLE AS fresh"),
        "DELETE": (before, "OLD TABLE AS stale"),
    }
    return [
        *(
            _KEEP.format(
                name=f"{sort}_{verb.lower()}",
                turn="pg_advisory_xact_lock_shared",
                key=_TURN,
                loop=_LOOP.format(rows=_days(rows)),
                table=table,
                when=f"{verb} ON {table} REFERENCING {tables} FOR EACH STATEMENT",
            )
            for verb, (rows, tables) in verbs.items()
        ),
        _EMPTIED.format(table=table),
    ]


def _marked_anew() -> str:
    """The trigger of the persons' table: whose marking changes takes what is thought of him along."""
    rows = " UNION ALL ".join(
        "SELECT "  # noqa: S608  constants
        + _LISTED.format(sign="his.sign", until=until)
        + f" FROM risk_{sort} judged CROSS JOIN (VALUES (-1, OLD.level, OLD.compartments),"
        + " (1, NEW.level, NEW.compartments)) his (sign, level, compartments)"
        + f" WHERE judged.person_id = NEW.id AND {counted}"
        for sort, (counted, until) in _COUNTED.items()
    )
    return _KEEP.format(
        name="marked_anew",
        turn="pg_advisory_xact_lock",
        key=_TURN,
        loop=_LOOP.format(rows=_days(rows)),
        table="people_person",
        when="UPDATE OF level, compartments ON people_person FOR EACH ROW"
        " WHEN ((OLD.level, OLD.compartments) IS DISTINCT FROM (NEW.level, NEW.compartments))",
    )


def _told() -> str:
    return _TOLD.format(
        sums=", ".join(f"sum(told.days[{n}])::integer" for n in _EACH),
        counts=condition((Act.REVIEW_SEE,), Rows(), "kept"),
        may_go=MAY_GO.format(row="kept"),
        closed_days=", ".join(f"-(each.place = {n})::integer" for n in _EACH),
        due_on=_DUE_ON,
        me=ME,
        counted=_COUNTED["assessment"][0],
        marked=condition(Assessment.rows.see, replace(Assessment.rows, open=None), "judged"),
        known=visible_person("his"),
        judged_may_go=MAY_GO.format(row="judged"),
        seen=visible(Assessment, "judged"),
    )


def statements() -> list[str]:
    """Run by `migrate` after the row policies are written."""
    every = " UNION ALL ".join(_those(sort, f"risk_{sort}", "1") for sort in _COUNTED)
    return [
        _ADD,
        _ANEW.format(key=_KEY, rows=_days(every)),
        *(statement for sort in _COUNTED for statement in _kept(sort)),
        _marked_anew(),
        _told(),
        "SELECT risk_count_due_anew()",
    ]
