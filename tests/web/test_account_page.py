"""/mon-compte: one's password, mail and sessions."""

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from app.models import (
    GroupKind,
    Guardian,
    MailChoice,
    Person,
    PersonDuty,
    SiteRight,
    UserSession,
)
from app.rules.audience import Duty, Function, Guardianship, Part
from app.rules.roles import Role
from app.rules.site_rights import Right
from app.rules.visibility import Visibility
from tests.factories import make_group, make_person, make_rubrique
from tests.statements import recorded
from tests.visits import Browser, browser, saved, signed_in
from tests.web.accounts import NEW, add_person, fill, go_and_fill, logged, mails, page_of
from tests.web.signing_in import PASSWORD, age_session, log_in, sessions

ME = "/mon-compte"
_NO_MAIL = "Aucun courriel n’arrive"
LOGIN = "m.estrade"
FIREFOX = "Mozilla/5.0 (Windows NT 10.0; rv:140.0) Gecko/20100101 Firefox/140.0"


@pytest.fixture
def person_id(app: Flask) -> int:
    """Somebody with a password and a mail address."""
    return add_person(app, LOGIN, email="m.estrade@exemple.fr", first_name="Marion",
                      last_name="Estrade")  # fmt: skip


@pytest.fixture
def visitor(app: Flask, person_id: int) -> Browser:
    """The browser in which she logged in."""
    found = browser(app)
    log_in(found, LOGIN)
    return found


def test_the_page_is_for_oneself_and_not_stored(app: Flask, visitor: Browser) -> None:
    answer = visitor.get(ME)
    assert "Marion Estrade" in answer.text
    assert LOGIN in answer.text
    assert "no-store" in answer.headers["Cache-Control"]
    assert browser(app).get(ME).location == "/connexion?next=/mon-compte"


def test_a_new_password_ends_the_other_sessions(
    app: Flask, person_id: int, visitor: Browser
) -> None:
    other = browser(app)
    log_in(other, LOGIN)
    path = f"{ME}/mot-de-passe"
    for current, new, again in (("faux", NEW, NEW), (PASSWORD, "estrade1", "estrade1"),
                                (PASSWORD, NEW, NEW + "x"), ("", "", "")):  # fmt: skip
        refused = go_and_fill(visitor, path, current_password=current, new_password=new,
                              repeated_password=again)  # fmt: skip
        assert refused.status_code == 422
        assert NEW not in refused.text
    done = go_and_fill(visitor, path, current_password=PASSWORD, new_password=NEW,
                       repeated_password=NEW)  # fmt: skip
    assert (done.status_code, done.location) == (303, ME)
    assert visitor.get(ME).status_code == 200
    assert other.get(ME).status_code == 302
    assert log_in(browser(app), LOGIN, NEW).status_code == 303
    assert [row.action for row in logged(app)] == ["change_password"]


def test_the_current_password_is_guessed_within_the_same_limits(
    app: Flask, person_id: int, visitor: Browser
) -> None:
    answers = [
        go_and_fill(visitor, f"{ME}/mot-de-passe", current_password="faux", new_password=NEW,
                    repeated_password=NEW).status_code
        for _ in range(11)
    ]  # fmt: skip
    assert answers == [422] * 10 + [429]


def test_sessions_are_named_and_closed_one_by_one(
    app: Flask, person_id: int, visitor: Browser
) -> None:
    other = browser(app)
    other.environ_base["HTTP_USER_AGENT"] = FIREFOX
    log_in(other, LOGIN, stays="y")
    page = page_of(visitor.get(ME))
    lines = [" ".join(line.text_content().split()) for line in page.cssselect(".lines li")]
    assert any("Firefox, Windows" in line and "Reste connecté" in line for line in lines)
    assert sum("Ce navigateur" in line for line in lines) == 1
    closed = fill(visitor, page, f"{ME}/sessions/fermer")
    assert closed.status_code == 303
    assert other.get(ME).status_code == 302
    assert visitor.get(ME).status_code == 200
    again = fill(visitor, page, f"{ME}/sessions/fermer")
    assert again.status_code == 404


@pytest.mark.parametrize("beginning", ["", "zzz", "%"])
def test_nobody_closes_sessions_of_others(app: Flask, visitor: Browser, beginning: str) -> None:
    add_person(app, "autre")
    other = browser(app)
    log_in(other, "autre")
    with saved(app) as session:
        keys = {one.person_id: one.token_hash for one in session.scalars(select(UserSession))}
        foreign = keys[max(keys)]
    page = page_of(visitor.get(ME))
    token = page.cssselect("[name=csrf_token]")[0].get("value")
    for name in (beginning, foreign, foreign[:16]):
        data = {"csrf_token": token, "session": name}
        assert visitor.post(f"{ME}/sessions/fermer", data=data).status_code == 404
    assert sessions(app) == 2


def test_logging_out_everywhere_ends_this_session_too(app: Flask, visitor: Browser) -> None:
    other = browser(app)
    log_in(other, LOGIN)
    done = go_and_fill(visitor, ME, f"{ME}/sessions/fermer-toutes")
    assert (done.status_code, done.location) == (303, "/connexion")
    assert sessions(app) == 0
    assert visitor.get(ME).status_code == 302
    assert "déconnecté partout" in visitor.get("/connexion").text


def test_the_address_given_up_is_told(app: Flask, person_id: int, visitor: Browser) -> None:
    path = f"{ME}/courriel"
    wrong = go_and_fill(visitor, ME, path, email="pas une adresse", mail_choice="daily")
    assert wrong.status_code == 422
    assert "pas une adresse" in wrong.text
    odd = go_and_fill(visitor, ME, path, mail_choice="hourly")
    assert odd.status_code == 422
    done = go_and_fill(visitor, ME, path, email="marion@exemple.fr", mail_choice="daily")
    assert done.status_code == 303
    with saved(app) as session:
        person = session.get_one(Person, person_id)
        assert (person.email, person.mail_choice) == ("marion@exemple.fr", MailChoice.DAILY)
    [mail] = mails(app)
    assert mail["to"] == "m.estrade@exemple.fr"
    assert "marion@" not in mail["text"]
    go_and_fill(visitor, ME, path, email="", mail_choice="none")
    with saved(app) as session:
        assert session.get_one(Person, person_id).email is None
    assert "exemple.fr" not in " ".join(str(row.details) for row in logged(app))


def test_the_address_needs_a_password_given_lately(app: Flask, visitor: Browser) -> None:
    page = page_of(visitor.get(ME))
    age_session(app, confirmed_at=datetime.now(UTC) - timedelta(minutes=31))
    asked = fill(visitor, page, f"{ME}/courriel", email="thief@exemple.fr", mail_choice="none")
    assert asked.status_code == 403
    assert "thief@exemple.fr" in asked.text
    assert mails(app) == []


def test_the_page_says_who_one_is_and_what_one_may_do_where(app: Flask) -> None:
    with saved(app) as session:
        lou = make_person(session, Function.ELV, first_name="Lou", last_name="Dubosc")
        mother = make_person(session, Function.TUT, first_name="Valérie", last_name="Dubosc")
        teacher = make_person(session, Function.ENS)
        teacher.duties.append(PersonDuty(duty=Duty.CPE))
        head = make_person(session, Function.DIR)
        head.duties.append(PersonDuty(duty=Duty.HEAD))
        head.login, head.title, head.email = "h.castagne", "principale", "h@exemple.fr"
        session.add(Guardian(adult_id=mother.id, pupil_id=lou.id, kind=Guardianship.LEGAL))
        group = make_group(session, "4B", (lou, Part.PUPIL), (teacher, Part.TEACHER),
                           kind=GroupKind.CLASS)  # fmt: skip
        news = make_rubrique(session, "Actualités", grants={"profile:teacher": Role.WRITER})
        make_rubrique(session, "Sorties", parent=news)
        make_rubrique(session, "4B", visibility=Visibility.PRIVATE, inherits=False,
                      grants={f"group:{group.id}/teacher": Role.MANAGER,
                              f"group:{group.id}/pupil": Role.VISITOR})  # fmt: skip
        session.add(SiteRight(right=Right.COMPOSE, key="duty:cpe"))
        people = {"lou": lou.id, "mother": mother.id, "teacher": teacher.id, "head": head.id}
    told = {name: page_of(signed_in(app, id_).get(ME)) for name, id_ in people.items()}
    rows = [
        [" ".join(cell.text_content().split()) for cell in row]
        for row in told["teacher"].cssselect("tbody tr")
    ]
    assert rows == [
        ["Actualités", "Rédacteur", "Enseignants"],
        ["Actualités › Sorties", "Rédacteur", "Enseignants (depuis Actualités)"],
        ["4B", "Gestionnaire", "Enseignants de 4B"],
    ]
    assert "Composer" in told["teacher"].text_content()
    assert "Lou Dubosc, 4B" in told["mother"].text_content()
    for name in ("lou", "mother", "head"):
        assert not told[name].cssselect("tbody tr")
    assert "toutes les rubriques" in told["head"].text_content()
    terms = " ".join(told["head"].cssselect(".terms")[0].text_content().split())
    assert "h.castagne" in terms
    assert "(principale)" in terms
    assert [_NO_MAIL in page.text_content() for page in (told["head"], told["lou"])] == [
        False,
        True,
    ]
    assert "4B" in told["lou"].cssselect(".terms")[0].text_content()


def test_more_rubriques_cost_no_more_queries(app: Flask, person_id: int, visitor: Browser) -> None:
    def queries() -> int:
        with app.app_context(), recorded(app.extensions["sqlalchemy"].engine) as sent:
            assert visitor.get(ME).status_code == 200
        return len(sent)

    grants = {"profile:staff": Role.WRITER, f"user:{person_id}": Role.WRITER}
    with saved(app) as session:
        parent = make_rubrique(session, grants=grants)
    few = queries()
    with saved(app) as session:
        for number in range(12):
            make_rubrique(session, f"N {number}", parent=session.merge(parent), grants=grants)
    assert queries() == few
