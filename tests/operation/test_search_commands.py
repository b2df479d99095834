"""`flask search reindex`: after an update that compares words in another way."""

from flask import Flask
from sqlalchemy import select, update

from app.models import SearchDocument
from tests.factories import make_article, make_rubrique
from tests.visits import browser, saved
from tests.web.site_pages import text_of


def test_articles_are_found_again_by_their_words(app: Flask) -> None:
    with saved(app) as session:
        rubrique = make_rubrique(session)
        for number in range(3):
            make_article(session, rubrique, f"Sortie au muséum {number}")
        kept = session.execute(select(SearchDocument.article_id, SearchDocument.title)).all()
        session.execute(update(SearchDocument).values(title="faux"))
    assert "Sortie au muséum" not in text_of(browser(app).get("/recherche?q=museum"))
    said = app.test_cli_runner().invoke(args=["search", "reindex"])
    assert said.exit_code == 0, said.output
    assert "The search knows 3 articles anew." in said.output
    assert "Sortie au muséum 2" in text_of(browser(app).get("/recherche?q=museum"))
    with saved(app) as session:
        found = session.execute(select(SearchDocument.article_id, SearchDocument.title)).all()
    assert sorted(found) == sorted(kept)


def test_nothing_online_is_nothing_to_read(app: Flask) -> None:
    said = app.test_cli_runner().invoke(args=["search", "reindex"])
    assert "The search knows 0 articles anew." in said.output
