"""What the newest texts hold: found by the index as a look at each of them finds it."""

from collections.abc import Iterator
from random import Random

import pytest
from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from app.models import Article, NewestText
from app.queries.newest_texts import articles_holding
from app.text.stems import fold
from tests.factories import make_article, make_rubrique

TEXTS = (
    "Sortie au musée : l’œuvre de la semaine",
    "Résultats du brevet, 100 % de réussite",
    "Le mot « _ » se lit “souligné”, \"entre guillemets\" et 'entre apostrophes'",
    "Élèves de 6e et de 5e : anti-harcèlement, aujourd’hui",
    "日本語の授業 commence; 🎒 et 🚌🚌🚌 aussi",
    "aaaaaaabaaaaaaab",
    "AND OR NOT NEAR(sortie) newest_index:* ^brevet",
    "",
)
WORDS = (
    'sortie musee usee 100 % _ " "" 6e e b* -harc œuvre 🚌🚌🚌 日本語 aab and or not near( '
    f"^brevet newest_index:* {'x' * 200} {'ent' * 60}"
).split()


@pytest.fixture
def texts(session: Session) -> Iterator[dict[int, str]]:
    """Store the newest texts of some articles; return them by the ids of these."""
    rubrique = make_rubrique(session)
    found = {make_article(session, rubrique).id: fold(text) for text in TEXTS}
    session.execute(delete(NewestText))
    for id_, text in found.items():
        session.add(NewestText(article_id=id_, text=text))
    session.flush()
    yield found
    session.rollback()


def found_by(session: Session, *words: str) -> set[int]:
    """Return what the index finds."""
    return set(session.scalars(articles_holding([fold(word) for word in words])))


def held_by(texts: dict[int, str], *words: str) -> set[int]:
    """Return what a look at each text finds."""
    return {id_ for id_, text in texts.items() if all(fold(word) in text for word in words)}


@pytest.mark.parametrize("word", WORDS)
def test_a_word_is_found_wherever_it_stands(
    session: Session, texts: dict[int, str], word: str
) -> None:
    assert found_by(session, word) == held_by(texts, word)


def test_parts_of_the_texts_are_found_whatever_they_are(
    session: Session, texts: dict[int, str]
) -> None:
    random = Random(5)
    for _ in range(300):
        text = random.choice([text for text in texts.values() if text])
        begin = random.randrange(len(text))
        words = text[begin : begin + random.randint(1, 12)].split()
        if words:
            assert found_by(session, *words) == held_by(texts, *words) != set(), words


def test_parts_that_stand_elsewhere_are_no_word(session: Session, texts: dict[int, str]) -> None:
    """All three letters at a time of this word stand in one text, but not one after the other."""
    assert held_by(texts, "aabaab") == set()
    assert held_by(texts, "aab", "aba", "baa")
    assert found_by(session, "aabaab") == set()


def test_the_index_follows_the_texts(session: Session, texts: dict[int, str]) -> None:
    changed, gone = sorted(held_by(texts, "sortie"))
    session.merge(NewestText(article_id=changed, text="un voyage a barcelone"))
    session.flush()
    assert found_by(session, "barcelone") == {changed}
    session.execute(update(NewestText).values(text="rien de neuf"))
    assert found_by(session, "barcelone") == set()
    assert found_by(session, "neuf") == set(texts)
    session.execute(delete(NewestText).where(NewestText.article_id == gone))
    assert found_by(session, "neuf") == set(texts) - {gone}
    assert session.scalars(select(Article.id).where(Article.id == gone)).all() == [gone]
