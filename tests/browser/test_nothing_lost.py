"""What was typed survives: an ended session, an impatient hand, a second window."""

import pytest
from playwright.sync_api import Route, expect

from tests.browser.hands import EDITOR
from tests.browser.looks import Looks
from tests.browser.newsroom import TEXT, draft, start
from tests.browser.people import PASSWORD, Cast, Person
from tests.browser.typing_kit import change, holds, hush

pytestmark = pytest.mark.browser

ASK_BESIDE = """async () => {
  await (await fetch("/publication/")).text();
  const asked = ["img", "iframe"].map(name => new Promise(done => {
    const one = Object.assign(document.createElement(name), { src: "/publication/" });
    one.onload = one.onerror = () => done(name);
    document.body.append(one);
  }));
  return ["fetch", ...await Promise.all(asked)];
}"""
"""Ask for what sends a visitor on to the login form."""
TYPED = "Une heure de travail, tapée d’une traite."


def test_a_form_sent_after_the_session_has_ended_keeps_its_text(cast: Cast, title: str) -> None:
    writer = cast.member("m.estrade")
    start(writer, title, TYPED)
    other = writer.new_tab()
    other.go("/")
    other.log_out()
    writer.press("Enregistrer en brouillon")
    writer.is_at("Votre session est terminée")
    assert f"<p>{TYPED}</p>" in kept(writer)
    writer.write("Identifiant", "m.estrade")
    writer.write("Mot de passe", PASSWORD)
    writer.press("Continuer")
    writer.is_at("Renvoyez votre formulaire")
    writer.press("Renvoyer mon formulaire")
    writer.is_at(title)
    writer.sees(TYPED)
    hush(writer)  # the script that keeps the text was told that the session has ended


def test_only_a_page_gives_the_cookie_by_which_its_form_is_sent(looks: Looks) -> None:
    """A script, a picture or a frame may be answered after the page, and would put another."""
    visit = looks.come_in()
    visit.go("/contact")
    assert visit.page.evaluate(ASK_BESIDE) == ["fetch", "img", "iframe"]
    assert visit.page.context.cookies() == []
    visit.go("/connexion")
    assert len(visit.page.context.cookies()) == 1
    visit.page.context.close()


@pytest.mark.long
def test_an_editor_that_has_not_its_text_yet_takes_nothing(cast: Cast, title: str) -> None:
    """What is typed while its styles are on the way would be overwritten by the text."""
    writer = cast.member("m.estrade")
    address = change(writer, title)
    styles: list[Route] = []
    writer.page.route("**/editor-content.css*", lambda route: styles.append(route))
    writer.page.goto(writer.visit.site + address, wait_until="commit")
    frame = writer.page.locator(".tox-edit-area__iframe")
    expect(frame).to_have_js_property("inert", value=True)
    frame.evaluate("one => one.focus()")
    writer.page.keyboard.type("Trop tôt.")
    [asked] = styles
    asked.continue_()
    editor = writer.page.locator(EDITOR)
    expect(editor.content_frame.locator("body")).to_have_text(TEXT)
    writer.hand.enter(editor)
    writer.page.keyboard.press("Control+End")
    writer.page.keyboard.type(" À temps.")
    holds(writer, f"{TEXT} À temps.")
    hush(writer)


def test_a_button_pressed_twice_makes_one_article(cast: Cast, title: str) -> None:
    writer = cast.member("m.estrade")
    start(writer, title)
    writer.hand.press_twice(writer.main.get_by_role("button", name="Enregistrer en brouillon"))
    writer.is_at(title)
    writer.open_area("Publication", "Contributions")
    writer.is_at("Contributions")
    expect(writer.main.get_by_role("link", name=title, exact=True)).to_have_count(1)


@pytest.mark.long
def test_the_second_of_two_windows_shows_both_texts(cast: Cast, title: str) -> None:
    writer = cast.member("m.estrade")
    draft(writer, title)
    writer.follow("Modifier")
    writer.is_at("Modifier l’article")
    other = writer.new_tab()
    other.go(writer.page.url.removeprefix(writer.visit.site))
    other.write("Texte", "Le texte de l’autre fenêtre.")
    other.press("Enregistrer en brouillon")
    other.is_at(title)
    writer.write("Texte", TYPED)
    writer.press("Enregistrer en brouillon")
    writer.sees("Quelqu’un a enregistré cet article entre-temps")
    expect(writer.main.locator("#other")).to_be_visible()  # the form says it too, hidden
    assert kept(writer)[-2:] == [f"<p>{TYPED}</p>", "Le texte de l’autre fenêtre."]
    writer.press("Enregistrer en brouillon")
    writer.is_at(title)
    writer.sees(TYPED)


def kept(person: Person) -> list[str]:
    """Return what stands in the large fields of a page."""
    fields = person.main.locator("textarea")
    values: list[str] = fields.evaluate_all("fields => fields.map(one => one.value.trim())")
    return values
