"""What requests share ends with the span, has a bound, and holds nothing that is not committed."""

from dataclasses import replace
from datetime import timedelta

import pytest
from flask import Flask, g
from sqlalchemy import update
from sqlalchemy.orm import Session

from app.access import peer, school
from app.extensions import db
from app.models import (
    Announcement,
    AnnouncementTarget,
    Grant,
    GroupManager,
    Guardian,
    Membership,
    Person,
    PersonDuty,
    PersonFunction,
    ServiceAudience,
    Setting,
    SiteRight,
    TileAudience,
)
from app.rules.audience import Viewer
from app.shared import is_sharing, shared
from app.spans.shelf import USUAL, Shelf
from app.spans.span import Span
from tests.factories import NOW, make_person
from tests.visits import browser, saved, signed_in

SPAN = Span(1, timedelta(0), NOW, NOW + timedelta(hours=1))
pytestmark = pytest.mark.usefixtures("demo_day")


def test_a_value_is_made_once() -> None:
    shelf, made = Shelf(SPAN, 100_000), []
    for _time in range(3):
        assert shelf.get("name", lambda: made.append(1)) is None  # type: ignore[func-returns-value]
    assert made == [1]


def test_what_was_least_asked_for_is_forgotten() -> None:
    shelf = Shelf(SPAN, 10 * USUAL)
    for number in range(10):
        shelf.get(number, lambda: "first")
    assert shelf.get(0, lambda: "again") == "first"
    shelf.get(10, lambda: "one more")
    assert shelf.get(0, lambda: "again") == "first"
    assert shelf.get(1, lambda: "again") == "again"
    assert shelf.size == 10 * USUAL


@pytest.mark.parametrize("size", [None, 2 * USUAL])
def test_what_is_too_large_or_not_to_keep_is_not_kept(size: int | None) -> None:
    shelf = Shelf(SPAN, 10 * USUAL)
    shelf.get("name", lambda: "first", lambda _value: size)
    assert shelf.get("name", lambda: "again", lambda _value: size) == "again"
    assert shelf.size == 0


def test_what_was_made_when_the_span_was_over_is_not_kept() -> None:
    shelf = Shelf(replace(SPAN, until=NOW), 10 * USUAL)
    shelf.get("name", lambda: "first")
    assert shelf.get("name", lambda: "again") == "again"


def test_what_is_not_committed_is_shared_with_nobody(app: Flask, session: Session) -> None:
    session.add(Setting(name="name", value="Collège des Lilas"))
    session.commit()
    name_it = update(Setting).where(Setting.name == "name")
    with app.test_request_context("/contact"):
        app.preprocess_request()
        assert is_sharing()
        db.session.execute(name_it.values(value="Collège des Tilleuls"))
        assert not is_sharing()
        g.pop("school", None)
        assert school().name == "Collège des Tilleuls"
        assert "Lilas" in browser(app).get("/contact").text
        db.session.rollback()
    assert "Lilas" in browser(app).get("/contact").text


def test_a_form_shares_nothing(app: Flask) -> None:
    with app.test_request_context("/connexion", method="POST"):
        g.pop("shelves", None)
        assert not is_sharing()
        assert [shared(("name",), lambda one=one: one) for one in (1, 2)] == [1, 2]


def test_what_another_process_commits_is_seen_at_once(app: Flask, keeping: Flask) -> None:
    with saved(app) as session:
        person_id = make_person(session).id
        session.add(Setting(name="name", value="Collège des Lilas"))
    clients = [signed_in(one, person_id) for one in (app, keeping)]
    for name in ("Lilas", "Tilleuls", "Érables"):
        with saved(app) as session:
            session.execute(update(Setting).values(value=f"Collège des {name}"))
        assert all(name in client.get("/accueil").text for client in clients)


def test_a_peer_is_nobody_and_holds_keys_that_are_named(app: Flask, session: Session) -> None:
    person = make_person(session)
    session.commit()
    keys = frozenset({"public", "members", "profile:parent", "group:12/parent", "user:7"})
    with app.test_request_context("/"):
        app.preprocess_request()
        g.viewer = Viewer(person.id, keys)
        assert peer() == Viewer(None, frozenset({"public", "members"}))


def test_a_key_that_is_named_anew_raises_the_version() -> None:
    named = (Grant, TileAudience, ServiceAudience, Announcement, AnnouncementTarget, SiteRight)
    for model in (*named, Guardian, GroupManager, Membership, Person, PersonDuty, PersonFunction):
        assert model.__table__.info["public"]
