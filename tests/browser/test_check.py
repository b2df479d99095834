"""The check beside the editor: it speaks while one writes, leads to what it found, and mends it."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from tests.browser.newsroom import open_on_desk, start
from tests.browser.people import Cast, Person
from tests.browser.school import School
from tests.browser.test_every_page import RUN_AXE
from tests.browser.writing import NEW, Writing

pytestmark = pytest.mark.browser

BODY = (
    "<h2>Les vainqueurs</h2><p>Bravo à Yanis <strong>El Amrani</strong>&nbsp;! Les photos sont"
    ' <a href="/agenda">ici</a>.</p><h4>Le palmarès</h4>'
    "<table><tbody><tr><td>Lundi</td></tr><tr><td>5 B</td></tr></tbody></table>"
)


@pytest.fixture
def writing(school: School) -> Iterator[Writing]:
    """The form of a new article before somebody who may write."""
    visit = school.looks.come_in(storage_state=school.open_session("m.estrade"))
    yield Writing(visit).open()
    visit.page.context.close()


def test_its_buttons_mend_what_stands_in_the_editor(writing: Writing, axe: str) -> None:
    page = writing.page
    panel, count = page.locator("#check"), page.locator("#check [role=status]")
    writing.begin(BODY)
    writing.text.press("Control+End")
    writing.text.type(" Fin.")
    expect(count).to_have_text("4 points à corriger, dont 1 bloquant")
    page.evaluate(axe)
    assert page.evaluate(RUN_AXE) == []
    panel.get_by_role("link", name="Aller à l’endroit : Yanis El Amrani").click()
    assert page.evaluate("hugerte.get('body').selection.getContent({format: 'text'})") == (
        "Yanis El Amrani"
    )
    panel.get_by_role("link", name="Aller à l’endroit : ici").click()
    assert page.evaluate("hugerte.get('body').selection.getNode().textContent") == "ici"
    panel.get_by_role("button", name="Écrire « Yanis E. » à la place").click()
    expect(count).to_have_text("3 points à corriger")
    expect(panel).to_be_focused()
    panel.get_by_role("button", name="Mettre au bon niveau").click()
    expect(count).to_have_text("2 points à corriger")
    panel.get_by_role("button", name="Faire de la première ligne des en-têtes").click()
    expect(count).to_have_text("1 point à corriger")
    panel.get_by_role("button", name="Remplacer le texte").click()
    words = panel.get_by_label("Texte du lien")
    expect(words).to_be_focused()
    words.fill("les photos de l’agenda")
    words.press("Enter")
    expect(count).to_have_text("Rien à corriger")
    content = writing.content()
    assert "Bravo à Yanis E." in content
    assert "<h3>Le palmarès</h3>" in content
    assert '<th scope="col">Lundi</th>' in content
    assert '<a href="/agenda">les photos de l’agenda</a>' in content
    writing.page.evaluate("hugerte.get('body').undoManager.undo()")
    assert ">ici</a>" in writing.content(), "what a button did can be undone"


COUNT_LISTS = """() => {
  window.lists = 0;
  const list = document.querySelector("[data-check-list]");
  new MutationObserver(() => window.lists += 1).observe(list, { childList: true });
}"""


def test_who_is_in_it_stays_where_he_is_while_the_text_is_checked_again(writing: Writing) -> None:
    page = writing.page
    panel, count = page.locator("#check"), page.locator("#check [role=status]")
    writing.begin(BODY)
    check_again(writing)
    expect(count).to_have_text("4 points à corriger, dont 1 bloquant")
    page.evaluate(COUNT_LISTS)
    button = panel.get_by_role("button", name="Mettre au bon niveau")
    button.focus()
    check_again(writing)
    writing.begin(f"<p>Un mot de plus.</p>{BODY.partition('<table>')[0]}")
    button.focus()
    check_again(writing)
    expect(count).to_have_text("3 points à corriger, dont 1 bloquant")
    expect(button).to_be_focused()
    assert page.evaluate("lists") == 1, "the list was put anew although it said the same"
    field = panel.get_by_label("Texte du lien")
    field.press_sequentially("les photos")
    field.press("ArrowLeft")
    writing.page.evaluate("html => hugerte.get('body').setContent(html)", BODY.partition("<h4>")[0])
    check_again(writing)
    expect(count).to_have_text("2 points à corriger, dont 1 bloquant")
    page.keyboard.type("X")
    expect(field).to_have_value("les photoXs")
    writing.page.evaluate("hugerte.get('body').setContent('<p>Rien.</p>')")
    check_again(writing)
    expect(count).to_have_text("Rien à corriger")
    expect(panel).to_be_focused()


def check_again(writing: Writing) -> None:
    """Have the text checked as a moment after typing, wherever the focus is."""
    with writing.page.expect_response(lambda one: "/verification" in one.url) as answer:
        writing.page.locator("form[data-writing]").dispatch_event("input")
    answer.value.finished()


def with_a_name(writer: Person, title: str) -> Writing:
    """Open a draft that names a pupil, checked: the focus is in the panel."""
    start(writer, title, "Bravo à Yanis El Amrani pour son discours.")
    writer.press("Enregistrer en brouillon")
    writer.is_at(title)
    writer.follow("Modifier")
    writing = Writing(writer.visit)
    expect(writing.page.locator(".editor__count")).to_be_visible()
    writer.press("Vérifier le texte")
    expect(writing.page.locator("#check")).to_be_focused()
    return writing


def test_what_is_opened_in_it_stays_open(cast: Cast, title: str) -> None:
    writer = cast.member("a.vidal")
    writing = with_a_name(writer, title)
    panel = writing.page.locator("#check")
    writer.hand.press(panel.locator("summary", has_text="Confirmer…"))
    reason = panel.get_by_label("Pourquoi cela peut rester")
    writer.hand.write(reason, "")
    writing.page.evaluate(
        "hugerte.get('body').setContent('<p>Encore !! Bravo à Yanis El Amrani.</p>')"
    )
    check_again(writing)
    expect(panel.get_by_role("button", name="N’en garder qu’un")).to_be_visible()
    expect(reason).to_be_focused()


def test_a_reason_stays_with_its_place_when_another_place_is_mended(cast: Cast, title: str) -> None:
    writer = cast.member("a.vidal")
    writing = with_a_name(writer, f"Bravo à Yanis El Amrani {title}")
    panel = writing.page.locator("#check")
    places = panel.locator("summary", has_text="Confirmer…")
    expect(places).to_have_count(2)
    writer.hand.press(places.first)
    reason = panel.get_by_label("Pourquoi cela peut rester").first
    writer.hand.write(reason, "Accord des parents")
    writing.page.evaluate("hugerte.get('body').setContent('<p>Bravo à lui.</p>')")
    check_again(writing)
    expect(places).to_have_count(1)
    expect(reason).to_have_value("Accord des parents")
    expect(reason).to_be_focused()


def test_a_name_keeps_a_text_from_the_public_until_it_is_confirmed(cast: Cast, title: str) -> None:
    writer, chief = cast.member("m.estrade"), cast.member("h.castagne")
    start(writer, title, "Bravo à Yanis El Amrani pour son discours.")
    writer.press("Soumettre à validation")
    writer.is_told("1 point qui l’empêche d’être public")
    open_on_desk(chief, title)
    chief.press("Valider et mettre en ligne")
    chief.sees("La vérification a trouvé ce qui ne doit pas être public")
    chief.hand.press(chief.main.locator("summary", has_text="Confirmer…"))
    chief.write("Pourquoi cela peut rester", "Accord des parents, classeur de la 5B.")
    chief.press("Confirmer : Yanis El Amrani")
    chief.sees("Confirmé par Hélène Castagné")
    chief.press("Valider et mettre en ligne")
    chief.is_told("Validé")


@pytest.mark.long
def test_it_works_without_script_in_a_narrow_window(school: School) -> None:
    session = school.open_session("m.estrade")
    visit = school.looks.come_in(320, java_script_enabled=False, storage_state=session)
    page = visit.page
    visit.go(NEW)
    page.get_by_label("Titre", exact=True).fill("Le tournoi")
    page.get_by_label("Texte", exact=True).fill("Bravo à Yanis El Amrani !!!")
    page.get_by_role("button", name="Vérifier le texte").click()
    panel = page.locator("#check")
    expect(panel).to_contain_text("1 point à corriger, dont 1 bloquant")
    panel.get_by_role("button", name="Écrire « Yanis E. » à la place").click()
    panel.get_by_role("button", name="N’en garder qu’un").click()
    expect(panel).to_contain_text("Rien à corriger")
    expect(page.get_by_label("Texte", exact=True)).to_have_value("Bravo à Yanis E. !")
    expect(page.get_by_label("Titre", exact=True)).to_have_value("Le tournoi")
    page.context.close()
