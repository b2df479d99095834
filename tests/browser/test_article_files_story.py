"""A writer puts pictures and documents into an article: with and without script."""

from pathlib import Path

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.newsroom import start
from tests.browser.people import Cast, Person
from tests.files_sent import picture

pytestmark = [pytest.mark.browser, pytest.mark.long]

DROP = """(section, {name, text}) => {
  const held = new DataTransfer();
  held.items.add(new File([text], name, {type: "text/plain"}));
  for (const kind of ["dragover", "drop"]) {
    const about = {bubbles: true, cancelable: true, dataTransfer: held};
    section.dispatchEvent(new DragEvent(kind, about));
  }
}"""
"""The text must be another each time: the library knows a file again, by the title it got."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Files on the writer's own disk."""
    for name, size in (("cour.jpg", (400, 300)), ("preau.jpg", (420, 300))):
        (tmp_path / name).write_bytes(picture(size=size))
    (tmp_path / "fausse.png").write_bytes(b"<svg onload=alert(1)>")
    (tmp_path / "programme.txt").write_text("Rendez-vous samedi.")
    return tmp_path


def section(writer: Person, name: str) -> Locator:
    """Return a section of the form, opened."""
    found = writer.main.locator(f"#files-{name}")
    found.evaluate("one => { one.open = true }")
    return found


def test_pictures_and_documents_are_put_in_order(cast: Cast, title: str, folder: Path) -> None:
    writer = cast.member("m.estrade")
    start(writer, title)
    gallery = section(writer, "gallery")
    names = ("cour.jpg", "fausse.png", "preau.jpg")
    writer.page.set_input_files("#gallery-files", [folder / name for name in names])
    rows = gallery.locator("[data-rows] > li")
    expect(rows).to_have_count(2)
    expect(gallery.get_by_text("fausse.png – ")).to_be_visible()
    writer.write("Texte alternatif : preau", "Le préau sous la pluie")
    writer.press("Monter : preau")
    expect(gallery.get_by_role("status").first).to_have_text("preau : place 1 sur 2")
    writer.press("Retirer : cour")
    writer.press("Finalement, le garder : cour")
    writer.tick("L’image est décorative.*: cour")
    section(writer, "attachments").evaluate(DROP, {"name": "programme.txt", "text": title})
    writer.write("Titre : programme", "Le programme du jour")
    writer.press("Enregistrer en brouillon")
    writer.is_at(title)
    shown = writer.main.locator(".gallery img")
    expect(shown).to_have_count(2)
    expect(shown.first).to_have_attribute("alt", "Le préau sous la pluie")
    expect(shown.last).to_have_attribute("alt", "")
    writer.sees("Le programme du jour")
    writer.visit.complaints[:] = [one for one in writer.visit.complaints if "422" not in one]


def test_files_dropped_beside_all_sections_are_asked_about(cast: Cast, title: str) -> None:
    writer = cast.member("m.estrade")
    start(writer, title)
    song = DROP.replace("text/plain", "audio/ogg")
    writer.page.locator("h1").evaluate(song, {"name": "chant.ogg", "text": title})
    question = writer.page.get_by_role("dialog", name="Où ranger ces fichiers ?")
    expect(question.get_by_role("button")).to_have_text(["Pièces jointes", "Son", "Annuler"])
    writer.press("Annuler", question)
    expect(question).to_be_hidden()


def test_a_picture_of_the_collection_is_chosen(cast: Cast, title: str) -> None:
    writer = cast.member("m.estrade")
    start(writer, title)
    writer.press("Choisir dans la médiathèque… : Illustration")
    dialog = writer.page.get_by_role("dialog").last
    writer.hand.press(dialog.get_by_role("link", name="Collection"))
    expect(dialog.locator(".tabs [aria-current]")).to_contain_text("Collection")
    chosen = dialog.locator("[data-media]").first
    writer.hand.press(chosen)
    expect(writer.main.locator("#illustration-row img")).to_be_visible()
    expect(writer.main.locator("#illustration-alt")).not_to_have_value("")
    writer.press("Enregistrer en brouillon")
    writer.is_at(title)
    expect(writer.main.locator("figure img")).to_be_visible()


def test_without_script_files_go_with_the_form(cast: Cast, title: str, folder: Path) -> None:
    visit = cast.looks.come_in(java_script_enabled=False)
    cast.inside.append(visit)
    writer = Person(visit, cast.hand).log_in("m.estrade")
    writer.go("/publication/articles/nouveau")
    writer.follow("Actualités")
    writer.write("Titre", title)
    writer.hand.write(writer.main.locator("[name=body]"), "Du texte.")
    writer.hand.press(writer.main.locator("#files-gallery > summary"))
    names = ("cour.jpg", "fausse.png", "preau.jpg")
    writer.page.set_input_files("#gallery-files", [folder / name for name in names])
    writer.page.set_input_files("#attachments-files", folder / "programme.txt")
    writer.press("Enregistrer en brouillon")
    writer.sees("fausse.png : ")
    expect(writer.main.locator("#files-gallery [data-rows] > li")).to_have_count(2)
    writer.write("Texte alternatif : preau", "Le préau")
    writer.write("Position : preau", "1")
    writer.tick("L’image est décorative.*: cour")
    writer.press("Enregistrer en brouillon")
    writer.is_at(title)
    expect(writer.main.locator(".gallery img").first).to_have_attribute("alt", "Le préau")
    writer.sees("programme")
