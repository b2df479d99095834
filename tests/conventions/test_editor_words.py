"""Every word that HugeRTE can show has its French in our own pack (static/js/editor/fr.js)."""

import re

import pytest

from app.config import ROOT

VENDORED = ROOT / "static" / "vendor" / "hugerte"
FILES = sorted(path for path in VENDORED.rglob("*.js") if "icons" not in path.parts)
PACK = (ROOT / "static" / "js" / "editor" / "fr.js").read_text()

STRING = r'"((?:[^"\\\n]|\\.)*)"'
SHOWN = re.compile(
    rf"(?:\b(?:tooltip|text|label|title|ariaLabel|placeholder)\s*:\s*|translate\(\[?){STRING}"
)
PATTERN = re.compile(r'"([A-Z][^"\\\n]*\{0\}[^"\\\n]*)"')

NOT_OURS = {
    "colours": """Background color {0};Blue component;Color;Color Picker;Color swatch;Custom color;
        Green component;Hex color code;Invalid hex color code: {0};Red component;Remove color;
        Saturation {0}%, Brightness {1}%;Text color {0};Background color;Border color""",
    "fonts and their sizes": "Font sizes;Font size {0};Font {0};Fonts;Line height",
    "fields of pictures": "Browse for an image;Drop an image here",
    "borders": "Border style;Border width",
    "the menu bar": "New document;Print;Print...",
    "case": "Capitalize Each Word;Capitalize first word;UPPER CASE;lower case",
    "blocks that no article holds": "Div",
    "the line under the editor": "Powered by {0};{0}",
    "parts of words": "Heading;permanent pen",
}
"""What our toolbar cannot show: these buttons and fields are in none of our settings."""
LEFT_OUT = {" ".join(one.split()) for part in NOT_OURS.values() for one in part.split(";")}


def translated() -> dict[str, str]:
    """Return the pack: what HugeRTE says, and its French."""
    pairs = re.findall(rf"^  (?:{STRING}|(\w+)):\s*{STRING},$", PACK, re.MULTILINE)
    return {quoted or bare: french for quoted, bare, french in pairs}


def words_of(source: str) -> set[str]:
    """Return what a file of HugeRTE shows, as its author wrote it."""
    found = set(SHOWN.findall(source)) | set(PATTERN.findall(source))
    return {one.strip() for one in found if re.search(r"[A-Za-z]{2}", one)}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.parent.name)
def test_each_word_is_translated(path) -> None:
    missing = words_of(path.read_text()) - translated().keys() - LEFT_OUT
    assert {one for one in missing if " " in one or one[0].isupper()} == set()


def test_the_pack_is_french() -> None:
    pack = translated()
    assert len(pack) > 100
    for english, french in pack.items():
        assert french, english
        assert "..." not in french
        assert not re.search(r"(?<!\\u00a0)[:;!?»](?:\s|$)", french), french
        assert re.findall(r"\{\d\}", english) == re.findall(r"\{\d\}", french)


def test_vendored_plugins_are_those_that_are_used() -> None:
    used = re.search(r'plugins: "([a-z ]+)"', (ROOT / "static/js/editor/config.js").read_text())
    fetched = re.search(r'PLUGINS="([a-z ]+)"', (ROOT / "bin" / "vendor").read_text())
    present = {path.name for path in (VENDORED / "plugins").iterdir()}
    assert used
    assert fetched
    assert set(used[1].split()) == set(fetched[1].split()) == present
