"""The agenda page."""

from datetime import datetime, timedelta

import pytest
from flask.testing import FlaskClient
from lxml import html
from sqlalchemy.orm import Session

from app.models import Event, Rubrique
from app.rules.roles import Role
from app.rules.visibility import Visibility
from app.templating import PARIS
from tests.factories import NOW, make_article, make_person, make_rubrique
from tests.layouts import counted_queries
from tests.visits import signed_in

pytestmark = pytest.mark.usefixtures("demo_day")


def make_event(
    session: Session,
    rubrique: Rubrique,
    title: str = "Photos de classe",
    starts: str = "2026-04-02T09:00",
    ends: str = "2026-04-02T16:30",
    *,
    article_id: int | None = None,
    place: str | None = None,
) -> Event:
    """Add an event between two moments of Paris; two dates make whole days."""
    found = Event(
        rubrique_id=rubrique.id,
        article_id=article_id,
        title=title,
        place=place,
        all_day="T" not in starts,
        starts_at=datetime.fromisoformat(starts).replace(tzinfo=PARIS),
        ends_at=datetime.fromisoformat(ends).replace(tzinfo=PARIS),
        changed_at=NOW,
    )
    session.add(found)
    session.flush()
    return found


def page(client: FlaskClient, path: str = "/agenda") -> html.HtmlElement:
    """Return a page that must be there."""
    answer = client.get(path)
    assert answer.status_code == 200
    return html.fromstring(answer.get_data(as_text=True))


def text_of(element: html.HtmlElement) -> str:
    """Return what an element says on one line."""
    return " ".join(element.text_content().split())


def days_with(document: html.HtmlElement, title: str) -> list[str]:
    """Return the days of the month on which an event stands."""
    cells = document.xpath("//table//td")
    return [
        str(cell.xpath("string(.//time/@datetime)")) for cell in cells if title in text_of(cell)
    ]


def listed(document: html.HtmlElement) -> list[str]:
    """Return the titles of the coming events."""
    return [text_of(title) for title in document.find_class("agenda__what")]


def test_the_month_is_a_table_with_today(client: FlaskClient, session: Session) -> None:
    document = page(client)
    table = document.find(".//table")
    assert text_of(table.find("caption")) == "mars 2026"
    assert [th.get("scope") for th in table.iter("th")] == ["col"] * 7
    assert [time.get("datetime") for time in table.xpath(".//*[@aria-current='date']")] == [
        "2026-03-24"
    ]
    assert len(document.xpath("//h1")) == 1


def test_an_event_of_two_days_stands_on_both(client: FlaskClient, session: Session) -> None:
    rubrique = make_rubrique(session)
    make_event(session, rubrique, "Comédie musicale", "2026-05-28", "2026-05-30", place="Théâtre")
    session.commit()
    document = page(client, "/agenda?mois=2026-05")
    assert days_with(document, "Comédie musicale") == ["2026-05-28", "2026-05-29"]
    row = text_of(document.xpath("//li[starts-with(@id, 'evenement-')]")[0])
    assert "29 mai" in row
    assert "Théâtre" in row
    assert "Actualités" in row


@pytest.mark.parametrize(
    ("day", "after", "month"),
    [("2026-03-29", "2026-03-30", "2026-03"), ("2026-10-25", "2026-10-26", "2026-10")],
)
def test_the_days_on_which_the_hour_changes_are_one_day(
    client: FlaskClient, session: Session, day: str, after: str, month: str
) -> None:
    rubrique = make_rubrique(session)
    make_event(session, rubrique, "Toute la journée", day, after)
    make_event(session, rubrique, "La nuit", f"{day}T00:00", f"{day}T04:00")
    session.commit()
    document = page(client, f"/agenda?mois={month}")
    assert days_with(document, "Toute la journée") == [day]
    assert days_with(document, "La nuit") == [day]


def test_one_walks_from_month_to_month(client: FlaskClient) -> None:
    document = page(client, "/agenda?mois=2026-12")
    assert document.xpath("string(//a[@rel='prev']/@href)") == "/agenda?mois=2026-11"
    assert document.xpath("string(//a[@rel='next']/@href)") == "/agenda?mois=2027-01"
    assert document.xpath("//nav[@class='month-bar']//a[@href='/agenda']")
    assert document.xpath("string(//meta[@name='robots']/@content)") == "noindex"
    assert not page(client, "/agenda?mois=2000-01").xpath("//a[@rel='prev']")
    assert not page(client, "/agenda?mois=2100-12").xpath("//a[@rel='next']")


@pytest.mark.parametrize(
    "query",
    [
        *("mois=", "mois=2026-3", "mois=1999-12", "mois=2101-01", "mois=%00", "mois=%FF"),
        *("mois=2026-03-01", f"mois={'2' * 10_000}", "page=0", "page=x", "page=2", "page=-1"),
        *("page=99999999999999999999", "rubrique=x", "rubrique=999999", "rubrique=%00"),
        *("rubrique=-1", "rubrique=01", f"rubrique={'9' * 5000}"),
    ],
)
def test_what_is_not_there_is_404(client: FlaskClient, session: Session, query: str) -> None:
    make_event(session, make_rubrique(session))
    session.commit()
    assert client.get(f"/agenda?{query}").status_code == 404


def test_the_list_holds_what_is_coming_ten_at_a_time(client: FlaskClient, session: Session) -> None:
    rubrique = make_rubrique(session)
    make_event(session, rubrique, "Passé", "2026-03-23", "2026-03-24")
    make_event(session, rubrique, "Ce matin", "2026-03-24T08:00", "2026-03-24T10:30")
    for day in range(1, 13):
        make_event(session, rubrique, f"n{day}", f"2026-06-{day:02}", f"2026-06-{day + 1:02}")
    session.commit()
    assert listed(page(client)) == ["Ce matin", *(f"n{day}" for day in range(1, 10))]
    assert listed(page(client, "/agenda?page=2")) == ["n10", "n11", "n12"]
    assert client.get("/agenda?page=3").status_code == 404


def test_each_sees_the_events_and_the_articles_that_he_may_read(
    client: FlaskClient, session: Session
) -> None:
    teacher = make_person(session)
    blog = make_rubrique(session)
    closed = make_rubrique(
        session,
        "Personnels",
        visibility=Visibility.PRIVATE,
        grants={f"user:{teacher.id}": Role.WRITER},
    )
    hidden = make_article(session, closed, "Secret")
    shown = make_article(session, blog, "Ouvert")
    make_event(session, blog, "Public", article_id=hidden.id)
    make_event(session, blog, "Photos", article_id=shown.id)
    make_event(session, closed, "Conseils de classe")
    teacher_id, closed_id = teacher.id, closed.id
    session.commit()
    document = page(client)
    assert listed(document) == ["Public", "Photos"]
    links = document.xpath("//*[@class='agenda__what']/a/@href")
    assert links == [f"/articles/{shown.id}-ouvert"]
    assert "Secret" not in text_of(document)
    assert client.get(f"/agenda?rubrique={closed_id}").status_code == 404
    session.rollback()
    member = signed_in(client.application, teacher_id)
    document = page(member)
    assert listed(document) == ["Public", "Photos", "Conseils de classe"]
    assert len(document.xpath("//*[@class='agenda__what']/a/@href")) == 2
    own = page(member, f"/agenda?rubrique={closed_id}")
    assert listed(own) == ["Conseils de classe"]
    subscribe = own.xpath("string(//link[@type='text/calendar']/@href)")
    assert subscribe == "http://localhost/agenda.ics"


def test_one_rubrique_alone_and_its_calendar(client: FlaskClient, session: Session) -> None:
    sport, blog = make_rubrique(session, "AS"), make_rubrique(session)
    sport.has_agenda = True
    make_event(session, sport, "Badminton")
    make_event(session, blog, "Photos")
    session.commit()
    document = page(client, f"/agenda?rubrique={sport.id}&mois=2026-04")
    assert listed(document) == ["Badminton"]
    assert days_with(document, "Photos") == []
    assert days_with(document, "Badminton") == ["2026-04-02"]
    assert document.xpath("string(//option[@selected])") == "AS"
    assert document.xpath("string(//a[@rel='next']/@href)") == (
        f"/agenda?mois=2026-05&rubrique={sport.id}"
    )
    subscribe = document.xpath("string(//link[@type='text/calendar']/@href)")
    assert subscribe == f"http://localhost/rubriques/{sport.id}-as/agenda.ics"


def test_an_empty_agenda_says_what_will_be_there(client: FlaskClient) -> None:
    document = page(client)
    assert len(document.find_class("empty")) == 1
    assert listed(document) == []


def test_the_number_of_queries_is_constant(client: FlaskClient, session: Session) -> None:
    def add_one(number: int) -> None:
        rubrique = make_rubrique(session, f"Rubrique {number}")
        article = make_article(session, rubrique)
        article_id = article.id
        make_event(session, rubrique, article_id=article_id)
        moment = NOW + timedelta(hours=number + 1)
        make_event(
            session,
            rubrique,
            starts=f"{moment:%Y-%m-%dT%H:%M}",
            ends=f"{moment + timedelta(hours=1):%Y-%m-%dT%H:%M}",
        )

    add_one(1)
    session.commit()
    client.get("/agenda")
    with counted_queries() as few:
        client.get("/agenda")
    for number in range(2, 30):
        add_one(number)
    session.commit()
    with counted_queries() as many:
        client.get("/agenda")
    assert len(many) == len(few) <= 8
