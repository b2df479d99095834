"""The editor is accessible with each of its questions open, speaks French, works by keyboard."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from app.text.clean import sanitize_html
from tests.browser.school import School
from tests.browser.test_every_page import JUDGE_COLOURS, RUN_AXE, WIDER_THAN_WINDOW
from tests.browser.writing import NEW, Writing
from tests.conventions.test_editor_words import translated

pytestmark = pytest.mark.browser

TEXT = (
    '<p>Un <a href="https://www.rivemont.example/">lien</a></p>'
    '<p><iframe src="https://framatube.org/videos/embed/a" title="Un film"></iframe></p>'
    '<p><img src="/static/img/icon-180.png" alt="Le parvis" width="180" height="180"></p>'
    "<table><caption>Notes</caption><tbody><tr><td>a</td></tr></tbody></table>"
)
OPENED = {
    "the editor": [],
    "styles": ["Style\u00a0: Paragraphe"],
    "other styles": ["Autres mises en forme"],
    "table grid": ["Insérer un tableau"],
    "languages": ["Langue du passage"],
    "characters": ["Caractères spéciaux"],
    "link": ["Insérer ou modifier un lien"],
    "find": ["Rechercher et remplacer"],
    "embed": ["Montrer une vidéo, une carte, un mur numérique…"],
    "source": ["Code source (HTML)…"],
    "help": ["Aide et raccourcis"],
}
TOUCHED = {"link": "a", "table": "td", "embed": "parvis-embed"}
"""Things of a text that show buttons of their own."""

NAMES = """() => [...document.querySelectorAll(
    ".tox, .tox *, .tox-hugerte-aux *, .editor-dialog *, .editor *")].flatMap(one => [
      one.getAttribute("aria-label"), one.getAttribute("title"), one.getAttribute("placeholder"),
      ...[...one.childNodes].filter(node => node.nodeType === 3).map(node => node.data)
    ]).filter(words => words && words.trim()).map(words => words.trim())"""
ENGLISH = re.compile(
    r"\b(the|your|and|with|for|press|insert|remove|align|bold|table|row|column|"
    r"link|find|save|cancel|close|open|undo|redo|text|heading|show)\b",
    re.IGNORECASE,
)
BELOW_BAR = """() => Math.abs(
  document.querySelector(".tox-editor-header").getBoundingClientRect().top -
  document.querySelector(".workbar").getBoundingClientRect().bottom) < 1"""
SCROLLS_INTO_TEXT = """() => {
  const place = document.querySelector(".tox").getBoundingClientRect().top + scrollY + 600;
  scrollTo(0, place);
  return Math.abs(scrollY - place) < 1;
}"""
NO_ENGLISH = {"table", "titre", "lien", "texte"}


@pytest.fixture(scope="module")
def writing(school: School) -> Iterator[Writing]:
    """One form with its editor for all tests here."""
    visit = school.looks.come_in(storage_state=school.open_session("a.vidal"))
    yield Writing(visit).open()
    assert visit.complaints + visit.foreign == []
    visit.page.context.close()


def open_one(writing: Writing, name: str) -> None:
    """Begin a text, then open a question or a menu, or touch a thing."""
    writing.page.keyboard.press("Escape")
    writing.page.keyboard.press("Escape")
    writing.begin(TEXT)
    if name in TOUCHED:
        writing.text.locator(TOUCHED[name]).click()
        expect(writing.page.locator(".tox-pop")).to_be_visible()
    elif OPENED[name]:
        writing.press(*OPENED[name])


@pytest.mark.parametrize(
    "name",
    [
        "the editor",
        *(
            pytest.param(name, marks=pytest.mark.long)
            for name in (*list(OPENED)[1:], *(f"touched {name}" for name in TOUCHED))
        ),
    ],
)
def test_it_is_accessible_and_french(writing: Writing, axe: str, name: str) -> None:
    open_one(writing, name.removeprefix("touched "))
    page = writing.page
    page.evaluate(axe)
    assert page.evaluate(RUN_AXE) == []
    page.emulate_media(color_scheme="dark")
    assert page.evaluate(JUDGE_COLOURS) == []
    page.emulate_media(color_scheme="light")
    said = set(page.evaluate(NAMES))
    french = set(translated().values())
    english = {one for one in said - french if ENGLISH.search(one)}
    assert english <= {one for one in said if one.lower() in NO_ENGLISH}
    assert not said & (translated().keys() - french)


@pytest.mark.long
@pytest.mark.parametrize("name", ["the editor", "embed", "help", "link", "touched table"])
def test_it_fits_a_phone(school: School, axe: str, name: str) -> None:
    visit = school.looks.come_in(320, 640, storage_state=school.open_session("a.vidal"))
    writing = Writing(visit).open()
    open_one(writing, name.removeprefix("touched "))
    visit.page.evaluate(axe)
    assert visit.page.evaluate(WIDER_THAN_WINDOW) == []
    assert visit.page.evaluate(RUN_AXE) == []
    assert visit.complaints == []
    visit.page.context.close()


def test_all_is_done_by_keyboard(writing: Writing) -> None:
    """To the buttons and back, a menu, a question; Tab never stays in the text."""
    writing.begin("<p>Un texte</p>")
    keys = writing.page.keyboard
    keys.press("Control+A")
    keys.press("Alt+F10")
    for key in ("Tab", "Tab"):
        keys.press(key)
    focused = "() => document.activeElement.getAttribute('aria-label')"
    assert writing.page.evaluate(focused) == "Gras"
    keys.press("Enter")
    assert writing.content() == "<p><strong>Un texte</strong></p>"
    keys.press("Escape")
    keys.press("Control+K")
    box = writing.page.get_by_role("dialog")
    expect(box).to_be_visible()
    keys.type("https://www.rivemont.example/")
    keys.press("Enter")
    expect(box).to_have_count(0)
    made = writing.content()
    assert 'href="https://www.rivemont.example/"' in made
    assert sanitize_html(made) == made
    keys.press("Alt+0")
    expect(writing.dialog).to_contain_text("Alt + F10")
    keys.press("Escape")
    expect(writing.dialog).to_have_count(0)
    writing.begin("<ul><li>a</li></ul>")
    keys.press("Tab")
    assert writing.page.evaluate("() => document.activeElement.tagName") != "IFRAME"


def test_an_untouched_text_stays_as_it_was_sent(writing: Writing) -> None:
    """And a change that is undone gives it back."""
    writing.open()
    area = "() => document.querySelector('textarea[data-editor]').value"
    assert writing.page.evaluate(area) == ""
    told = writing.page.evaluate(
        """() => {
          window.told = 0;
          document.querySelector("form[data-writing]").addEventListener("input", (event) => {
            window.told += event.target.name === "body";
          });
        }"""
    )
    assert told is None
    writing.text.press_sequentially("Bonjour")
    assert writing.content() == "<p>Bonjour</p>"
    assert writing.page.evaluate("() => window.told") > 0
    expect(writing.page.locator(".editor__count")).to_have_text("1 mot, 1 minute de lecture")


def test_without_the_editor_one_writes_all_the_same(school: School) -> None:
    visit = school.looks.come_in(storage_state=school.open_session("a.vidal"))
    visit.page.route("**/hugerte.min.js*", lambda route: route.abort())
    visit.page.goto(visit.site + NEW)
    told = visit.page.locator(".editor__count")
    expect(told).to_contain_text("vous pouvez écrire ici quand même")
    visit.page.get_by_label("Texte", exact=True).fill("Bonjour")
    visit.page.context.close()


def test_the_buttons_stay_in_sight_below_the_bar_of_the_form(writing: Writing) -> None:
    writing.page.set_viewport_size({"width": 1440, "height": 900})
    writing.begin("<p>Une ligne</p>" * 60)
    try:
        # Once the editor has grown to its text, there is so much to scroll.
        writing.page.wait_for_function(SCROLLS_INTO_TEXT)
        writing.page.wait_for_function(BELOW_BAR)
        writing.page.evaluate("() => (document.querySelector('.workbar').style.height = '9rem')")
        writing.page.wait_for_function(BELOW_BAR)
    finally:
        writing.page.evaluate("() => (document.querySelector('.workbar').style.height = '')")
        writing.begin("")
        writing.page.evaluate("() => scrollTo(0, 0)")
