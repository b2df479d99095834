"""How source files look: short, explained, and the same on every machine."""

import ast
import re
import subprocess
from pathlib import Path

import pytest

from tests.conventions.sources import CODE, ROOT, calls_in, name_of, python_files, tree_of

LONGEST = 250
FOLDERS = (*CODE, "templates", "static/css", "static/js", "tests", "bin")
NOT_COUNTED = ("app/demo/texts/", "tests/tools/")
"""Texts and tables of data, and what others wrote, may be long."""

MACHINE_PATH = re.compile(r"(?<![\w./}-])/(work|root|home|Users|mnt)/[\w.-]")
TEXT_SUFFIXES = frozenset(
    {
        ".py",
        ".html",
        ".css",
        ".js",
        ".md",
        ".toml",
        ".txt",
        ".sh",
        ".cfg",
        ".ini",
        ".po",
        ".yml",
        "",
    }
)
WRITES = re.compile(
    r"^\W*(insert|update|delete|replace|create|drop|alter|truncate|vacuum|with)\b", re.IGNORECASE
)


def own_files() -> list[Path]:
    """Return the files whose length counts."""
    suffixes = (".py", ".html", ".css", ".js", ".sh", "")
    return [
        path
        for folder in FOLDERS
        for path in sorted((ROOT / folder).rglob("*"))
        if path.is_file()
        and path.suffix in suffixes
        and "__pycache__" not in path.parts
        and not name_of(path).startswith(NOT_COUNTED)
    ]


def test_no_file_is_long() -> None:
    lengths = {name_of(path): len(path.read_text().splitlines()) for path in own_files()}
    assert {name: length for name, length in lengths.items() if length > LONGEST} == {}


@pytest.mark.parametrize("path", python_files(*CODE), ids=name_of)
def test_every_module_and_public_thing_says_what_it_is(path: Path) -> None:
    tree = tree_of(path)
    assert ast.get_docstring(tree), "the module has no docstring"
    assert [name for name, node in public_things(tree) if not ast.get_docstring(node)] == []


def public_things(
    tree: ast.Module | ast.ClassDef,
) -> list[tuple[str, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef]]:
    """Return the public functions and classes of a module, and the public methods of these."""
    found: list[tuple[str, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef]] = []
    for node in tree.body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            special = node.name.startswith("__") and node.name != "__call__"
            if special or re.match(r"_[^_]", node.name) or is_written_for_a_library(node):
                continue
            found.append((node.name, node))
            if isinstance(node, ast.ClassDef):
                found += [(f"{node.name}.{name}", one) for name, one in public_things(node)]
    return found


def is_written_for_a_library(node: ast.AST) -> bool:
    """Tell whether a function overrides one of a library, which explains it."""
    decorators = getattr(node, "decorator_list", [])
    return any(isinstance(one, ast.Name) and one.id == "override" for one in decorators)


@pytest.mark.parametrize("path", python_files(*CODE), ids=name_of)
def test_sql_in_words_never_writes(path: Path) -> None:
    """A write that is a plain text would not raise the site version (DESIGN, "Site version")."""
    for name, call in calls_in(path):
        if name in ("text", "exec_driver_sql") and call.args:
            chosen = call.args[0]
            for words in (
                [chosen.body, chosen.orelse] if isinstance(chosen, ast.IfExp) else [chosen]
            ):
                assert isinstance(words, ast.Constant), f"line {call.lineno} is not a plain text"
                assert not WRITES.match(str(words.value)), f"line {call.lineno} writes"


def test_no_file_names_a_machine() -> None:
    """Neither the author's folders nor those of a server: the project runs where it is cloned."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    names = listed.stdout.splitlines() or [name_of(path) for path in own_files()]
    found = {
        f"{name}: {match.group()}"
        for name in names
        if Path(name).suffix in TEXT_SUFFIXES and (ROOT / name).is_file()
        for match in MACHINE_PATH.finditer((ROOT / name).read_text(errors="replace"))
    }
    assert found == set()


def test_what_needs_a_browser_stands_where_it_is_looked_for() -> None:
    """`bin/test` reads no other folder for it; every day it is in `tests/browser` alone."""
    found = {
        name_of(path)
        for path in python_files("tests")
        if re.search(r"\bmark\.browser\b", path.read_text())
    }
    assert found
    assert {one for one in found if not one.startswith(("tests/browser/", "tests/long/"))} == set()
