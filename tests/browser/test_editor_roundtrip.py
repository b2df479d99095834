"""What the buttons of the editor make is what the sanitiser keeps, and what is stored."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import expect
from sqlalchemy import select

from app.models import Revision
from app.text.clean import sanitize_html
from tests.browser.school import School
from tests.browser.writing import Writing, normal
from tests.visits import saved

pytestmark = pytest.mark.browser

ONE = "<p>Un texte</p>"
HEAD = '<tr><th scope="col">a</th><th scope="col">b</th></tr>'
ROW = "<tr><td>c</td><td>d</td></tr>"
CAPTION = "<caption>Notes</caption>"
EMPTY = "<tr><td></td><td></td></tr>"


def table(head: str = HEAD, rows: str = ROW, caption: str = CAPTION, look: str = "") -> str:
    """Return a table in which one thing may be different."""
    return f"<table{look}>{caption}<thead>{head}</thead><tbody>{rows}</tbody></table>"


TABLE = table()

BUTTONS = [
    (ONE, "p", ["Style\u00a0: Paragraphe", "Titre"], "<h2>Un texte</h2>"),
    (ONE, "p", ["Style\u00a0: Paragraphe", "Sous-titre"], "<h3>Un texte</h3>"),
    (ONE, "p", ["Style\u00a0: Paragraphe", "Petit titre"], "<h4>Un texte</h4>"),
    (ONE, "p", ["Gras"], "<p><strong>Un texte</strong></p>"),
    (ONE, "p", ["Italique"], "<p><em>Un texte</em></p>"),
    (ONE, "p", ["Autres mises en forme", "Souligné"], '<p><span class="u">Un texte</span></p>'),
    (ONE, "p", ["Autres mises en forme", "Barré"], '<p><span class="s">Un texte</span></p>'),
    (ONE, "p", ["Autres mises en forme", "Exposant"], "<p><sup>Un texte</sup></p>"),
    (ONE, "p", ["Autres mises en forme", "Indice"], "<p><sub>Un texte</sub></p>"),
    (ONE, "p", ["Autres mises en forme", "Code"], "<p><code>Un texte</code></p>"),
    (ONE, "p", ["Liste à puces"], "<ul><li>Un texte</li></ul>"),
    (ONE, "p", ["Liste numérotée"], "<ol><li>Un texte</li></ol>"),
    (
        "<ul><li>a</li><li>b</li></ul>",
        "li:last-child",
        ["Augmenter le retrait"],
        "<ul><li>a<ul><li>b</li></ul></li></ul>",
    ),
    (
        "<ul><li>a<ul><li>b</li></ul></li></ul>",
        "li li",
        ["Diminuer le retrait"],
        "<ul><li>a</li><li>b</li></ul>",
    ),
    (ONE, "p", ["Citation"], "<blockquote><p>Un texte</p></blockquote>"),
    (ONE, "p", ["Centrer"], '<p class="align-center">Un texte</p>'),
    (ONE, "p", ["Aligner à droite"], '<p class="align-right">Un texte</p>'),
    ("<h2>a</h2>", "h2", ["Aligner à gauche"], '<h2 class="align-left">a</h2>'),
    (ONE, "p", ["Langue du passage", "Anglais"], '<p><span lang="en">Un texte</span></p>'),
    ("<p><strong>a</strong></p>", "p", ["Effacer la mise en forme"], "<p>a</p>"),
    (TABLE, "td", ["Insérer une ligne après"], table(rows=ROW + EMPTY)),
    (
        TABLE,
        "td",
        ["Insérer une colonne avant"],
        table(
            HEAD.replace("<tr>", '<tr><th scope="col"></th>'), ROW.replace("<tr>", "<tr><td></td>")
        ),
    ),
    (f"{table(rows=EMPTY + ROW)}", "td", ["Supprimer la ligne"], TABLE),
    (
        TABLE,
        "td",
        ["Supprimer la colonne"],
        table('<tr><th scope="col">b</th></tr>', "<tr><td>d</td></tr>"),
    ),
    (
        TABLE,
        "td",
        ["Colonne d’en-têtes"],
        table(rows='<tr><th scope="row">c</th><td>d</td></tr>'),
    ),
    (
        TABLE,
        "td",
        ["Ligne d’en-têtes"],
        TABLE.replace("</thead><tbody>", "")
        .replace("</tbody>", "</thead>")
        .replace("<td>c</td><td>d</td>", '<th scope="col">c</th><th scope="col">d</th>'),
    ),
    (TABLE, "td", ["Tableau sans traits"], table(look=' class="table-plain"')),
    (TABLE, "td", ["Légende du tableau"], table(caption="")),
    (TABLE, "td", ["Supprimer le tableau"], ""),
]
"""A text, what is chosen in it, the buttons that are pressed, and what comes of it."""


@pytest.fixture(scope="module")
def writing(school: School) -> Iterator[Writing]:
    """One form with its editor for all tests here."""
    visit = school.looks.come_in(storage_state=school.open_session("a.vidal"))
    yield Writing(visit).open()
    assert visit.complaints + visit.foreign == []
    visit.page.context.close()


@pytest.mark.long
@pytest.mark.parametrize(
    ("begun", "chosen", "names", "made"), BUTTONS, ids=[" ".join(row[2]) for row in BUTTONS]
)
def test_a_button_makes_what_the_site_keeps(
    writing: Writing, begun: str, chosen: str, names: list[str], made: str
) -> None:
    writing.begin(begun)
    writing.select(chosen)
    writing.press(*names)
    assert normal(writing.content()) == normal(made)
    assert normal(sanitize_html(writing.content())) == normal(made)


def test_a_table_begins_with_headers_and_a_caption(writing: Writing) -> None:
    writing.begin(ONE)
    writing.press("Insérer un tableau", "2 colonnes, 2 lignes")
    writing.page.keyboard.type("Notes")
    made = writing.content()
    assert "<table><caption>" in made
    assert made.count('<th scope="col">') == 2
    assert sanitize_html(made) == made


@pytest.mark.long
def test_tab_leads_from_cell_to_cell_and_out_of_the_last_one(writing: Writing) -> None:
    writing.begin(ONE)
    writing.press("Insérer un tableau", "2 colonnes, 2 lignes")
    keys = writing.page.keyboard
    for words in ("a", "b", "c", "d"):
        keys.press("Tab")
        keys.type(words)
    keys.press("Shift+Tab")
    keys.type("e")
    head = '<tr><th scope="col">a</th><th scope="col">b</th></tr>'
    rows = "<tr><td>ce</td><td>d</td></tr>"
    assert table(head, rows, caption="") in writing.content(), "the caption was left empty"
    expect(writing.page.locator(".tox-edit-area__iframe")).to_be_focused()
    keys.press("Tab")
    keys.press("Tab")
    expect(writing.page.locator(".tox-edit-area__iframe")).not_to_be_focused()


@pytest.mark.long
def test_a_link_a_line_and_a_character(writing: Writing) -> None:
    writing.begin(ONE)
    writing.select("p")
    writing.press("Insérer ou modifier un lien")
    box = writing.page.get_by_role("dialog")
    box.get_by_label("Adresse du lien").fill("www.rivemont.example/a b")
    box.get_by_role("button", name="Appliquer").click()
    writing.page.keyboard.press("End")
    writing.press("Ligne de séparation")
    writing.press("Caractères spéciaux", "Œ")
    made = writing.content()
    assert made.startswith('<p><a href="https://www.rivemont.example/a%20b">')
    assert "<hr>" in made
    assert "Œ" in made
    assert sanitize_html(made) == made


@pytest.mark.long
def test_the_source_is_taken_over_clean(writing: Writing) -> None:
    writing.begin(ONE)
    writing.press("Code source (HTML)…")
    writing.answer(code="<h1 onclick='x()'>A</h1><p style='color:red'>b<script>c()</script></p>")
    assert sanitize_html(writing.content()) == writing.content()


def test_everything_together_is_stored_as_it_was_written(
    writing: Writing, school: School, title: str
) -> None:
    frame = "https://framatube.org/videos/embed/abc"
    text = "".join(row[3] for row in BUTTONS) + (
        f'<p><iframe src="{frame}" title="Un film"></iframe></p>'
        '<figure><img src="/medias/18/card-680.avif" alt="Le parvis" width="4" height="3">'
        "<figcaption>Photo : CDI</figcaption></figure><p>&nbsp;</p><p>17&nbsp;h &lt; 18&nbsp;h</p>"
    )
    writing.begin(text)
    written = writing.content()
    writing.page.get_by_label("Titre", exact=True).fill(title)
    writing.page.get_by_role("button", name="Enregistrer en brouillon").click()
    expect(writing.page.get_by_role("heading", level=1)).to_have_text(title)
    with saved(school.app) as session:
        stored = session.scalars(select(Revision.body).where(Revision.title == title)).one()
    assert normal(stored) == normal(written) == normal(text)
    writing.visit.complaints.clear()
    writing.open()
