"""What every template does, and what none does (DESIGN, "Every page")."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from jinja2 import Environment, nodes

from tests.conventions.sources import CODE, ROOT, TEMPLATES, calls_in, name_of, python_files

PARTS = ("components/", "layouts/", "tiles/", "base.html")
"""What is not a page: it stands inside one."""

TRUSTED_TEMPLATES = {"components/rich_text.html"}
"""The only template that trusts HTML: text that was cleaned when it was saved."""

TRUSTED_MODULES = {
    "app/templating.py": "icons of our own",
    "app/tile_rendering.py": "what a tile's own template rendered, escaped",
    "blueprints/public/articles.py": "a QR code drawn from an address of our own",
}

H1 = re.compile(r"<h1\b")
COMMENT = re.compile(r"{#.*?#}", re.DOTALL)
TAG = re.compile(r"<[a-z][^>]*>", re.IGNORECASE | re.DOTALL)
NAMED = re.compile(r"[\"']((?:[a-z_]+/)*[a-z_]+\.(?:html|xml|txt))[\"']")
EXPRESSION = re.compile(r"{{.*?}}|{%.*?%}", re.DOTALL)


@cache
def environment() -> Environment:
    """Return an environment that parses our templates; nothing is rendered in it."""
    return Environment(extensions=["jinja2.ext.i18n", "jinja2.ext.do"], autoescape=True)


@cache
def source_of(name: str) -> str:
    """Return a template without its comments."""
    return COMMENT.sub("", (TEMPLATES / name).read_text())


@cache
def parsed(name: str) -> nodes.Template:
    """Return a template's syntax tree."""
    return environment().parse((TEMPLATES / name).read_text(), name, name)


def templates(*, pages: bool = False) -> list[str]:
    """Return the names of all HTML templates, or of the full pages among them."""
    names = sorted(path.relative_to(TEMPLATES).as_posix() for path in TEMPLATES.rglob("*.html"))
    return [name for name in names if not (pages and name.startswith(PARTS))]


def imported_by(name: str) -> Iterator[tuple[str, str, str]]:
    """Yield (component, macro, name here) of the macros that a template imports."""
    for statement in parsed(name).find_all(nodes.FromImport):
        assert isinstance(statement.template, nodes.Const)
        for one in statement.names:
            macro, here = one if isinstance(one, tuple) else (one, one)
            yield statement.template.value, macro, here


def called_in(tree: nodes.Node) -> set[str]:
    """Return the plain names that a template, or a part of it, calls."""
    return {
        call.node.name for call in tree.find_all(nodes.Call) if isinstance(call.node, nodes.Name)
    }


@pytest.mark.parametrize("name", templates(pages=True))
def test_a_page_extends_a_layout(name: str) -> None:
    parents = [one.template.value for one in parsed(name).find_all(nodes.Extends)]  # type: ignore[attr-defined]
    assert len(parents) == 1
    assert parents[0].startswith(("layouts/", "base.html", "public/", "errors/", "site/"))


@pytest.mark.parametrize("name", templates(pages=True))
def test_a_page_has_a_title_and_one_heading_of_the_first_rank(name: str) -> None:
    family = list(ancestry(name))
    blocks = {block.name for one in family for block in parsed(one).find_all(nodes.Block)}
    own = {block.name for one in family[:-1] for block in parsed(one).find_all(nodes.Block)}
    assert {"title", "whole_title"} & own & blocks
    assert any(shows_h1(one) for one in family), "no h1"


def ancestry(name: str) -> Iterator[str]:
    """Yield a template and those it extends, as far as the layout."""
    yield name
    for one in parsed(name).find_all(nodes.Extends):
        yield from ancestry(one.template.value)  # type: ignore[attr-defined]


def shows_h1(name: str) -> bool:
    """Tell whether a template holds an h1, itself or by a macro that it calls."""
    if H1.search(source_of(name)):
        return True
    called = called_in(parsed(name))
    return any(
        here in called and gives_h1(component, macro)
        for component, macro, here in imported_by(name)
    )


def gives_h1(component: str, macro: str) -> bool:
    """Tell whether a macro draws an h1, by itself or by its default heading."""
    text = source_of(component)
    start = text.index(f"macro {macro}(")
    body = text[start : text.index("endmacro", start)]
    return bool(H1.search(body) or re.search(r"<h{{\s*\w+\s*}}", body))


def test_every_macro_is_used() -> None:
    used = set()
    for path in sorted(TEMPLATES.rglob("*.*")):
        name = path.relative_to(TEMPLATES).as_posix()
        called = called_in(parsed(name))
        used |= {
            (component, macro) for component, macro, here in imported_by(name) if here in called
        }
        used |= {
            (name, macro.name)
            for macro in parsed(name).find_all(nodes.Macro)
            if macro.name in called
        }
    known = {
        (name, macro.name)
        for name in templates()
        if name.startswith("components/")
        for macro in parsed(name).find_all(nodes.Macro)
    }
    assert sorted(known - used) == []


@pytest.mark.parametrize("name", templates())
def test_every_import_is_used(name: str) -> None:
    called = called_in(parsed(name)) | {
        one.name for one in parsed(name).find_all(nodes.Name) if one.ctx == "load"
    }
    assert [here for _, _, here in imported_by(name) if here not in called] == []


@pytest.mark.parametrize("path", sorted(TEMPLATES.rglob("*.*")), ids=name_of)
def test_html_is_trusted_in_one_component_only(path: Path) -> None:
    name = path.relative_to(TEMPLATES).as_posix()
    filters = {one.name for one in parsed(name).find_all(nodes.Filter)}
    assert name in TRUSTED_TEMPLATES or not {"safe"} & filters
    assert "autoescape" not in source_of(name)


@pytest.mark.parametrize("path", python_files(*CODE), ids=name_of)
def test_markup_is_made_in_few_modules(path: Path) -> None:
    makes = any(name == "Markup" for name, _ in calls_in(path))
    assert makes is (name_of(path) in TRUSTED_MODULES)


@pytest.mark.parametrize("name", templates())
def test_no_style_or_handler_stands_in_a_tag(name: str) -> None:
    """The Content-Security-Policy forbids both."""
    for tag in TAG.findall(EXPRESSION.sub("x", source_of(name))):
        attributes = re.sub(r'"[^"]*"|\'[^\']*\'', '""', tag)
        assert not re.search(r"\s(style|on[a-z]+)\s*=", attributes, re.IGNORECASE), tag


@pytest.mark.parametrize("name", templates())
def test_every_script_is_a_file(name: str) -> None:
    for tag in re.findall(r"<script\b[^>]*>", source_of(name)):
        assert re.search(r"\ssrc=", tag) or 'type="application/ld+json"' in tag, tag
    assert "<style" not in source_of(name)


@pytest.mark.parametrize("name", templates())
def test_nothing_is_fetched_from_another_host(name: str) -> None:
    for tag in re.findall(
        r"<(?:script|link|img|iframe|source|video|audio)\b[^>]*>", source_of(name)
    ):
        assert not re.search(r"\b(?:src|href|srcset|poster)=[\"'](?:https?:)?//", tag), tag


def test_no_file_of_templates_is_left_over() -> None:
    """Each one is rendered by a view, or is included, extended or imported."""
    wanted = {
        name
        for path in python_files(*CODE)
        for name in re.findall(
            r"[\"']((?:[a-z_]+/)+[a-z_]+\.(?:html|xml|txt))[\"']", path.read_text()
        )
    }
    for path in TEMPLATES.rglob("*.*"):
        wanted |= set(
            re.findall(r"[\"']((?:[a-z_]+/)*[a-z_]+\.(?:html|xml|txt))[\"']", path.read_text())
        )
    wanted |= {f"tiles/{path.stem}.html" for path in (ROOT / "tiles").glob("[a-z]*.py")}
    wanted |= {f"errors/{path.name}" for path in (TEMPLATES / "errors").glob("[0-9]*.html")}
    present = {path.relative_to(TEMPLATES).as_posix() for path in TEMPLATES.rglob("*.*")}
    assert sorted(present - wanted) == []
