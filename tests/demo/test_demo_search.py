"""Search in the demo school finds what whoever reads all of it would, on both databases."""

from dataclasses import dataclass
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from app.demo.texts import CLOCK
from app.extensions import db
from app.models import Article, Person, Revision
from app.queries.articles import readable_articles
from app.queries.search import (
    CANDIDATES,
    FREQUENT,
    IN_BODY,
    IN_SUMMARY,
    IN_TITLE,
    Filters,
    search,
)
from app.queries.viewers import viewer_of
from app.rules.audience import ANONYMOUS, Viewer
from app.text.excerpts import plain_text
from app.text.stems import stems

QUESTIONS = (
    "collège", "COLLEGE", "élèves de 4e", "sortie au musée", "brevet", "l’équipe d’échecs",
    "menus de la cantine", "orientation", "concours de lecture", "œuvres", "24 mars", "xyzzy",
    "le la les", "l'internat OR cantine*", "mathématiques", "élèves",
)  # fmt: skip
PAGE = 60
pytestmark = pytest.mark.usefixtures("demo")


@dataclass(frozen=True)
class Text:
    """What an article says, as stems, and what else ranks it."""

    id: int
    bumped_at: datetime
    is_expired: bool
    title: frozenset[str]
    summary: frozenset[str]
    body: frozenset[str]

    def holds(self, words: list[str]) -> bool:
        """Tell whether each word stands somewhere in it."""
        return set(words) <= self.title | self.summary | self.body

    def weight(self, words: list[str]) -> int:
        """Add up what the words weigh by their best place."""
        return sum(
            IN_TITLE if word in self.title else IN_SUMMARY if word in self.summary else IN_BODY
            for word in words
        )


def texts_for(viewer: Viewer, moment: datetime) -> list[Text]:
    """Read all that somebody may read, the newest first, without any index."""
    rows = db.session.execute(
        readable_articles(viewer, moment)
        .join(Revision, Revision.id == Article.online_revision_id)
        .with_only_columns(
            Article.id, Article.bumped_at, Article.ends_at,
            Revision.title, Revision.summary, Revision.body,
        )
        .order_by(None)
    ).all()  # fmt: skip
    texts = [
        Text(
            row.id,
            row.bumped_at,
            row.ends_at is not None and row.ends_at <= moment,
            *(frozenset(stems(one)) for one in (row.title, row.summary, plain_text(row.body))),
        )
        for row in rows
    ]
    return sorted(texts, key=lambda one: (one.is_expired, -one.bumped_at.timestamp(), -one.id))


def answer(texts: list[Text], question: str, moment: datetime) -> tuple[int, list[int]]:
    """Return how many hold all the words, and who ranks them, as the design says."""
    words = list(dict.fromkeys(stems(question)))
    found = [one for one in texts if words and one.holds(words)]
    year = timedelta(days=365)
    ranked = sorted(
        found[:CANDIDATES],
        key=lambda one: (
            one.is_expired,
            -one.weight(words) / (1 + max(moment - one.bumped_at, timedelta(0)) / year),
        ),
    )
    return min(len(found), CANDIDATES + 1), [one.id for one in ranked]


@pytest.mark.parametrize("login", [None, "v.dubosc", "h.castagne"])
def test_both_databases_find_what_stands_in_the_texts(login: str | None) -> None:
    person_id = db.session.scalar(select(Person.id).where(Person.login == login))
    viewer = viewer_of(db.session(), person_id) if person_id else ANONYMOUS
    texts = texts_for(viewer, CLOCK)
    totals = []
    for question in QUESTIONS:
        total, ids = answer(texts, question, CLOCK)
        for offset in (0, PAGE):
            found = search(db.session(), viewer, CLOCK, question, limit=PAGE, offset=offset)
            assert found.total == total, question
            assert [one.card.id for one in found.hits] == ids[offset : offset + PAGE], question
        totals.append(total)
    assert sum(1 for one in totals if one) > len(QUESTIONS) // 2, "the questions ask for something"


def test_a_frequent_word_is_found_also_where_little_of_it_is_asked_for() -> None:
    texts = texts_for(ANONYMOUS, CLOCK)
    assert sum(one.holds(["elev"]) for one in texts) > FREQUENT
    for days in (30, 365):
        since = CLOCK - timedelta(days)
        some = [one for one in texts if one.bumped_at >= since]
        total, ids = answer(some, "élèves", CLOCK)
        filters = Filters(since=since)
        found = search(
            db.session(), ANONYMOUS, CLOCK, "élèves", filters=filters, limit=PAGE, offset=0
        )
        assert 0 < total <= CANDIDATES
        assert found.total == total
        assert [one.card.id for one in found.hits] == ids[:PAGE]
