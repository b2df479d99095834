"""/annuaire/personnes/<id>/effacer: read what goes, then erase; the session ends at once."""

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from app.models import Article, DataRequest, DataRequestKind, GroupManager, Person, SiteRight
from app.rules.audience import Duty, Function, user_key
from app.rules.site_rights import Right
from tests.factories import make_article, make_group, make_rubrique
from tests.visits import Browser, saved, signed_in
from tests.web.accounts import add_person, fill, logged, mails, page_of
from tests.web.signing_in import age_session


@pytest.fixture
def admin(app: Flask) -> Browser:
    return signed_in(app, add_person(app, "admin", Duty.ADMIN))


@pytest.fixture
def marion(app: Flask) -> int:
    """A teacher with an article, a group and an open request to be erased."""
    person_id = add_person(app, "m.estrade", function=Function.ENS, first_name="Marion",
                           last_name="Estrade", email="marion@a.example")  # fmt: skip
    with saved(app) as session:
        person = session.get_one(Person, person_id)
        make_article(session, make_rubrique(session), "Le potager", author=person)
        group = make_group(session, "Chorale")
        session.add_all(
            [
                GroupManager(group_id=group.id, person_id=person_id),
                DataRequest(person_id=person_id, kind=DataRequestKind.ERASURE, text="Tout",
                            created_at=datetime.now(UTC)),
            ]
        )  # fmt: skip
    return person_id


def path(person_id: int) -> str:
    return f"/annuaire/personnes/{person_id}/effacer"


def test_what_goes_and_stays_is_read_before(app: Flask, admin: Browser, marion: int) -> None:
    member = signed_in(app, marion)
    assert member.get("/mon-compte").status_code == 200
    page = page_of(admin.get(path(marion)))
    text = " ".join(page.text_content().split())
    for words in ("Effacer Marion Estrade", "1 article", "ancien membre", "Chorale"):
        assert words in text, words
    done = fill(admin, page, path(marion))
    assert (done.status_code, done.location) == (303, "/annuaire/demandes")
    assert member.get("/mon-compte").status_code == 302, "open sessions end"
    assert admin.get(path(marion)).status_code == 404
    with saved(app) as session:
        assert session.scalars(select(Article.author_id)).all() == [None]
    [mail] = mails(app)
    assert mail["to"] == "marion@a.example"
    assert [(one.action, one.subject_id, one.details) for one in logged(app)] == [
        ("erase", marion, {})
    ]
    again = fill(admin, page, path(marion))
    assert again.status_code == 404


def test_oneself_and_the_last_head_are_kept(app: Flask, admin: Browser) -> None:
    head = add_person(app, "head", Duty.HEAD)
    with saved(app) as session:
        own = session.scalars(select(Person.id).where(Person.login == "admin")).one()
    page = page_of(admin.get(path(head)))
    assert "seule personne à la tête" in page.text_content()
    assert not [one for one in page.iter("form") if one.get("action") == path(head)]
    token = page.cssselect("[name=csrf_token]")[0].get("value")
    for person_id in (head, own):
        refused = admin.post(path(person_id), data={"csrf_token": token})
        assert refused.status_code == 403
        assert "Impossible" in refused.text
    with saved(app) as session:
        assert len(session.scalars(select(Person.id)).all()) == 2


def test_a_delegate_erases_nobody_who_may_do_more(app: Flask, marion: int) -> None:
    add_person(app, "head", Duty.HEAD)
    deputy, delegate = add_person(app, "deputy", Duty.DEPUTY), add_person(app, "delegate")
    stronger = add_person(app, "stronger")
    with saved(app) as session:
        session.add(SiteRight(right=Right.DIRECTORY, key=user_key(delegate)))
        session.add(SiteRight(right=Right.JOURNAL, key=user_key(stronger)))
    visitor = signed_in(app, delegate)
    page = page_of(visitor.get(path(marion)))
    token = page.cssselect("[name=csrf_token]")[0].get("value")
    for person_id in (deputy, stronger):
        assert visitor.post(path(person_id), data={"csrf_token": token}).status_code == 403
    assert fill(visitor, page, path(marion)).status_code == 303


def test_it_needs_the_right_and_the_password(app: Flask, admin: Browser, marion: int) -> None:
    assert signed_in(app, marion).get(path(marion)).status_code == 403
    page = page_of(admin.get(path(marion)))
    age_session(app, confirmed_at=datetime.now(UTC) - timedelta(minutes=31))
    assert admin.get(path(marion)).status_code == 302
    assert fill(admin, page, path(marion)).status_code == 403
    with saved(app) as session:
        assert session.get(Person, marion) is not None
    assert admin.get("/annuaire/personnes/0/effacer").status_code == 404
