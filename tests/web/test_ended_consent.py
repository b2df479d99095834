"""A file whose consent has ended: gone for readers, marked for those who work on the text."""

from datetime import date, timedelta

import pytest
from flask import Flask

from app.extensions import db
from app.models import Media, MediaKind, MediaUse, Slot
from app.templating import absolute_url
from tests.actions_kit import Newsroom, make_newsroom
from tests.factories import NOW
from tests.layouts import counted_queries, lay_tile
from tests.media_kit import addresses_of, in_body, make_file, make_picture, use_file
from tests.visits import browser, signed_in

LAST_DAY = date(2026, 3, 23)
BEFORE = NOW - timedelta(days=1)
MARK = "Masquée\u00a0: l’autorisation est terminée"
KINDS = {
    MediaKind.AUDIO: Slot.AUDIO,
    MediaKind.VIDEO: Slot.VIDEO,
    MediaKind.CAPTIONS: Slot.CAPTIONS,
    MediaKind.DOCUMENT: Slot.ATTACHMENT,
}


@pytest.fixture
def newsroom(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Newsroom:
    monkeypatch.setattr("app.clock.frozen", NOW)
    return make_newsroom(db.session())


class Site:
    """An article online that uses files whose consent ends today, everywhere that it can."""

    def __init__(self, app: Flask, newsroom: Newsroom) -> None:
        self.app, self.session, self.newsroom = app, newsroom.session, newsroom
        owner = newsroom.people["publisher"].id
        self.files = {
            slot: make_picture(app, self.session, f"Image {slot}", LAST_DAY, owner_id=owner)
            for slot in (Slot.ILLUSTRATION, Slot.BODY, Slot.GALLERY, Slot.POSTER)
        }
        self.files |= {
            slot: make_file(app, self.session, kind, f"Fichier {slot}", LAST_DAY, owner_id=owner)
            for kind, slot in KINDS.items()
        }
        self.article = newsroom.write("writer", "Le cross", in_body(self.files[Slot.BODY]))
        for slot, media in self.files.items():
            use_file(
                self.session,
                media,
                slot,
                alt="Des élèves",
                caption="Légende",
                revision_id=self.article.newest_revision_id,
            )
        newsroom.now = BEFORE - timedelta(hours=1)
        newsroom.make("moderator", self.article, "publish")
        for kind, settings in (
            ("news_feed", {"rubriques": [newsroom.rubrique.id], "pictures": True}),
            ("hero", {"enabled": True, "article": self.article.id}),
            ("article_pick", {"articles": [self.article.id]}),
            ("rich_text", {"html": in_body(self.files[Slot.BODY])}),
        ):
            tile = lay_tile(self.session, kind, settings)
            use_file(self.session, self.files[Slot.BODY], Slot.PICTURE, alt="x", tile_id=tile.id)
        newsroom.rubrique.introduction = in_body(self.files[Slot.BODY])
        self.session.commit()
        self.id = self.article.id
        self.people = {name: person.id for name, person in newsroom.people.items()}
        self.addresses = [
            address
            for media in self.files.values()
            for address in addresses_of(self.session, media)
        ]
        self.pages = [
            "/",
            f"/articles/{self.id}-le-cross",
            f"/rubriques/{newsroom.rubrique.id}-actualites",
            "/recherche?q=cross",
            *(f"/{name}" for name in ("rss.xml", "atom.xml", "feed.json")),
        ]
        self.session.commit()

    def read(self, path: str) -> str:
        answer = browser(self.app).get(path)
        assert answer.status_code == 200, path
        return answer.text


def test_readers_see_it_to_the_end_of_its_last_day(
    app: Flask, newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = Site(app, newsroom)
    monkeypatch.setattr("app.clock.frozen", BEFORE)
    for path in site.pages:
        assert "/medias/" in site.read(path), path
    for address in site.addresses:
        assert browser(app).get(address).status_code == 200, address


def test_then_no_page_names_it(app: Flask, newsroom: Newsroom) -> None:
    site = Site(app, newsroom)
    for path in site.pages:
        page = site.read(path)
        assert "/medias/" not in page, path
        assert MARK not in page
        for words in ("Image", "Fichier", "Légende", "Des élèves", "Le départ"):
            assert words not in page, (path, words)
        assert "cross" in page
    article = site.read(site.pages[1])
    assert "og:image" not in article or absolute_url("/medias") not in article
    assert "Avant." in article
    assert "Après." in article


def test_its_files_are_there_for_those_alone_who_work_on_the_text_or_own_it(
    app: Flask, newsroom: Newsroom
) -> None:
    site = Site(app, newsroom)
    site.newsroom.session.get_one(Media, site.files[Slot.GALLERY].id).in_collection = True
    db.session.commit()
    for name, is_let_in in (
        ("visitor", False),
        ("writer", True),
        ("publisher", True),
        ("moderator", True),
    ):
        client = signed_in(app, site.people[name])
        for address in site.addresses:
            answer = client.get(address)
            assert (answer.status_code == 200) is is_let_in, (name, address)
            if is_let_in:
                assert answer.headers["Cache-Control"] == "private, no-store"
    for address in site.addresses:
        assert browser(app).get(address).status_code == 404


def test_the_common_collection_offers_it_to_nobody_else(app: Flask, newsroom: Newsroom) -> None:
    ended = make_picture(app, newsroom.session, ends_on=LAST_DAY, in_collection=True)
    lasting = make_picture(app, newsroom.session, ends_on=NOW.date(), in_collection=True)
    [gone, there] = [addresses_of(newsroom.session, one)[0] for one in (ended, lasting)]
    writer = newsroom.people["writer"].id
    newsroom.session.commit()
    client = signed_in(app, writer)
    assert client.get(gone).status_code == 404
    assert client.get(there).status_code == 200


def test_at_work_it_is_shown_and_marked(app: Flask, newsroom: Newsroom) -> None:
    site = Site(app, newsroom)
    client = signed_in(app, site.people["writer"])
    page = client.get(f"/publication/articles/{site.id}").text
    assert page.count(MARK) == 3  # a notice for all of them, the illustration, the gallery
    for media_id in [site.files[slot].id for slot in (Slot.BODY, Slot.GALLERY, Slot.ILLUSTRATION)]:
        assert f"/medias/{media_id}/" in page
    for slot in site.files:
        assert (f"Image {slot}" in page) or (f"Fichier {slot}" in page), slot


def test_hiding_costs_no_more_queries_for_more_pictures(app: Flask, newsroom: Newsroom) -> None:
    site = Site(app, newsroom)
    few = len(_statements(site))
    revision_id = site.newsroom.session.get_one(type(site.article), site.id).online_revision_id
    for _ in range(3):
        media = make_picture(app, db.session(), ends_on=LAST_DAY)
        db.session.add(MediaUse(media_id=media.id, slot=Slot.GALLERY, revision_id=revision_id))
    db.session.commit()
    assert len(_statements(site)) == few


def _statements(site: Site) -> list[str]:
    with counted_queries() as statements:
        for path in site.pages:
            site.read(path)
    return statements
