"""Tiles of chosen things: in the chosen order, without those that the viewer may not read now."""

from datetime import timedelta

import pytest
from flask import Flask
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from app.models import Event
from app.rules.roles import Role
from app.rules.visibility import Visibility
from app.rules.workflow import Status
from tests.factories import NOW, make_article, make_rubrique
from tests.layouts import HEAD, MEMBER, headings, lay_tile, links, shown


def test_chosen_articles(app: Flask, session: Session) -> None:
    rubrique = make_rubrique(session)
    first, second = make_article(session, rubrique, "Un"), make_article(session, rubrique, "Deux")
    draft = make_article(session, rubrique, "Brouillon", status=Status.DRAFT)
    expired = make_article(
        session,
        rubrique,
        "Fini",
        starts_at=NOW - timedelta(days=9),
        ends_at=NOW - timedelta(days=1),
    )
    ids = [second.id, draft.id, expired.id, first.id, 999_999]
    lay_tile(session, "article_pick", {"articles": ids})
    assert [headings(found) for found in shown(app, HEAD)] == [["Deux", "Un"]]


def test_chosen_articles_none_of_which_is_left(app: Flask, session: Session) -> None:
    lay_tile(session, "article_pick", {"articles": [1, 2, 3]})
    assert shown(app) == []


def test_chosen_rubriques(app: Flask, session: Session) -> None:
    cdi, sport = make_rubrique(session, "CDI"), make_rubrique(session, "Sport")
    staff = make_rubrique(
        session, "Personnels", visibility=Visibility.PRIVATE, grants={"members": Role.VISITOR}
    )
    sport.note = "Le mercredi"
    lay_tile(session, "rubrique_list", {"rubriques": [sport.id, staff.id, cdi.id]})
    [visitor] = shown(app)
    assert [name for name, _ in links(visitor)] == ["SportLe mercredi", "CDI"]
    [member] = shown(app, MEMBER)
    assert [url for _, url in links(member)] == [
        f"/rubriques/{sport.id}-sport",
        f"/rubriques/{staff.id}-personnels",
        f"/rubriques/{cdi.id}-cdi",
    ]


@pytest.mark.parametrize("chosen", ["all", "some"])
def test_coming_events(chosen: str, app: Flask, session: Session) -> None:
    sport, other = make_rubrique(session, "Sport"), make_rubrique(session, "Autre")
    private = make_rubrique(session, "Privé", visibility=Visibility.PRIVATE)
    draft = make_article(session, sport, "Brouillon", status=Status.DRAFT)
    article = make_article(session, sport, "Le cross")
    _event(session, sport.id, "Fini", days=-3)
    _event(session, sport.id, "Tournoi", days=20, article_id=draft.id)
    _event(session, sport.id, "Cross", days=2, article_id=article.id)
    _event(session, other.id, "Ailleurs", days=4)
    _event(session, private.id, "Caché", days=5)
    lay_tile(session, "events", {"rubriques": [] if chosen == "all" else [sport.id, private.id]})
    [found] = shown(app)
    titles = [one.text_content().strip() for one in found.find_class("agenda__what")]
    assert titles == ["Cross", *(["Ailleurs"] if chosen == "all" else []), "Tournoi"]
    assert links(found) == [
        (_("All events"), "/agenda"),
        ("Cross", f"/articles/{article.id}-le-cross"),
    ]


def test_no_more_events_than_asked(app: Flask, session: Session) -> None:
    sport = make_rubrique(session, "Sport")
    for number in range(4):
        _event(session, sport.id, f"Cross {number}", days=number + 1)
    lay_tile(session, "events", {"maximum": 2})
    [found] = shown(app)
    assert len(found.find_class("agenda__what")) == 2


def _event(
    session: Session, rubrique_id: int, title: str, *, days: int, article_id: int | None = None
) -> None:
    session.add(
        Event(
            rubrique_id=rubrique_id,
            article_id=article_id,
            title=title,
            starts_at=NOW + timedelta(days=days),
            ends_at=NOW + timedelta(days=days, hours=2),
            changed_at=NOW,
        )
    )
