"""What stories of the newsroom have in common: writing, approving, and finding again."""

import re

from playwright.sync_api import Page, expect

from tests.browser.hands import EDITOR
from tests.browser.people import Cast, Person

TEXT = "Rendez-vous au gymnase."


HAS_SCRIPT = "matchMedia('(scripting: enabled)').matches"


def write_body(page: Page, text: str) -> None:
    """Write the text of the article whose form is open, in the editor or where it stays away."""
    area = page.locator("[name=body]")
    if page.evaluate(HAS_SCRIPT):
        editor = page.locator(EDITOR).content_frame.locator("body")
        editor.fill(text)
        expect(area).to_have_value(re.compile(re.escape(text.strip())))
    else:
        area.fill(text)


def start(writer: Person, title: str, text: str = TEXT) -> None:
    """Fill in the form of a new article for the news."""
    writer.open_area("Publication", "Tableau de bord")
    writer.follow("Écrire un article")
    writer.is_at("Écrire un article")
    writer.follow("Actualités")
    writer.write("Titre", title)
    writer.write("Texte", text)


def draft(writer: Person, title: str, text: str = TEXT) -> None:
    """Write an article for the news, as a draft."""
    start(writer, title, text)
    writer.press("Enregistrer en brouillon")
    writer.is_at(title)


def submit(writer: Person, title: str, text: str = TEXT) -> None:
    """Write an article for the news and submit it."""
    start(writer, title, text)
    writer.press("Soumettre à validation")
    writer.is_told("Soumis à validation")


def rewrite(writer: Person, text: str, button: str, told: str) -> None:
    """Change the text of the article that is open, and send it on."""
    writer.follow("Modifier")
    writer.is_at("Modifier l’article")
    writer.write("Texte", text)
    writer.press(button)
    writer.is_told(told)


def open_on_desk(chief: Person, title: str) -> None:
    """Find a text among those that wait, and open it."""
    chief.open_area("Publication", "À valider")
    chief.is_at("À valider")
    chief.follow(re.compile(re.escape(title)))
    expect(chief.main.get_by_role("article")).to_contain_text(title)


def approve(chief: Person, title: str) -> None:
    """Find a text among those that wait, and put it online."""
    open_on_desk(chief, title)
    chief.press("Valider et mettre en ligne")
    chief.is_told("Validé")


def publish(cast: Cast, title: str, text: str = TEXT) -> Person:
    """Let somebody who may do so put an article online at once; return her."""
    publisher = cast.member("a.vidal")
    start(publisher, title, text)
    publisher.press("Mettre en ligne")
    publisher.is_told("L’article est en ligne")
    return publisher


def news_of(visitor: Person) -> str:
    """Return what leads the news of the home page."""
    visitor.go("/")
    news = visitor.page.get_by_role("region", name="Actualités")
    return news.get_by_role("heading", level=3).first.inner_text()
