"""The list of contributions as a page: its address, its filters, what it costs."""

import pytest
from flask import Flask
from lxml import html
from sqlalchemy import select

from app.models import Article, Rubrique
from app.rules.workflow import Status
from tests.actions_kit import make_newsroom
from tests.factories import NOW
from tests.layouts import counted_queries
from tests.many_contributions import fill
from tests.visits import Browser, saved, signed_in

pytestmark = pytest.mark.usefixtures("demo_day")

LIST = "/publication/contributions"
MANY = 20_000
MOST_QUERIES = 9
ADDRESSES = (
    "",
    "?tri=titre",
    "?tri=-type",
    "?tri=rubrique",
    "?tri=auteur",
    "?tri=mise-a-jour",
    "?tri=-validation",
    "?tri=etat",
    "?vue=a-valider",
    "?q=sortie+musée",
    "?auteur=vidal",
    "?rubrique={rubrique}",
    "?depuis=2026-01-01&jusque=2026-02-01",
    "?sans-illustration=y&age=6-mois&tri=-rubrique",
)


@pytest.fixture
def room(app: Flask) -> dict[str, int]:
    """The ids of the people of a newsroom, in which the writer has two drafts."""
    with saved(app) as session:
        room = make_newsroom(session)
        room.write("writer", "La sortie")
        room.later(hours=1)
        room.write("writer", "Réussite : 100 %")
        return {name: person.id for name, person in room.people.items()}


def come(app: Flask, room: dict[str, int], name: str) -> Browser:
    """Return the browser of one of the people."""
    return signed_in(app, room[name])


def titles(visitor: Browser, address: str = "") -> list[str]:
    """Return the titles that the list shows, in order."""
    answer = visitor.get(LIST + address)
    assert answer.status_code == 200
    page = html.fromstring(answer.get_data(as_text=True))
    return [link.text_content() for link in page.cssselect(".list__title a")]


def test_the_latest_comes_first_and_the_oldest_is_one_click_away(
    app: Flask, room: dict[str, int]
) -> None:
    visitor = come(app, room, "writer")
    latest = titles(visitor)
    assert latest == ["Réussite\u00a0: 100\u00a0%", "La sortie"]
    page = html.fromstring(visitor.get(LIST).get_data(as_text=True))
    [oldest] = [
        link for link in page.cssselect("main a") if "plus anciennes d’abord" in link.text_content()
    ]
    assert titles(visitor, oldest.get("href").removeprefix(LIST)) == latest[::-1]


def test_each_filter_can_be_taken_away(app: Flask, room: dict[str, int]) -> None:
    visitor = come(app, room, "moderator")
    answer = visitor.get(f"{LIST}?q=sortie&auteur=writer&depuis=2026-01-01")
    page = html.fromstring(answer.get_data(as_text=True))
    away = [link.get("href") for link in page.cssselect(".chip a")]
    assert away == [
        f"{LIST}?auteur=writer&depuis=2026-01-01",
        f"{LIST}?q=sortie&depuis=2026-01-01",
        f"{LIST}?q=sortie&auteur=writer",
    ]


def test_an_empty_list_teaches_the_next_step(app: Flask, room: dict[str, int]) -> None:
    nobody = come(app, room, "publisher").get(LIST).get_data(as_text=True)
    assert "Aucune contribution pour l’instant" in nobody
    nothing = come(app, room, "writer").get(f"{LIST}?q=absent").get_data(as_text=True)
    assert "Voir toutes les contributions" in nothing


@pytest.mark.parametrize("place", ["apres=2000-01-01T00:00:00%2B00:00~1",
                                   "avant=2100-01-01T00:00:00%2B00:00~1"])  # fmt: skip
def test_a_page_on_which_nothing_is_left_is_empty(
    app: Flask, room: dict[str, int], place: str
) -> None:
    """As after deleting all of the last page."""
    writer = come(app, room, "writer")
    assert titles(writer, f"?{place}") == []
    assert writer.get(f"/publication/travaux?{place}").status_code == 200


def test_others_articles_are_for_moderators(app: Flask, room: dict[str, int]) -> None:
    assert len(titles(come(app, room, "manager"))) == 2
    assert titles(come(app, room, "publisher")) == []
    assert titles(come(app, room, "visitor")) == []
    assert titles(come(app, room, "moderator"), "?auteur=moi") == []


def test_what_was_seen_before_is_shown_as_it_is_now(app: Flask, room: dict[str, int]) -> None:
    """The page is kept for whoever comes again, until something changes; not for anybody else."""
    writer, manager, publisher = (
        come(app, room, one) for one in ("writer", "manager", "publisher")
    )
    for _time in range(2):
        assert len(titles(writer)) == len(titles(manager)) == 2
        assert titles(publisher) == []
    with saved(app) as session:
        [first, *_others] = session.scalars(select(Article).order_by(Article.id))
        first.status, first.trashed_at = Status.TRASHED, NOW
    for _time in range(2):
        assert titles(writer) == titles(manager) == ["Réussite\u00a0: 100\u00a0%"]


@pytest.mark.parametrize(
    "question",
    [
        "vue=autre",
        "tri=autre",
        "apres=x",
        "apres=~1",
        "apres=2026-01-01~1",
        "avant=2026-01-01T00:00:00Z~-1",
        "apres=0001-01-01T00:00:00Z~1",
        "tri=etat&apres=a~0~1",
        "tri=etat&apres=1~0~0",
        "tri=auteur&apres=dupont~1",
        "tri=auteur&apres=dupont~x~1",
        "tri=rubrique&avant=a~-1~1",
        "tri=type&apres=0~9999999999~1",
        "tri=validation&apres=%00~0~1",
        "tri=titre&apres=%00~1",
        "apres=2026-01-01T00:00:00Z~9999999999",
    ],
)
def test_what_is_no_address_of_the_list_is_not_found(
    app: Flask, room: dict[str, int], question: str
) -> None:
    assert come(app, room, "writer").get(f"{LIST}?{question}").status_code == 404


@pytest.mark.parametrize(
    "question",
    [
        "q=%00",
        "auteur=a%00",
        "rubrique=99",
        "rubrique=x",
        "depuis=hier",
        "depuis=0001-01-01",
        "jusque=9999-12-31",
        "age=3-mois",
        f"q={'a' * 201}",
    ],
)
def test_a_filter_that_cannot_be_is_shown_again(
    app: Flask, room: dict[str, int], question: str
) -> None:
    answer = come(app, room, "writer").get(f"{LIST}?{question}")
    assert answer.status_code == 422
    page = answer.get_data(as_text=True)
    assert "<title>Erreur" in page
    assert "La sortie" not in page


@pytest.mark.parametrize(
    "words",
    [
        "\ufdfa" * 200,
        " ".join(f"{number:02}" for number in range(66)),
        '"' * 200,
        "' OR 1=1 --",
        "NEAR(a b) AND *",
    ],
)
@pytest.mark.parametrize("address", [LIST, "/publication/mediatheque"])
def test_odd_words_find_nothing(app: Flask, room: dict[str, int], address: str, words: str) -> None:
    """The first one is six hundred words, of which SQLite could not be asked."""
    answer = come(app, room, "writer").get(address, query_string={"q": words})
    assert answer.status_code == 200
    assert "La sortie" not in answer.get_data(as_text=True)


@pytest.mark.long_on_postgres
def test_twenty_thousand_are_read_with_few_queries(app: Flask) -> None:
    with saved(app) as session:
        chief = fill(session, MANY).id
        rubrique = session.scalars(select(Rubrique.id)).first()
    visitor = signed_in(app, chief)
    for address in [one.format(rubrique=rubrique) for one in ADDRESSES]:
        with counted_queries() as statements:
            answer = visitor.get(LIST + address)
        assert answer.status_code == 200, address
        asked = [one for one in statements if not one.startswith("BEGIN")]
        assert len(asked) <= MOST_QUERIES, (address, asked)
