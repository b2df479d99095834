"""Interface strings: English in the code as plain texts, complete and well set in French."""

import ast
import re
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po
from jinja2 import Environment, nodes

from app.shared_blocks import SharedBlocks
from tests.conventions.sources import CODE, ROOT, TEMPLATES, calls_in, name_of, python_files

CATALOGUES = sorted((ROOT / "translations").glob("*/LC_MESSAGES/messages.po"))
GETTEXT = {"_": 1, "_l": 1, "gettext": 1, "lazy_gettext": 1, "ngettext": 2, "lazy_ngettext": 2}
"""The functions that translate, and how many of their arguments are interface strings."""

EXTRACT = ("--quiet", "extract", "-F", "babel.cfg", "-k", "_l")
PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]")
STRAIGHT = re.compile(r"\w'\w")


@cache
def catalogue(path: Path) -> Catalog:
    """Return a catalogue read."""
    with path.open("rb") as file:
        return read_po(file)


def translated(path: Path) -> list[Message]:
    """Return the messages of a catalogue, without its header."""
    return [message for message in catalogue(path) if message.id]


def texts_of(message: Message) -> list[str]:
    """Return the translations of a message: one, or one for each plural form."""
    return [message.string] if isinstance(message.string, str) else list(message.string)


def ids_of(message: Message) -> tuple[str, ...]:
    """Return what is translated: one text, or singular and plural."""
    return (message.id,) if isinstance(message.id, str) else tuple(message.id)


def test_there_is_a_french_catalogue() -> None:
    assert ROOT / "translations" / "fr" / "LC_MESSAGES" / "messages.po" in CATALOGUES


@pytest.mark.parametrize("path", CATALOGUES, ids=name_of)
def test_a_catalogue_is_complete(path: Path) -> None:
    """Only languages with a complete catalogue are offered."""
    assert [message.id for message in translated(path) if not all(texts_of(message))] == []
    assert [message.id for message in translated(path) if message.fuzzy] == []
    assert list(catalogue(path).obsolete) == []


@pytest.mark.parametrize("path", CATALOGUES, ids=name_of)
def test_a_catalogue_follows_the_code(path: Path, tmp_path: Path) -> None:
    extracted = tmp_path / "messages.pot"
    done = subprocess.run(
        [sys.executable, "-m", "babel.messages.frontend", *EXTRACT, "-o", str(extracted), "."],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    in_code = {ids_of(message) for message in translated(extracted)}
    in_catalogue = {ids_of(message) for message in translated(path)}
    assert sorted(in_code - in_catalogue) == [], "not translated"
    assert sorted(in_catalogue - in_code) == [], "no longer used"


@pytest.mark.parametrize("path", CATALOGUES, ids=name_of)
def test_placeholders_are_those_of_the_original(path: Path) -> None:
    for message in translated(path):
        wanted = {name for text in ids_of(message) for name in PLACEHOLDER.findall(text)}
        for text in filter(None, texts_of(message)):
            used = set(PLACEHOLDER.findall(text))
            assert used <= wanted, message.id
            assert used >= wanted - {"num"}, message.id
            assert "%" not in PLACEHOLDER.sub("", text).replace("%%", ""), message.id


@pytest.mark.parametrize(
    "path", [path for path in CATALOGUES if "/fr/" in name_of(path)], ids=name_of
)
def test_french_is_set_as_french(path: Path) -> None:
    """A no-break space stands before : ; ! ? » and after «; the apostrophe is curved."""
    wrong = [
        (message.id, text)
        for message in translated(path)
        for text in texts_of(message)
        if not is_set_as_french(text)
    ]
    assert wrong == []


@pytest.mark.parametrize(
    ("text", "well_set"),
    [
        ("Que cherchez-vous\u00a0?", True),
        ("Que cherchez-vous\u202f?", True),
        ("Que cherchez-vous ?", False),
        ("Que cherchez-vous?", False),
        ("Adresse\u00a0: %(place)s", True),
        ("Adresse : %(place)s", False),
        ("Adresse: %(place)s", False),
        ("«\u00a0Bonjour\u00a0»", True),
        ("« Bonjour »", False),
        ("«\u00a0Bonjour »", False),
        ("L’école", True),
        ("L'école", False),
        ("À 8:30, sur https://exemple.fr/?q=1", True),
        ("100\u00a0%%", True),
    ],
)
def test_the_check_of_french_sees_mistakes(text: str, well_set: bool) -> None:
    assert is_set_as_french(text) is well_set


def is_set_as_french(text: str) -> bool:
    """Tell whether the spaces and apostrophes of a French text are right."""
    prose = re.sub(r"https?://\S+|%\(\w+\)[sd]|&\w+;", "x", text)
    marks = re.search(r"(?:^|[^\u00a0\u202f;:!?…])[;!?»]|[^\u00a0\u202f]:(?=\s|$)", prose)
    return not marks and not re.search(r"«(?![\u00a0\u202f])", prose) and not STRAIGHT.search(prose)


@pytest.mark.parametrize("path", python_files(*CODE), ids=name_of)
def test_code_translates_plain_texts_only(path: Path) -> None:
    """Neither an f-string nor a sum of texts can be found by the extraction."""
    for name, call in calls_in(path):
        if name in GETTEXT:
            for argument in call.args[: GETTEXT[name]]:
                assert isinstance(argument, ast.Constant), f"line {call.lineno}"
                assert isinstance(argument.value, str), f"line {call.lineno}"


@pytest.mark.parametrize("path", sorted(TEMPLATES.rglob("*.*")), ids=name_of)
def test_templates_translate_plain_texts_only(path: Path) -> None:
    """A percent sign is doubled there, also in a text without placeholder."""
    tree = Environment(extensions=["jinja2.ext.i18n", SharedBlocks], autoescape=True).parse(
        path.read_text()
    )
    for call in tree.find_all(nodes.Call):
        if isinstance(call.node, nodes.Name) and call.node.name in GETTEXT:
            for argument in call.args[: GETTEXT[call.node.name]]:
                assert isinstance(argument, nodes.Const), f"line {call.lineno}"
                bare = PLACEHOLDER.sub("", argument.value).replace("%%", "")
                assert "%" not in bare, f"line {call.lineno}: {argument.value}"
