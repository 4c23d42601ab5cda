"""Write row-level security from the same policy that judges in Python.

Applied by every `migrate`, in one transaction, from nothing: what the policy table says now is what the database does.
A session with nothing set sees no rows: every condition compares with a setting that is then absent.
"""

from collections.abc import Iterator, Sequence

from django.apps import apps
from django.db import connection, models, transaction

from beccaria.access.marked import Rows
from beccaria.core.acts import Act
from beccaria.core.policy import POLICY, Rule

WEB, WORKER, AUDITOR = "beccaria_web", "beccaria_worker", "beccaria_auditor"
# The system duty is believed only from the worker's and the owner's own logins, never because a setting says so.
_SYSTEM_LOGINS = "session_user IN ('beccaria_worker', 'beccaria_owner')"

SETTINGS = """
CREATE OR REPLACE FUNCTION app_text(name text) RETURNS text LANGUAGE sql STABLE PARALLEL SAFE
  AS $$ SELECT nullif(current_setting('app.' || name, true), '') $$;
CREATE OR REPLACE FUNCTION app_list(name text) RETURNS text[] LANGUAGE sql STABLE PARALLEL SAFE
  AS $$ SELECT string_to_array(nullif(current_setting('app.' || name, true), ''), ',') $$;
CREATE OR REPLACE FUNCTION app_level() RETURNS integer LANGUAGE sql STABLE PARALLEL SAFE
  AS $$ SELECT nullif(current_setting('app.level', true), '')::integer $$;
"""


def _list(values: Sequence[str]) -> str:
    return ", ".join(f"'{value}'" for value in sorted(values))


def _rule(rule: Rule, rows: Rows, row: str) -> str:  # noqa: C901  one case a rule
    """One rule as a condition on the row. Settings are read once a statement, not once a row: hence the SELECTs."""
    columns = rows.columns or {}
    site, level = (f"{row}.{columns.get(name, name)}" for name in ("site", "level"))
    match rule.name:
        case "on_duty":
            # Judged inside the SELECT: a yes or no that the planner expects half the time, not a text it expects to
            # match once in thousands; with that it walks a list's own index instead of sorting everything.
            duties = f"(SELECT app_text('duty') IN ({_list([duty.value for duty in rule.duties])}))"
            return f"({duties} AND {_SYSTEM_LOGINS})" if rule.duties == {"system"} else duties
        case "at_site":
            return f"((SELECT app_text('sites')) = '*' OR {site} = ANY ((SELECT app_list('sites'))::text[]))"
        case "is_cleared":
            compartments = f"{row}.{columns.get('compartments', 'compartments')}"
            # Most records are in no compartment; saying so first tells the planner that most rows pass.
            held = f"{compartments} <@ coalesce((SELECT app_list('compartments')), '{{}}')::text[]"
            return f"({level} <= (SELECT app_level()) AND ({compartments} = '{{}}' OR {held}))"
        case "is_author":
            return f"({rows.author.format(row=row)})" if rows.author else "false"
        case "is_not_author":
            return f"NOT ({rows.author.format(row=row)})" if rows.author else "true"
        case "is_addressed":
            return f"({rows.audiences.format(row=row)})" if rows.audiences else "false"
        case "is_reached":
            sent = f"({rows.reaches.format(row=row)})" if rows.reaches else "false"
            return f"((SELECT app_text('sites')) = '*' OR {sent})"
        case "is_open":
            return f"({rows.open.format(row=row)})" if rows.open else "true"
        case "is_in_compartment":
            return f"({row}.{columns.get('compartments', 'compartments')} <> '{{}}')"
        case "stepped_up":
            return "(SELECT app_text('stepped_up')) = 'yes'"
        case unknown:
            raise ValueError(f"Rule {unknown!r} has no SQL: write it beside the others.")


def condition(acts: Sequence[Act], rows: Rows, row: str) -> str:
    """The condition under which the acting user may do any of these acts to `row`."""
    ways = {
        " AND ".join(_rule(rule, rows, row) for rule in rules)
        for act in acts
        for rules in POLICY.get(act, ())
        if rules
    }
    return " OR ".join(f"({way})" for way in sorted(ways)) or "false"


def visible(model: type[models.Model], row: str) -> str:
    """The condition of `model`'s own SELECT policy, for SECURITY DEFINER functions that must apply it themselves."""
    rows = model.rows  # type: ignore[attr-defined]  # every protected model has it; a test walks them
    return condition(rows.see, rows, row)


def protected_models() -> Iterator[type[models.Model]]:
    """Every model that says who may see its rows."""
    for model in apps.get_models():
        if isinstance(getattr(model, "rows", None), Rows):
            yield model


def _conditions(rows: Rows, table: str) -> dict[str, str]:
    signed_in = "(SELECT app_text('actor')) IS NOT NULL"
    system = f"((SELECT app_text('duty')) = 'system' AND {_SYSTEM_LOGINS})"
    if rows.personal:
        mine = f"{table}.{rows.personal}::text = (SELECT app_text('actor'))"
        acts = {"select": rows.see, "insert": rows.add, "update": rows.change, "delete": rows.remove}
        return {
            verb: " OR ".join(
                [*([mine] if verb in rows.personal_verbs else []), condition(named, rows, table), system]
            )
            for verb, named in acts.items()
        }
    if rows.signed_in:
        return {"select": signed_in, "insert": system, "update": system, "delete": system}
    if rows.within:
        column, parent = rows.within
        seen = f"EXISTS (SELECT 1 FROM {parent} parent WHERE parent.id = {table}.{column})"  # noqa: S608  names from our own models
        writes = {"insert": rows.add, "update": rows.change, "delete": rows.remove}
        return {"select": seen} | {
            verb: f"{seen} AND ({_duty_only(acts)})" if acts else "false" for verb, acts in writes.items()
        }
    return {
        "select": condition(rows.see, rows, table),
        "insert": condition(rows.add, rows, table),
        "update": condition(rows.change, rows, table),
        "delete": condition(rows.remove, rows, table),
    }


def _duty_only(acts: Sequence[Act]) -> str:
    """The part of the acts' rules that does not look at a record: the parent's policy judges the rest."""
    ways = {
        " AND ".join(_rule(rule, Rows(), "row") for rule in rules if not rule.about_record) or "true"
        for act in acts
        for rules in POLICY.get(act, ())
    }
    return " OR ".join(f"({way})" for way in sorted(ways)) or "false"


def statements(model: type[models.Model]) -> Iterator[str]:
    """The grants and policies of one table."""
    table, rows = model._meta.db_table, model.rows  # type: ignore[attr-defined]  # see visible()
    allowed = _conditions(rows, table)
    verbs = [verb for verb, said in allowed.items() if said != "false"]
    yield f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY"
    yield f"REVOKE ALL ON {table} FROM {WEB}, {WORKER}"
    yield f"GRANT {', '.join(verb.upper() for verb in verbs)} ON {table} TO {WEB}, {WORKER}"
    for verb in verbs:
        said = allowed[verb]
        clause = {
            "select": f"USING ({said})",
            "insert": f"WITH CHECK ({said})",
            "delete": f"USING ({said})",
        }.get(verb, f"USING ({said}) WITH CHECK ({said})")
        yield f"CREATE POLICY {table}_{verb} ON {table} FOR {verb.upper()} TO {WEB}, {WORKER} {clause}"


def _existing_policies() -> Iterator[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT policyname, tablename FROM pg_policies WHERE schemaname = 'public'")
        for name, table in cursor.fetchall():
            yield f'DROP POLICY "{name}" ON "{table}"'


def apply() -> int:
    """Make the database's policies those of the policy table. Returns how many tables are protected."""
    tables = list(protected_models())
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(SETTINGS)
        for statement in list(_existing_policies()):
            cursor.execute(statement)
        for config in apps.get_app_configs():
            for statement in getattr(config, "policy_functions", list)():
                cursor.execute(statement)
        for model in tables:
            for statement in statements(model):
                cursor.execute(statement)
        for config in apps.get_app_configs():
            for statement in getattr(config, "database_statements", list)():
                cursor.execute(statement)
    return len(tables)
