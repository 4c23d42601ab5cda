"""A kept connection that died is noticed before it is used."""

from typing import Any

import psycopg

from beccaria.lib.postgresql.base import lives


def test_a_connection_lives_until_the_server_hangs_up(cluster: Any) -> None:
    with psycopg.connect(cluster.admin_url, autocommit=True) as killer:
        kept = psycopg.connect(cluster.admin_url, autocommit=True)
        assert lives(kept)
        kept.execute("SELECT 1")
        kept.execute("DO $$ BEGIN RAISE NOTICE 'said by the way'; END $$")
        assert lives(kept)
        killer.execute("SELECT pg_terminate_backend(%s, 5000)", [kept.info.backend_pid])
        assert not lives(kept)
        kept.close()
