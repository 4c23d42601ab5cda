"""An empty database gets the tables that Django's own way of migrating would give it, statement for statement."""

import re
from typing import Any

import pytest
from django.db import connection, migrations, models
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.state import ProjectState

from beccaria.lib.growing import Growing, added_to

# Tables that refer to one another, fields and indexes that come later, generated columns, statements of our own.
_SEVERAL = [("people", "0007_circumstances"), ("warnings", "0001_initial"), ("reports", "0003_site_exists")]
# What is there already gets an identifier of its own in a new column.
_ID = re.compile("[0-9a-f]{8}-[0-9a-f-]{27}")


def _plan(targets: list[tuple[str, str]]) -> list[migrations.Migration]:
    steps = MigrationExecutor(connection).migration_plan(targets, clean_start=True)
    return [migration for migration, _backwards in steps]


def _statements(plan: list[migrations.Migration], state: ProjectState) -> list[str]:
    said = list[str]()
    for migration in plan:
        state.apps  # noqa: B018  Django draws all models up before each migration, and so does this
        with connection.schema_editor(collect_sql=True, atomic=False) as editor:
            state = migration.apply(state, editor, collect_sql=True)
        said += [_ID.sub("*", one) for one in editor.collected_sql]
    return said


@pytest.mark.django_db
def test_the_statements_are_those_of_django() -> None:
    plan = _plan(_SEVERAL)
    labels = added_to(plan)
    assert {"people", "events", "warnings", "places", "reports"} <= labels
    ours = _statements(plan, Growing(labels, set()))
    assert len(ours) > len(plan)
    assert ours == _statements(plan, ProjectState())


def _step(label: str, *operations: Any) -> migrations.Migration:
    migration = migrations.Migration("0001", label)
    migration.__dict__["operations"] = list(operations)
    return migration


def test_an_app_whose_tables_are_altered_is_drawn_up_as_django_does() -> None:
    made = migrations.CreateModel("One", [("id", models.TextField(primary_key=True))])
    altered = migrations.AlterField("one", "id", models.CharField(max_length=3, primary_key=True))
    told = migrations.RunSQL("SELECT 1", state_operations=[altered])
    plan = [_step("adds", made), _step("alters", made), _step("alters", altered), _step("tells", told)]
    assert added_to(plan) == {"adds"}


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the models that are drawn up, each time."""
    from django.db.migrations.state import ModelState

    names, render = list[str](), ModelState.render

    def count(self: ModelState, apps: Any) -> Any:
        names.append(self.name)
        return render(self, apps)

    monkeypatch.setattr(ModelState, "render", count)
    return names


@pytest.mark.parametrize(
    ("labels", "expected"), [(frozenset({"adds"}), ["Two"]), (frozenset[str](), ["One", "Two"])]
)
def test_only_the_model_that_is_added_to_is_drawn_up(
    labels: frozenset[str], expected: list[str], drawn: list[str]
) -> None:
    key = ("id", models.TextField(primary_key=True))
    refers = ("one", models.ForeignKey("adds.One", on_delete=models.CASCADE))
    state: ProjectState = Growing(labels, set())
    before = _step("adds", migrations.CreateModel("One", [key]), migrations.CreateModel("Two", [key, refers]))
    state = before.mutate_state(state, preserve=False)
    state.apps  # noqa: B018  drawn up for the first time
    drawn.clear()
    index = models.Index(fields=["one"], name="two_one")
    _step("adds", migrations.AddIndex("two", index)).mutate_state(state, preserve=False)
    assert sorted(drawn) == expected
    found = state.apps.get_model("adds", "two")._meta
    assert [one.name for one in found.indexes] == ["two_one"]
    assert found.get_field("one").related_model is state.apps.get_model("adds", "one")
