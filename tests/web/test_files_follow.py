"""The files of an article are where it is: in every form and size, for whoever may read it."""

from collections.abc import Iterable, Sequence

import pytest
from flask import Flask
from lxml import html
from sqlalchemy.orm import Session

from app.actions.articles import save_text
from app.actions.revisions import Text, text_of
from app.actions.rubriques import change_rubrique, settings_of
from app.extensions import db
from app.models import Article, Grant, Media, MediaKind, Rubrique, Slot
from app.rules.audience import user_key
from app.rules.roles import Role
from app.rules.visibility import Visibility
from tests.actions_kit import make_newsroom
from tests.factories import NOW, make_person, make_rubrique
from tests.media_kit import BYTES, addresses_of, in_body, make_file, make_picture, use_file
from tests.visits import Browser, browser, signed_in

PICTURES = (Slot.ILLUSTRATION, Slot.BODY, Slot.GALLERY, Slot.POSTER)
FILES = {
    Slot.AUDIO: MediaKind.AUDIO,
    Slot.VIDEO: MediaKind.VIDEO,
    Slot.CAPTIONS: MediaKind.CAPTIONS,
    Slot.ATTACHMENT: MediaKind.DOCUMENT,
}
PUBLIC, PRIVATE = "public, max-age=300", "private, no-store"


class School:
    """A newsroom with an article that uses a file in each slot, and people near and far."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        self.newsroom = make_newsroom(db.session())
        self.session: Session = self.newsroom.session
        private = make_rubrique(
            self.session, "Conseil", visibility=Visibility.PRIVATE, inherits=False
        )
        people = {
            "reader": make_person(self.session),
            "stranger": make_person(self.session),
            **self.newsroom.people,
        }
        for name, role in (("reader", Role.VISITOR), ("moderator", Role.MODERATOR)):
            key = user_key(people[name].id)
            self.session.add(Grant(rubrique_id=private.id, key=key, role=role))
        media = {slot: make_picture(app, self.session, f"{slot}") for slot in PICTURES}
        media |= {slot: make_file(app, self.session, kind) for slot, kind in FILES.items()}
        self.article = self.newsroom.write("moderator", "Le cross", in_body(media[Slot.BODY]))
        for slot, one in media.items():
            text_id = self.article.newest_revision_id
            use_file(self.session, one, slot, alt="a", revision_id=text_id)
        self.files = {slot: addresses_of(self.session, one) for slot, one in media.items()}
        self.addresses = [
            *self.files[Slot.ILLUSTRATION],
            *(some[-1] for some in self.files.values()),
        ]
        self.media_ids = {slot: one.id for slot, one in media.items()}
        self.ids = {name: person.id for name, person in people.items()}
        self.article_id, self.private_id = self.article.id, private.id
        self.session.commit()

    def as_(self, name: str) -> Browser:
        """Return the browser of somebody, or of a visitor without an account."""
        self.session.commit()  # or its lock would keep requests waiting
        return browser(self.app) if name == "nobody" else signed_in(self.app, self.ids[name])

    def publish(self) -> None:
        self.newsroom.make("moderator", self.article, "publish")

    def hide(self) -> None:
        """Move the article, and nothing else."""
        self.session.get_one(Article, self.article_id).rubrique_id = self.private_id

    def media(self, slot: Slot) -> Media:
        return self.session.get_one(Media, self.media_ids[slot])


@pytest.fixture
def school(app: Flask, monkeypatch: pytest.MonkeyPatch) -> School:
    monkeypatch.setattr("app.clock.frozen", NOW)
    return School(app)


def assert_served(school: School, names: Iterable[str], cached: str) -> None:
    for name in names:
        client = school.as_(name)
        for address in school.addresses:
            answer = client.get(address)
            assert answer.status_code == 200, (name, address)
            assert answer.data == BYTES
            assert answer.headers["Cache-Control"] == cached, (name, address)


def assert_absent(school: School, names: Iterable[str], addresses: Sequence[str] = ()) -> None:
    """As a file that never was."""
    every = addresses or school.addresses
    for number, name in enumerate(names):
        client = school.as_(name)
        never = client.get("/medias/999999/card-680.jpg")
        for address in every[number * 3 :: number * 4 + 1]:
            answer = client.get(address)
            assert answer.status_code == never.status_code == 404, (name, address)
            assert BYTES not in answer.data
            assert answer.headers.get("Cache-Control") == never.headers.get("Cache-Control")
            assert "ETag" not in answer.headers


def test_no_way_of_asking_opens_it(school: School) -> None:
    school.publish()
    school.hide()
    client, address = school.as_("stranger"), school.addresses[0]
    for method in ("GET", "HEAD"):
        for headers in (
            {},
            {"Range": "bytes=0-3"},
            {"If-None-Match": "*"},
            {"If-Modified-Since": "Mon, 01 Jan 2035 00:00:00 GMT"},
            {"X-Original-URL": address},
            {"X-HTTP-Method-Override": "GET"},
            {"X-Forwarded-For": "127.0.0.1"},
            {"Remote-User": "h.castagne"},
        ):
            answer = client.open(address, method=method, headers=headers)
            assert answer.status_code == 404, (method, headers)
    for method in ("POST", "PUT", "DELETE", "OPTIONS"):
        assert BYTES not in client.open(address, method=method).data


def test_a_public_article_shows_its_files_to_all(school: School) -> None:
    assert_absent(school, ["nobody", "stranger"])
    school.publish()
    assert_served(school, ["nobody", "stranger"], PUBLIC)


def test_from_the_moment_the_article_is_moved_they_are_gone(school: School) -> None:
    school.publish()
    kept = school.as_("nobody")
    tag = kept.get(school.addresses[0]).headers["ETag"]
    school.hide()
    assert_absent(school, ["nobody", "stranger", "writer"])
    assert kept.get(school.addresses[0], headers={"If-None-Match": tag}).status_code == 404
    assert_served(school, ["reader", "moderator"], PRIVATE)


def test_from_the_moment_the_rubrique_turns_private_they_are_gone(school: School) -> None:
    school.publish()
    rubrique = school.session.get_one(Rubrique, school.newsroom.rubrique.id)
    settings = settings_of(rubrique)
    changed = type(settings)(
        **{**settings.__dict__, "visibility": Visibility.PRIVATE, "inherits": False}
    )
    change_rubrique(school.session, NOW, school.ids["manager"], rubrique, changed)
    school.session.commit()
    assert_absent(school, ["nobody", "stranger", "reader"])
    assert_served(school, ["visitor", "moderator"], PRIVATE)


@pytest.mark.parametrize("transition", ["unpublish", "trash"])
def test_what_leaves_the_site_takes_them_along(school: School, transition: str) -> None:
    school.publish()
    school.newsroom.make("moderator", school.article, transition)
    school.session.commit()
    assert_absent(school, ["nobody", "stranger", "reader", "writer", "publisher"])
    assert_served(school, ["moderator"], PRIVATE)


def test_what_a_later_text_no_longer_uses_is_gone(school: School) -> None:
    school.publish()
    work = school.newsroom.work("moderator", school.article)
    without = Text("Le cross", "", "<p>Sans image.</p>", files=())
    actor = school.ids["moderator"]
    save_text(school.session, NOW, actor, work, without, seen_revision_id=work.newest.id)
    school.session.commit()
    assert_served(school, ["nobody"], PUBLIC)
    school.newsroom.make("moderator", school.article, "publish_change")
    school.session.commit()
    assert_absent(school, ["nobody", "stranger", "reader", "writer"])


def test_a_change_that_waits_shows_nothing_of_its_files(school: School) -> None:
    school.publish()
    work = school.newsroom.work("moderator", school.article)
    secret = make_picture(school.app, school.session, "Secret")
    files = text_of(school.session, work.newest).files or ()
    text = Text("Le cross", "", in_body(secret), files)
    revision = save_text(
        school.session, NOW, school.ids["moderator"], work, text, seen_revision_id=work.newest.id
    )
    use_file(school.session, secret, Slot.BODY, revision_id=revision.id)
    waiting = addresses_of(school.session, secret)
    school.session.commit()
    assert_absent(school, ["nobody", "stranger", "writer"], waiting)
    assert school.as_("moderator").get(waiting[0]).status_code == 200


def test_a_body_that_names_a_foreign_picture_opens_nothing(school: School) -> None:
    """What opens a file is its use, which the form grants to who may see the file."""
    school.publish()
    school.hide()
    newsroom = school.newsroom
    forged = newsroom.write("publisher", "Volé", in_body(school.media(Slot.BODY)))
    newsroom.make("publisher", forged, "publish")
    address = f"/articles/{forged.id}-vole"
    page = school.as_("nobody").get(address).text
    assert f"/medias/{school.media_ids[Slot.BODY]}/" in page
    assert_absent(school, ["nobody", "publisher"])


@pytest.mark.parametrize("field", ["body", "illustration-media_id", "gallery-0-media_id"])
def test_no_form_lends_a_foreign_picture(school: School, field: str) -> None:
    school.publish()
    school.hide()
    secret = school.media(Slot.GALLERY)
    value = in_body(secret) if field == "body" else str(secret.id)
    article = school.newsroom.write("publisher", "À moi")
    address, seen = f"/publication/articles/{article.id}/modifier", article.newest_revision_id
    client = school.as_("publisher")
    [form] = html.fromstring(client.get(address).text).cssselect("form[data-writing]")
    typed = dict(form.form_values()) | {"title": "À moi aussi", "gallery-0-alt": "a", field: value}
    answer = client.post(form.get("action") or address, data=typed)
    assert answer.status_code in (302, 303, 422)
    assert_absent(school, ["nobody", "publisher"], school.files[Slot.GALLERY][:2])
    if answer.status_code != 422:
        assert school.session.get_one(Article, article.id).newest_revision_id != seen


ODD = """
/medias/{id}/../{id}/{name}    /medias/./{id}/{name}    //medias/{id}/{name}
/medias//{id}/{name}    /medias/{id}//{name}    /medias/{id}/{name}/
/medias/{id}/{name}%00    /medias/{id}/%2e%2e/{id}/{name}    /medias/0{id}/{name}
/medias/{id}.0/{name}    /medias/{id}/{name};a=b    /medias/{id}/{name}?x=/medias/1/a
/medias/{id}/./{name}    /MEDIAS/{id}/{name}    /medias/{id}/{upper}
""".split()


def test_odd_paths_open_no_more_than_the_plain_one(school: School) -> None:
    school.publish()
    school.hide()
    secret = school.media_ids[Slot.ILLUSTRATION]
    client = school.as_("stranger")
    for path in ODD:
        address = path.format(id=secret, name="card-680.jpg", upper="CARD-680.JPG")
        answer = client.get(address)
        assert answer.status_code in (301, 308, 400, 404), address
        assert BYTES not in answer.data
