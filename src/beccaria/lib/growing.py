"""Make the tables of an empty database quickly: a model that is added to is drawn up anew alone.

Django draws up with it all that is related to it, for the sake of migrations that rename or alter what others refer
to. With a hundred and forty tables around persons that took most of the time of a fresh start. The statements that
reach the database are the same; a test compares them.
"""

from collections.abc import Callable, Iterable
from typing import Any

from django.db import migrations
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.state import ProjectState

# Whatever refers to a model stays as it is when one of these is done to the model.
_ADDING = (
    migrations.CreateModel,
    migrations.AddField,
    migrations.AddIndex,
    migrations.AddConstraint,
    migrations.RemoveConstraint,
    migrations.RunSQL,
)


class Growing(ProjectState):
    """The models at a point in the history; those of `labels` are only ever added to."""

    def __init__(self, labels: frozenset[str], real_apps: set[str]) -> None:
        """Begin with nothing."""
        super().__init__(real_apps=real_apps)
        self._labels = labels

    def reload_model(self, app_label: str, model_name: str, delay: bool = False) -> None:  # noqa: FBT001, FBT002  Django's signature
        """As Django's, but alone. Who needs all models (`RunPython`) has Django draw up all of them first."""
        if app_label not in self._labels or "apps" not in self.__dict__:
            super().reload_model(app_label, model_name, delay)
            return
        self.is_delayed = True
        self.apps.unregister_model(app_label, model_name)
        self.apps.render_multiple([self.models[app_label, model_name]])


def added_to(plan: Iterable[migrations.Migration]) -> frozenset[str]:
    """The apps whose migrations do nothing but add."""
    labels, others = set[str](), set[str]()
    for migration in plan:
        (labels if all(map(_adds, migration.operations)) else others).add(migration.app_label)
    return frozenset(labels - others)


def make(connection: BaseDatabaseWrapper, progress: Callable[..., Any] | None = None) -> None:
    """Run all migrations on a database where none has run; nothing when one has."""
    executor = MigrationExecutor(connection, progress)
    if executor.loader.applied_migrations:
        return
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    labels = added_to(migration for migration, _backwards in plan)
    state = Growing(labels, executor.loader.unmigrated_apps)
    executor.migrate(executor.loader.graph.leaf_nodes(), plan=plan, state=state)


def _adds(operation: Any) -> bool:
    return type(operation) in _ADDING and not getattr(operation, "state_operations", None)
