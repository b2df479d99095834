"""The library by hand: files sent with their progress, framed by keyboard, chosen in a dialog."""

import io
from collections.abc import Iterator
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from tests.browser.looks import Visit
from tests.browser.school import School
from tests.browser.test_every_page import RUN_AXE, WIDER_THAN_WINDOW

pytestmark = pytest.mark.browser

ADD = "/publication/mediatheque/ajouter"
WRITER = "m.estrade"
PATIENCE = 60_000
"""Milliseconds until a picture is cut, on a busy machine."""
PICK = """async (wanted) => {
  const { pick } = await import("/static/js/picker.js");
  window.chosen = pick(wanted);
}"""
IN_DIALOG = "document.querySelector('dialog').contains(document.activeElement)"


def chosen(page: Page) -> list[dict[str, str]]:
    """Return what was chosen, once the dialog has said it."""
    found: list[dict[str, str]] = page.evaluate("window.chosen")
    return found


@pytest.fixture
def desk(school: School) -> Iterator[Visit]:
    """A teacher who writes, before the page from which files are sent."""
    visit = school.looks.come_in(storage_state=school.open_session(WRITER))
    visit.go(ADD)
    yield visit
    visit.page.context.close()


def photo(size: tuple[int, int], seed: int = 1) -> bytes:
    """Return a photograph with much in it, so that it is heavy, another for each seed."""
    target = io.BytesIO()
    picture = Image.effect_noise(size, 40 + seed).convert("RGB")
    picture.save(target, "JPEG", quality=97)
    return target.getvalue()


def file(name: str, content: bytes, mime_type: str = "image/jpeg") -> Any:
    """Return a file as a field takes it."""
    return {"name": name, "mimeType": mime_type, "buffer": content}


def sent(page: Page, name: str) -> Any:
    """Return the line of a file that is sent."""
    return page.locator(".sent").filter(has_text=name)


@pytest.mark.long
def test_files_are_sent_one_by_one_each_with_its_answer(desk: Visit) -> None:
    page = desk.page
    heavy = photo((3400, 2400))
    assert len(heavy) > 5 * 1_048_576
    field = page.locator("input[type=file]")
    field.set_input_files(
        [file("cross.jpg", heavy), file("faux.jpg", b"nothing"), file("note.txt", b"Bonjour")]
    )
    expect(sent(page, "cross.jpg")).to_contain_text("Ajouté", timeout=PATIENCE)
    expect(sent(page, "faux.jpg")).to_contain_text("n’est pas une image", timeout=PATIENCE)
    expect(sent(page, "faux.jpg").get_by_role("button")).to_have_accessible_name(
        "Réessayer – faux.jpg"
    )
    expect(sent(page, "note.txt")).to_contain_text("Ajouté", timeout=PATIENCE)
    page.get_by_role("link", name="Compléter 2 fichiers").click()
    expect(page.locator(".suite")).to_contain_text("Fichier 1 sur 2")
    if "note" in page.get_by_role("heading", level=1).inner_text():
        page.get_by_role("link", name="Fichier suivant").click()
    expect(page.locator("dl")).to_contain_text("2560 × 1807 pixels")


@pytest.mark.long
def test_a_connection_that_breaks_loses_no_file(desk: Visit) -> None:
    page = desk.page
    page.context.set_offline(True)
    page.locator("input[type=file]").set_input_files([file("haie.jpg", photo((400, 300), 2))])
    line = sent(page, "haie.jpg")
    expect(line).to_contain_text("La connexion a été coupée")
    page.context.set_offline(False)
    line.get_by_role("button", name="Réessayer").press("Enter")
    expect(line).to_contain_text("Ajouté", timeout=PATIENCE)


@pytest.mark.long
def test_a_session_that_was_opened_again_needs_no_other_page(desk: Visit, school: School) -> None:
    """The token of the page is that of a session which is gone: a fresh one is fetched."""
    page = desk.page
    page.context.clear_cookies()
    page.locator("input[type=file]").set_input_files([file("mare.jpg", photo((400, 300), 3))])
    line = sent(page, "mare.jpg")
    expect(line).to_contain_text("Votre session est terminée")
    page.context.add_cookies(
        [
            {"name": one["name"], "value": one["value"], "domain": one["domain"], "path": "/"}
            for one in school.open_session(WRITER)["cookies"]
        ]
    )
    line.get_by_role("button", name="Réessayer").click()
    expect(line).to_contain_text("Ajouté", timeout=PATIENCE)


def test_a_picture_is_chosen_in_a_dialog(desk: Visit, axe: str) -> None:
    page = desk.page
    page.get_by_label("Déposez des fichiers").focus()
    page.evaluate(PICK, {"place": "gallery", "multiple": True})
    dialog = page.get_by_role("dialog", name="Choisir des images pour la galerie")
    dialog.get_by_role("link", name="Collection").press("Enter")
    expect(dialog.get_by_role("button", name="Sur scène")).to_be_visible()
    assert page.evaluate(IN_DIALOG)
    page.evaluate(axe)
    for width, height in ((1440, 900), (320, 640)):
        desk.resize(width, height)
        assert page.evaluate(WIDER_THAN_WINDOW) + page.evaluate(RUN_AXE) == []
    box = dialog.get_by_role("searchbox")
    box.fill("scene")
    box.press("Enter")
    expect(dialog.locator("[data-media]")).to_have_count(1)
    expect(box).to_be_focused()
    dialog.get_by_role("button", name="Sur scène").press("Space")
    expect(dialog.get_by_role("button", name="Sur scène")).to_have_attribute("aria-pressed", "true")
    dialog.get_by_role("button", name="Ajouter la sélection").press("Enter")
    expect(dialog).to_have_count(0)
    assert [one["title"] for one in chosen(page)] == ["Sur scène"]
    expect(page.get_by_label("Déposez des fichiers")).to_be_focused()
    page.evaluate(PICK, {"place": "illustration"})
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("link", name="Collection").click()
    expect(dialog.get_by_role("button", name="Sur scène")).to_be_visible()
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    assert chosen(page) == []
    assert desk.complaints == []


@pytest.mark.long
def test_a_picture_is_framed_by_keyboard(desk: Visit) -> None:
    page = desk.page
    page.locator("input[type=file]").set_input_files([file("mur.jpg", photo((1400, 1000), 4))])
    line = sent(page, "mur.jpg")
    expect(line).to_contain_text("Ajouté", timeout=PATIENCE)
    line.get_by_role("link", name="Voir ce fichier").press("Enter")
    page.get_by_role("link", name="Cadrer l’image").press("Enter")
    own = page.get_by_label("Choisir moi-même la partie montrée").first
    expect(own).to_be_visible()
    own.press("Space")
    frame = page.get_by_role("application", name="Cadre : Cartes et vignettes")
    box = page.locator("[name=card_box]")
    expect(box).not_to_have_value("")
    before = edges(box.input_value())
    for key in ("Shift+-", "Shift+-", "ArrowRight", "ArrowRight", "ArrowUp"):
        frame.press(key)
    after = edges(box.input_value())
    assert after[2] - after[0] < before[2] - before[0]
    assert after[0] > before[0]
    for _ in range(40):
        frame.press("Shift+ArrowRight")
    assert edges(box.input_value())[2] == 1
    wanted = box.input_value()
    page.get_by_role("button", name="Cadrer ainsi").press("Enter", timeout=PATIENCE)
    expect(page.get_by_role("status").first).to_contain_text("Les pages montrent désormais")
    expect(box).to_have_value(wanted)
    page.get_by_role("button", name="Revenir au cadrage automatique").press("Enter")
    expect(box).to_have_value("")
    assert desk.complaints == []


def edges(text: str) -> list[float]:
    """Return left, top, right and bottom of a part of a picture."""
    return [float(one) for one in text.split(",")]
