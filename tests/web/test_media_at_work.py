"""Files that only a text at work uses: for those who work on it, for nobody else."""

import pytest
from flask import Flask
from sqlalchemy import update
from werkzeug.test import TestResponse

from app.extensions import db
from app.models import Article, Grant, Media, MediaKind, MediaUse, Slot
from app.rules.audience import Duty, Function, user_key
from app.rules.roles import Role
from app.storage import Storage
from tests.actions_kit import Newsroom, make_newsroom
from tests.factories import NOW
from tests.visits import browser, signed_in
from tests.web.site_pages import come_as, send

pytestmark = pytest.mark.usefixtures("demo_day")


@pytest.fixture
def newsroom(app: Flask) -> Newsroom:
    return make_newsroom(db.session())


def attach(app: Flask, newsroom: Newsroom, author: str = "writer") -> str:
    """Let somebody begin an article with a file; return the address of the file."""
    article = newsroom.write(author)
    storage: Storage = app.extensions["storage"]
    media = Media(
        kind=MediaKind.DOCUMENT,
        title="Programme",
        filename="programme.pdf",
        stored_name=storage.put(b"%PDF-1.7", ".pdf"),
        mime_type="application/pdf",
        size=8,
        created_at=NOW,
    )
    newsroom.session.add(media)
    newsroom.session.flush()
    use = MediaUse(media_id=media.id, slot=Slot.ATTACHMENT, revision_id=article.newest_revision_id)
    newsroom.session.add(use)
    newsroom.session.flush()
    return f"/medias/{media.id}/programme.pdf"


def fetch(app: Flask, person_id: int | None, address: str) -> TestResponse:
    """Ask for a file as somebody, or as a visitor."""
    return (signed_in(app, person_id) if person_id else browser(app)).get(address)


def test_a_file_of_a_draft_is_for_those_who_work_on_it(app: Flask, newsroom: Newsroom) -> None:
    address = attach(app, newsroom)
    ids = {name: person.id for name, person in newsroom.people.items()}
    newsroom.session.commit()
    for name in ("writer", "moderator", "manager"):
        answer = fetch(app, ids[name], address)
        assert answer.status_code == 200, name
        assert answer.headers["Cache-Control"] == "private, no-store"
    for name in ("visitor", "publisher"):
        assert fetch(app, ids[name], address).status_code == 404, name
    assert fetch(app, None, address).status_code == 404


def test_another_writers_draft_keeps_its_files(app: Flask, newsroom: Newsroom) -> None:
    address = attach(app, newsroom, "publisher")
    writer = newsroom.people["writer"].id
    newsroom.session.commit()
    assert fetch(app, writer, address).status_code == 404


@pytest.mark.parametrize("key", ["members", "profile:teacher", "user"])
def test_other_eyes_open_no_files_at_work(app: Flask, newsroom: Newsroom, key: str) -> None:
    """As a population or as a person, one reads; drafts stay with those who work on them."""
    address = attach(app, newsroom)
    session, writer = newsroom.session, newsroom.people["writer"].id
    here = newsroom.rubrique.id
    session.add(Grant(rubrique_id=here, key="profile:teacher", role=Role.MODERATOR))
    session.execute(update(Article).values(author_id=writer if key == "user" else None))
    session.commit()
    client = come_as(app, Function.DIR, Duty.HEAD)
    assert client.get(address).status_code == 200
    wanted = {"rubrique": "", "key": user_key(writer) if key == "user" else key}
    assert send(client, "/site/voir-comme", "/site/voir-comme", wanted).status_code == 303
    assert client.get(address).status_code == 404
