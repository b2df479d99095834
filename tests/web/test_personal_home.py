"""One's own page: what stands on it for whom, what is new, and that it is nobody else's."""

from datetime import timedelta

import pytest
from flask import Flask
from flask_babel import gettext as _
from flask_babel import ngettext
from lxml import html
from sqlalchemy import select

from app.models import HomeVisit, PersonFunction, Rubrique, SiteRight
from app.rules.announcements import AnnouncementStatus, Severity
from app.rules.audience import Function, Part
from app.rules.site_rights import Right
from app.rules.workflow import Status
from tests.factories import NOW, make_article, make_rubrique
from tests.reading_kit import make_announcement
from tests.visits import browser, saved
from tests.web.family_school import HOME, School, announced, make_school, read, said
from tests.web.reading_pages import page
from tests.web.site_pages import send

TO_APPROVE = (
    "%(num)d announcement waits for your approval",
    "%(num)d announcements wait for your approval",
)
REFUSED = (
    "%(num)d announcement of yours was refused: read why",
    "%(num)d announcements of yours were refused: read why",
)

pytestmark = pytest.mark.usefixtures("demo_day")


@pytest.fixture
def school(app: Flask) -> School:
    return make_school(app)


def slab(school: School, who: str, pupil: str) -> str:
    """Return what a page says of a pupil, nothing when it does not speak of him."""
    name = f"pupil-{school.people[pupil]}"
    found = read(school.come(who)).xpath("//section[@aria-labelledby=$name]", name=name)
    return said(found[0]) if found else ""


def regions(school: School, who: str) -> list[str]:
    """Return the titles of the slabs of somebody's page, in order."""
    return [said(one) for one in read(school.come(who)).xpath("//main//h2")]


def office(school: School, who: str) -> list[tuple[str, str]]:
    """Return what waits for somebody, articles aside, each with its address."""
    found = read(school.come(who)).xpath("//section[@aria-labelledby='waiting']//a")
    return [(said(one), one.get("href")) for one in found]


def words_for(plural: tuple[str, str], number: int) -> str:
    return said(html.fromstring(f"<p>{ngettext(*plural, number)}</p>"))


def test_it_greets_and_is_kept_by_nobody(school: School) -> None:
    client = school.come("mother")
    document = page(client, HOME)
    assert said(document.find(".//h1")) == _("Hello %(name)s", name="Valérie")
    answer = client.get(HOME)
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert "noindex" in answer.get_data(as_text=True)


def test_a_visitor_logs_in_and_comes_back(school: School) -> None:
    answer = browser(school.app).get(HOME)
    assert (answer.status_code, answer.location) == (302, f"/connexion?next={HOME}")


def test_a_parent_finds_each_child_with_class_teachers_and_news(school: School) -> None:
    with saved(school.app) as session:
        for number in range(4):
            rubrique = session.get_one(Rubrique, school.rubriques["6A"])
            start = NOW - timedelta(days=number)
            make_article(session, rubrique, f"Article {number} de la 6A", starts_at=start)
        make_article(session, rubrique, "Brouillon", status=Status.DRAFT)
    tom, lou = slab(school, "mother", "tom"), slab(school, "mother", "lou")
    assert tom.startswith("T Tom 6A")
    assert "Marion Estrade, professeure d’EPS" in tom
    assert [f"Article {number} de la 6A" in tom for number in range(4)] == [True] * 3 + [False]
    assert "Classe de 6A" in tom
    assert "6A" not in lou
    assert "Brouillon" not in tom + lou
    assert _("Nothing is online in this space yet.") in lou


def test_a_pupil_finds_the_own_class_and_no_other(school: School) -> None:
    assert _("My class") in slab(school, "lou", "lou")
    assert slab(school, "lou", "tom") == ""


def test_who_accompanies_a_pupil_is_told_the_class_and_no_more(school: School) -> None:
    lou = slab(school, "companion", "lou")
    assert lou.startswith("L Lou 4B")
    assert "Estrade" not in lou
    assert "Classe de 4B" not in lou


def test_what_waits_stands_there_for_those_who_write_and_approve(school: School) -> None:
    with saved(school.app) as session:
        rubrique = session.get_one(Rubrique, school.rubriques["6A"])
        make_article(session, rubrique, "À relire", status=Status.PENDING)
    for who, waits in {"teacher": True, "head": True, "mother": False, "guest": False}.items():
        document = read(school.come(who))
        assert (_("Waiting for me") in regions(school, who)) is waits, who
        assert ("À relire" in said(document)) is waits, who


def test_announcements_wait_for_those_who_approve_them(school: School) -> None:
    with saved(school.app) as session:
        for number in range(2):
            make_announcement(session, f"Proposée {number}", status=AnnouncementStatus.PENDING)
        session.add(SiteRight(right=Right.APPROVE_ANNOUNCEMENTS, key="profile:other"))
    for who, decides in {"head": True, "guest": True, "teacher": False, "mother": False}.items():
        waits = [(words_for(TO_APPROVE, 2), "/communication/annonces/a-valider")] if decides else []
        assert office(school, who) == waits, who
        for _name, url in waits:
            assert school.come(who).get(url).status_code == 200


def test_a_refused_announcement_waits_for_its_author_alone(school: School) -> None:
    with saved(school.app) as session:
        for who in ("teacher", "mother"):
            refused = {"author_id": school.people[who], "refusal": "Trop long"}
            make_announcement(session, f"De {who}", status=AnnouncementStatus.DRAFT, **refused)
            plain = {"author_id": school.people[who]}
            make_announcement(session, "Brouillon", status=AnnouncementStatus.DRAFT, **plain)
    [(said_of_it, url)] = office(school, "teacher")
    assert said_of_it == words_for(REFUSED, 1)
    listed = said(read(school.come("teacher"), url))
    assert "De teacher" in listed
    assert "Trop long" in listed
    assert "De mother" not in listed
    assert office(school, "head") == []
    assert office(school, "mother") == [], "who may propose nothing would find a closed door"


def test_ones_own_rubriques_come_with_the_role(school: School) -> None:
    [region] = read(school.come("teacher")).xpath("//section[@aria-labelledby='rubriques']")
    assert [said(one) for one in region.cssselect(".gate__name")] == [
        f"Classe de {name}{_('Manager')}" for name in ("4B", "6A")
    ]
    [region] = read(school.come("head")).xpath("//section[@aria-labelledby='rubriques']")
    assert _("You manage all the rubriques of the site.") in said(region)
    assert _("My rubriques") not in regions(school, "guest")


def test_a_page_that_nobody_composed_shows_all_news_and_dates(school: School) -> None:
    with saved(school.app) as session:
        make_article(session, make_rubrique(session), "Pour tous")
    assert regions(school, "guest") == [_("Announcements"), _("News"), _("Agenda")]
    assert "Pour tous" in said(read(school.come("guest")))


def test_what_came_since_the_last_visit_is_marked_inwords_for(
    school: School, monkeypatch: pytest.MonkeyPatch
) -> None:
    with saved(school.app) as session:
        rubrique = make_rubrique(session)
        rubrique_id = rubrique.id
        make_article(session, rubrique, "Ancien", starts_at=NOW - timedelta(days=3))
        make_announcement(session, "Ancienne", starts_at=NOW - timedelta(days=3))
    client = school.come("mother")
    assert _("New for you") not in said(read(client))
    later = NOW + timedelta(hours=5)
    with saved(school.app) as session:
        rubrique = session.get_one(Rubrique, rubrique_id)
        make_article(session, rubrique, "Récent", starts_at=NOW + timedelta(hours=1))
        make_announcement(session, "Récente", starts_at=NOW + timedelta(hours=2))
    monkeypatch.setattr("app.clock.frozen", later)
    for _time in range(2):
        new = [said(one) for one in read(client).cssselect("article:has(.badge.is-ok)")]
        assert len(new) == 2
        assert {"Récent" in words or "Récente" in words for words in new} == {True}


def test_a_visit_is_noted_once_an_hour(school: School, monkeypatch: pytest.MonkeyPatch) -> None:
    client, seen = school.come("mother"), []
    for minutes in (0, 30, 60, 61, 90, 300):
        moment = NOW + timedelta(minutes=minutes)
        monkeypatch.setattr("app.clock.frozen", moment)
        client.get(HOME)
        with saved(school.app) as session:
            visit = session.scalars(select(HomeVisit)).one()
            seen.append(((visit.seen_at - NOW) // timedelta(minutes=1), visit.before_at))
    assert [minutes for minutes, _before in seen] == [0, 0, 0, 61, 61, 300]
    assert seen[-1][1] == NOW + timedelta(minutes=61)
    assert seen[0][1] is None


def test_with_other_eyes_one_sees_what_a_population_gets_and_no_letter(school: School) -> None:
    with saved(school.app) as session:
        make_announcement(session, "Pour tous")
        make_announcement(session, "Parents de 4B", school.key("4B", Part.PARENT))
        make_announcement(session, "À Valérie", f"user:{school.people['mother']}")
        make_announcement(session, "Aux personnels", "profile:staff", severity=Severity.ALERT)
    for key, expected in (
        ("profile:parent", {"Pour tous"}),
        (school.key("4B", Part.PARENT), {"Pour tous", "Parents de 4B"}),
        (f"user:{school.people['mother']}", {"Pour tous", "Parents de 4B"}),
    ):
        client = school.come("head")
        assert send(client, "/site/voir-comme", "/site/voir-comme", {"key": key}).status_code == 303
        document = read(client)
        assert set(announced(document)) == expected
        forms = [one.get("action") for one in document.xpath("//main//form")]
        assert forms == []
    with saved(school.app) as session:
        assert session.scalars(select(HomeVisit)).all() == []


def test_with_the_eyes_of_a_visitor_the_page_is_closed(school: School) -> None:
    client = school.come("head")
    assert (
        send(client, "/site/voir-comme", "/site/voir-comme", {"key": "public"}).status_code == 303
    )
    assert client.get(HOME).status_code == 403


def test_a_teacher_who_is_a_parent_has_both_sides(school: School) -> None:
    with saved(school.app) as session:
        mother = school.people["mother"]
        session.add(PersonFunction(person_id=mother, function=Function.ENS))
        make_announcement(session, "Aux enseignants", "profile:teacher")
        make_announcement(session, "Aux parents", school.key("6A", Part.PARENT))
    assert announced(read(school.come("mother"))) == ["Aux enseignants", "Aux parents"]
