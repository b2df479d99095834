"""Writing an announcement: what is asked for, what is refused, and that nothing typed is lost."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from threading import Barrier

import pytest
from flask import Flask
from sqlalchemy import select

from app.models import Announcement, Group, LogEntry
from app.rules.announcements import AnnouncementStatus
from app.rules.visibility import Visibility
from tests.factories import NOW, make_article, make_rubrique
from tests.visits import Browser, saved, signed_in
from tests.web.announcement_pages import NEW, Office, make_office

pytestmark = pytest.mark.usefixtures("demo_day")
CLICKS = 4


@pytest.fixture
def office(app: Flask) -> Office:
    return make_office(app)


def text_of(answer):
    return answer.get_data(as_text=True)


def test_a_teacher_sends_an_alert_to_the_parents_of_his_class(office):
    id_ = office.write("teacher")
    found = office.found(id_)
    assert found.status is AnnouncementStatus.ONLINE
    assert found.author_id == office.people["teacher"]
    assert found.body == "<p>Le car est en panne.</p><p>Rendez-vous lundi.</p>"
    assert found.starts_at == NOW, "from 00:00, and nobody saw it before it was sent"
    assert found.ends_at == datetime(2026, 3, 25, 23, tzinfo=UTC), "to the end of the day in Paris"
    assert office.targets(id_) == [office.key("4B")]


@pytest.mark.parametrize("group", ["4C", "4e"])
def test_another_class_is_proposed_or_refused_and_never_sent(office, group):
    fields = office.typed("send", office.key(group), office.key("4B"))
    answer = office.post("teacher", NEW, **fields)
    assert answer.status_code == 422
    assert f"Parents des élèves de {group}" in text_of(answer) or group in text_of(answer)
    assert "Le car est en panne." in text_of(answer)
    assert office.count() == 0
    id_ = office.write("teacher", "submit", office.key(group), office.key("4B"))
    assert office.found(id_).status is AnnouncementStatus.PENDING


def test_fields_that_the_form_does_not_have_change_nothing(office):
    more = {
        "status": "online",
        "author_id": str(office.people["head"]),
        "origin": "local_authority",
        "decided_by_id": str(office.people["head"]),
    }
    found = office.found(office.write("teacher", "save", **more))
    assert found.status is AnnouncementStatus.DRAFT
    assert (found.author_id, found.origin) == (office.people["teacher"], "school")
    assert found.decided_by_id is None


def test_buttons_are_those_that_the_rules_allow(office):
    def buttons(name):
        form = office.at(name, NEW)
        found = form.xpath("//p[@class='form-end']/button[@name='do']/@value")
        return [str(one) for one in found]

    assert buttons("teacher") == ["send", "submit", "save", "look"]
    assert buttons("cpe") == ["send", "submit", "save", "look"]
    assert buttons("head") == ["send", "save", "look"]
    assert buttons("bursar") == ["submit", "save", "look"]


@pytest.mark.parametrize("name", ["pupil", "parent"])
def test_pupils_and_parents_write_none(office, name):
    assert office.browsers[name].get(NEW).status_code == 403
    assert office.post(name, NEW, **office.typed()).status_code == 403
    assert office.count() == 0


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"title": "  "}, "Donnez un titre"),
        ({"title": "x" * 201}, "200"),
        ({"ends_on": "2026-03-23"}, "passée"),
        ({"starts_on": "2026-03-26"}, "avant"),
        ({"starts_on": ""}, "premier jour"),
        ({"ends_on": ""}, "dernier jour"),
        ({"ends_on": "2026-02-30"}, "2026-03-24"),
        ({"ends_time": "25:00"}, "08:30"),
        *(
            ({"ends_time": time}, "08:30")
            for time in ("20260330", "T10", "10:00Z", "10:00:00+05:00", "1000", "10:00:00.5")
        ),
        ({"severity": "panic"}, "liste"),
        ({"target": []}, "Choisissez qui la reçoit"),
        ({"target": ["group:999/parent"]}, "existe plus"),
        ({"target": ["public"]}, "existe plus"),
        ({"target": ["user:x"]}, "existe plus"),
        ({"link_url": "http://example.org/"}, "https://"),
        ({"link_url": "javascript:alert(1)"}, "https://"),
        ({"link_url": "https://"}, "https://"),
        ({"link_article": "12"}, "existe plus"),
        ({"link_article": "x"}, ""),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(office, fields, words):
    answer = office.post("teacher", NEW, **office.typed(**fields))
    assert answer.status_code == 422
    assert words in text_of(answer)
    assert "Le car est en panne." in text_of(answer)
    assert office.count() == 0


def test_the_longest_title_and_a_draft_for_nobody_yet_are_kept(office):
    id_ = office.write("teacher", "save", title="é" * 200, target=[])
    assert office.found(id_).title == "é" * 200
    assert office.targets(id_) == []


def test_a_group_that_ended_is_no_target(office):
    with saved(office.app) as session:
        session.get_one(Group, office.groups["4B"]).ended_at = NOW
    assert office.post("teacher", NEW, **office.typed()).status_code == 422


def test_hostile_text_is_cleaned(office):
    id_ = office.write("teacher", body="<p onclick=x()>Bonjour<script>alert(1)</script></p>")
    assert office.found(id_).body == "<p>Bonjour</p>"
    id_ = office.write("teacher", title="<script>alert(2)</script>")
    shown = text_of(office.browsers["teacher"].get(f"/communication/annonces/{id_}"))
    assert "<script>alert(2)" not in shown


def test_an_article_is_found_among_those_that_one_reads_and_linked(office):
    with saved(office.app) as session:
        article = make_article(session, make_rubrique(session), "Le voyage à Barcelone")
        secret = make_rubrique(session, "Conseil", visibility=Visibility.PRIVATE)
        hidden = make_article(session, secret, "Le voyage caché")
        ids = article.id, hidden.id
    found = office.post("teacher", NEW, **office.typed("find-article", article_words="voyage"))
    assert "Le voyage à Barcelone" in text_of(found)
    assert "Le voyage caché" not in text_of(found)
    fields = office.typed() | {"link": str(ids[0])}
    del fields["do"]
    chosen = office.post("teacher", NEW, **fields)
    assert f'name="link_article" value="{ids[0]}"' in text_of(chosen)
    assert "Le car est en panne." in text_of(chosen)
    assert office.post("teacher", NEW, **office.typed(link_article=str(ids[1]))).status_code == 422
    id_ = office.write("teacher", link_article=str(ids[0]))
    assert office.found(id_).link_article_id == ids[0]


def test_a_look_at_it_stores_nothing_and_advises(office):
    body = "Appelez Mme Durand au 06 12 34 56 78."
    answer = office.post("teacher", NEW, **office.typed("look", body=body))
    assert answer.status_code == 200
    assert 'id="look"' in text_of(answer)
    assert "06 12 34 56 78" in text_of(answer).partition("Ce texte")[2] or "06" in text_of(answer)
    assert office.count() == 0
    assert office.write("teacher", body=body), "advice refuses nothing"


def test_two_people_are_told_of_each_other_and_both_texts_are_there(office):
    id_ = office.write("teacher", "save")
    path = f"/communication/annonces/{id_}/modifier"
    version = str(office.found(id_).version)
    first = office.post("teacher", path, **office.typed("save", title="Premier", version=version))
    assert first.status_code == 303
    second = office.post("teacher", path, **office.typed("save", title="Second", version=version))
    assert second.status_code == 409
    assert "Premier" in text_of(second)
    assert 'value="Second"' in text_of(second)
    assert office.found(id_).title == "Premier"
    version = str(office.found(id_).version)
    again = office.post("teacher", path, **office.typed("save", title="Second", version=version))
    assert again.status_code == 303
    assert office.found(id_).title == "Second"


def test_what_was_sent_meanwhile_is_kept_as_another_one(office):
    id_ = office.write("bursar", "submit", "members")
    path = f"/communication/annonces/{id_}/modifier"
    late = office.post("bursar", path, **office.typed("save", "members", title="Trop tard"))
    assert late.status_code == 409
    assert 'value="Trop tard"' in text_of(late)
    assert f'action="{NEW}"' in text_of(late)


def test_a_session_that_ended_loses_no_text(office):
    office.browsers["teacher"].delete_cookie("parvis")
    answer = office.browsers["teacher"].post(NEW, data=office.typed())
    assert answer.status_code == 400 or answer.status_code == 403
    assert "Le car est en panne." in text_of(answer)


@pytest.mark.parametrize("do", ["send", "save"])
def test_a_second_click_makes_nothing_twice(office, do):
    for _ in range(2):
        office.write("teacher", do)
    assert office.count() == 1
    with saved(office.app) as session:
        deeds = session.scalars(select(LogEntry.action).order_by(LogEntry.id)).all()
    assert deeds == ["create", "send"] if do == "send" else ["create"]


def test_a_second_click_on_a_draft_sends_it_once(office):
    id_ = office.write("teacher", "save")
    path = f"/communication/annonces/{id_}/modifier"
    fields = office.typed("send", version=str(office.found(id_).version))
    assert {office.post("teacher", path, **fields).status_code for _ in range(2)} == {303}
    with saved(office.app) as session:
        deeds = session.scalars(select(LogEntry.action).order_by(LogEntry.id)).all()
    assert deeds == ["create", "edit", "send"]


def test_clicks_at_the_same_moment_send_once(office):
    clients = [signed_in(office.app, office.people["teacher"]) for _ in range(CLICKS)]
    fields = office.typed() | {"csrf_token": office.token("teacher")}
    cookie = office.browsers["teacher"].get_cookie("parvis")
    assert cookie is not None
    for client in clients:
        client.set_cookie("parvis", cookie.value)
    together = Barrier(CLICKS)

    def click(client: Browser) -> int:
        together.wait()
        return client.post(NEW, data=fields).status_code

    with ThreadPoolExecutor(CLICKS) as pool:
        assert set(pool.map(click, clients)) == {303}
    assert office.count() == 1
    with saved(office.app) as session:
        assert session.scalars(select(Announcement)).one().version == 2


def test_other_pages_propose_whom_it_addresses(office):
    keys = [office.key("4B"), "public", "group:999/parent", "group:x/y"]
    form = office.at("teacher", NEW + "?" + "&".join(f"pour={key}" for key in keys))
    chosen = form.xpath("//*[@name='target'][@checked or @type='hidden' or @selected]/@value")
    assert chosen == [office.key("4B")]
