"""Pages for what goes wrong: they help, tell nothing of the inside, and stand without database."""

import logging
import re
from pathlib import Path

import pytest
from flask import Flask
from lxml import html
from sqlalchemy import insert

from app.access import open_to_all
from app.extensions import db
from app.factory import create_app
from app.models import Person
from app.rules.visibility import Visibility
from app.rules.workflow import Status
from tests.conftest import config_for
from tests.factories import make_article, make_person, make_rubrique
from tests.visits import browser, saved, signed_in


def break_site_plan(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the site plan fail; faults are shown as people see them."""

    @open_to_all
    def fail() -> str:
        raise ZeroDivisionError("a secret of the inside")

    monkeypatch.setitem(app.config, "PROPAGATE_EXCEPTIONS", False)
    monkeypatch.setitem(app.view_functions, "public.site_plan", fail)


@pytest.fixture
def broken(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Flask:
    """The application, in which the site plan breaks."""
    break_site_plan(app, monkeypatch)
    return app


@pytest.fixture
def alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Flask:
    """An application whose database server does not answer."""
    app = create_app(config_for(tmp_path, "postgresql+psycopg://nobody@127.0.0.1:9/none"))
    break_site_plan(app, monkeypatch)
    return app


def page_of(body: str) -> html.HtmlElement:
    """Return an error page, checked as every page is."""
    found = html.fromstring(body)
    [heading] = found.iter("h1")
    assert found.findtext(".//title").startswith(heading.text_content() + " – ")
    assert found.xpath("//meta[@name='robots']/@content") == ["noindex"]
    return found


def test_a_missing_page_offers_search_plan_and_home(app: Flask) -> None:
    answer = browser(app).get("/rien-du-tout")
    assert answer.status_code == 404
    found = page_of(answer.get_data(as_text=True))
    links = found.xpath("//main//a/@href")
    assert {"/", "/plan-du-site"} <= set(links)
    assert found.xpath("//main//form[@action='/recherche']//input[@name='q']")
    assert not any("connexion" in link for link in links)
    assert answer.headers["Cache-Control"] == "no-store"


def test_absent_and_forbidden_are_the_same_page_with_an_offer_to_log_in(app: Flask) -> None:
    with saved(app) as session:
        private = make_rubrique(session, "Conseil", visibility=Visibility.PRIVATE)
        hidden = make_article(session, private, "Ordre du jour")
        draft = make_article(session, make_rubrique(session), "Brouillon", status=Status.DRAFT)
        addresses = [f"/articles/{one.id}-ordre-du-jour" for one in (hidden, draft)]
        addresses += [f"/rubriques/{private.id}-conseil", f"/articles/{hidden.id}"]
        reader = make_person(session).id
    answers = {
        re.sub(r"\d+(-[a-z-]+)?", "N", browser(app).get(path).get_data(as_text=True))
        for path in (*addresses[:2], "/articles/999999-ordre-du-jour", addresses[3])
    }
    assert len(answers) == 1
    for path in addresses:
        answer = browser(app).get(path)
        assert answer.status_code == 404
        found = page_of(answer.get_data(as_text=True))
        assert found.xpath("//main//a[contains(@href, 'connexion')]/@href") == [
            f"/connexion?next={path}"
        ]
        seen = signed_in(app, reader).get(path)
        assert seen.status_code == 404
        assert (
            "connexion"
            not in html.tostring(
                page_of(seen.get_data(as_text=True)).get_element_by_id("contenu")
            ).decode()
        )


def test_a_wrong_slug_of_what_is_hidden_does_not_redirect(app: Flask) -> None:
    with saved(app) as session:
        private = make_rubrique(session, visibility=Visibility.PRIVATE)
        number = make_article(session, private, "Titre secret").id
    answer = browser(app).get(f"/articles/{number}-autre")
    assert answer.status_code == 404
    assert "secret" not in answer.get_data(as_text=True)


@pytest.mark.parametrize(
    "path",
    ["/articles/-1", "/articles/0", "/articles/9223372036854775808", "/articles/1e3",
     "/articles/%D9%A1", "/articles/1%00", "/articles/" + "9" * 4000, "/rubriques/x",
     "/.git/config", "/.env", "/console", "/wp-login.php", "/%ff%fe", "/../etc/passwd",
     "/medias/1/..%2fx", "/static/../app.py", "/recherche/", "/articles/1%0d%0aX-A:b"],
)  # fmt: skip
def test_odd_addresses_are_not_found(app: Flask, path: str) -> None:
    answer = browser(app).get(path)
    assert answer.status_code == 404
    page_of(answer.get_data(as_text=True))


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "TRACE"])
def test_a_method_that_no_page_knows(app: Flask, method: str) -> None:
    answer = browser(app).open("/aide", method=method)
    assert answer.status_code in (400, 405)
    page_of(answer.get_data(as_text=True))


def test_a_form_without_its_token_changes_nothing_and_says_why(app: Flask) -> None:
    answer = browser(app).post("/deconnexion")
    assert answer.status_code == 400
    bad = browser(app).get("/", headers={"Host": "evil.example"})
    headings = {page_of(one.get_data(as_text=True)).findtext(".//h1") for one in (answer, bad)}
    assert len(headings) == 2


def test_too_much_at_once(app: Flask) -> None:
    answer = browser(app).post("/connexion", data={"login": "x" * 3_000_000})
    assert answer.status_code == 413
    page_of(answer.get_data(as_text=True))


def test_an_unknown_host_gets_a_page_that_names_it_nowhere(app: Flask) -> None:
    answer = browser(app).get("/contact", headers={"Host": "evil.example"})
    assert answer.status_code == 400
    page_of(answer.get_data(as_text=True))
    assert "evil" not in answer.get_data(as_text=True)


def test_a_fault_shows_the_number_under_which_it_is_logged(
    broken: Flask, caplog: pytest.LogCaptureFixture
) -> None:
    with saved(broken) as session:
        person = make_person(session).id
    with caplog.at_level(logging.ERROR):
        answer = signed_in(broken, person).get("/plan-du-site")
    assert answer.status_code == 500
    body = answer.get_data(as_text=True)
    page_of(body)
    assert "secret" not in body
    assert "Traceback" not in body
    [record] = [one for one in caplog.records if one.exc_info]
    logged = re.search(r"error ([0-9a-f]{8})", record.getMessage())
    assert logged is not None
    assert logged[1] in body
    assert "public.site_plan" in record.getMessage()
    assert "/plan-du-site" in record.getMessage()


def test_the_log_of_a_fault_names_nobody_and_opens_nothing(
    broken: Flask, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    @open_to_all
    def fail(token: str) -> str:
        db.session.execute(insert(Person).values(first_name=pupil))
        return token

    pupil = "Lou Dubosc"

    monkeypatch.setitem(broken.view_functions, "account.reset_page", fail)
    with caplog.at_level(logging.ERROR):
        answer = browser(broken).get("/connexion/nouveau-mot-de-passe/tres-secret")
    assert answer.status_code == 500
    assert "/connexion/nouveau-mot-de-passe/…" in caplog.text
    assert "IntegrityError" in caplog.text
    for secret in (pupil, "tres-secret"):
        assert secret not in caplog.text


def test_the_log_of_a_fault_holds_numbers_and_no_title_or_name_of_a_file(
    broken: Flask, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    @open_to_all
    def fail(**_arguments: object) -> str:
        raise ValueError

    for endpoint in ("public.article", "public.media"):
        monkeypatch.setitem(broken.view_functions, endpoint, fail)
    with caplog.at_level(logging.ERROR):
        for path in ("/articles/4012-lou-dubosc-blessee", "/medias/4013/lou-dubosc.jpg"):
            assert browser(broken).get(path).status_code == 500
    said = " ".join(one.getMessage() for one in caplog.records)
    assert "'/articles/4012-…', endpoint public.article" in said
    assert "'/medias/4013/…', endpoint public.media" in said
    assert "dubosc" not in said


def test_without_database_every_page_asks_for_patience(alone: Flask) -> None:
    visitor = browser(alone)
    for path in ("/", "/rien", "/recherche?q=brevet", "/contact", "/connexion", "/healthz"):
        answer = visitor.get(path)
        assert answer.status_code == 503, path
        page_of(answer.get_data(as_text=True))
    rest = visitor.get("/contact")
    assert rest.status_code == 503
    assert rest.headers["Retry-After"].isdigit()
    assert "127.0.0.1" not in rest.get_data(as_text=True)


def test_a_fault_page_needs_no_database(alone: Flask) -> None:
    visitor = browser(alone)
    answer = visitor.get("/plan-du-site")
    assert answer.status_code == 500
    links = page_of(answer.get_data(as_text=True)).xpath("//link/@href | //img/@src")
    assert all(link.startswith("/static/") for link in links)
    assert {visitor.get(link).status_code for link in links} == {200}


def test_nothing_is_left_of_a_failed_request(broken: Flask) -> None:
    visitor = browser(broken)
    assert visitor.get("/plan-du-site").status_code == 500
    assert visitor.get("/aide").status_code == 200
