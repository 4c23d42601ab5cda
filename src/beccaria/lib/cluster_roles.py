"""The login roles of the database: which there are, where their passwords are, how a server gets them."""

import json
import os
import secrets
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import LiteralString

import psycopg
from psycopg import sql

ROLES = ("owner", "web", "worker", "gateway", "integrity", "auditor")
ADMIN = "beccaria_admin"
DATABASE = "beccaria"


def login(role: str) -> str:
    """Return the login of a role: "web" -> "beccaria_web"."""
    return f"beccaria_{role}"


LOGINS = tuple(login(role) for role in ROLES)


def new_passwords() -> dict[str, str]:
    """Return a random password for each login."""
    return {name: secrets.token_urlsafe(24) for name in LOGINS}


def read_secrets(path: Path) -> dict[str, dict[str, str]]:
    """Return the passwords in the file, by server; none when there is no file or it is not ours to read."""
    try:
        held: dict[str, dict[str, str]] = json.loads(path.read_text())
    except (FileNotFoundError, PermissionError):
        return {}
    return held


def write_secrets(path: Path, held: Mapping[str, Mapping[str, str]]) -> None:
    """Write the file of passwords whole or not at all, readable by us alone."""
    handle, name = tempfile.mkstemp(dir=path.parent)  # mode 0600 from the first byte
    with os.fdopen(handle, "w") as out:
        json.dump(held, out, indent=1)
        out.flush()
        os.fsync(out.fileno())
    Path(name).rename(path)


def ensure_roles(admin: str, passwords: Mapping[str, str]) -> None:
    """Make the logins on the server at `admin`, or set the passwords of those that are there.

    `admin` must be allowed to make roles; it need not be a superuser.
    """
    with psycopg.connect(admin, autocommit=True) as connection:
        present = {name for (name,) in connection.execute("SELECT rolname FROM pg_roles")}
        for name, password in passwords.items():
            # The server, its log and its statistics see the SCRAM verifier, never the password.
            verifier = connection.pgconn.encrypt_password(
                password.encode(), name.encode(), b"scram-sha-256"
            ).decode()
            verb: LiteralString = "ALTER ROLE" if name in present else "CREATE ROLE"
            rights: LiteralString = (
                "LOGIN" if name in present else "LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEROLE NOCREATEDB"
            )
            connection.execute(
                sql.SQL("{} {} {} PASSWORD {}").format(
                    sql.SQL(verb), sql.Identifier(name), sql.SQL(rights), sql.Literal(verifier)
                )
            )
        row = connection.execute("SELECT rolsuper FROM pg_roles WHERE rolname = current_user").fetchone()
        if row is None or not row[0]:
            # An ordinary administrator may give something to a role only as its member.
            connection.execute(sql.SQL("GRANT {} TO CURRENT_USER").format(sql.Identifier(login("owner"))))


def ensure_database(admin: str, name: str, *, template: str | None = None) -> bool:
    """Make database `name`, owned by the owner, closed to everybody else; return whether it is new."""
    with psycopg.connect(admin, autocommit=True) as connection:
        found = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone()
        if found is None:
            connection.execute(
                sql.SQL("CREATE DATABASE {} OWNER {} TEMPLATE {}").format(
                    sql.Identifier(name),
                    sql.Identifier(login("owner")),
                    sql.Identifier(template or "template0"),
                )
            )
        _close(connection, name)
    with psycopg.connect(admin, dbname=name, autocommit=True) as connection:
        owner = sql.Identifier(login("owner"))
        connection.execute(sql.SQL("ALTER SCHEMA public OWNER TO {}").format(owner))
        connection.execute("REVOKE ALL ON SCHEMA public FROM PUBLIC")
    return found is None


def _close(connection: psycopg.Connection, name: str) -> None:
    database = sql.Identifier(name)
    owner = sql.Identifier(login("owner"))
    connection.execute(sql.SQL("ALTER DATABASE {} OWNER TO {}").format(database, owner))
    connection.execute(sql.SQL("REVOKE ALL ON DATABASE {} FROM PUBLIC").format(database))
    every = sql.SQL(", ").join(sql.Identifier(one) for one in LOGINS)
    connection.execute(sql.SQL("GRANT CONNECT ON DATABASE {} TO {}").format(database, every))
