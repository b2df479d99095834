"""A module imports from its left only (DESIGN, "The line")."""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conventions.sources import CODE, ROOT, module_of, name_of, python_files, tree_of

LINE: tuple[tuple[str, ...], ...] = (
    ("app.rules",),
    ("app.files",),
    ("app.text", "app.images", "app.storage", "app.clock", "app.palette"),
    ("app.bucket",),
    ("app.other_eyes", "app.paving", "app.pagination", "app.passwords"),
    ("app.models",),
    ("app.directory", "app.external"),
    ("app.queries",),
    ("app.actions",),
    ("app.config", "app.cookies", "app.database", "app.extensions", "app.measures"),
    ("app.failed_logins", "app.spans"),
    ("app.shared",),
    ("app.redis_counter",),
    ("app.sessions",),
    (
        "app.access",
        "app.import_words",
        "app.journal_actions",
        "app.kept_imports",
        "app.licence_words",
        "app.looks",
        "app.page_urls",
        "app.refused_files",
        "app.setting_words",
        "app.wording",
    ),
    ("app.target_choices",),
    (
        "app.addresses",
        "app.catalogue",
        "app.desk",
        "app.forms",
        "app.guard",
        "app.journal_words",
        "app.templating",
        "app.tile",
        "app.tree",
    ),
    (
        "app.article_files",
        "app.commands",
        "app.cursors",
        "app.default_page",
        "app.days",
        "app.directory_export",
        "app.feed_words",
        "app.form_token",
        "app.large_bodies",
        "app.listing",
        "app.logs",
        "app.metrics",
        "app.person_search",
        "app.pins_field",
        "app.services",
        "app.shared_blocks",
        "app.stored_files",
        "app.targets",
        "app.template_engine",
        "app.tile_rendering",
        "app.trail",
        "app.typed_again",
        "app.typed_fields",
        "app.uploads",
    ),
    ("app.announced", "app.application", "app.arrivals", "app.article_text", "app.composed"),
    (
        "app.article_preview",
        "app.linked_article",
        "app.maintenance",
        "app.moment_field",
        "app.month",
        "app.part_field",
    ),
    ("app.errors", "app.feeds", "app.headers", "app.mail", "app.page_cache", "app.search"),
    ("tiles",),
    ("blueprints",),
    (
        "app.backups",
        "app.checkup",
        "app.demo",
        "app.directory_commands",
        "app.jobs",
        "app.maintenance_commands",
        "app.search_commands",
        "app.site_commands",
    ),
    ("app.backup_commands", "app.check_command", "app.prepare_command"),
    ("app.cli",),
    ("app.factory",),
    ("app.server", "wsgi"),
)
"""The layers, each importing from those above; places of the same layer do not know each other."""

RANK = {place: rank for rank, places in enumerate(LINE) for place in places}
FILES = [path for path in [*python_files(*CODE), ROOT / "wsgi.py"] if module_of(path) != "app"]


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_a_module_imports_from_its_left_only(path: Path) -> None:
    here = module_of(path)
    assert place_of(here) in RANK, f"{here} has no place on the line"
    for imported in own_imports(path):
        assert place_of(imported) in RANK, f"{imported} has no place on the line"
        assert may_import(here, imported), f"{here} imports {imported}"


@pytest.mark.parametrize("path", python_files("app/rules"), ids=name_of)
def test_the_rules_import_the_standard_library_and_each_other_only(path: Path) -> None:
    for imported in imports(path):
        assert imported.partition(".")[0] in sys.stdlib_module_names or imported.startswith(
            "app.rules"
        ), imported


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_imports_stand_at_the_top(path: Path) -> None:
    """One inside a function shows a wrong layer."""
    late = [
        f"line {node.lineno}"
        for block in ast.walk(tree_of(path))
        if isinstance(block, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)
        for node in ast.walk(block)
        if isinstance(node, ast.Import | ast.ImportFrom)
    ]
    assert late == []


def test_the_package_itself_is_a_docstring() -> None:
    """Importing the rules loads neither Flask nor SQLAlchemy."""
    body = tree_of(ROOT / "app" / "__init__.py").body
    assert len(body) == 1
    assert isinstance(body[0], ast.Expr)


@pytest.mark.parametrize(
    ("here", "imported", "allowed"),
    [
        ("app.queries.articles", "app.models", True),
        ("app.models.article", "app.queries.articles", False),
        ("app.rules.workflow", "app.rules.roles", True),
        ("app.rules.workflow", "app.text.slugs", False),
        ("app.text.slugs", "app.storage", False),
        ("blueprints.public.home", "blueprints.account", False),
        ("blueprints.public.home", "blueprints.public", True),
        ("tiles.hero", "tiles.events", True),
        ("app.tile", "tiles", False),
        ("app.factory", "blueprints.public", True),
    ],
)
def test_the_line_says_no(here: str, imported: str, allowed: bool) -> None:
    assert may_import(here, imported) is allowed


def may_import(here: str, imported: str) -> bool:
    """Tell whether one module stands to the right of another, or both in the same place."""
    if family_of(here) == family_of(imported):
        return True
    return RANK[place_of(imported)] < RANK[place_of(here)]


def place_of(module: str) -> str:
    """Return the name on the line that a module belongs to."""
    parts = module.split(".")
    return ".".join(parts[:2]) if parts[0] == "app" else parts[0]


def family_of(module: str) -> str:
    """Return the modules that know each other: a place, or one blueprint."""
    parts = module.split(".")
    return ".".join(parts[:2]) if parts[0] in ("app", "blueprints") else parts[0]


def own_imports(path: Path) -> Iterator[str]:
    """Yield the modules of the project that a file imports."""
    for imported in imports(path):
        if imported.partition(".")[0] in (*CODE, "wsgi"):
            yield imported


def imports(path: Path) -> Iterator[str]:
    """Yield the modules that a file imports; `from app import access` imports `app.access`."""
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: a relative import"
            assert node.module is not None
            if node.module in ("app", "blueprints"):
                yield from (f"{node.module}.{alias.name}" for alias in node.names)
            else:
                yield node.module
