"""What the database tells those who oversee about papers they may not read: the reference number, nothing else."""

from beccaria.core.acts import Act
from beccaria.core.policy import duties_that_may


def statements() -> list[str]:
    """The function that turns reference numbers into identifiers and back, for overseers only.

    Overseers audit looks at reports without reading the reports: a number is what they can name a report by.
    """
    duties = ", ".join(f"'{duty.value}'" for duty in sorted(duties_that_may(Act.LEDGER_READ)))
    made = f"""CREATE OR REPLACE FUNCTION oversight_papers(numbers text[], ids text[])
        RETURNS TABLE (subject text, reference text) LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
        SELECT kind || ':' || paper.id, paper.reference FROM (
            SELECT 'observation' AS kind, id, reference FROM reports_observation
            WHERE reports_observation.reference = ANY (numbers) OR id = ANY (ids)
            UNION ALL
            SELECT 'report', id, reference FROM reports_report
            WHERE reports_report.reference = ANY (numbers) OR id = ANY (ids)
        ) paper WHERE (SELECT app_text('duty')) IN ({duties}) $$"""  # noqa: S608  own constants
    return [
        made,
        "REVOKE ALL ON FUNCTION oversight_papers(text[], text[]) FROM PUBLIC",
        "GRANT EXECUTE ON FUNCTION oversight_papers(text[], text[]) TO beccaria_web",
    ]
