"""Whom the check of a text looks for: pupils and parents whose names its words may make."""

from datetime import UTC, datetime

import pytest
from sqlalchemy.orm import Session

from app.extensions import db
from app.models import PersonFunction
from app.queries.checked import Standards
from app.queries.directory_names import family_names
from app.rules.audience import Function
from app.text.check import CheckedArticle
from tests.factories import make_person
from tests.statements import recorded

BRAVO = CheckedArticle("Bravo", "", "<p>Bravo à Zoé Le Goff.</p>")
WELL_DONE = CheckedArticle("Bravo", "", '<p>Bravo.</p><img src="/x" alt="Avec Lou DUBOSC">')


@pytest.fixture
def school(session: Session) -> Session:
    """A pupil, a mother, one who also teaches here, one called as a teacher, and who has gone."""
    make_person(session, Function.ELV, first_name="Zoé", last_name="Le Goff")
    make_person(session, Function.TUT, first_name="Lou", last_name="Dubosc")
    both = make_person(session, Function.TUT, first_name="Ana", last_name="Goff")
    both.functions.append(PersonFunction(function=Function.ENS))
    for function in (Function.TUT, Function.ENS):
        make_person(session, function, first_name="Max", last_name="Goff")
    gone = make_person(session, Function.ELV, first_name="Yann", last_name="Le Goff")
    gone.left_at = datetime(2026, 1, 5, tzinfo=UTC)
    session.flush()
    return session


def found(standards: Standards, article: CheckedArticle) -> list[str]:
    index = standards.names_for([article])
    return [name.key for passage in article.passages for name in index.find(passage.text)]


def test_only_families_whose_names_the_words_may_make(school: Session) -> None:
    assert family_names(school, {"goff", "bravo"}) == [("Zoé", "Le Goff")]
    assert family_names(school, {"le", "zoe"}) == []
    assert family_names(school, set()) == []


def test_a_long_text_is_asked_about_in_parts(
    school: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.queries.directory_names.ASKED_AT_ONCE", 2)
    words = {"bravo", "dubosc", "goff", "lou", "zoe"}
    assert set(family_names(school, words)) == {("Zoé", "Le Goff"), ("Lou", "Dubosc")}


def test_texts_are_asked_about_together_and_no_word_twice(school: Session) -> None:
    standards = Standards(school)
    with recorded(db.engine) as sent:
        standards.names_for([BRAVO, WELL_DONE])
        assert found(standards, BRAVO) == ["zoe le goff"]
        assert found(standards, WELL_DONE) == ["lou dubosc"]
    assert len(sent) == 1


def test_what_not_everybody_reads_is_not_asked_about(school: Session) -> None:
    private = CheckedArticle(BRAVO.title, BRAVO.summary, BRAVO.body, is_public=False)
    with recorded(db.engine) as sent:
        assert found(Standards(school), private) == []
        assert found(Standards(school, tells_names=False), BRAVO) == []
    assert sent == []
