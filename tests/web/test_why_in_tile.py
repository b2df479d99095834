"""Why an article is in a tile of a home page or not: found, asked as somebody, answered."""

from datetime import timedelta

import pytest
from flask import Flask

from app.models import Article, Revision, Rubrique, Tile
from app.rules.audience import user_key
from app.rules.workflow import Status
from tests.factories import NOW, make_article, make_rubrique
from tests.layouts import counted_queries, lay_tile
from tests.many_people import fill
from tests.visits import saved
from tests.web.publishers_kit import composed_school
from tests.web.site_pages import text_of
from tests.web.site_school import School

pytestmark = pytest.mark.usefixtures("demo_day")

WHY = "/site/page-accueil/pourquoi"
PERSONAL = "/site/page-personnelle/pourquoi"
READERS = f"{WHY}/personnes"
MOST = 24


@pytest.fixture
def school(app: Flask) -> School:
    """Two news of Barcelone are shown of three; a teacher may compose both pages."""
    school = composed_school(app)
    with saved(app) as session:
        barcelone = session.get_one(Rubrique, school.rubriques["barcelone"])
        for number, title in enumerate(("Le train de nuit", "Le retour"), 1):
            make_article(session, barcelone, title, starts_at=NOW - timedelta(hours=number))
        lay_tile(session, "news_feed", {"rubriques": [barcelone.id], "maximum": 2}, title="Une")
    return school


def ask(school: School, who: str = "head", page: str = WHY, **question: object) -> str:
    """Return what the page answers."""
    answer = school.come(who).get(page, query_string=question)
    assert answer.status_code == 200
    return text_of(answer)


def id_of(school: School, title: str) -> int:
    """Return the id of an article by its title."""
    with saved(school.app) as session:
        return session.query(Revision).filter_by(title=title).one().article_id


def add(school: School, rubrique: str, title: str, **about: object) -> int:
    """Add an article and return its id."""
    with saved(school.app) as session:
        found = session.get_one(Rubrique, school.rubriques[rubrique])
        return make_article(session, found, title, **about).id  # type: ignore[arg-type]


@pytest.mark.parametrize("page", [WHY, PERSONAL])
@pytest.mark.parametrize(
    ("who", "status"),
    [("head", 200), ("admin", 200), ("teacher", 200), ("manager", 403), ("pupil", 403),
     ("visitor", 302)],
)  # fmt: skip
def test_who_composes_may_ask(school: School, page: str, who: str, status: int) -> None:
    assert school.come(who).get(page).status_code == status


@pytest.mark.parametrize("page", [READERS, f"{PERSONAL}/personnes"])
@pytest.mark.parametrize(
    ("who", "status"),
    [("head", 200), ("admin", 200), ("deputy", 403), ("teacher", 403), ("visitor", 302)],
)
def test_one_person_is_asked_for_by_who_may_see_as_her(
    school: School, page: str, who: str, status: int
) -> None:
    assert school.come(who).get(page, query_string={"q": "dubosc"}).status_code == status


def test_an_article_is_found_by_title_number_or_address(school: School) -> None:
    id_ = id_of(school, "Le train de nuit")
    for words in ("train", "NUIT le", str(id_), f"#{id_}", f"https://x.fr/articles/{id_}-le-train"):
        words_said = ask(school, q=words)
        assert f"Article nº {id_}, dans « Barcelone »" in words_said
        assert "Oui : cet article est dans 1 tuile" in words_said
    assert "Lequel de ces articles ?" in ask(school, q="le")
    for nothing in ("zzz", "99999", "/articles/99999-le-train", "!", "%", "_", "9" * 30):
        assert "Aucun article que vous pouvez voir" in ask(school, q=nothing)
    assert school.come("head").get(WHY, query_string={"q": "x" * 501}).status_code == 422
    assert school.come("head").get(WHY, query_string={"q": "a\x00"}).status_code == 422


def test_the_place_and_since_when(school: School) -> None:
    assert "Il y est, au rang 2 sur 2. Il compte depuis le mardi 24 mars 2026 à 8 h" in ask(
        school, q="retour"
    )
    id_ = id_of(school, "Sagrada Familia")
    assert "Il est au rang 3 et la tuile en montre 2" in ask(school, article=id_)
    with saved(school.app) as session:
        article = session.get_one(Article, id_)
        article.bumped_at = article.updated_at = NOW
    words = ask(school, article=id_)
    assert "Il y est, au rang 1 sur 2. Il est revenu en tête le mardi 24 mars 2026" in words
    assert "parce qu’il a été mis à jour" in words
    assert "Il est au rang 3" in ask(school, q="retour")


def test_each_obstacle_has_its_sentence(school: School) -> None:
    with saved(school.app) as session:
        old = make_rubrique(session, "Autrefois", has_blog=False)
        old.archived_at = NOW
        school.rubriques["old"] = old.id
    told = {
        add(school, "barcelone", "A", status=Status.DRAFT): "c’est un brouillon",
        add(school, "barcelone", "B", status=Status.PENDING): "il attend une validation",
        add(school, "barcelone", "C", status=Status.TRASHED): "Il est dans la corbeille",
        add(school, "barcelone", "D", starts_at=NOW + timedelta(days=1)): (
            "Il est programmé : il paraît le mercredi 25 mars 2026 à 10 h"
        ),
        add(school, "barcelone", "E", ends_at=NOW): "Il est expiré depuis le mardi 24 mars 2026",
        add(school, "rome", "F"): "est privée et ne donne aucun rôle à « Visiteurs »",
        add(school, "old", "G"): "Sa rubrique « Autrefois » est archivée",
        add(school, "voyages", "H"): (
            "La rubrique « Voyages » n’est pas parmi celles de cette tuile : « Barcelone »"
        ),
    }
    for id_, words in told.items():
        answer = ask(school, article=id_)
        assert words in answer
        assert "Non : cet article n’y est pas" in answer
        assert "Il n’y est pas" in answer
    assert "Le blog de la rubrique « Autrefois » n’est pas activé" in ask(
        school, article=list(told)[6]
    )


def test_the_answer_is_that_of_whoever_looks(school: School) -> None:
    id_ = add(school, "rome", "Forum romain")
    with saved(school.app) as session:
        lay_tile(
            session, "news_feed", {"rubriques": [school.rubriques["rome"]]}, title="Rome",
            audience=("profile:parent",),
        )  # fmt: skip
    visitor = ask(school, article=id_)
    assert "Cette tuile ne s’adresse pas à « Visiteurs »" in visitor
    assert "Non : cet article n’y est pas, pour « Visiteurs »" in visitor
    parents = ask(school, article=id_, pour="profile:parent")
    assert "Oui : cet article est dans 1 tuile, pour « Parents »" in parents
    parent = user_key(school.people["parent"])
    assert "Oui : cet article est dans 1 tuile" in ask(school, article=id_, pour=parent)
    pupil = user_key(school.people["pupil"])
    assert "Non : cet article n’y est pas, pour « Lou Dubosc »" in ask(
        school, article=id_, pour=pupil
    )


def test_one_tile_is_asked_about_alone(school: School) -> None:
    with saved(school.app) as session:
        contact = lay_tile(session, "contact", title="Nous joindre").id
        broken = lay_tile(session, "hourglass", title="Sablier").id
        id_ = session.query(Tile).filter_by(title="Une").one().id
        pick = lay_tile(session, "article_pick", {"articles": []}, title="Choix").id
    one = ask(school, q="retour", tuile=id_)
    assert "1. Une" in one
    assert "n’est pas parmi ceux qui sont choisis" not in one
    assert "n’est pas parmi ceux qui sont choisis" in ask(school, q="retour", tuile=pick)
    assert "Cette tuile ne montre pas d’articles" in ask(school, q="retour", tuile=contact)
    assert "sont illisibles" in ask(school, q="retour", tuile=broken)


@pytest.mark.parametrize(
    "question",
    [{"article": 99_999}, {"article": "x"}, {"tuile": 99_999}, {"tuile": "-1"}, {"pour": "x\x00"},
     {"pour": "duty:head"}, {"pour": "user:99999"}, {"pour": "user:"}, {"pour": "group:9/pupil"}],
)  # fmt: skip
def test_what_does_not_exist_is_not_found(school: School, question: dict[str, object]) -> None:
    assert school.come("head").get(WHY, query_string=question).status_code == 404


def test_of_what_one_may_not_read_nothing_is_told(school: School) -> None:
    """The teacher composes, and works on nothing; a change that waits keeps its title."""
    secret = add(school, "conseil", "Ordre du jour")
    draft = add(school, "barcelone", "Brouillon", status=Status.DRAFT)
    person = user_key(school.people["pupil"])
    client = school.come("teacher")
    for question in ({"article": secret}, {"article": draft}, {"pour": person}):
        assert client.get(WHY, query_string=question).status_code == 404
    for words in ("ordre", "brouillon", str(secret), str(draft)):
        assert "Aucun article que vous pouvez voir" in ask(school, "teacher", q=words)
    with saved(school.app) as session:
        article = session.get_one(Article, id_of(school, "Le retour"))
        change = Revision(article_id=article.id, number=2, created_at=NOW, title="Le scandale",
                          summary="", body="")  # fmt: skip
        session.add(change)
        session.flush()
        article.newest_revision_id, article.title_key = change.id, "le scandale"
    assert "Aucun article que vous pouvez voir" in ask(school, "teacher", q="scandale")
    assert "Le retour" in ask(school, "teacher", q="Retour")
    assert "scandale" not in ask(school, "teacher", q="Retour").lower()
    assert "Le retour" in ask(school, "head", q="scandale")


def test_a_person_is_found_and_the_question_is_kept(school: School) -> None:
    id_ = id_of(school, "Le retour")
    answer = school.come("head").get(READERS, query_string={"q": "dubosc", "article": id_})
    link = f'href="{WHY}?pour={user_key(school.people["pupil"])}&amp;article={id_}"'
    page = answer.get_data(as_text=True).replace("%3A", ":")
    assert link in page
    assert f'name="article" value="{id_}"' in page


def test_the_number_of_questions_is_constant(school: School) -> None:
    few = questions(school)
    with saved(school.app) as session:
        fill(session, 1_849)
        ids = [make_rubrique(session, f"Rubrique {number}").id for number in range(20)]
        for number in range(20):
            lay_tile(session, "news_feed", {"rubriques": ids[number:], "maximum": 3})
            lay_tile(session, "news_feed", {"rubriques": [school.rubriques["barcelone"]],
                                            "maximum": 1})  # fmt: skip
            lay_tile(session, "article_pick", {"articles": list(range(1, 9))})
    assert questions(school) == few <= MOST


def questions(school: School) -> int:
    """Count what an answer asks of the database."""
    client, question = school.come("head"), {"q": "sagrada"}
    client.get(WHY, query_string=question)
    with counted_queries() as statements:
        assert client.get(WHY, query_string=question).status_code == 200
    return len([one for one in statements if one.startswith(("SELECT", "WITH"))])


def pin(school: School, article_id: int, until: str) -> None:
    """Pin an article in the tile of news."""
    with saved(school.app) as session:
        tile = session.query(Tile).one()
        tile.settings = {**tile.settings, "pins": [{"article": article_id, "until": until}]}


def test_what_is_pinned_says_until_when(school: School) -> None:
    old, number = id_of(school, "Sagrada Familia"), add(school, "rome", "Le Colisée")
    assert "Non : cet article" in ask(school, article=old)
    pin(school, old, "2026-03-31")
    words = ask(school, article=old)
    assert "Il est épinglé en tête de cette tuile jusqu’au mardi 31 mars 2026." in words
    assert "Oui : cet article est dans 1 tuile" in words
    pin(school, number, "2026-03-23")
    assert "Il était épinglé dans cette tuile et ne l’est plus" in ask(school, article=number)
