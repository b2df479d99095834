"""Those who decide of an announcement, and its author, are told by mail as they chose."""

import pytest
from sqlalchemy.orm import Session

from app.models import MailChoice
from tests.announcement_kit import School, make_school
from tests.jobs.conftest import Drain
from tests.mail_server import MailServer

PLACE = "https://college.example/communication/annonces/{id}"


@pytest.fixture
def school(session: Session) -> School:
    found = make_school(session)
    found.people["bursar"].email = "intendance@a.example"
    found.people["head"].email = "principale@a.example"
    for name in ("bursar", "head"):
        found.people[name].mail_choice = MailChoice.AT_ONCE
    return found


@pytest.mark.parametrize(
    ("moves", "reader", "subject", "words"),
    [
        (
            [("bursar", "submit")],
            "principale@a.example",
            "Annonce à valider : « Sortie no 1 »",
            "soumet à validation l’annonce « Sortie no 1 »",
        ),
        (
            [("bursar", "submit"), ("deputy", "approve")],
            "intendance@a.example",
            "Annonce validée : « Sortie no 1 »",
            "a validé l’annonce « Sortie no 1 »",
        ),
        (
            [("bursar", "submit"), ("deputy", "refuse")],
            "intendance@a.example",
            "Annonce à reprendre : « Sortie no 1 »",
            "Il manque la date.",
        ),
    ],
)
def test_a_notice_about_an_announcement_comes_by_mail(
    school: School,
    mails: MailServer,
    drain: Drain,
    moves: list[tuple[str, str]],
    reader: str,
    subject: str,
    words: str,
) -> None:
    found = school.draft("bursar", "members")
    for name, move in moves:
        school.move(name, found, move, reason="Il manque la date.")
    announcement_id = found.id
    school.session.commit()
    drain()
    [(readers, message)] = mails.received
    text = " ".join(message.get_content().split()).replace("\xa0", " ")
    assert readers == [reader]
    assert message["Subject"].replace("\xa0", " ") == subject
    assert words in text
    assert PLACE.format(id=announcement_id) in text
