"""The project's own files, as the convention tests read them."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
CODE = ("app", "tiles", "blueprints")
TEMPLATES = ROOT / "templates"


def python_files(*folders: str) -> list[Path]:
    """Return the Python files of some folders of the project, in order."""
    return sorted(path for folder in folders for path in (ROOT / folder).rglob("*.py"))


def name_of(path: Path) -> str:
    """Return a file's path as messages show it, from the root of the project."""
    return path.relative_to(ROOT).as_posix()


def module_of(path: Path) -> str:
    """Return the name under which a file is imported."""
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


@cache
def tree_of(path: Path) -> ast.Module:
    """Return a Python file parsed."""
    return ast.parse(path.read_text(), filename=str(path))


def calls_in(path: Path) -> Iterator[tuple[str, ast.Call]]:
    """Yield the calls of a Python file, each with the last part of the called name."""
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Call):
            if isinstance(node.func, ast.Name):
                yield node.func.id, node
            elif isinstance(node.func, ast.Attribute):
                yield node.func.attr, node
