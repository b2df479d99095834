"""Text from Word and others comes in clean; addresses and codes of frames become their content."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from app.text.clean import sanitize_html
from tests.browser.school import School
from tests.browser.writing import Writing, normal

pytestmark = pytest.mark.browser

PASTED = Path(__file__).with_name("pasted")
SOURCES = {"word": 1, "libreoffice": 0, "docs": 1, "page": 0}
"""Programs, and how many pictures stay behind in what each has copied."""
TIDY = "async html => (await import('/static/js/editor/tidy.js')).tidy(html)"
VIDEO = "https://framatube.org/w/abc"
FRAME = '<p><iframe src="https://framatube.org/videos/embed/abc" title="Un film"></iframe></p>'


@pytest.fixture(scope="module")
def writing(school: School) -> Iterator[Writing]:
    """One form with its editor for all tests here."""
    visit = school.looks.come_in(storage_state=school.open_session("a.vidal"))
    yield Writing(visit).open()
    assert visit.complaints + visit.foreign == []
    visit.page.context.close()


def source(name: str) -> tuple[str, str]:
    """Return what a program copies, and what an article makes of it."""
    expected = (PASTED / f"{name}.expected.html").read_text().replace("\n", "")
    return (PASTED / f"{name}.html").read_text(), expected


@pytest.mark.parametrize("name", SOURCES)
def test_what_a_program_copies_is_tidied(writing: Writing, name: str) -> None:
    copied, expected = source(name)
    tidied = writing.page.evaluate(TIDY, copied)
    assert normal(tidied["html"]) == normal(expected)
    assert tidied["dropped"] == SOURCES[name]
    assert normal(sanitize_html(expected)) == normal(expected)
    assert writing.page.evaluate(TIDY, tidied["html"])["html"] == tidied["html"]


def test_a_text_of_word_is_pasted_clean_and_its_picture_is_spoken_of(writing: Writing) -> None:
    copied, expected = source("word")
    writing.begin("")
    writing.paste(copied, "Le cross du collège")
    assert normal(writing.content()) == normal(expected)
    told = writing.page.locator(".tox-notification")
    expect(told).to_contain_text("Les images du texte collé n’ont pas suivi")
    told.get_by_role("button", name="Fermer").click()


@pytest.mark.parametrize(
    ("html", "plain"),
    [
        ("", VIDEO),
        (f'<a href="{VIDEO}">{VIDEO}</a>', VIDEO),
        ("", f'<iframe width="560" src="{VIDEO.replace("/w/", "/videos/embed/")}"></iframe>'),
    ],
    ids=["address", "link", "code"],
)
def test_a_known_site_is_shown_with_a_title_that_is_asked_for(
    writing: Writing, html: str, plain: str
) -> None:
    writing.begin("")
    writing.paste(html, plain)
    title = writing.dialog.get_by_label("Titre", exact=True)
    expect(title).to_be_visible()
    writing.dialog.get_by_role("button", name="Insérer").click()
    expect(writing.dialog).to_contain_text("Donnez un titre à ce contenu")
    expect(title).to_be_focused()
    title.fill("Un film")
    writing.answer()
    card = writing.text.locator("parvis-embed")
    expect(card).to_contain_text("PeerTube (Framatube)")
    expect(card).to_contain_text("Un film")
    assert writing.content() == FRAME == sanitize_html(FRAME)
    assert writing.text.locator("iframe").count() == 0


@pytest.mark.long
def test_other_addresses_stay_links(writing: Writing) -> None:
    writing.begin("")
    writing.paste("", "https://www.rivemont.example/a?b=c")
    link = '<a href="https://www.rivemont.example/a?b=c">https://www.rivemont.example/a?b=c</a>'
    expect(writing.text.locator("a")).to_be_visible()
    assert writing.content() == f"<p>{link}</p>"
    writing.begin("")
    writing.paste("", VIDEO)
    expect(writing.dialog).to_be_visible()
    writing.page.keyboard.press("Escape")
    expect(writing.text.locator("a")).to_have_attribute("href", VIDEO)


@pytest.mark.long
def test_a_frame_of_another_site_stays_a_link_and_is_told(writing: Writing) -> None:
    writing.begin("")
    writing.paste("", '<iframe src="https://www.rivemont.example/cadre"></iframe>')
    told = writing.page.locator(".tox-notification")
    expect(told).to_contain_text("Ce site ne peut pas être affiché")
    assert 'href="https://www.rivemont.example/cadre"' in writing.content()
    told.get_by_role("button", name="Fermer").click()


@pytest.mark.long
def test_a_frame_typed_in_the_source_is_asked_its_title(writing: Writing) -> None:
    writing.begin("<p>a</p>")
    writing.press("Code source (HTML)…")
    code = '<p>a</p><iframe src="https://www.youtube.com/embed/xyz"></iframe>'
    writing.dialog.get_by_label("Code").fill(code)
    writing.dialog.get_by_role("button", name="Reprendre dans le texte").click()
    writing.dialog.get_by_label("Titre", exact=True).fill("Un essai")
    writing.answer()
    address = "https://www.youtube-nocookie.com/embed/xyz"
    frame = f'<p><iframe src="{address}" title="Un essai"></iframe></p>'
    assert writing.content() == f"<p>a</p>{frame}"


def test_what_is_pasted_neither_runs_nor_loads_anything(writing: Writing) -> None:
    """The window would complain of a handler, and note each request to another host."""
    writing.begin("")
    picture = '<img src="https://traceur.example/p.gif" onerror="parent.hit = 1">'
    items = f"<ul><li>{picture}a<ul><li>b</li></ul></li></ul>"
    word = "<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'>"
    writing.paste(f"<div onclick='hit = 1'>{picture}{items}{word}{picture}c</p></div>", "a")
    expect(writing.text.locator("li")).to_have_count(3)
    assert "img" not in writing.content()
    assert writing.page.evaluate("() => window.hit") is None


@pytest.mark.long
def test_the_button_asks_for_an_address_and_refuses_unknown_sites(writing: Writing) -> None:
    writing.begin("")
    writing.press("Montrer une vidéo, une carte, un mur numérique…")
    writing.dialog.get_by_label("Adresse ou code").fill("https://www.rivemont.example/")
    writing.dialog.get_by_label("Titre", exact=True).fill("Un film")
    writing.dialog.get_by_role("button", name="Insérer").click()
    expect(writing.dialog).to_contain_text("n’est pas de ceux qu’un article peut montrer")
    writing.dialog.get_by_label("Adresse ou code").fill(VIDEO)
    writing.answer()
    assert writing.content() == FRAME
    writing.text.locator("parvis-embed").click()
    writing.press("Changer le titre…")
    writing.answer(title="Autre titre")
    assert 'title="Autre titre"' in writing.content()
    writing.text.locator("parvis-embed").click()
    writing.press("Enlever ce contenu")
    assert writing.content() == ""
