"""The trash: who sees what there, by whom, until when, and the way back."""

from datetime import timedelta

import pytest

from app.models import Article
from app.rules.roles import Role
from app.rules.visibility import Visibility
from tests.factories import NOW, make_rubrique
from tests.visits import saved
from tests.web.newsroom_kit import Desk, forms_of
from tests.web.reading_pages import words

pytestmark = pytest.mark.usefixtures("demo_day")

TRASH = "/publication/corbeille"


def titles(desk: Desk, name: str, path: str = TRASH) -> list[str]:
    return [words(one) for one in desk.at(name, path).cssselect(".lines b")]


def test_each_sees_his_own_and_what_he_looks_after(desk: Desk) -> None:
    desk.write("writer", ("writer", "trash"), title="Du rédacteur")
    desk.write("publisher", ("moderator", "trash"), title="De l’autre")
    desk.write("writer", title="Brouillon")
    assert titles(desk, "writer") == ["Du rédacteur"]
    assert titles(desk, "publisher") == ["De l’autre"]
    assert titles(desk, "moderator") == ["De l’autre", "Du rédacteur"]
    assert titles(desk, "stranger") == []
    line = words(desk.at("publisher", TRASH).cssselect(".lines li")[0])
    assert "24 mars 2026" in line
    assert "Camille Moderator" in line
    assert "22 juin 2026" in line


def test_restoring_is_one_button(desk: Desk) -> None:
    article_id = desk.write("writer", ("writer", "trash"))
    [[address, fields]] = forms_of(desk.at("writer", TRASH)).items()
    assert desk.browsers["writer"].post(address, data=fields).status_code == 303
    assert desk.state(article_id)[0] == "draft"
    assert titles(desk, "writer") == []


def test_filters_stand_in_the_address(desk: Desk) -> None:
    desk.write("writer", ("writer", "trash"), title="Ici")
    with saved(desk.app) as session:
        here = session.get_one(Article, desk.write("publisher", ("publisher", "trash"), title="Là"))
        above = make_rubrique(
            session, "Clubs", grants={f"user:{desk.people['moderator']}": Role.MODERATOR}
        )
        below = make_rubrique(session, "Échecs", parent=above)
        here.rubrique_id = below.id
        ids = {"above": above.id, "below": below.id}
    assert titles(desk, "moderator") == ["Là", "Ici"]
    assert titles(desk, "moderator", f"{TRASH}?rubrique={ids['above']}") == ["Là"]
    assert titles(desk, "moderator", f"{TRASH}?rubrique={desk.rubrique_id}") == ["Ici"]
    assert titles(desk, "moderator", f"{TRASH}?personne={desk.people['publisher']}") == ["Là"]
    assert titles(desk, "moderator", f"{TRASH}?personne={desk.people['stranger']}") == []
    assert titles(desk, "moderator", f"{TRASH}?rubrique=&personne=") == ["Là", "Ici"]
    assert titles(desk, "writer", f"{TRASH}?personne={desk.people['publisher']}") == []


def test_a_name_in_the_filter_comes_from_what_one_sees(desk: Desk) -> None:
    moved = desk.write("publisher", ("publisher", "trash"))
    with saved(desk.app) as session:
        secret = make_rubrique(session, "Conseil secret", visibility=Visibility.PRIVATE)
        session.get_one(Article, moved).rubrique_id = secret.id
    shown = words(desk.at("moderator", TRASH).find(".//main"))
    assert "Conseil secret" not in shown
    assert "Camille Publisher" not in shown


def test_pages_are_read_by_key(desk: Desk) -> None:
    for number in range(35):
        article_id = desk.write("writer", ("writer", "trash"), title=f"Article {number}")
        with saved(desk.app) as session:
            article = session.get_one(Article, article_id)
            article.trashed_at = NOW - timedelta(hours=number // 10)
    first = desk.at("writer", TRASH)
    [older] = first.xpath("//main//a[@rel='next']/@href")
    assert not first.xpath("//main//a[@rel='prev']")
    second = desk.at("writer", older)
    [newer] = second.xpath("//main//a[@rel='prev']/@href")
    both = titles(desk, "writer") + titles(desk, "writer", older)
    assert len(both) == len(set(both)) == 35
    assert titles(desk, "writer", newer) == titles(desk, "writer")


def test_large_numbers_find_nothing(desk: Desk) -> None:
    desk.write("writer", ("writer", "trash"))
    largest = "9" * 9
    for query in (
        f"rubrique={largest}",
        f"personne={largest}",
        f"apres=2000-01-01T00:00:00Z~{largest}",
    ):
        assert titles(desk, "writer", f"{TRASH}?{query}") == []


@pytest.mark.parametrize(
    "query",
    [
        "rubrique=-1",
        "rubrique=x",
        f"personne={'9' * 10}",
        "personne=%D9%A1",
        "apres=x",
        "apres=1",
        "apres=5138-01-01T00:00:00Z~1",
        "avant=2026-03-24T10:00:00Z~%00",
        f"avant=2026-03-24T10:00:00Z~{'9' * 10}",
    ],
)
def test_what_is_no_filter_is_404(desk: Desk, query: str) -> None:
    assert desk.browsers["writer"].get(f"{TRASH}?{query}").status_code == 404
