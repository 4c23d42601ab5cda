"""Apps meet at the front door, writes happen in actions, reads say who asks, and every way in names its act."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import grimp
import pytest
from django.conf import settings
from django.urls import URLPattern, URLResolver, get_resolver

from beccaria.core.acts import Act
from beccaria.core.policy import POLICY

SOURCE = Path(__file__).resolve().parents[2] / "src" / "beccaria"
# Every app of ours: a list of its own would leave out the next one.
APPS = {name.removeprefix("beccaria.") for name in settings.OURS} - {"web"}
# `config` puts everything together; an app's own tests and migrations are no neighbours.
COMPOSITION = {"config"}
INSIDE = {"queries", "actions", "actions.py", "models"}
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


# These work on what was read before, on files that anybody may read, or name a folder: they read nobody's rows.
WORK_ON_WHAT_WAS_READ = {
    "beccaria.detection.queries.summaries: folder",
    "beccaria.networks.queries.figuring: figures",
    "beccaria.networks.queries.figuring: without",
    "beccaria.networks.queries.instruments: for_groups",
    "beccaria.networks.queries.instruments: newest",
    "beccaria.networks.queries.layout: arranged",
    "beccaria.networks.queries.scorecards: judged_now",
    "beccaria.placement.queries.sharing: shares",
    "beccaria.reports.queries.tracing: loaded_as",
    "beccaria.risk.queries.evidence: searched",
    "beccaria.risk.queries.instruments: for_people",
    "beccaria.risk.queries.instruments: newest",
    "beccaria.risk.queries.law: law_of",
}


@cache
def _tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text())


def _used_outside(app: str) -> set[tuple[str, str]]:
    """Every (module, function) of an app's queries that a page, an address or a neighbour imports or calls.

    Actions have their actor already: what they fetch to change it is no read of its own.
    """
    package = f"beccaria.{app}.queries"
    used: set[tuple[str, str]] = set()
    for path in SOURCE.rglob("*.py"):
        if path.is_relative_to(SOURCE / app) and path.relative_to(SOURCE / app).parts[0] in INSIDE:
            continue
        if f"beccaria.{app}" not in path.read_text():
            continue
        tree = _tree(path)
        modules = {}
        for node in ast.walk(tree):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith(f"beccaria.{app}"):
                for name in node.names:
                    whole = f"{node.module}.{name.name}"
                    modules[name.asname or name.name] = whole
                    if whole.startswith(package):
                        used.add((str(node.module), name.name))
        used |= {
            (modules[node.value.id], node.attr)
            for node in ast.walk(tree)
            if isinstance(node, ast.Attribute)
            and isinstance(node.value, ast.Name)
            and modules.get(node.value.id, "").startswith(package)
        }
    return used


def _functions(path: Path) -> list[ast.FunctionDef]:
    return [node for node in _tree(path).body if isinstance(node, ast.FunctionDef)]


def test_every_read_says_who_is_asking() -> None:
    """Functions that only serve other reads of their package need not be told; everything used outside must."""
    nameless, seen = set(), 0
    for app in APPS - {"access", "ledger"}:
        used = _used_outside(app)
        for path in [SOURCE / app / "queries.py", *(SOURCE / app / "queries").glob("*.py")]:
            module = ".".join(["beccaria", *path.relative_to(SOURCE).with_suffix("").parts])
            package = module.rpartition(".")[0]
            for node in _functions(path) if path.exists() else ():
                if (module, node.name) in used or (package, node.name) in used:
                    seen += 1
                    if "by" not in {argument.arg for argument in [*node.args.args, *node.args.kwonlyargs]}:
                        nameless.add(f"{module}: {node.name}")
    assert seen > 100
    assert nameless == WORK_ON_WHAT_WAS_READ


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
