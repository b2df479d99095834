"""The text in a form as its readers will see it: by the public template, and nothing is kept."""

import pytest
from lxml import html
from sqlalchemy import func, select

from app.models import Article, Revision, Rubrique, Slot
from app.models.base import Base
from app.rules.roles import Role
from tests.visits import browser, saved
from tests.web.newsroom_kit import Desk, blank, forms_of, ids_of
from tests.web.preview_kit import add_file
from tests.web.reading_pages import words

pytestmark = pytest.mark.usefixtures("demo_day")

NEW = "/publication/articles/nouveau/apercu"


def preview(desk: Desk, name: str, path: str, status: int = 200, **fields: str) -> html.HtmlElement:
    """Send a form to be looked at; return the page."""
    answer = desk.post(name, path, **fields)
    assert answer.status_code == status, answer.status_code
    if status in (200, 422):
        assert answer.headers["Cache-Control"] == "private, no-store"
        assert "noindex" in answer.headers["X-Robots-Tag"]
        assert answer.headers["Referrer-Policy"] == "no-referrer"
        assert "frame-ancestors 'self'" in answer.headers["Content-Security-Policy"]
    return html.document_fromstring(answer.text)


def of(article_id: int) -> str:
    """Return the address that shows a text of an article before it is saved."""
    return f"/publication/articles/{article_id}/apercu"


def rows(desk: Desk) -> dict[str, int]:
    """Count the rows of all tables."""
    with saved(desk.app) as session:
        return {
            table.name: session.scalar(select(func.count()).select_from(table)) or 0
            for table in Base.metadata.sorted_tables
        }


def test_a_text_shows_as_its_readers_will_see_it_and_nothing_is_kept(desk: Desk) -> None:
    article_id = desk.write("writer")
    photo = add_file(desk, ids_of(desk, article_id)[0], Slot.ILLUSTRATION)
    fields = next(
        iter(forms_of(desk.at("writer", of(article_id).replace("apercu", "modifier"))).values())
    )
    before = rows(desk)
    shown = preview(
        desk,
        "writer",
        of(article_id),
        **fields
        | {
            "title": "Le cross <b>",
            "summary": "Demain.",
            "body": "<h2>Où</h2><p>Au stade.<script>alert(1)</script></p>",
        },
    )
    assert words(shown.find(".//h1")) == "Le cross <b>"
    assert words(shown.cssselect(".standfirst")[0]) == "Demain."
    assert words(shown.cssselect(".article__body .prose")[0]) == "OùAu stade."
    assert "Camille Writer" in words(shown.cssselect(".byline")[0])
    assert shown.cssselect(".crumbs a")[-1].text_content() == "Actualités"
    assert shown.cssselect("main .figure img")[0].get("src") == f"/medias/{photo}/card-680.jpg"
    assert words(shown.cssselect(".notice__kind")[0]) == "Aperçu"
    assert not shown.cssselect("main form, script, link[rel=canonical], meta[property]")
    assert rows(desk) == before
    with saved(desk.app) as session:
        article = session.get_one(Article, article_id)
        assert session.get_one(Revision, article.newest_revision_id or 0).title == "La sortie"


def test_a_first_text_shows_too(desk: Desk) -> None:
    before = rows(desk)
    shown = preview(
        desk, "writer", NEW, **blank(desk, "writer") | {"title": "Le cross", "body": "A"}
    )
    assert words(shown.find(".//h1")) == "Le cross"
    assert "Camille Writer" in words(shown.cssselect(".byline")[0])
    assert rows(desk) == before


def test_without_a_title_it_says_what_is_missing(desk: Desk) -> None:
    shown = preview(desk, "writer", NEW, 422, **blank(desk, "writer") | {"body": "Du texte"})
    assert words(shown.find(".//h1")) == "Sans titre"
    assert "Donnez un titre" in words(shown.cssselect(".notice.is-alert")[0])
    assert words(shown.cssselect(".article__body")[0]) == "Du texte"


def test_who_may_look_at_what(desk: Desk) -> None:
    drafted = desk.write("writer")
    online = desk.write("writer", ("chief", "publish"))
    for name in (*Role, "stranger", "colleague"):
        works = name in ("writer", "moderator", "manager")
        fields = {"title": "Autre", "seen_revision_id": "1"}
        preview(desk, name, of(drafted), 200 if works else 404, **fields)
        preview(desk, name, of(online), 200 if works else 403, **fields)
        writes = name not in ("visitor", "stranger")
        fields = {"title": "Autre", "rubrique_id": str(desk.rubrique_id), "creation_key": "k"}
        preview(desk, name, NEW, 200 if writes else 403, **fields)
    preview(desk, "writer", NEW, 404, rubrique_id="999999", title="x", creation_key="k")
    preview(desk, "writer", NEW, 404, rubrique_id="x", title="x", creation_key="k")
    assert desk.browsers["writer"].get(of(drafted)).status_code == 405
    assert browser(desk.app).post(of(drafted), data={"title": "x"}).status_code in (400, 403)
    assert desk.browsers["writer"].post(of(drafted), data={"title": "x"}).status_code == 400


def test_files_are_those_of_the_form_that_its_writer_may_use(desk: Desk) -> None:
    article_id, other = desk.write("writer"), desk.write("publisher")
    paper, foreign = (add_file(desk, ids_of(desk, one)[0]) for one in (article_id, other))
    shown = desk.at("writer", f"/publication/articles/{article_id}/modifier")
    [fields] = forms_of(shown).values()
    assert fields["attachments-0-media_id"] == str(paper)
    for chosen, expected in ((paper, {f"/medias/{paper}/Le%20programme.pdf"}), (foreign, set())):
        seen = desk.post("writer", of(article_id), **fields | {"attachments-0-media_id": chosen})
        assert {
            one.get("href") for one in html.fromstring(seen.text).cssselect("a.file")
        } == expected


def test_a_rubrique_without_blog_shows_no_byline(desk: Desk) -> None:
    with saved(desk.app) as session:
        session.get_one(Rubrique, desk.rubrique_id).has_blog = False
    shown = preview(desk, "writer", NEW, **blank(desk, "writer") | {"title": "Le cross"})
    assert not shown.cssselect(".byline")


def test_the_edit_page_offers_it(desk: Desk) -> None:
    article_id = desk.write("writer")
    for path, target in (
        (f"/publication/articles/{article_id}/modifier", of(article_id)),
        (f"/publication/articles/nouveau?rubrique={desk.rubrique_id}", NEW),
    ):
        shown = desk.at("writer", path)
        [button] = shown.cssselect("form[data-writing] button[data-preview]")
        assert (button.get("formaction"), button.get("type")) == (target, "submit")
        first = shown.cssselect("form[data-writing] button[type=submit]")[0]
        assert first.get("data-preview") is None, "the Enter key saves"
        assert len(shown.cssselect("dialog[data-preview-panel] input[type=radio]")) == 3
