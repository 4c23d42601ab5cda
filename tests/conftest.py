"""Shared by all tests: the real database as the web role, people with duties, and no network."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

# Before Django reads its settings, which happens when pytest-django loads: see pytest.ini's `-p`.
from tests import database
from tests.seed import PASSWORD

_SHARED = "BECCARIA_TEST_CLUSTER"
# No test measures time: on a busy machine what is drawn at random may be drawn slowly.
settings.register_profile("untimed", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("untimed")


@pytest.fixture(scope="session")
def cluster() -> Iterator[Any]:
    """The test server: started once, shared by the workers of pytest-xdist through the environment."""
    from beccaria.lib.embedded import Cluster

    if shared := os.environ.get(_SHARED):
        yield Cluster(Path(shared), database.programs(), fast=True)
        return
    made = database.start()
    yield made
    database.end(made)


# What takes longest begins first, each file on one worker: else one of them works on alone at the end.
_LONGEST = (
    "attacks/test_every_door.py",
    "config/test_demo.py",
    "journeys/test_main_job_on_real_registers.py",
    "journeys/test_mts.py",
    "journeys/test_groups_more.py",
    "journeys/test_alerts.py",
    "journeys/test_proving_who_one_is.py",
    "journeys/",
    "world/",
    "attacks/",
    "web/",
    "config/",
    "engines/",
)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Order the files by how long they take; with --no-loadscope-reorder they are handed out so."""
    if not getattr(config.option, "dist", "").startswith("load"):
        return
    here = Path(__file__).parent

    def place(item: pytest.Item) -> int:
        name = item.path.relative_to(here).as_posix()
        return next((place for place, start in enumerate(_LONGEST) if name.startswith(start)), len(_LONGEST))

    items.sort(key=place)


def pytest_configure(config: pytest.Config) -> None:
    """With several workers, the one that hands out the work starts the server."""
    numbered = getattr(config.option, "numprocesses", None)
    if numbered and not hasattr(config, "workerinput"):
        made = database.start()
        os.environ[_SHARED] = str(made.directory)
        config.add_cleanup(lambda: database.end(made))


@pytest.fixture(scope="session")
def django_db_setup(cluster: Any, django_db_blocker: Any) -> Iterator[None]:
    """A database of this worker's own, copied from the template; Django connects to it as the web role."""
    from django.db import connections

    name = f"test_{os.environ.get('PYTEST_XDIST_WORKER', 'main')}"
    cluster.drop_database(name)
    cluster.create_database(name, template=database.TEMPLATE)
    connect_as(cluster, "web", name)
    yield
    with django_db_blocker.unblock():
        connections.close_all()
        _forget()
    cluster.drop_database(name)


# Connections in other roles to the database in use: a new one costs more than most of what is asked through it.
_KEPT: dict[tuple[str, str], Any] = {}


def connect_as(cluster: Any, role: str, name: str) -> None:
    """Point Django's default connection at a database, in a role; one made before for both is taken up again."""
    from django.db import connections
    from psycopg.conninfo import conninfo_to_dict

    parts = conninfo_to_dict(cluster.url(role, name))
    _keep()
    _forget(but=name)
    connections.settings["default"].update(
        NAME=parts["dbname"],
        USER=parts["user"],
        PASSWORD=parts["password"],
        HOST=parts["host"],
        PORT="",
    )
    connections.settings["default"]["OPTIONS"].pop("pool", None)
    _take_up(name, str(parts["user"]))


def _keep() -> None:
    """Set Django's connection aside, if nothing has begun on it; else close it."""
    from django.db import connections
    from psycopg.pq import TransactionStatus

    wrapper = connections["default"]
    held = wrapper.connection
    idle = held is not None and held.info.transaction_status is TransactionStatus.IDLE
    if idle and not wrapper.in_atomic_block:
        _KEPT[str(wrapper.settings_dict["NAME"]), str(wrapper.settings_dict["USER"])] = held
        wrapper.connection = None
    else:
        wrapper.close()


def _take_up(name: str, user: str) -> None:
    """Go on with a connection that was set aside, if the server still knows it."""
    from django.db import connections

    if held := _KEPT.pop((name, user), None):
        wrapper = connections["default"]
        wrapper.connection = held
        if not wrapper.is_usable():
            wrapper.connection = None
            held.close()


def _forget(but: str = "") -> None:
    for key in [key for key in _KEPT if key[0] != but]:
        _KEPT.pop(key).close()


@pytest.fixture
def as_role(cluster: Any, db: None) -> Callable[[str], Any]:
    """A context in which Django is connected in another role (worker, owner) to the same database.

    It commits, for it is another connection: use it only for what the seed could also have planted, and undo it.
    """
    del db

    @contextmanager
    def use(role: str) -> Iterator[Any]:
        import psycopg
        from django.db import connections

        name = str(connections.settings["default"]["NAME"])
        with psycopg.connect(cluster.url(role, name)) as connection:
            yield connection

    return use


@pytest.fixture
def actor_named(db: None) -> Callable[..., Any]:
    """The actor of a user of the seed: `actor_named("bo")`."""
    del db

    def find(username: str, *, stepped_up: bool = False) -> Any:
        from beccaria.access import queries
        from beccaria.core.actors import USUAL_PURPOSE, Duty
        from beccaria.lib import clock

        user = queries.user_named(username)
        assert user is not None, f"the seed has no user {username!r}"
        held = queries.duties_of(user.pk, at=clock.now())[0]
        return queries.actor_from(
            held, purpose=USUAL_PURPOSE[Duty(held.duty)], session="test", stepped_up=stepped_up
        )

    return find


@pytest.fixture
def sign_in(db: None) -> Callable[[str], Any]:
    """A browser's client signed in as a user of the seed, CSRF checks on: `sign_in("bo")`."""
    del db
    from django.test import Client

    def enter(username: str) -> Client:
        client = Client(enforce_csrf_checks=True, HTTP_HOST="127.0.0.1")
        client.get("/accounts/login/")
        answer = client.post(
            "/accounts/login/",
            {
                "login": username,
                "password": PASSWORD,
                "csrfmiddlewaretoken": client.cookies["csrftoken"].value,
            },
        )
        assert answer.status_code == 302, answer.content.decode()[:2000]
        return client

    return enter


@pytest.fixture
def token(db: None) -> Callable[[str], str]:
    """A bearer token for a user of the seed, made as the administrator's terminal makes it."""
    del db

    def make(username: str) -> str:
        import hashlib
        import secrets
        from datetime import timedelta

        from beccaria.access.models import Token
        from beccaria.access.queries import duties_of, user_named
        from beccaria.core.actors import USUAL_PURPOSE, Duty
        from beccaria.lib import clock

        user = user_named(username)
        assert user is not None
        text, at = "bcc_" + secrets.token_urlsafe(32), clock.now()
        held = duties_of(user.pk, at=at)[0]
        Token.objects.create(
            digest=hashlib.sha256(text.encode()).hexdigest(),
            duty=held,
            issued_at=at,
            purpose=USUAL_PURPOSE[Duty(held.duty)].value,
            expires_at=at + timedelta(hours=1),
        )
        return text

    return make
