"""The page of an announcement: its buttons, who may press them, and what becomes of it."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from flask import Flask
from sqlalchemy import select

from app.models import Announcement, LogEntry, Notice, NoticeKind, Origin, SiteRight
from app.queries.announcements import announcements_for
from app.queries.viewers import viewer_of
from app.rules.announcements import AnnouncementStatus
from app.rules.site_rights import Right
from tests.factories import NOW
from tests.visits import saved
from tests.web.announcement_pages import QUEUE, Office, make_office
from tests.web.reading_pages import words

pytestmark = pytest.mark.usefixtures("demo_day")


@pytest.fixture
def office(app: Flask) -> Office:
    return make_office(app)


def look(id_):
    return f"/communication/annonces/{id_}"


def buttons(document):
    main = document.xpath("//main")[0]
    found = main.xpath(".//form[contains(@action, '/communication/annonces/')]/@action")
    return [str(one).rpartition("/")[2] for one in found]


def read_by(office, name):
    with saved(office.app) as session:
        viewer = viewer_of(session, office.people[name])
        return [one.title for one in session.scalars(announcements_for(viewer, NOW))]


def test_the_head_finds_what_waits_and_approves_it(office):
    id_ = office.write("bursar", "submit", "members")
    queue = office.at("head", QUEUE)
    [link] = queue.xpath("//ul[contains(@class, 'lines')]/li//a/@href")
    assert link == look(id_)
    assert buttons(office.at("head", link)) == ["valider", "reprendre", "refuser"]
    assert office.move("head", id_, "valider").status_code == 303
    assert read_by(office, "parent") == ["Sortie annulée"]
    assert not office.at("head", QUEUE).xpath("//ul[contains(@class, 'lines')]")


def test_a_refusal_needs_a_reason_and_reaches_its_author(office):
    id_ = office.write("bursar", "submit", "members")
    answer = office.move("head", id_, "refuser", reason="   ")
    assert answer.status_code == 422
    assert office.found(id_).status is AnnouncementStatus.PENDING
    assert office.move("head", id_, "refuser", reason="x" * 2_001).status_code == 422
    refused = office.move("head", id_, "refuser", reason="<b>Trop long.</b>")
    assert office.browsers["head"].get(str(refused.location)).status_code == 200
    assert "<b>Trop long.</b>" in words(office.at("bursar", look(id_)))
    dashboard = words(office.at("bursar", "/publication/"))
    assert "a refusé l’annonce Sortie annulée" in dashboard
    assert "<b>Trop long.</b>" in dashboard
    edited = office.at("bursar", f"/communication/annonces/{id_}/modifier")
    assert "Trop long." in words(edited)


def test_two_approvers_at_once_decide_once(office):
    id_ = office.write("bursar", "submit", "members")
    version = str(office.found(id_).version)
    together = Barrier(2)

    def decide(asked):
        name, word = asked
        together.wait()
        return office.post(
            name, f"/communication/annonces/{id_}/{word}", version=version, reason="Non."
        ).status_code

    with ThreadPoolExecutor(2) as pool:
        found = sorted(pool.map(decide, [("head", "valider"), ("deputy", "refuser")]))
    assert found == [303, 409]
    with saved(office.app) as session:
        deeds = session.scalars(
            select(LogEntry.action).where(LogEntry.action.in_(["approve", "refuse"]))
        ).all()
    assert len(deeds) == 1


def test_what_was_decided_otherwise_keeps_the_reason_that_was_typed(office):
    id_ = office.write("bursar", "submit", "members")
    seen = str(office.found(id_).version)
    office.move("deputy", id_, "valider")
    late = office.move("head", id_, "refuser", version=seen, reason="Pas ce jour-là.")
    assert late.status_code == 409
    assert "Pas ce jour-là." in late.get_data(as_text=True)
    assert office.found(id_).status is AnnouncementStatus.ONLINE


@pytest.mark.parametrize("word", ["valider", "retirer-la-demande"])
def test_a_second_click_is_what_was_asked_for(office, word):
    id_ = office.write("bursar", "submit", "members")
    name = "head" if word == "valider" else "bursar"
    version = str(office.found(id_).version)
    answers = {office.move(name, id_, word, version=version).status_code for _ in range(2)}
    assert answers == {303}
    with saved(office.app) as session:
        actions = session.scalars(select(LogEntry.action)).all()
    assert len(actions) == 3


WORDS = (
    "envoyer",
    "soumettre",
    "retirer-la-demande",
    "valider",
    "refuser",
    "deprogrammer",
    "terminer",
    "decliner",
    "diffuser",
    "reprendre",
    "supprimer",
)


def test_nobody_moves_what_others_wrote(office):
    """Whoever reads it is told so, for all others it does not exist."""
    draft = office.write("teacher", "save")
    sent = office.write("teacher", "send", title="Envoyée")
    for word in WORDS:
        assert office.move("colleague", draft, word, reason="Non.").status_code == 404, word
        assert office.move("colleague", sent, word, reason="Non.").status_code == 404, word
        assert office.move("parent", sent, word, reason="Non.").status_code == 403, word
    assert office.found(draft).version == 1
    assert office.found(sent).status is AnnouncementStatus.ONLINE


def test_whoever_reads_it_is_told_that_he_may_not_work_on_it(office):
    sent = office.write("cpe", "send", office.key("4B", "teacher"))
    assert office.browsers["teacher"].get(look(sent)).status_code == 403
    assert office.browsers["colleague"].get(look(sent)).status_code == 404


@pytest.mark.parametrize("word", ["valider", "refuser", "decliner"])
def test_its_author_does_not_approve_it(office, word):
    id_ = office.write("bursar", "submit", "members")
    assert office.move("bursar", id_, word, reason="Oui.").status_code == 403
    assert office.found(id_).status is AnnouncementStatus.PENDING


def test_a_draft_is_its_authors_alone(office):
    id_ = office.write("teacher", "save")
    for name in ("head", "deputy", "colleague"):
        assert office.browsers[name].get(look(id_)).status_code == 404
        edit = f"/communication/annonces/{id_}/modifier"
        assert office.browsers[name].get(edit).status_code == 404
        assert office.post(name, edit, **office.typed("save")).status_code == 404
    assert office.browsers["teacher"].get(look(id_ + 77)).status_code == 404


def test_whose_word_needs_an_approval_sends_nothing_by_hand(office):
    id_ = office.write("bursar", "save", "members")
    assert office.move("bursar", id_, "envoyer").status_code == 403
    id_ = office.write("teacher", "save", office.key("4C"), title="Pour la 4C")
    assert office.move("teacher", id_, "envoyer").status_code == 403
    assert office.found(id_).status is AnnouncementStatus.DRAFT


def test_a_right_that_was_withdrawn_sends_nothing(office):
    key = f"user:{office.people['bursar']}"
    with saved(office.app) as session:
        session.add(SiteRight(right=Right.ANNOUNCE, key=key))
    id_ = office.write("bursar", "save", "members")
    with saved(office.app) as session:
        session.delete(session.scalars(select(SiteRight)).one())
    assert office.move("bursar", id_, "envoyer").status_code == 403


def test_an_announcement_is_ended_taken_up_again_and_its_draft_deleted(office):
    id_ = office.write("teacher")
    assert office.move("teacher", id_, "reprendre").status_code == 303
    made = office.newest()
    assert made.id != id_
    assert made.status is AnnouncementStatus.DRAFT
    assert office.move("teacher", made.id, "supprimer").status_code == 303
    assert office.count() == 1
    again = office.post(
        "teacher", f"/communication/annonces/{made.id}/supprimer", version=str(made.version)
    )
    assert again.status_code == 303, "a second click"
    assert office.move("teacher", id_, "terminer").status_code == 303
    assert office.found(id_).ends_at <= NOW.replace(second=1)


def test_what_came_from_above_is_declined_also_after_it_began(office):
    id_ = office.write("head", "send", "members")
    with saved(office.app) as session:
        found = session.get_one(Announcement, id_)
        found.origin, found.author_id = Origin.LOCAL_AUTHORITY, None
    assert buttons(office.at("deputy", look(id_))) == ["reprendre", "decliner"]
    assert office.move("deputy", id_, "decliner").status_code == 303
    assert read_by(office, "parent") == []
    assert office.move("deputy", id_, "diffuser").status_code == 303
    assert read_by(office, "parent") == ["Sortie annulée"]


def test_whoever_calls_back_the_draft_of_another_is_led_on(office):
    id_ = office.write("teacher", starts_on="2026-03-25")
    for _ in range(2):
        answer = office.move("head", id_, "deprogrammer", version="2")
        assert office.browsers["head"].get(str(answer.location)).status_code == 200
    assert office.found(id_).status is AnnouncementStatus.DRAFT


def test_what_is_no_move_is_no_page(office):
    id_ = office.write("teacher")
    assert office.move("teacher", id_, "effacer").status_code == 404


def test_the_queue_is_for_those_who_approve(office):
    for name in ("teacher", "cpe", "parent"):
        assert office.browsers[name].get(QUEUE).status_code == 403
    with saved(office.app) as session:
        right = SiteRight(right=Right.APPROVE_ANNOUNCEMENTS, key=f"user:{office.people['parent']}")
        session.add(right)
    id_ = office.write("bursar", "submit", "members")
    with saved(office.app) as session:
        told = select(Notice.person_id).where(Notice.kind == NoticeKind.ANNOUNCEMENT_SUBMITTED)
        assert office.people["parent"] in set(session.scalars(told))
    assert office.at("parent", QUEUE).xpath(f"//a[@href='{look(id_)}']")
    assert office.move("parent", id_, "valider").status_code == 303


def test_who_approves_by_a_right_alone_does_not_approve_his_own(office):
    id_ = office.write("bursar", "submit", "members")
    with saved(office.app) as session:
        key = f"user:{office.people['bursar']}"
        session.add(SiteRight(right=Right.APPROVE_ANNOUNCEMENTS, key=key))
    assert "valider" not in buttons(office.at("bursar", look(id_)))
    assert office.move("bursar", id_, "valider").status_code == 403
    assert office.found(id_).status is AnnouncementStatus.PENDING
    assert office.move("head", id_, "valider").status_code == 303
    assert office.found(id_).status is AnnouncementStatus.ONLINE
