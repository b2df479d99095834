"""Who can put something on a home page: for the page and for each tile, and by which right."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from app.models import (
    Article,
    Grant,
    GroupKind,
    Layout,
    PageKind,
    Person,
    PersonDuty,
    Rubrique,
    SiteRight,
    Tile,
    TileAudience,
)
from app.rules.audience import Duty, Function, Part, user_key
from app.rules.roles import Role
from app.rules.site_rights import Right
from app.rules.visibility import Visibility
from app.rules.workflow import Status
from tests.factories import NOW, make_article, make_group, make_person, make_rubrique
from tests.layouts import counted_queries, lay_tile
from tests.many_people import fill
from tests.visits import saved
from tests.web.publishers_kit import PERSONAL, PUBLIC, composed_school, lay_news
from tests.web.site_pages import text_of
from tests.web.site_school import School

pytestmark = pytest.mark.usefixtures("demo_day")

MOST = 24


@pytest.fixture
def school(app: Flask) -> School:
    return composed_school(app)


@pytest.mark.parametrize("page", [PUBLIC, PERSONAL])
@pytest.mark.parametrize(
    ("who", "status"),
    [("head", 200), ("deputy", 200), ("admin", 200), ("teacher", 200), ("manager", 403),
     ("writer", 403), ("parent", 403), ("pupil", 403), ("visitor", 302)],
)  # fmt: skip
def test_who_composes_sees_it(school: School, page: str, who: str, status: int) -> None:
    lay_news(school, "voyages", "rome")
    assert school.come(who).get(page).status_code == status


def test_each_key_stands_with_the_role_and_the_rubrique_that_give_it(school: School) -> None:
    with saved(school.app) as session:
        make_person(session, Function.DOC, first_name="Ana", last_name="Roux")
        session.add(Grant(rubrique_id=school.rubriques["barcelone"], key="function:DOC",
                          role=Role.PUBLISHER))  # fmt: skip
        session.add(Grant(rubrique_id=school.rubriques["barcelone"], key="profile:parent",
                          role=Role.VISITOR))  # fmt: skip
    lay_news(school, "barcelone")
    words = text_of(school.come("head").get(PUBLIC))
    assert "1. À la une" in words
    assert "Les 4 articles les plus récents : « Barcelone »" in words
    assert ("Lucía Ferrer Gestionnaire, rôle donné plus haut dans « Voyages »"
            " Met en ligne et valide les textes de tous") in words  # fmt: skip
    assert ("Documentalistes1 personne : Ana Roux Rédacteur avec mise en ligne dans"
            " « Barcelone » Met en ligne ses propres textes sans validation") in words  # fmt: skip
    assert "Propose : visible une fois validé" in words
    assert "Parents" not in words
    assert "4 personnes qui ne composent pas cette page y publient par cette tuile" in words
    assert "4 personnes qui ne composent pas cette page peuvent y publier" in words


def test_who_composes_is_nobody_from_outside(school: School) -> None:
    with saved(school.app) as session:
        for name in ("manager", "moderator", "writer"):
            session.add(SiteRight(right=Right.COMPOSE, key=user_key(school.people[name])))
    lay_news(school, "voyages")
    words = text_of(school.come("head").get(PUBLIC))
    assert "Lucía Ferrer Droit de composer cette page" in words
    assert "ne compose" not in words.replace("ne composent pas", "ne compose")


def test_the_strongest_role_of_a_key_counts(school: School) -> None:
    key = user_key(school.people["manager"])
    with saved(school.app) as session:
        session.add(Grant(rubrique_id=school.rubriques["barcelone"], key=key, role=Role.WRITER))
    lay_news(school, "barcelone")
    words = text_of(school.come("head").get(PUBLIC))
    assert "Lucía Ferrer Rédacteur" not in words
    assert "Lucía Ferrer Gestionnaire" in words


def test_of_what_one_may_not_read_nothing_is_told(school: School) -> None:
    """The teacher composes, and holds no role in the private rubriques."""
    with saved(school.app) as session:
        conseil = session.get_one(Rubrique, school.rubriques["conseil"])
        secret = make_article(session, conseil, "Ordre du jour")
        lay_tile(session, "article_pick", {"articles": [secret.id]})
    lay_news(school, "conseil", "rome", "voyages")
    words = text_of(school.come("teacher").get(PUBLIC))
    for hidden in ("Conseil", "Rome", "Ordre du jour", "Élèves", "Parents"):
        assert hidden not in words
    assert "une rubrique que vous ne pouvez pas voir" in words
    assert "Vous ne pouvez pas voir 2 de ses rubriques" in words
    assert "Vous ne pouvez pas voir 1 de ses rubriques" in words
    assert "Lucía Ferrer" in words
    seen = text_of(school.come("head").get(PUBLIC))
    assert "« Ordre du jour » est choisi, mais ne se voit pas en ce moment" in seen
    assert "que vous ne pouvez pas voir" not in seen


def test_names_of_pupils_and_hidden_groups_are_told_to_who_may_know_them(school: School) -> None:
    with saved(school.app) as session:
        pupil = session.get_one(Person, school.people["pupil"])
        hidden = make_group(session, "Suivis", (pupil, Part.PUPIL), kind=GroupKind.FREE)
        hidden.is_visible = False
        for key in (user_key(pupil.id), f"group:{hidden.id}/pupil"):
            session.add(Grant(rubrique_id=school.rubriques["voyages"], key=key, role=Role.WRITER))
    lay_news(school, "voyages")
    told, kept = (text_of(school.come(who).get(PUBLIC)) for who in ("head", "teacher"))
    assert "Lou Dubosc" in told
    assert "Élèves du groupe Suivis" in told
    assert "Une personne dont vous ne pouvez pas voir le nom" in kept
    assert "Un groupe que vous ne pouvez pas voir" in kept
    assert "Dubosc" not in kept
    assert "Suivis" not in kept


def test_of_a_chosen_article_its_author_and_its_moderators(school: School) -> None:
    with saved(school.app) as session:
        author = session.get_one(Person, school.people["writer"])
        author.first_name, author.last_name = "Ines", "Vidal"
        voyages = session.get_one(Rubrique, school.rubriques["voyages"])
        mine = make_article(session, voyages, "Carnet de route", author=author)
        late = make_article(session, voyages, "Plus tard", status=Status.DRAFT)
        lay_tile(session, "article_pick", {"articles": [mine.id, late.id, 99_999]})
        lay_tile(session, "hero", {"enabled": False, "article": late.id})
    words = text_of(school.come("head").get(PUBLIC))
    assert "3 articles choisis" in words
    assert "Ines Vidal Rédacteur dans « Voyages » Propose" in words
    assert "Lucía Ferrer Gestionnaire dans « Voyages » Met en ligne et valide" in words
    assert words.count("« Plus tard » est choisi, mais ne se voit pas en ce moment") == 1
    assert "Désactivée : elle ne montre rien" in words


def test_the_personal_page_tells_of_announcements_too(school: School) -> None:
    with saved(school.app) as session:
        session.add(SiteRight(right=Right.ANNOUNCE, key="duty:nurse"))
        session.add(
            Layout(
                page=PageKind.PERSONAL_HOME,
                created_at=NOW,
                published_at=NOW - timedelta(days=1),
                tiles=[
                    Tile(
                        position=1,
                        kind="news_feed",
                        title="Pour vous",
                        settings={},
                        audience=[TileAudience(key="members")],
                    )
                ],
            )
        )
    words = text_of(school.come("head").get(PERSONAL))
    assert "Infirmerie0 personne Droit d’annoncer Annonce sans validation" in words
    assert "Enseignants Les classes et groupes où ils enseignent" in words
    assert "Les 6 articles les plus récents, de toutes les rubriques" in words
    assert "vue par : Toutes les personnes connectées" in words
    assert "Lucía Ferrer Gestionnaire dans « Voyages »" in words
    assert "est privée" not in words
    assert "Annonces" not in text_of(school.come("head").get(PUBLIC))


def test_a_page_that_nobody_has_composed(school: School) -> None:
    for page in (PUBLIC, PERSONAL):
        assert "n’est pas encore composée" in text_of(school.come("head").get(page))


def test_the_number_of_questions_is_constant(school: School) -> None:
    """However many tiles, rubriques, roles and people."""
    lay_news(school, "voyages")
    with saved(school.app) as session:
        voyages = session.get_one(Rubrique, school.rubriques["voyages"])
        author = session.get_one(Person, school.people["writer"])
        late = make_article(session, voyages, author=author, status=Status.DRAFT)
        picked = [*session.scalars(select(Article.id)), late.id]
        lay_tile(session, "article_pick", {"articles": picked})
    few = questions(school)
    with saved(school.app) as session:
        duty = make_person(session)
        duty.duties.append(PersonDuty(duty=Duty.CPE))
        fill(session, 1_849)
        ids = []
        for number in range(30):
            rubrique = make_rubrique(
                session,
                f"Rubrique {number}",
                visibility=Visibility.PRIVATE if number % 3 else Visibility.PUBLIC,
                grants={
                    "duty:cpe": Role.MANAGER,
                    "profile:pupil": Role.WRITER,
                    user_key(duty.id): Role.PUBLISHER,
                },
            )
            ids.append(rubrique.id)
            picked.append(make_article(session, rubrique, author=duty).id)
        for number in range(12):
            lay_tile(session, "news_feed", {"rubriques": ids[number:], "maximum": 3})
            lay_tile(session, "article_pick", {"articles": picked[number : number + 9]})
    assert questions(school) == few <= MOST


def questions(school: School) -> int:
    """Count what a look at the page asks of the database."""
    client = school.come("head")
    client.get(PUBLIC)
    with counted_queries() as statements:
        assert client.get(PUBLIC).status_code == 200
    return len([one for one in statements if one.startswith(("SELECT", "WITH"))])
