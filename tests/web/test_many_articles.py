"""Pages ask the database the same number of questions of 50 articles and of 20,000."""

from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import insert, update
from sqlalchemy.orm import Session

from app.models import Article, Event, Revision, Rubrique
from app.rules.workflow import Status
from tests.factories import NOW, make_rubrique
from tests.filling import count_rows
from tests.layouts import counted_queries, lay_tile

pytestmark = pytest.mark.usefixtures("demo_day")

FEW, MANY = 50, 20_000


def test_the_number_of_queries_is_constant(client: FlaskClient, session: Session) -> None:
    rubriques = [make_rubrique(session, "Actualités"), make_rubrique(session, "CDI")]
    _lay_home(session, rubriques)
    pages = ["/", "/articles/10-article-10", f"/rubriques/{rubriques[0].id}-actualites"]

    _add_articles(session, rubriques, range(1, FEW + 1))
    few = [_questions(client, page) for page in pages]
    _add_articles(session, rubriques, range(FEW + 1, MANY + 1))
    many = [_questions(client, page) for page in pages]

    assert few == many
    assert max(many) < 30


def _questions(client: FlaskClient, page: str) -> int:
    with counted_queries() as statements:
        assert client.get(page).status_code == 200
    return len([one for one in statements if one.startswith(("SELECT", "WITH"))])


def _lay_home(session: Session, rubriques: list[Rubrique]) -> None:
    ids = [rubrique.id for rubrique in rubriques]
    lay_tile(session, "hero", {"article": 10})
    lay_tile(session, "news_feed", {"rubriques": ids})
    lay_tile(session, "article_pick", {"articles": [3, 4, 5]})
    lay_tile(session, "rubrique_list", {"rubriques": ids})
    lay_tile(session, "events", {"rubriques": ids})
    lay_tile(session, "contact")
    session.add(
        Event(
            rubrique_id=ids[0],
            title="Cross",
            starts_at=NOW,
            ends_at=NOW + timedelta(hours=1),
            changed_at=NOW,
        )
    )
    session.commit()


def _add_articles(session: Session, rubriques: list[Rubrique], numbers: range) -> None:
    """Add articles with these ids, each with a revision of the same id."""
    moments = {number: NOW - timedelta(days=1, minutes=MANY - number) for number in numbers}
    session.execute(
        insert(Article),
        [
            {
                "id": number,
                "rubrique_id": rubriques[number % 2].id,
                "status": Status.DRAFT,
                "created_at": moments[number],
                "starts_at": moments[number],
                "bumped_at": moments[number],
            }
            for number in numbers
        ],
    )
    session.execute(
        insert(Revision),
        [
            {
                "id": number,
                "article_id": number,
                "number": 1,
                "created_at": moments[number],
                "title": f"Article {number}",
            }
            for number in numbers
        ],
    )
    count_rows(session)
    session.execute(
        update(Article)
        .where(Article.status == Status.DRAFT)
        .values(status=Status.ONLINE, online_revision_id=Article.id, newest_revision_id=Article.id)
    )
    session.commit()
