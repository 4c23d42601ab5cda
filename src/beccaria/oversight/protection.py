"""What the database tells those who oversee about records they may not read: a reference number, or a count."""

from collections.abc import Iterator

from beccaria.core.acts import Act
from beccaria.core.policy import duties_that_may

_WEB = "beccaria_web"


def _duties(act: Act) -> str:
    return ", ".join(f"'{duty.value}'" for duty in sorted(duties_that_may(act)))


def statements() -> list[str]:
    """Run by `migrate` after the row policies are written."""
    return [*_papers(), *_linkage()]


def _papers() -> Iterator[str]:
    """The function that turns reference numbers into identifiers and back, for overseers only.

    Overseers audit looks at reports without reading the reports: a number is what they can name a report by.
    """
    yield f"""CREATE OR REPLACE FUNCTION oversight_papers(numbers text[], ids text[])
        RETURNS TABLE (subject text, reference text) LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
        SELECT kind || ':' || paper.id, paper.reference FROM (
            SELECT 'observation' AS kind, id, reference FROM reports_observation
            WHERE reports_observation.reference = ANY (numbers) OR id = ANY (ids)
            UNION ALL
            SELECT 'report', id, reference FROM reports_report
            WHERE reports_report.reference = ANY (numbers) OR id = ANY (ids)
        ) paper WHERE (SELECT app_text('duty')) IN ({_duties(Act.LEDGER_READ)}) $$"""  # noqa: S608  own constants
    yield from _only_for_web("oversight_papers(text[], text[])")


# Counts only, at the establishments of the acting duty, of what its clearance reaches and no compartment holds.
_SEEN = """(SELECT app_text('duty')) IN ({duties}) AND {row}.level <= (SELECT app_level())
  AND {row}.compartments = '{{}}'
  AND ((SELECT app_text('sites')) = '*' OR {row}.site = ANY ((SELECT app_list('sites'))::text[]))"""


_HEAD = "LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$"
# A human who says "same" where a rule said so too has confirmed it.
_UNDONE = """judged.verdict = 'same' AND judged.until IS NOT NULL AND judged.ended_by NOT LIKE 'system:%'
        AND NOT EXISTS (
          SELECT 1 FROM people_judgement after
          WHERE after.left_id = judged.left_id AND after.right_id = judged.right_id AND after.since = judged.until
            AND after.verdict = 'same' AND after.id <> judged.id)"""


def _linkage() -> Iterator[str]:
    """The functions that count judgements without showing one."""
    seen = _SEEN.format(duties=_duties(Act.LINKAGE_QUALITY_SEE), row="judged")
    yield f"""CREATE OR REPLACE FUNCTION linkage_backlog()
        RETURNS TABLE (site text, waiting bigint, oldest timestamptz) {_HEAD}
        SELECT judged.site, count(*), min(judged.since) FROM people_judgement judged
        WHERE judged.until IS NULL AND (judged.verdict = 'unsure' OR judged.apart) AND {seen}
        GROUP BY judged.site ORDER BY 2 DESC, 1 $$"""  # noqa: S608  own constants
    yield f"""CREATE OR REPLACE FUNCTION linkage_weeks(first timestamptz)
        RETURNS TABLE (begins date, joined_by_rule bigint, judged bigint, reversed bigint) {_HEAD}
        SELECT date_trunc('week', told.at)::date, count(*) FILTER (WHERE told.what = 'rule'),
          count(*) FILTER (WHERE told.what = 'human'), count(*) FILTER (WHERE told.what = 'undone')
        FROM (
          SELECT judged.since AS at, CASE WHEN judged.rule = '' THEN 'human' ELSE 'rule' END AS what
          FROM people_judgement judged
          WHERE (judged.rule = '' OR judged.verdict = 'same') AND {seen}
          UNION ALL
          SELECT judged.until, 'undone' FROM people_judgement judged WHERE {_UNDONE} AND {seen}
        ) told WHERE told.at >= first GROUP BY 1 ORDER BY 1 DESC $$"""  # noqa: S608  own constants
    yield _by_nationality(seen, _SEEN.format(duties=_duties(Act.LINKAGE_QUALITY_SEE), row="person"))
    for signature in ("linkage_backlog()", "linkage_weeks(timestamptz)", "linkage_by_nationality()"):
        yield from _only_for_web(signature)


def _by_nationality(seen: str, known: str) -> str:
    # A pair counts once for each nationality in it. "Added": a human joined what no rule had joined.
    return f"""CREATE OR REPLACE FUNCTION linkage_by_nationality()
        RETURNS TABLE (nationality text, records bigint, joined bigint, by_rule bigint, undone bigint, added bigint)
        {_HEAD}
        WITH said AS MATERIALIZED (
          SELECT person.id, person.cluster, max(identity.nationality) AS nationality
          FROM people_person person
          LEFT JOIN people_identity identity ON identity.person_id = person.id AND identity.until IS NULL
          WHERE {known} GROUP BY person.id
        ), size AS (
          SELECT said.cluster, count(*) AS records FROM said GROUP BY said.cluster
        ), pair AS (
          SELECT said.nationality, judged.id, judged.rule, judged.verdict, judged.until, judged.ended_by,
            judged.left_id, judged.right_id
          FROM people_judgement judged JOIN said ON said.id = judged.left_id WHERE {seen}
          UNION
          SELECT said.nationality, judged.id, judged.rule, judged.verdict, judged.until, judged.ended_by,
            judged.left_id, judged.right_id
          FROM people_judgement judged JOIN said ON said.id = judged.right_id WHERE {seen}
        )
        SELECT coalesce(people.nationality, ''), people.records, people.joined,
          coalesce(pairs.by_rule, 0), coalesce(pairs.undone, 0), coalesce(pairs.added, 0)
        FROM (
          SELECT said.nationality, count(*) AS records, count(*) FILTER (WHERE size.records > 1) AS joined
          FROM said JOIN size USING (cluster) GROUP BY said.nationality
        ) people
        LEFT JOIN (
          SELECT judged.nationality, count(*) FILTER (WHERE judged.rule <> '' AND judged.verdict = 'same') AS by_rule,
            count(*) FILTER (WHERE judged.rule <> '' AND {_UNDONE}) AS undone,
            count(*) FILTER (WHERE judged.rule = '' AND judged.verdict = 'same' AND judged.until IS NULL
              AND NOT EXISTS (
                SELECT 1 FROM people_judgement before
                WHERE before.left_id = judged.left_id AND before.right_id = judged.right_id
                  AND before.rule <> '' AND before.verdict = 'same')) AS added
          FROM pair judged GROUP BY judged.nationality
        ) pairs ON pairs.nationality IS NOT DISTINCT FROM people.nationality $$"""  # noqa: S608  own constants


def _only_for_web(signature: str) -> Iterator[str]:
    yield f"REVOKE ALL ON FUNCTION {signature} FROM PUBLIC"
    yield f"GRANT EXECUTE ON FUNCTION {signature} TO {_WEB}"
