"""What the database itself refuses: changing or removing what the ledger holds, and reading it without the duty."""

from beccaria.core.acts import Act
from beccaria.core.policy import duties_that_may

_WRITTEN = "at, act, outcome, actor, duty, purpose, session, subjects, detail"
_TABLES = ("ledger_entry", "ledger_link")


def statements() -> list[str]:
    """Triggers, grants and policies of the ledger. Even the owner cannot change it without first removing a trigger."""
    return [*_append_only(), *_noticing(), *_reading(), *_finding()]


def _append_only() -> list[str]:
    made = [
        """CREATE OR REPLACE FUNCTION ledger_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN RAISE EXCEPTION 'The ledger is append-only: % is refused.', TG_OP USING ERRCODE = '42501'; END $$"""
    ]
    refuse = "EXECUTE FUNCTION ledger_refuse()"
    for table in _TABLES:
        made += [
            f"DROP TRIGGER IF EXISTS {table}_rows ON {table}",
            f"DROP TRIGGER IF EXISTS {table}_whole ON {table}",
            f"CREATE TRIGGER {table}_rows BEFORE UPDATE OR DELETE ON {table} FOR EACH ROW {refuse}",
            f"CREATE TRIGGER {table}_whole BEFORE TRUNCATE ON {table} FOR EACH STATEMENT {refuse}",
        ]
    return made


def _noticing() -> list[str]:
    return [
        """CREATE OR REPLACE FUNCTION ledger_notice() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
        SET search_path = public AS $$
        BEGIN INSERT INTO ledger_unsealed (entry) VALUES (NEW.id); RETURN NULL; END $$""",
        "DROP TRIGGER IF EXISTS ledger_entry_notice ON ledger_entry",
        "CREATE TRIGGER ledger_entry_notice AFTER INSERT ON ledger_entry FOR EACH ROW EXECUTE FUNCTION ledger_notice()",
    ]


def _overseer() -> str:
    duties = ", ".join(f"'{duty.value}'" for duty in sorted(duties_that_may(Act.LEDGER_READ)))
    return f"(SELECT app_text('duty')) IN ({duties})"


def _finding() -> list[str]:
    # `&&` is not leakproof, so under row security it cannot use the index; this function can, and asks for the duty.
    made = f"""CREATE OR REPLACE FUNCTION ledger_about(wanted text[]) RETURNS SETOF bigint LANGUAGE sql STABLE
        SECURITY DEFINER SET search_path = public AS $$
        SELECT e.id FROM ledger_entry e WHERE e.subjects && wanted AND {_overseer()} $$"""  # noqa: S608  own constants
    return [
        made,
        "REVOKE ALL ON FUNCTION ledger_about(text[]) FROM PUBLIC",
        "GRANT EXECUTE ON FUNCTION ledger_about(text[]) TO beccaria_web",
    ]


def _reading() -> list[str]:
    duties = ", ".join(f"'{duty.value}'" for duty in sorted(duties_that_may(Act.LEDGER_READ)))
    both = "beccaria_web, beccaria_worker"
    overseer = f"(SELECT app_text('duty')) IN ({duties})"
    return [
        *(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY" for table in (*_TABLES, "ledger_unsealed")),
        "REVOKE ALL ON ledger_entry, ledger_link, ledger_unsealed FROM beccaria_web, beccaria_worker, beccaria_auditor",
        # The number is the database's to give: who writes cannot choose where in the order an entry stands.
        f"GRANT INSERT ({_WRITTEN}) ON ledger_entry TO beccaria_web, beccaria_worker",
        "GRANT SELECT ON ledger_entry TO beccaria_web, beccaria_worker",
        "GRANT SELECT ON ledger_link, ledger_unsealed TO beccaria_web",
        "GRANT SELECT, INSERT ON ledger_link TO beccaria_worker",
        "GRANT SELECT, DELETE ON ledger_unsealed TO beccaria_worker",
        "GRANT SELECT ON ledger_entry, ledger_link, ledger_unsealed TO beccaria_auditor",
        f"CREATE POLICY ledger_entry_insert ON ledger_entry FOR INSERT TO {both} WITH CHECK (true)",
        *(
            f"CREATE POLICY {table}_overseer ON {table} FOR SELECT TO beccaria_web USING ({overseer})"
            for table in (*_TABLES, "ledger_unsealed")
        ),
        *(
            f"CREATE POLICY {table}_whole ON {table} FOR ALL TO beccaria_worker USING (true) WITH CHECK (true)"
            for table in ("ledger_link", "ledger_unsealed")
        ),
        "CREATE POLICY ledger_entry_worker ON ledger_entry FOR SELECT TO beccaria_worker USING (true)",
        *(
            f"CREATE POLICY {table}_auditor ON {table} FOR SELECT TO beccaria_auditor USING (true)"
            for table in (*_TABLES, "ledger_unsealed")
        ),
    ]
