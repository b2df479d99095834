"""Pictures in a text: from the library or dropped, never without a word on what they show."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from app.text.clean import sanitize_html
from tests.browser.school import School
from tests.browser.writing import Writing

pytestmark = pytest.mark.browser

DROP = """async (body, kind) => {
  const canvas = new OffscreenCanvas(60, 40);
  canvas.getContext("2d").fillRect(0, 0, 60, 40);
  const blob = await canvas.convertToBlob({ type: "image/png" });
  const data = new DataTransfer();
  data.items.add(new File([blob], "pont.png", { type: "image/png" }));
  const where = { bubbles: true, cancelable: true, clientX: 40, clientY: 30 };
  body.dispatchEvent(kind === "drop"
    ? new DragEvent("drop", { ...where, dataTransfer: data })
    : new ClipboardEvent("paste", { ...where, clipboardData: data }));
}"""


@pytest.fixture
def writing(school: School) -> Iterator[Writing]:
    """A form with its editor."""
    visit = school.looks.come_in(storage_state=school.open_session("a.vidal"))
    yield Writing(visit).open()
    assert visit.complaints + visit.foreign == []
    visit.page.context.close()


def test_a_picture_of_the_library_needs_words_or_is_decorative(writing: Writing) -> None:
    writing.begin("<p>a</p>")
    writing.press("Insérer une image…")
    picker = writing.page.locator("dialog[open]")
    picker.get_by_role("link", name="Collection").click()
    picker.locator("[data-media]").first.click()
    expect(writing.dialog).to_be_visible()
    writing.dialog.get_by_label("Texte alternatif").fill(" ")
    writing.dialog.get_by_role("button", name="Insérer l’image").click()
    expect(writing.dialog).to_contain_text("Décrivez l’image")
    writing.answer(alt="Le parvis", caption="Photo : CDI")
    made = writing.content()
    assert 'alt="Le parvis"' in made
    assert "<figcaption>Photo : CDI</figcaption></figure>" in made
    assert sanitize_html(made).count("<img") == 1
    writing.text.locator("img").click()
    writing.press("Description et légende…")
    writing.dialog.get_by_label("Légende").fill("")
    writing.dialog.get_by_role("checkbox").check()
    expect(writing.dialog.get_by_label("Texte alternatif")).to_be_disabled()
    writing.answer()
    assert 'alt=""' in writing.content()
    assert "figure" not in writing.content()
    writing.text.locator("img").click()
    writing.press("Retirer l’image")
    assert writing.content() == "<p>a</p>"


@pytest.mark.parametrize("kind", ["drop", pytest.param("paste", marks=pytest.mark.long)])
def test_a_picture_file_goes_to_the_library_and_is_described(writing: Writing, kind: str) -> None:
    writing.begin("<p>a</p>")
    writing.text.evaluate(DROP, kind)
    expect(writing.dialog).to_be_visible()
    writing.answer(alt="Un pont")
    made = writing.content()
    assert 'alt="Un pont"' in made
    assert 'src="/medias/' in made
    assert "data:" not in made


def test_save_has_its_keys(writing: Writing, title: str) -> None:
    writing.page.get_by_label("Titre", exact=True).fill(title)
    writing.begin("<p>a</p>")
    writing.page.keyboard.press("Control+S")
    expect(writing.page.get_by_role("heading", level=1)).to_have_text(title)
    expect(writing.page.get_by_role("main")).to_contain_text("Brouillon")
