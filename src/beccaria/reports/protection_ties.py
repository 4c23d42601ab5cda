"""Whom the graded items about these people name beside them, read as the owner under every policy it touches."""

from beccaria.access.api import visible
from beccaria.people.api import visible_person
from beccaria.reports.models import Report

# A link is seen when its item is, an item when its report is. Under row security each row asks both anew; here every
# report is looked at once, under the policy's own condition; persons who are hidden are not told.
_NAMED = """
CREATE OR REPLACE FUNCTION reports_named_beside(
  named text[], at_least integer, kind text, source text, since timestamptz, until timestamptz
) RETURNS TABLE (
  report text, item text, reference text, relation text, at timestamptz, scheme text, graded_source text,
  information text, level integer, of_report text[], of_item text[], site text
) LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $find$
BEGIN
  RETURN QUERY EXECUTE $sql$
    SELECT report.id::text, item.id::text, link.reference, link.relation, report.happened_at, item.scheme, item.source,
      item.information, report.level::integer, report.handling, item.handling, report.site
    FROM (
      SELECT mine.item_id FROM reports_itemlink mine
      WHERE mine.reference = ANY ($1) AND mine.ended_at IS NULL AND mine.relation <> $3
      GROUP BY mine.item_id HAVING count(DISTINCT mine.reference) >= $6
    ) about
    JOIN reports_item item ON item.id = about.item_id
    JOIN reports_report report ON report.id = item.report_id
    JOIN reports_itemlink link ON link.item_id = item.id
    JOIN people_person person ON person.id = substr(link.reference, length($2) + 1)
    WHERE item.scheme <> '' AND link.ended_at IS NULL AND link.relation <> $3 AND starts_with(link.reference, $2)
      AND report.happened_at >= $4 AND report.happened_at < $5 AND ({report}) AND ({person})
  $sql$ USING named, kind, source, since, until, at_least;
END $find$;
REVOKE ALL ON FUNCTION reports_named_beside(text[], integer, text, text, timestamptz, timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION reports_named_beside(text[], integer, text, text, timestamptz, timestamptz)
  TO beccaria_web, beccaria_worker;
"""


def statements() -> list[str]:
    """Run by `migrate` after the row policies are written."""
    return [_NAMED.format(report=visible(Report, "report"), person=visible_person("person"))]
