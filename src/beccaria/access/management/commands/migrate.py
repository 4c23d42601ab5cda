"""Django's migrate, followed by the row policies: the schema and its protection cannot drift apart."""

from typing import Any

from django.core.management import call_command
from django.core.management.commands import migrate
from django.db import connection

from beccaria.access import rows
from beccaria.access.apps import CACHE_TABLE
from beccaria.lib import growing

_LESS = ("app_label", "plan", "check_unapplied")
_OTHERWISE = (*_LESS, "fake", "fake_initial", "prune")


class Command(migrate.Command):
    """Migrate as the owner, then write grants, row policies and the ledger's triggers from the rules."""

    def handle(self, *args: Any, **options: Any) -> None:
        """Run in two steps; the second is one transaction."""
        with connection.cursor() as cursor:
            # A migration that has to wait for a lock must not make everybody else wait behind it.
            cursor.execute("SET lock_timeout = '4s'")
        if not any(options.get(name) for name in _OTHERWISE):
            self.verbosity = options.get("verbosity", 1)
            growing.make(connection, self.migration_progress_callback)
        super().handle(*args, **options)
        if any(options.get(name) for name in _LESS):
            return
        call_command("createcachetable", CACHE_TABLE, verbosity=0)
        protected = rows.apply()
        if options.get("verbosity", 1):
            self.stdout.write(f"Row policies written for {protected} tables.")
