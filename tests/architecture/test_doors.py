"""Apps meet at the front door, writes happen in actions, reads say who asks, and every way in names its act."""

import ast
from collections.abc import Iterator
from pathlib import Path

import grimp
import pytest
from django.urls import URLPattern, URLResolver, get_resolver

from beccaria.core.acts import Act
from beccaria.core.policy import POLICY

SOURCE = Path(__file__).resolve().parents[2] / "src" / "beccaria"
APPS = {
    "ledger",
    "access",
    "places",
    "people",
    "events",
    "feeds",
    "reports",
    "networks",
    "warnings",
    "oversight",
}
# `config` puts everything together; an app's own tests and migrations are no neighbours.
COMPOSITION = {"config"}
WRITES = {
    "save",
    "delete",
    "create",
    "update",
    "bulk_create",
    "bulk_update",
    "get_or_create",
    "update_or_create",
}


def _app(module: str) -> str:
    parts = module.split(".")
    return parts[1] if len(parts) > 1 else ""


@pytest.fixture(scope="module")
def graph() -> grimp.ImportGraph:
    return grimp.build_graph("beccaria")


def test_apps_meet_only_at_the_front_door(graph: grimp.ImportGraph) -> None:
    past = [
        f"{importer} -> {imported}"
        for importer in graph.modules
        for imported in graph.find_modules_directly_imported_by(importer)
        if _app(imported) in APPS
        and _app(importer) != _app(imported)
        and _app(importer) not in COMPOSITION
        and not imported.startswith(f"beccaria.{_app(imported)}.api")
    ]
    assert not past


def _writes(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text())):
        if (
            not isinstance(node, ast.Call)
            or not isinstance(node.func, ast.Attribute)
            or node.func.attr not in WRITES
        ):
            continue
        chain, inner = [], node.func.value
        while isinstance(inner, ast.Attribute | ast.Call):
            if isinstance(inner, ast.Attribute):
                chain.append(inner.attr)
            inner = inner.value if isinstance(inner, ast.Attribute) else inner.func
        if "objects" in chain or node.func.attr == "save":
            yield f"{path.relative_to(SOURCE)}:{node.lineno} .{node.func.attr}()"


def test_models_are_written_only_by_actions_and_loading() -> None:
    rooms = {"actions", "loading", "idempotency", "migrations"}
    strays = [
        stray
        for app in APPS | {"web"}
        for path in (SOURCE / app).rglob("*.py")
        if not rooms & {path.stem, *path.relative_to(SOURCE).parts}
        for stray in _writes(path)
    ]
    assert not strays


def _offered(path: Path) -> set[str] | None:
    """What a package of queries offers; its other functions serve these. None for a single module: all of it."""
    if path.name != "__init__.py":
        return None
    (names,) = [
        {element.value for element in node.value.elts if isinstance(element, ast.Constant)}
        for node in ast.parse(path.read_text()).body
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.List | ast.Tuple)
    ]
    return {str(name) for name in names}


def test_every_read_says_who_is_asking() -> None:
    nameless = []
    for app in APPS - {"access", "ledger"}:
        package = SOURCE / app / "queries"
        offered = _offered(package / "__init__.py") if package.is_dir() else None
        for path in [SOURCE / app / "queries.py", *package.glob("*.py")]:
            nameless += [
                f"{path.relative_to(SOURCE)}: {node.name}"
                for node in (ast.parse(path.read_text()).body if path.exists() else ())
                if isinstance(node, ast.FunctionDef)
                and not node.name.startswith("_")
                and (offered is None or node.name in offered)
                and "by" not in {argument.arg for argument in [*node.args.args, *node.args.kwonlyargs]}
            ]
    assert not nameless


def test_every_act_has_a_policy_and_every_policy_an_act() -> None:
    assert set(POLICY) == set(Act)


def _routes(patterns: list[URLPattern | URLResolver], prefix: str = "") -> Iterator[tuple[str, URLPattern]]:
    for pattern in patterns:
        address = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from _routes(pattern.url_patterns, address)
        else:
            yield address, pattern


def test_every_address_names_its_act() -> None:
    silent = [
        address
        for address, pattern in _routes(get_resolver().url_patterns)
        if not hasattr(pattern.callback, "act")
    ]
    assert not silent


def test_every_rest_operation_names_its_act() -> None:
    from beccaria.config.rest import api

    silent = [
        f"{operation.methods} {prefix}{path}"
        for prefix, router in api._routers
        for path, view in router.path_operations.items()
        for operation in view.operations
        if not isinstance(getattr(operation.view_func, "act", None), Act)
    ]
    assert not silent
