"""An article that serves as a model: what is copied, for whom, where to, and what stays behind."""

from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from app.models import (
    Article,
    Grant,
    LogEntry,
    Media,
    MediaKind,
    MediaUse,
    Revision,
    Rubrique,
    Slot,
)
from app.queries.used_files import used_files
from app.rules.audience import user_key
from app.rules.roles import Role
from app.rules.visibility import Visibility
from tests.factories import NOW, make_rubrique
from tests.visits import browser, saved
from tests.web.newsroom_kit import Desk, articles, forms_of, make_desk, stored
from tests.web.reading_pages import page, words

pytestmark = pytest.mark.usefixtures("demo_day")


@pytest.fixture(params=[Visibility.PUBLIC])
def desk(app: Flask, request: pytest.FixtureRequest) -> Desk:
    return make_desk(app, request.param)


def model_of(article_id: int) -> str:
    """Return the address that copies an article."""
    return f"/publication/articles/{article_id}/modele"


def copy(desk: Desk, name: str, article_id: int, status: int = 303, **fields: Any) -> str:
    """Copy an article as somebody; return where the answer leads."""
    fields = {"creation_key": f"{name}-{article_id}"} | fields
    answer = desk.post(name, model_of(article_id), **fields)
    assert answer.status_code == status, answer.status_code
    return answer.location or ""


def copied(desk: Desk, location: str) -> Article:
    """Return the article whose form an answer leads to."""
    assert location.endswith("/modifier")
    return stored(desk, location.removesuffix("/modifier"))


def newest(desk: Desk, article: Article) -> Revision:
    """Return the newest text of an article."""
    with saved(desk.app) as session:
        found = session.get_one(Revision, article.newest_revision_id or 0)
        session.expunge(found)
        return found


def further_rubrique(desk: Desk, **more: Any) -> int:
    """Make another rubrique, closed to all but those who are granted a role."""
    with saved(desk.app) as session:
        return make_rubrique(session, "Atelier", visibility=Visibility.PRIVATE, **more).id


def grant(desk: Desk, name: str, rubrique_id: int, role: Role = Role.WRITER) -> None:
    """Give somebody a role in a rubrique."""
    with saved(desk.app) as session:
        key = user_key(desk.people[name])
        session.add(Grant(rubrique_id=rubrique_id, key=key, role=role))


def picture(owner_id: int | None = None) -> Media:
    """Return a picture that is not stored yet."""
    return Media(
        kind=MediaKind.PICTURE,
        title="Photo",
        filename="photo.jpg",
        mime_type="image/jpeg",
        size=9,
        width=800,
        height=600,
        owner_id=owner_id,
        created_at=NOW,
    )


@pytest.mark.parametrize("desk", Visibility, indirect=True)
@pytest.mark.parametrize("is_online", [True, False], ids=["online", "draft"])
def test_who_reads_or_works_copies_if_he_may_write(desk: Desk, is_online: bool) -> None:
    article_id = desk.write("writer", *((("chief", "publish"),) if is_online else ()))
    for name in (*Role, "stranger", "colleague"):
        works = name in ("writer", "moderator", "manager")
        is_let_in = name != "stranger" or not _is_private(desk)
        before = articles(desk)
        if not works and not (is_online and is_let_in):
            copy(desk, name, article_id, 404)
            assert desk.browsers[name].get(model_of(article_id)).status_code == 404
        elif name in ("visitor", "stranger"):
            copy(desk, name, article_id, 403)
            assert desk.browsers[name].get(model_of(article_id)).status_code == 403
        else:
            made = copied(desk, copy(desk, name, article_id))
            own = desk.people[name], "draft", desk.rubrique_id
            assert (made.author_id, made.status, made.rubrique_id) == own
            assert (made.starts_at, made.ends_at, made.bumped_at) == (None, None, None)
            assert (newest(desk, made).title, newest(desk, made).number) == ("La sortie", 1)
            before += 1
        assert articles(desk) == before


def _is_private(desk: Desk) -> bool:
    with saved(desk.app) as session:
        return session.get_one(Rubrique, desk.rubrique_id).visibility is Visibility.PRIVATE


def test_a_reader_copies_what_is_online_a_worker_the_newest(desk: Desk) -> None:
    article_id = desk.write("writer", ("chief", "publish"), ("writer", "save"))
    read = copied(desk, copy(desk, "colleague", article_id))
    assert newest(desk, read).title == "La sortie"
    worked = copied(desk, copy(desk, "writer", article_id))
    assert newest(desk, worked).title == "La sortie, bis"
    with saved(desk.app) as session:
        last = session.scalars(select(LogEntry).order_by(LogEntry.id.desc())).first()
        assert last is not None
        told = {"title": "La sortie, bis", "model": article_id}
        assert (last.action, last.subject_id, last.details) == ("create", worked.id, told)


def test_two_clicks_make_one_draft(desk: Desk) -> None:
    article_id = desk.write("writer")
    shown = desk.at("writer", f"/publication/articles/{article_id}")
    fields = forms_of(shown)[model_of(article_id)]
    first, second = (
        desk.browsers["writer"].post(model_of(article_id), data=fields) for _ in range(2)
    )
    assert first.location == second.location
    assert articles(desk) == 2
    copy(desk, "writer", article_id, 400, creation_key="")


def test_where_he_may_not_write_he_chooses(desk: Desk) -> None:
    article_id = desk.write("writer", ("chief", "publish"))
    one = further_rubrique(desk)
    grant(desk, "stranger", one)
    made = copied(desk, copy(desk, "stranger", article_id))
    assert made.rubrique_id == one, "the only rubrique there is"
    two, closed = further_rubrique(desk), further_rubrique(desk)
    grant(desk, "stranger", two)
    location = copy(desk, "stranger", article_id, creation_key="k2")
    assert location == model_of(article_id)
    shown = desk.at("stranger", location)
    offered = {int(one.get("value")) for one in shown.cssselect("button[name=rubrique_id]")}
    assert offered == {one, two}
    fields = forms_of(shown)[model_of(article_id)]
    answer = desk.browsers["stranger"].post(location, data=fields | {"rubrique_id": str(two)})
    assert copied(desk, answer.location or "").rubrique_id == two
    copy(desk, "stranger", article_id, 404, creation_key="k3", rubrique_id=closed)
    copy(desk, "stranger", article_id, 403, creation_key="k4", rubrique_id=desk.rubrique_id)
    copy(desk, "stranger", article_id, 400, creation_key="k5", rubrique_id="x")


def test_of_an_archived_rubrique_the_copy_stands_elsewhere(desk: Desk) -> None:
    article_id = desk.write("writer", ("chief", "publish"))
    elsewhere = further_rubrique(desk)
    grant(desk, "writer", elsewhere)
    with saved(desk.app) as session:
        session.get_one(Rubrique, desk.rubrique_id).archived_at = NOW
    made = copied(desk, copy(desk, "writer", article_id))
    assert made.rubrique_id == elsewhere
    copy(desk, "colleague", article_id, 403)


def test_what_is_in_the_trash_is_no_model(desk: Desk) -> None:
    article_id = desk.write("writer", ("writer", "trash"))
    copy(desk, "writer", article_id, 404)
    assert model_of(article_id) not in forms_of(
        desk.at("writer", f"/publication/articles/{article_id}")
    )


def test_only_files_that_he_may_use_are_carried(desk: Desk) -> None:
    """Another one's picture in the body, that no use opens to readers, stays behind (17)."""
    article_id = desk.write("writer", ("chief", "publish"))
    with saved(desk.app) as session:
        shown, hidden = picture(), picture(owner_id=desk.people["chief"])
        session.add_all((shown, hidden))
        session.flush()
        online = session.get_one(Article, article_id).online_revision_id
        session.get_one(Revision, online or 0).body = (
            f'<p>Avant.</p><p><img src="/medias/{hidden.id}/full-800.jpg" alt=""></p>'
            f'<p><img src="/medias/{shown.id}/full-800.jpg" alt="Ici"></p>'
        )
        session.add(MediaUse(media_id=shown.id, slot=Slot.BODY, revision_id=online))
        session.add(
            MediaUse(media_id=shown.id, slot=Slot.ILLUSTRATION, revision_id=online, alt="Là")
        )
        ids = shown.id, hidden.id
    made = copied(desk, copy(desk, "colleague", article_id))
    body = newest(desk, made).body
    assert body == f'<p>Avant.</p><p><img src="/medias/{ids[0]}/full-800.jpg" alt="Ici"></p>'
    with saved(desk.app) as session:
        files = used_files(session, made.newest_revision_id or 0)
        assert {(file.media_id, file.slot, file.alt) for file in files} == {
            (ids[0], Slot.BODY, None),
            (ids[0], Slot.ILLUSTRATION, "Là"),
        }


def test_readers_who_cannot_write_see_the_page_as_it_was(desk: Desk) -> None:
    article_id = desk.write("writer", ("chief", "publish"))
    address = f"/articles/{article_id}-la-sortie"
    for client in (browser(desk.app), desk.browsers["stranger"], desk.browsers["visitor"]):
        assert "modele" not in client.get(address).get_data(as_text=True)
    assert not page(browser(desk.app), address).cssselect("main form")
    shown = page(desk.browsers["colleague"], address)
    [form] = shown.cssselect(".article__margin form")
    assert words(form) == "Utiliser comme modèle"
