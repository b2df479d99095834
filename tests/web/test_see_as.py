"""The site seen as others see it: by whom, how far, read-only, told on every page."""

import pytest
from flask import Flask
from sqlalchemy import select, update

from app.guard import WAYS_OUT
from app.models import Article, Grant, LogEntry, Person, Rubrique, SiteRight, UserSession
from app.rules.site_rights import Right
from app.rules.visibility import Visibility
from tests.factories import NOW, make_article
from tests.visits import Browser, saved
from tests.web.site_pages import form_on, send, text_of
from tests.web.site_school import School, make_school

pytestmark = pytest.mark.usefixtures("demo_day")

PAGE, STOP = "/site/voir-comme", "/site/voir-comme/revenir"


@pytest.fixture
def school(app: Flask) -> School:
    school = make_school(app)
    with saved(app) as session:
        make_article(session, session.get_one(Rubrique, school.rubriques["conseil"]), "Ordre")
        make_article(session, session.get_one(Rubrique, school.rubriques["rome"]), "Forum romain")
    return school


def look(school: School, who: str, key: str, name: str = "") -> tuple[Browser, int]:
    """Let somebody look, and return the browser with the status of the answer."""
    client = school.come(who)
    where = str(school.rubriques[name]) if name else ""
    return client, send(client, PAGE, PAGE, {"rubrique": where, "key": key}).status_code


def reads(client: Browser, school: School, name: str) -> bool:
    """Tell whether a rubrique is there for this browser."""
    return client.get(f"/rubriques/{school.rubriques[name]}-{name}").status_code == 200


@pytest.mark.parametrize(
    ("who", "key", "where", "status"),
    [
        ("manager", "profile:parent", "voyages", 303),
        ("manager", "public", "rome", 303),
        ("manager", "profile:parent", "conseil", 422),
        ("manager", "profile:parent", "", 422),
        ("head", "profile:parent", "", 303),
        ("deputy", "profile:parent", "", 303),
        ("admin", "members", "", 303),
        ("head", "user", "", 303),
        ("admin", "user", "", 303),
        ("deputy", "user", "", 403),
        ("manager", "user", "voyages", 403),
        ("head", "user", "voyages", 403),
        ("head", "duty:head", "", 422),
        ("head", "group:99/pupil", "", 422),
        ("head", "user:99999", "", 422),
        ("head", "x\x00", "", 422),
        ("head", "", "", 422),
    ],
)
def test_who_may_look_as_whom(school: School, who: str, key: str, where: str, status: int) -> None:
    key = f"user:{school.people['head']}" if key == "user" else key
    assert look(school, who, key, where)[1] == status


@pytest.mark.parametrize("who", ["visitor", "parent", "pupil", "writer", "moderator"])
def test_others_may_not(school: School, who: str) -> None:
    client = school.come(who)
    assert client.get(PAGE).status_code == (302 if who == "visitor" else 403)
    fields = form_on(school.come("head").get(PAGE), PAGE) | {"key": "public", "rubrique": ""}
    assert client.post(PAGE, data=fields).status_code in (400, 403)


def test_the_right_may_be_delegated(school: School) -> None:
    with saved(school.app) as session:
        session.add(SiteRight(right=Right.SEE_AS, key="profile:pupil"))
    client, status = look(school, "pupil", "profile:parent")
    assert status == 303
    assert reads(client, school, "rome")
    assert school.come("pupil").get(f"{PAGE}/personnes").status_code == 403


def test_a_rubrique_as_its_readers_see_it_and_elsewhere_as_a_visitor(school: School) -> None:
    """The manager is a teacher and no parent; pupils write in the council, which is not his."""
    with saved(school.app) as session:
        session.add(Grant(rubrique_id=school.rubriques["conseil"], key="profile:parent",
                          role="visitor"))  # fmt: skip
    client, _status = look(school, "manager", "profile:parent", "voyages")
    assert reads(client, school, "voyages")
    assert reads(client, school, "rome"), "below it, and granted to parents"
    assert not reads(client, school, "conseil"), "granted to parents, but elsewhere"
    assert "Forum romain" in text_of(client.get("/recherche?q=forum"))
    assert "Ordre" not in text_of(client.get("/recherche?q=ordre"))
    other, _status = look(school, "manager", "profile:pupil", "voyages")
    assert not reads(other, school, "rome"), "not granted to pupils"
    whole, _status = look(school, "head", "profile:parent")
    assert reads(whole, school, "conseil")


def test_what_is_below_and_not_managed_stays_closed(school: School) -> None:
    with saved(school.app) as session:
        session.get_one(Rubrique, school.rubriques["rome"]).inherits = False
    client, _status = look(school, "manager", "profile:parent", "voyages")
    assert not reads(client, school, "rome")


def test_as_one_person(school: School) -> None:
    client, _status = look(school, "head", f"user:{school.people['pupil']}")
    assert reads(client, school, "conseil")
    assert not reads(client, school, "rome")
    assert "Vous voyez le site comme Lou Dubosc" in text_of(client.get("/"))


@pytest.mark.parametrize("address", ["/", "/plan-du-site", "/agenda", "/contact", "/recherche?q=a"])
def test_each_page_says_so_and_is_not_kept(school: School, address: str) -> None:
    client, _status = look(school, "manager", "profile:parent", "voyages")
    answer = client.get(address)
    assert "Vous voyez le site comme Parents, dans « Voyages »" in text_of(answer)
    assert form_on(answer, STOP)
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert answer.get_data(as_text=True).count("<h1") == 1


@pytest.mark.parametrize(
    "address",
    ["/site/", "/site/rubriques", "/site/voir-comme", "/publication/", "/mon-compte"],
)
def test_working_pages_are_closed_meanwhile(school: School, address: str) -> None:
    client, _status = look(school, "head", "profile:parent")
    answer = client.get(address)
    assert answer.status_code == 403
    assert "les pages de travail sont fermées" in text_of(answer)
    assert answer.headers["Cache-Control"] == "no-store"


def test_nothing_is_sent_meanwhile(school: School) -> None:
    """Neither from a page opened before, nor by any address that takes a form."""
    client = school.come("head")
    page = school.page("voyages")
    fields = form_on(client.get(page), page) | {"name": "Changée"}
    send(client, PAGE, PAGE, {"rubrique": "", "key": f"user:{school.people['manager']}"})
    assert client.post(page, data=fields).status_code == 403
    for rule in school.app.url_map.iter_rules():
        takes_forms = "POST" in (rule.methods or ()) and not rule.arguments
        if takes_forms and rule.endpoint not in WAYS_OUT:
            assert client.post(rule.rule, data=fields).status_code == 403, rule.rule
    with saved(school.app) as session:
        assert session.get_one(Rubrique, school.rubriques["voyages"]).name == "Voyages"


def test_stop_and_log_out_work(school: School) -> None:
    client, _status = look(school, "head", "profile:parent")
    assert send(client, "/", STOP).status_code == 303
    assert client.get("/site/").status_code == 200
    assert "Vous voyez le site comme" not in text_of(client.get("/"))
    with saved(school.app) as session:
        told = session.execute(select(LogEntry.action, LogEntry.actor_id).order_by(LogEntry.id))
        head = school.people["head"]
        assert told.all() == [("see_as.start", head), ("see_as.stop", head)]
    send(client, PAGE, PAGE, {"rubrique": "", "key": "public"})
    assert send(client, "/", "/deconnexion").status_code == 303
    assert client.get("/site/").status_code == 302
    with saved(school.app) as session:
        told = session.scalars(select(LogEntry.action).order_by(LogEntry.id))
        assert told.all() == ["see_as.start", "see_as.stop"] * 2, "each look has an end"


def test_a_visitor_has_nothing_to_stop(school: School) -> None:
    token = form_on(school.come("head").get(PAGE), PAGE)
    assert school.come("visitor").post(STOP, data=token).status_code in (400, 403)


def test_a_right_that_ends_ends_the_look(school: School) -> None:
    client, _status = look(school, "manager", "profile:parent", "voyages")
    assert reads(client, school, "rome")
    with saved(school.app) as session:
        session.execute(update(Grant).values(role="visitor"))
    assert "Vous voyez le site comme" not in text_of(client.get("/"))


def test_a_rubrique_that_is_deleted_does_not_open_the_whole_site(school: School) -> None:
    client, _status = look(school, "manager", "profile:parent", "voyages")
    with saved(school.app) as session:
        session.execute(update(UserSession).values(seen_as_rubrique_id=None))
    assert "Vous voyez le site comme" not in text_of(client.get("/"))
    assert reads(client, school, "rome"), "his own rights"


def test_a_person_who_left_is_not_looked_as(school: School) -> None:
    client, _status = look(school, "head", f"user:{school.people['pupil']}")
    with saved(school.app) as session:
        session.get_one(Person, school.people["pupil"]).left_at = NOW
    assert client.get("/site/").status_code == 200


def test_private_files_of_pages_are_not_kept_either(school: School) -> None:
    with saved(school.app) as session:
        session.get_one(Rubrique, school.rubriques["voyages"]).visibility = Visibility.PRIVATE
    client, _status = look(school, "head", "public")
    answer = client.get(f"/rubriques/{school.rubriques['voyages']}-voyages")
    assert answer.status_code == 404
    assert answer.headers["Cache-Control"] == "no-store"


def test_a_population_has_written_nothing(school: School) -> None:
    """What an author left behind who is gone is nobody's own: no state of it is told."""
    with saved(school.app) as session:
        [article] = session.scalars(select(Article).where(Article.author_id.is_(None)).limit(1))
        address = f"/articles/{article.id}"
        session.get_one(Rubrique, article.rubrique_id).visibility = Visibility.PUBLIC
    own = school.come("head").get(address, follow_redirects=True)
    assert "Vous travaillez sur cet article" in own.get_data(as_text=True)
    client, _status = look(school, "head", "members")
    seen = client.get(address, follow_redirects=True)
    assert seen.status_code == 200
    assert "Vous travaillez sur cet article" not in seen.get_data(as_text=True)
