"""Which database this process talks to, and as which role."""

import os
from pathlib import Path
from typing import Any

import platformdirs
from psycopg import conninfo

from beccaria.lib import cluster_roles
from beccaria.lib.cluster_roles import ROLES, login
from beccaria.lib.embedded import Cluster
from beccaria.lib.failure import Failed

ROOT_DIRECTORY = Path("/var/lib/beccaria")
_SECRETS = "server-roles.json"
_KEPT_FROM = 3
# Whoever waits longer than this for a connection is told so instead of kept waiting.
_POOL_PATIENCE = 5
# A server that was away is asked again every second or two: beyond this the pool would wait twice as long each time.
_POOL_TRIES = 3


def data_dir() -> Path:
    """Return where the embedded database, attachments and secrets of this machine lie."""
    if named := os.environ.get("BECCARIA_DATA_DIR"):
        return Path(named).expanduser().resolve()
    # The system user that runs PostgreSQL for root cannot enter root's home.
    if os.geteuid() == 0:
        return ROOT_DIRECTORY
    return Path(platformdirs.user_state_dir("beccaria", appauthor=False))


def cluster() -> Cluster:
    """Return the embedded server of the data directory; it need not run."""
    return Cluster(data_dir())


def is_embedded() -> bool:
    """Whether no server is named, so that the embedded one is meant."""
    return not any(os.environ.get(name) for name in ("DATABASE_URL", *map(_variable, ROLES)))


def role_url(role: str) -> str:
    """Return the connection string for `role` ("web", "owner" …).

    Looked for in this order: `DATABASE_URL_<ROLE>`; `DATABASE_URL` when it logs in as that role; the
    passwords kept for the server that an administrative `DATABASE_URL` names; the embedded server. Raises
    `Failed` when there is none.
    """
    if role not in ROLES:
        raise Failed(f"There is no role {role!r}: choose one of {', '.join(ROLES)}.")
    if named := os.environ.get(_variable(role)):
        return named
    if is_embedded():
        return cluster().url(role)
    return _url_on_server(role)


def migrating_url() -> str:
    """Return the connection string for making the schema: the owner's, or the only login that is named."""
    url = os.environ.get("DATABASE_URL", "")
    if (
        url
        and not os.environ.get(_variable("owner"))
        and not is_administrative(url)
        and _user(url) != login("owner")
    ):
        raise Failed(
            "migrate needs the owner's login: set DATABASE_URL_OWNER, or DATABASE_URL to an administrator's."
        )
    return role_url("owner")


def is_administrative(url: str) -> bool:
    """Whether `url` logs in as somebody else than one of our roles: then it may make them."""
    return _user(url) not in cluster_roles.LOGINS


def prepare_server() -> None:
    """Make roles and protections on the server an administrative `DATABASE_URL` names; else do nothing."""
    url = os.environ.get("DATABASE_URL", "")
    if not url or not is_administrative(url):
        return
    home = data_dir()
    home.mkdir(parents=True, exist_ok=True, mode=0o700)
    held = cluster_roles.read_secrets(home / _SECRETS)
    passwords = held.get(_server(url)) or cluster_roles.new_passwords()
    cluster_roles.write_secrets(home / _SECRETS, {**held, _server(url): passwords})
    cluster_roles.ensure_roles(url, passwords)
    cluster_roles.ensure_database(url, str(conninfo.conninfo_to_dict(url).get("dbname") or _user(url)))


def django_databases() -> dict[str, Any]:
    """Return Django's DATABASES for the role of this process (`BECCARIA_ROLE`, else web).

    Nothing is connected to; where no database exists yet the settings can be read all the same, and
    connecting says what is missing. `BECCARIA_POOL_SIZE` keeps that many connections open per process.
    """
    role = os.environ.get("BECCARIA_ROLE", "web")
    try:
        url = migrating_url() if role == "owner" else role_url(role)
    except Failed:
        # Reading the settings (collecting files, checking types) must not need a database.
        url = f"postgresql:///beccaria?user={login(role)}&host={cluster().socket}"
    return {
        "default": as_django(
            url, pool=int(os.environ.get("BECCARIA_POOL_SIZE", "0")), name=f"beccaria {role}"
        )
    }


def as_django(url: str, *, pool: int = 0, name: str = "beccaria") -> dict[str, Any]:
    """Return one connection string as an entry of Django's DATABASES."""
    parts = conninfo.conninfo_to_dict(url)
    known = {"NAME": "dbname", "USER": "user", "PASSWORD": "password", "HOST": "host", "PORT": "port"}
    entry: dict[str, Any] = {key: str(parts.pop(part, None) or "") for key, part in known.items()}
    # Row security makes planning dearer than doing: a statement that comes again is kept, planned, by its connection.
    kept = {"server_side_binding": True, "prepare_threshold": _KEPT_FROM}
    options: dict[str, Any] = {**parts, **kept, "application_name": name}
    if pool:
        options["pool"] = {
            "min_size": 1,
            "max_size": pool,
            "timeout": _POOL_PATIENCE,
            "reconnect_timeout": _POOL_TRIES,
            "max_idle": 120,
        }
    # A connection that died with the server is noticed before it is used, not by the user.
    return {**entry, "ENGINE": "beccaria.lib.postgresql", "OPTIONS": options, "CONN_MAX_AGE": 0}


def _url_on_server(role: str) -> str:
    url = os.environ.get("DATABASE_URL", "")
    if not url:
        raise Failed(
            f"Set {_variable(role)}: other roles have their own connection string, this one has none."
        )
    if _user(url) == login(role):
        return url
    password = cluster_roles.read_secrets(data_dir() / _SECRETS).get(_server(url), {}).get(login(role))
    if password is None:
        raise Failed(
            f"There is no login for the role {role} on {_server(url)}:"
            f" set {_variable(role)}, or run `beccaria migrate` with an administrator's DATABASE_URL."
        )
    return conninfo.make_conninfo(url, user=login(role), password=password)


def _variable(role: str) -> str:
    return f"DATABASE_URL_{role.upper()}"


def _user(url: str) -> str:
    return str(conninfo.conninfo_to_dict(url).get("user") or "")


def _server(url: str) -> str:
    """The server and database a connection string names, without login: the key of its passwords."""
    parts = conninfo.conninfo_to_dict(url)
    host, port = parts.get("host") or "local", parts.get("port") or 5432
    return f"{host}:{port}/{parts.get('dbname') or parts.get('user')}"
