"""What the check finds in the articles of the demo school (domain, A37, A38, A44)."""

import pytest
from sqlalchemy import select

from app.extensions import db
from app.models import Article, Revision, Rubrique
from app.queries.checked import Report, Standards, checked_revision, judge
from app.rules.consent import day_in_paris
from app.rules.visibility import Visibility
from app.rules.workflow import Status
from app.text.kinds import PERSONAL, Finding, Kind
from tests.demo_pages import ARTICLES
from tests.factories import NOW

pytestmark = pytest.mark.usefixtures("demo")


def report(revision: Revision, *, is_public: bool = True) -> Report:
    article = checked_revision(db.session(), revision, is_public=is_public, today=day_in_paris(NOW))
    return judge(db.session(), article, revision.article_id)


def newest(name: str) -> Revision:
    article = db.session.get_one(Article, ARTICLES[name])
    return db.session.get_one(Revision, article.newest_revision_id)


def names_in(findings: list[Finding]) -> list[str]:
    """Return the names that were found, as they are written."""
    return [one.place for one in findings if one.kind is Kind.PERSON_NAMED]


def test_finds_the_names_that_were_planted() -> None:
    assert names_in([*report(newest("A37")).findings]) == [
        "Yanis El Amrani",
        "Zoé Le Goff",
        "Maël N’Diaye",
    ]
    assert names_in([*report(newest("A38")).findings]) == ["Emma Castel-Durand", "Nolan Péreira"]


@pytest.mark.parametrize(
    ("name", "kinds"),
    [
        ("A38", [Kind.PERSON_NAMED, Kind.PERSON_NAMED, Kind.PICTURE_WITHOUT_ALT, Kind.VAGUE_LINK,
                 Kind.EXCLAMATIONS]),
        ("A44", [Kind.PICTURE_WITHOUT_ALT]),
    ],
)  # fmt: skip
def test_finds_what_else_is_to_mend(name: str, kinds: list[Kind]) -> None:
    assert [one.kind for one in report(newest(name)).findings] == kinds


WITH_FAULTS = {"A37", "A38", "A44"}
"""Of all texts of the demo. There is no false alarm to justify: names of the staff, the numbers and
the address of the school are no personal data, pupils sign with their first names."""


def test_the_other_texts_are_in_order() -> None:
    """Also those of private rubriques, judged as if everybody could read them."""
    known = {ARTICLES[name] for name in WITH_FAULTS}
    standards = Standards(db.session())
    texts = db.session.scalars(
        select(Revision)
        .join(Article, Article.newest_revision_id == Revision.id)
        .where(Article.id.not_in(known))
    ).all()
    assert len(texts) > 46
    for text in texts:
        article = checked_revision(db.session(), text, is_public=True, today=day_in_paris(NOW))
        found = judge(db.session(), article, text.article_id, standards).findings
        assert [(text.title, one.kind, one.place) for one in found] == []


def test_nothing_that_is_online_blocks() -> None:
    """Whoever looks at the demo begins with a clean site."""
    standards = Standards(db.session())
    texts = db.session.scalars(
        select(Revision)
        .join(Article, Article.online_revision_id == Revision.id)
        .join(Rubrique, Rubrique.id == Article.rubrique_id)
        .where(Article.status == Status.ONLINE, Rubrique.visibility == Visibility.PUBLIC)
    ).all()
    for text in texts:
        article = checked_revision(db.session(), text, is_public=True, today=day_in_paris(NOW))
        assert judge(db.session(), article, text.article_id, standards).blocking == []


def test_in_private_nobody_looks_for_names() -> None:
    found = report(newest("A38"), is_public=False).findings
    assert not {one.kind for one in found} & PERSONAL
