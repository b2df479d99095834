"""One announcement: who may open it, what it says, what its reader does with it."""

from datetime import timedelta

import pytest
from flask import Flask
from flask_babel import gettext as _
from flask_babel import pgettext
from sqlalchemy import select, update

from app.models import AnnouncementReading, MediaUse, Origin, Rubrique, Slot
from app.rules.announcements import AnnouncementStatus, Severity
from app.rules.audience import Part
from tests.factories import NOW, make_article
from tests.reading_kit import make_announcement
from tests.visits import Browser, browser, same_for_all, saved
from tests.web.family_school import HOME, School, announced, make_school, read, said
from tests.web.reading_pages import page
from tests.web.site_pages import send, token_of
from tests.web.stored_file import store_file

pytestmark = pytest.mark.usefixtures("demo_day")


@pytest.fixture
def school(app: Flask) -> School:
    return make_school(app)


def add(school: School, title: str, *targets: str, **more: object) -> int:
    """Add an announcement and return its id."""
    with saved(school.app) as session:
        return make_announcement(session, title, *targets, **more).id  # type: ignore[arg-type]


def reading(school: School, who: str) -> AnnouncementReading | None:
    """Return what somebody did with the only announcement."""
    with saved(school.app) as session:
        found = session.scalar(
            select(AnnouncementReading).where(AnnouncementReading.person_id == school.people[who])
        )
        session.expunge_all()
        return found


def do(client: Browser, id_: int, deed: str) -> int:
    """Send a form for an announcement, whether its button is there or not."""
    token = token_of(client)
    return client.post(f"/annonces/{id_}/{deed}", data={"csrf_token": token}).status_code


def test_only_those_whom_it_reaches_open_it(school: School) -> None:
    id_ = add(school, "Sortie de la 4B", school.key("4B", Part.PARENT))
    found = {who: school.come(who).get(f"/annonces/{id_}").status_code for who in school.people}
    assert {who for who, status in found.items() if status == 200} == {"mother"}
    assert set(found.values()) == {200, 404}
    assert do(school.come("lou"), id_, "lu") == do(school.come("lou"), id_, "replier") == 404
    assert reading(school, "lou") is None


def test_a_visitor_gets_the_page_that_offers_to_log_in(school: School) -> None:
    id_ = add(school, "Secrète")
    hidden, absent = f"/annonces/{id_}", f"/annonces/{id_ + 7}"
    pages = [browser(school.app).get(path) for path in (hidden, absent)]
    assert [answer.status_code for answer in pages] == [404, 404]
    words = [same_for_all(answer.get_data(as_text=True)) for answer in pages]
    assert f"/connexion?next={hidden}" in words[0]
    assert words[0].replace(hidden, absent) == words[1]


@pytest.mark.parametrize(
    "status", [one for one in AnnouncementStatus if one is not AnnouncementStatus.ONLINE]
)
def test_what_is_not_online_exists_for_nobody(school: School, status: AnnouncementStatus) -> None:
    id_ = add(school, "Pas en ligne", status=status)
    for who in ("mother", "head"):
        assert school.come(who).get(f"/annonces/{id_}").status_code == 404
        assert announced(read(school.come(who))) == []


def test_an_ended_one_stays_for_two_weeks_and_says_so(school: School) -> None:
    start = NOW - timedelta(days=20)
    lately = add(school, "Finie", starts_at=start, ends_at=NOW - timedelta(days=13))
    gone = add(school, "Partie", starts_at=start, ends_at=NOW - timedelta(days=15))
    client = school.come("mother")
    assert announced(read(client)) == []
    assert announced(read(client, "/annonces")) == ["Finie"]
    assert pgettext("announcement", "Ended") in said(read(client, f"/annonces/{lately}"))
    assert client.get(f"/annonces/{gone}").status_code == 404


def test_it_names_its_sender_period_and_every_child_it_concerns(school: School) -> None:
    targets = [school.key(name, Part.PARENT) for name in ("4B", "4e", "6A")]
    add(school, "Pour les deux", *targets, "profile:parent", author_id=school.people["teacher"])
    client = school.come("mother")
    assert announced(read(client)) == ["Pour les deux"]
    words = said(read(client))
    assert "Marion Estrade, professeure d’EPS" in words
    why = _("because %(child)s is %(where)s", child="Lou", where="en 4B") + str(_(" and "))
    why += _("because %(child)s is %(where)s", child="Tom", where="en 6A")
    assert why[1:] in words
    assert "4e" not in words


def test_what_comes_from_above_says_so(school: School) -> None:
    add(school, "Coupure", origin=Origin.LOCAL_AUTHORITY)
    assert _("Sent by the local authority.") in said(read(school.come("mother")))


def test_its_link_shows_only_to_those_who_may_read_the_article(school: School) -> None:
    with saved(school.app) as session:
        rubrique = session.get_one(Rubrique, school.rubriques["6A"])
        article = make_article(session, rubrique, "Programme de la 6A").id
    add(school, "À lire", link_article_id=article)
    assert "Programme de la 6A" in said(read(school.come("mother")))
    assert "Programme de la 6A" not in said(read(school.come("lou")))


def test_a_page_outside_is_told_to_be_one(school: School) -> None:
    add(school, "Dehors", link_url="https://example.org/aide")
    [link] = read(school.come("mother")).xpath("//a[@href='https://example.org/aide']")
    assert [one.get("aria-label") for one in link.iter("svg")] == [_("other site")]
    assert link.get("rel") == "noreferrer"


def test_its_files_are_read_by_those_whom_it_reaches(school: School) -> None:
    id_ = add(school, "Règlement", school.key("6A", Part.PARENT))
    path = store_file(school.app)
    with saved(school.app) as session:
        session.execute(
            update(MediaUse).values(setting=None, announcement_id=id_, slot=Slot.ATTACHMENT)
        )
    assert path in read(school.come("mother")).xpath("//main//a/@href")
    found = {who: school.come(who).get(path).status_code for who in ("mother", "lou", "teacher")}
    assert found == {"mother": 200, "lou": 404, "teacher": 404}
    assert browser(school.app).get(path).status_code == 404


def test_folding_leaves_the_title_and_unfolding_the_text(school: School) -> None:
    id_ = add(school, "À replier", severity=Severity.WARNING)
    client = school.come("mother")
    for deed, folded in (("replier", True), ("deplier", False)):
        answer = send(client, HOME, f"/annonces/{id_}/{deed}")
        assert (answer.status_code, answer.location) == (303, f"{HOME}#annonce-{id_}")
        document = read(client)
        assert announced(document) == ["À replier"]
        assert ("Le texte de" not in said(document)) is folded
    assert "Le texte de" in said(read(school.come("lou")))


def test_an_alert_is_folded_only_once_it_is_acknowledged(school: School) -> None:
    id_ = add(school, "Neige", severity=Severity.ALERT, asks_acknowledgement=True)
    client = school.come("mother")
    assert read(client).xpath(f"//form[@action='/annonces/{id_}/replier']") == []
    assert do(client, id_, "replier") == 403
    assert reading(school, "mother") is None
    assert send(client, HOME, f"/annonces/{id_}/lu").status_code == 303
    assert _("You have said that you have read it.") in said(read(client))
    assert send(client, HOME, f"/annonces/{id_}/replier").status_code == 303
    found = reading(school, "mother")
    assert found is not None
    assert found.folded_at == found.acknowledged_at == NOW


def test_acknowledging_twice_keeps_the_first_moment(
    school: School, monkeypatch: pytest.MonkeyPatch
) -> None:
    id_ = add(school, "À lire", asks_acknowledgement=True)
    client = school.come("mother")
    assert do(client, id_, "lu") == 303
    monkeypatch.setattr("app.clock.frozen", NOW + timedelta(hours=1))
    assert do(client, id_, "lu") == 303
    found = reading(school, "mother")
    assert found is not None
    assert found.acknowledged_at == NOW


@pytest.mark.parametrize("deed", ["lu", "replier", "deplier"])
def test_nothing_is_done_without_token_or_login(school: School, deed: str) -> None:
    id_ = add(school, "Une")
    client = school.come("mother")
    assert client.post(f"/annonces/{id_}/{deed}").status_code == 400
    assert client.get(f"/annonces/{id_}/{deed}").status_code == 405
    visitor = browser(school.app)
    form = {
        "csrf_token": visitor.get("/connexion").text.split('csrf_token" value="')[-1].split('"')[0]
    }
    assert visitor.post(f"/annonces/{id_}/{deed}", data=form).status_code in (400, 403)
    assert reading(school, "mother") is None


def test_buttons_lead_back_to_pages_of_the_site_only(school: School) -> None:
    id_ = add(school, "Une", asks_acknowledgement=True)
    client = school.come("mother")
    for wanted, path in (("//evil.example", HOME), (f"/annonces/{id_}", f"/annonces/{id_}")):
        data = {"csrf_token": token_of(client), "next": wanted}
        answer = client.post(f"/annonces/{id_}/lu", data=data)
        assert answer.location == f"{path}#annonce-{id_}"


def test_what_is_typed_is_shown_as_text(school: School) -> None:
    id_ = add(school, "<b>Gras</b> {{ 7*7 }}", body="<p>Un & deux</p>")
    document = page(school.come("mother"), f"/annonces/{id_}")
    assert said(document.find(".//h1")) == "<b>Gras</b> {{ 7*7 }}"


def test_the_list_has_pages(school: School) -> None:
    with saved(school.app) as session:
        for number in range(22):
            make_announcement(session, f"N{number}", starts_at=NOW - timedelta(hours=number))
    client = school.come("mother")
    assert len(announced(read(client))) == 12
    assert announced(read(client, "/annonces"))[0] == "N0"
    assert announced(read(client, "/annonces?page=2")) == ["N20", "N21"]
    for number in ("3", "0", "-1", "x", "9" * 30):
        assert client.get(f"/annonces?page={number}").status_code == 404
