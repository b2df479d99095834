"""The page of an article: who signs, when, its text and files, what stands around it."""

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from app.models import Article, Media, MediaKind, MediaUse, Slot
from app.rules.audience import Function, Part, user_key
from app.rules.roles import Role
from app.rules.visibility import Visibility
from app.rules.workflow import Status
from tests.factories import NOW, make_article, make_group, make_person, make_rubrique
from tests.layouts import add_picture
from tests.visits import signed_in
from tests.web.reading_pages import meta, page, part, structured, words

pytestmark = pytest.mark.usefixtures("demo_day")

FRAME = '<iframe src="https://framatube.org/videos/embed/abc" title="La visite"></iframe>'


def test_head_and_byline(client: FlaskClient, session: Session) -> None:
    author = make_person(session, first_name="Hélène", last_name="D’Arc")
    author.title = "principale"
    article = make_article(
        session,
        make_rubrique(session, "Actualités"),
        "Bonne année !",
        summary="Les vœux.",
        author=author,
        starts_at=datetime(2025, 4, 9, 9, 20, tzinfo=UTC),
    )
    article.updated_at = datetime(2025, 9, 1, 12, 0, tzinfo=UTC)
    session.commit()
    document = page(client, f"/articles/{article.id}-bonne-annee")
    assert words(part(document, "standfirst")) == "Les vœux."
    byline = words(part(document, "byline"))
    assert "Hélène D’Arc, principale" in byline
    assert "mercredi 9 avril 2025" in byline
    assert "11\u00a0h\u00a020" in part(document, "byline").text_content()
    assert "lundi 1er septembre 2025" in byline
    assert words(part(document, "crumbs")) == f"{_('Home')} Actualités Bonne année !"
    news, trail = structured(document)
    assert news["author"] == {"@type": "Person", "name": "Hélène D’Arc"}
    assert news["datePublished"] == "2025-04-09T09:20:00+00:00"
    assert [step["name"] for step in trail["itemListElement"]] == ["Actualités", "Bonne année !"]
    assert meta(document, "og:type") == "article"
    assert meta(document, "description") == "Les vœux."
    assert document.find_class("print-only")[0].find(".//svg") is not None


@pytest.mark.parametrize(
    ("function", "signed"),
    [(Function.ELV, "Lou, 4B"), (Function.TUT, "A pupil’s parent"), (None, "A former member")],
)
def test_pupils_and_parents_are_never_named(
    function: Function | None, signed: str, client: FlaskClient, session: Session
) -> None:
    author = None
    if function is not None:
        author = make_person(session, function, first_name="Lou", last_name="Dubosc")
        author.title = "présidente"
    if author is not None and function is Function.ELV:
        make_group(session, "4B", (author, Part.PUPIL), kind="class")
    article = make_article(session, make_rubrique(session), "Un texte", author=author)
    session.commit()
    answer = client.get(f"/articles/{article.id}-un-texte")
    assert _(signed) in words(part(page(client, f"/articles/{article.id}-un-texte"), "byline"))
    assert "Dubosc" not in answer.text
    assert "présidente" not in answer.text


def test_a_page_has_no_date_no_byline_and_no_neighbour(
    client: FlaskClient, session: Session
) -> None:
    rubrique = make_rubrique(session, "Le collège", has_blog=False)
    article = make_article(session, rubrique, "Nos horaires", author=make_person(session))
    make_article(session, rubrique, "Nos équipes")
    session.commit()
    document = page(client, f"/articles/{article.id}-nos-horaires")
    assert document.find_class("byline") == document.find_class("beside") == []
    assert document.findall(".//time") == []
    assert meta(document, "article:published_time") is None
    about = structured(document)[0]
    assert about["@type"] == "Article"
    assert "author" not in about
    assert "datePublished" not in about
    related = part(document, "related").find_class("card__title")
    assert [words(title) for title in related] == ["Nos équipes"]


def test_files_of_all_kinds(client: FlaskClient, session: Session) -> None:
    article = make_article(session, make_rubrique(session), "Avec tout")
    revision_id = article.online_revision_id
    add_picture(session, Slot.ILLUSTRATION, revision_id=revision_id, alt="Le préau")
    add_picture(session, Slot.GALLERY, revision_id=revision_id, alt="La cour", size=(800, 600))
    add_picture(session, Slot.POSTER, revision_id=revision_id)
    sound = _file(session, article, Slot.AUDIO, "choeur.mp3", "audio/mpeg", transcript="La la.")
    film = _file(session, article, Slot.VIDEO, "voeux.mp4", "video/mp4", duration=102)
    captions = _file(session, article, Slot.CAPTIONS, "voeux.vtt", "text/vtt")
    _file(session, article, Slot.ATTACHMENT, "liste 6e.pdf", "application/pdf", size=184_320)
    session.commit()
    document = page(client, f"/articles/{article.id}-avec-tout")
    assert part(document, "figure").find(".//img").get("alt") == "Le préau"
    gallery = part(document, "gallery").find(".//a")
    assert gallery.get("href").endswith("/full-800.jpg")
    assert gallery.find(".//img").get("alt") == "La cour"
    assert document.find(".//audio/source").get("src") == f"/medias/{sound}/choeur.mp3"
    assert "La la." in words(part(document, "more"))
    video = document.find(".//video")
    assert video.find(".//source").get("src") == f"/medias/{film}/voeux.mp4"
    assert video.find(".//track").get("src") == f"/medias/{captions}/voeux.vtt"
    assert "/card-1360.jpg" in video.get("poster")
    assert "1\u00a0min\u00a042" in video.getparent().text_content()
    download = part(document, "file")
    assert "PDF, 180" in words(download)
    assert download.get("href").endswith("/liste%206e.pdf")
    assert meta(document, "og:image").endswith("/card-1360.jpg")


def test_contents_from_three_headings_on(client: FlaskClient, session: Session) -> None:
    rubrique = make_rubrique(session)
    three = "".join(f"<h2>Partie {number}</h2><p>…</p>" for number in range(3))
    long = make_article(session, rubrique, "Long", body=three)
    short = make_article(session, rubrique, "Court", body="<h2>Une</h2><h2>Deux</h2>")
    session.commit()
    document = page(client, f"/articles/{long.id}-long")
    targets = [link.get("href").removeprefix("#") for link in part(document, "contents").iter("a")]
    assert [words(document.get_element_by_id(one)) for one in targets] == [
        "Partie 0",
        "Partie 1",
        "Partie 2",
    ]
    assert page(client, f"/articles/{short.id}-court").find_class("contents") == []


def test_an_embed_waits_for_a_click(client: FlaskClient, session: Session) -> None:
    rubrique = make_rubrique(session)
    shown = make_article(session, rubrique, "Avec", body=f"<p>Avant.</p>{FRAME}")
    plain = make_article(session, rubrique, "Sans")
    session.commit()
    document = page(client, f"/articles/{shown.id}-avec")
    assert document.find(".//iframe") is None
    assert document.find(".//a[@data-embed]").get("href").startswith("https://framatube.org/")
    scripts = [script.get("src") for script in document.xpath("//script[@src]")]
    assert any("embed.js" in script for script in scripts)
    assert not any(
        "embed.js" in script.get("src")
        for script in page(client, f"/articles/{plain.id}-sans").xpath("//script[@src]")
    )


def test_an_expired_article_says_so_and_is_not_indexed(
    client: FlaskClient, session: Session
) -> None:
    """What ends at midnight was of use until the day before."""
    article = make_article(
        session,
        make_rubrique(session),
        "Grève",
        starts_at=NOW - timedelta(days=9),
        ends_at=datetime(2026, 3, 20, 23, 0, tzinfo=UTC),
    )
    session.commit()
    document = page(client, f"/articles/{article.id}-greve")
    assert "vendredi 20 mars 2026" in words(part(document, "notice"))
    assert meta(document, "robots") == "noindex"
    assert document.xpath("//link[@rel='canonical']") == []


def test_neighbours_and_related(client: FlaskClient, session: Session) -> None:
    rubrique = make_rubrique(session, "Actualités")
    made = [
        make_article(session, rubrique, f"Article {number}", starts_at=NOW - timedelta(days=number))
        for number in range(1, 8)
    ]
    make_article(session, make_rubrique(session, "Autre"), "Ailleurs")
    make_article(session, rubrique, "Caché", status=Status.DRAFT)
    session.commit()
    document = page(client, f"/articles/{made[3].id}-article-4")
    beside = [(link.get("rel"), words(link.find("b"))) for link in part(document, "beside")]
    assert beside == [("prev", "Article 5"), ("next", "Article 3")]
    related = part(document, "related").find_class("card__title")
    assert [words(title) for title in related] == ["Article 1", "Article 2", "Article 6"]


def test_an_article_is_as_visible_as_its_rubrique(
    app: Flask, client: FlaskClient, session: Session
) -> None:
    person = make_person(session)
    private = make_rubrique(
        session, "Privé", visibility=Visibility.PRIVATE, grants={user_key(person.id): Role.VISITOR}
    )
    article = make_article(session, private, "Un secret")
    own, person_id = f"/articles/{article.id}-un-secret", person.id
    session.commit()
    hidden, unknown = client.get(own), client.get("/articles/999999-un-secret")
    assert hidden.status_code == unknown.status_code == 404
    assert client.get(own.removesuffix("-un-secret")).status_code == 404
    reader = signed_in(app, person_id)
    assert words(page(reader, own).find(".//h1")) == "Un secret"
    assert reader.get(own.replace("un-secret", "ancien")).location == own


def test_a_title_may_hold_anything(client: FlaskClient, session: Session) -> None:
    title = "</script><script>alert(1)</script> \"'&<b>"
    article = make_article(session, make_rubrique(session), title, summary=title)
    session.commit()
    answer = client.get(f"/articles/{article.id}", follow_redirects=True)
    document = page(client, answer.request.path)
    assert words(document.find(".//h1")) == title
    assert structured(document)[0]["headline"] == title
    assert "<script>alert" not in answer.text


def _file(
    session: Session, article: Article, slot: Slot, name: str, mime_type: str, **about: object
) -> int:
    kinds = {
        Slot.AUDIO: MediaKind.AUDIO,
        Slot.VIDEO: MediaKind.VIDEO,
        Slot.CAPTIONS: MediaKind.CAPTIONS,
        Slot.ATTACHMENT: MediaKind.DOCUMENT,
    }
    media = Media(
        kind=kinds[slot],
        title=name,
        filename=name,
        stored_name=name,
        mime_type=mime_type,
        created_at=NOW,
        **{"size": 2000, **about},
    )
    session.add(media)
    session.flush()
    session.add(MediaUse(media_id=media.id, slot=slot, revision_id=article.online_revision_id))
    return media.id
