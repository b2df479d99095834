"""Which announcements come by mail, and when none comes, on /mon-compte."""

import pytest
from flask import Flask

from app.models import MailChoice, Person
from tests.visits import saved, signed_in
from tests.web.accounts import add_person, go_and_fill, logged, page_of

ME, PATH = "/mon-compte", "/mon-compte/annonces"


def test_the_choice_and_the_quiet_hours_are_kept(app: Flask) -> None:
    person_id = add_person(app, "nadia", email="nadia@a.example")
    visitor = signed_in(app, person_id)
    done = go_and_fill(
        visitor, ME, PATH, announcement_mail="daily", quiet_from="22", quiet_until="7"
    )
    assert (done.status_code, done.location) == (303, ME)
    with saved(app) as session:
        person = session.get_one(Person, person_id)
        assert person.announcement_mail is MailChoice.DAILY
        assert (person.quiet_from, person.quiet_until) == (22, 7)
        assert person.mail_choice is MailChoice.AT_ONCE, "the other choice is another form"
    page = page_of(visitor.get(ME))
    assert page.cssselect("#quiet_from option[selected]")[0].get("value") == "22"
    assert page.cssselect("[name=announcement_mail][checked]")[0].get("value") == "daily"
    go_and_fill(visitor, ME, PATH, announcement_mail="none", quiet_from="", quiet_until="")
    with saved(app) as session:
        assert session.get_one(Person, person_id).quiet_from is None
    assert [row.action for row in logged(app)] == ["change_announcement_mail"] * 2


@pytest.mark.parametrize(
    ("quiet_from", "quiet_until", "words"),
    [
        ("22", "", "les deux heures"),
        ("", "7", "les deux heures"),
        ("7", "7", "deux heures différentes"),
        ("24", "7", ""),
        ("x", "7", ""),
    ],
)
def test_half_a_pair_of_hours_is_refused_and_stays_in_the_form(
    app: Flask, quiet_from: str, quiet_until: str, words: str
) -> None:
    person_id = add_person(app, "nadia")
    visitor = signed_in(app, person_id)
    refused = go_and_fill(
        visitor, ME, PATH, announcement_mail="at_once", quiet_from=quiet_from,
        quiet_until=quiet_until,
    )  # fmt: skip
    assert refused.status_code == 422
    page = page_of(refused)
    assert page.cssselect(".error-summary")
    assert words in page.text_content()
    assert page.cssselect("[name=announcement_mail][checked]")[0].get("value") == "at_once"
    with saved(app) as session:
        assert session.get_one(Person, person_id).announcement_mail is MailChoice.NONE
