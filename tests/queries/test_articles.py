"""Which articles are read, listed and in which order: SQL agrees with the rule and with sorting."""

import random
from datetime import datetime, timedelta
from itertools import product

import pytest
from sqlalchemy.orm import Session

from app.models import Article, Rubrique
from app.queries.articles import (
    articles_of,
    beside,
    count,
    current_articles,
    in_flow,
    newest_in,
    pages_of,
    readable_articles,
)
from app.rules.audience import ANONYMOUS, Viewer
from app.rules.roles import Role
from app.rules.visibility import Publication, Visibility, is_current, is_readable
from app.rules.workflow import Status
from tests.factories import NOW, make_article, make_rubrique

INSTANT = timedelta(microseconds=1)
MOMENTS = (
    None,
    NOW - timedelta(days=2),
    NOW - INSTANT,
    NOW,
    NOW + INSTANT,
    NOW + timedelta(days=2),
)
HOLDER = Viewer(2, frozenset({"public", "members", "profile:teacher"}))
HEAD = Viewer(3, frozenset({"public", "members", "duty:head"}))


def may_be_stored(status: Status, starts: datetime | None, ends: datetime | None) -> bool:
    """Tell whether the constraints of the table let an article be so."""
    if status is Status.ONLINE and starts is None:
        return False
    return starts is None or ends is None or ends > starts


CASES = [case for case in product(Status, MOMENTS, MOMENTS) if may_be_stored(*case)]


def make_all_cases(session: Session, rubrique: Rubrique) -> dict[int, Publication]:
    """Add an article for each status and pair of dates; return them by id as the rule sees them."""
    made = {}
    for status, starts, ends in CASES:
        article = make_article(session, rubrique, status=status, starts_at=NOW)
        article.starts_at, article.ends_at = starts, ends
        session.flush()
        made[article.id] = Publication(status, starts, ends)
    return made


def test_sql_and_the_rule_agree_on_every_status_and_date(session: Session) -> None:
    public = make_all_cases(session, make_rubrique(session))
    private = make_all_cases(
        session,
        make_rubrique(
            session, visibility=Visibility.PRIVATE, grants={"profile:teacher": Role.VISITOR}
        ),
    )
    both = public | private
    for viewer, articles in ((ANONYMOUS, public), (HOLDER, both), (HEAD, both)):
        readable = set(
            session.scalars(readable_articles(viewer, NOW).with_only_columns(Article.id))
        )
        current = set(session.scalars(current_articles(viewer, NOW).with_only_columns(Article.id)))
        assert readable == {id_ for id_, one in articles.items() if is_readable(one, NOW)}
        assert current == {id_ for id_, one in articles.items() if is_current(one, NOW)}
        assert current < readable
        assert count(session, readable_articles(viewer, NOW)) == len(readable)


@pytest.mark.parametrize("later", [INSTANT, timedelta(days=2), timedelta(days=900)])
def test_time_alone_starts_and_ends_a_publication(session: Session, later: timedelta) -> None:
    made = make_all_cases(session, make_rubrique(session))
    for moment in (NOW + later, NOW - later):
        ids = set(
            session.scalars(current_articles(ANONYMOUS, moment).with_only_columns(Article.id))
        )
        assert ids == {id_ for id_, one in made.items() if is_current(one, moment)}


@pytest.fixture
def blogs(session: Session) -> list[Rubrique]:
    """Four blogs, one of them private, and a rubrique of pages, each with twenty articles.

    Many share their place in the flow, so that the order by id is seen too.
    """
    draw = random.Random(41)
    rubriques = [make_rubrique(session, f"Blog {number}") for number in range(3)]
    rubriques.append(make_rubrique(session, "Fermé", visibility=Visibility.PRIVATE))
    rubriques.append(make_rubrique(session, "Pages", has_blog=False))
    for rubrique in rubriques:
        for _ in range(20):
            status = draw.choice([Status.ONLINE, Status.ONLINE, Status.ONLINE, *Status])
            starts = NOW + timedelta(days=draw.randint(-9, 1))
            ends = draw.choice([None, None, starts + timedelta(days=5)])
            article = make_article(session, rubrique, status=status, starts_at=starts, ends_at=ends)
            article.bumped_at = starts + timedelta(hours=draw.choice([0, 0, 12]))
            article.position = draw.randint(0, 4)
    session.flush()
    return rubriques


def shown(session: Session, rubriques: list[Rubrique]) -> list[Article]:
    """Return the current articles of some rubriques, by the rule, newest first."""
    ids = {rubrique.id for rubrique in rubriques}
    articles = [
        article
        for article in session.query(Article)
        if article.rubrique_id in ids
        and is_current(Publication(article.status, article.starts_at, article.ends_at), NOW)
    ]
    return sorted(articles, key=place, reverse=True)


def place(article: Article) -> tuple[datetime, int]:
    """Return where an article stands in a flow."""
    assert article.bumped_at is not None
    return article.bumped_at, article.id


def test_the_newest_are_those_of_a_plain_sort(session: Session, blogs: list[Rubrique]) -> None:
    """Of public blogs only: pages are in no flow, and what is private stays so."""
    choices = ([0], [0, 1, 2], [2, 0], [0, 0], [3], [4], [0, 3, 4], [])
    for chosen, limit in product(choices, (1, 4, 12, 200)):
        ids = [blogs[number].id for number in chosen]
        expected = shown(session, [blogs[number] for number in chosen if number < 3])[:limit]
        assert session.scalars(newest_in(ANONYMOUS, NOW, ids, limit)).all() == expected


def test_the_whole_flow_is_that_of_all_blogs(session: Session, blogs: list[Rubrique]) -> None:
    flow = session.scalars(in_flow(current_articles(ANONYMOUS, NOW))).all()
    assert flow == shown(session, blogs[:3])
    assert session.scalars(in_flow(current_articles(HEAD, NOW))).all() == shown(session, blogs[:4])


def test_a_blog_shows_its_newest_first(session: Session, blogs: list[Rubrique]) -> None:
    for blog in blogs[:3]:
        assert session.scalars(articles_of(ANONYMOUS, NOW, blog.id)).all() == shown(session, [blog])
    for other in blogs[3:]:
        assert session.scalars(articles_of(ANONYMOUS, NOW, other.id)).all() == []


def test_pages_stand_in_their_chosen_order(session: Session, blogs: list[Rubrique]) -> None:
    pages = session.scalars(pages_of(ANONYMOUS, NOW, blogs[4].id)).all()
    assert pages == sorted(shown(session, [blogs[4]]), key=lambda page: (page.position, page.id))
    assert session.scalars(pages_of(ANONYMOUS, NOW, blogs[3].id)).all() == []


def test_the_neighbours_of_each_article(session: Session, blogs: list[Rubrique]) -> None:
    """Also of an expired one, which is in the flow no more."""
    articles = session.query(Article).where(Article.rubrique_id == blogs[0].id).all()
    for article, limit in product(articles, (1, 3)):
        flow = [one for one in shown(session, [blogs[0]]) if one is not article]
        newer = [one for one in reversed(flow) if place(one) > place(article)][:limit]
        older = [one for one in flow if place(one) < place(article)][:limit]
        found = [
            session.scalars(beside(ANONYMOUS, NOW, article, newer=side, limit=limit)).all()
            for side in (True, False)
        ]
        assert found == [newer, older]


def test_nobody_gets_neighbours_from_a_rubrique_that_he_may_not_read(
    session: Session, blogs: list[Rubrique]
) -> None:
    hidden = shown(session, [blogs[3]])[5]
    for newer in (True, False):
        assert session.scalars(beside(ANONYMOUS, NOW, hidden, newer=newer)).all() == []
        assert len(session.scalars(beside(HEAD, NOW, hidden, newer=newer)).all()) == 1


def test_an_article_follows_its_rubrique_when_it_moves(session: Session) -> None:
    private = make_rubrique(session, visibility=Visibility.PRIVATE)
    article = make_article(session, make_rubrique(session))
    assert session.scalars(readable_articles(ANONYMOUS, NOW)).all() == [article]
    article.rubrique_id = private.id
    session.flush()
    assert session.scalars(readable_articles(ANONYMOUS, NOW)).all() == []
    private.visibility = Visibility.PUBLIC
    session.flush()
    assert session.scalars(readable_articles(ANONYMOUS, NOW)).all() == [article]
