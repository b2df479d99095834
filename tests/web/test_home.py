"""The public home page: the school's name, its tiles, and what machines read."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from app.models import Finish, PersonDuty, Setting, Slot
from app.rules.audience import Duty
from tests.factories import make_person
from tests.layouts import add_picture, lay_tile
from tests.visits import signed_in
from tests.web.reading_pages import meta, page, part, structured, words

pytestmark = pytest.mark.usefixtures("demo_day")

EXPECTED_NEWS = [
    "Kangourou : bravo aux 112 matheux",
    "Portes ouvertes samedi 14 mars",
    "Semaine des maths : l’énigme du jour",
    "ASSR : épreuves du 16 au 20 mars",
    "Nos benjamines championnes de badminton !",
    "Herzlich willkommen ! Le petit-déjeuner franco-allemand",
]
"""Of the demo day: chosen rubriques only, newest publication or update first."""


def test_the_news_of_the_demo_day(demo: FlaskClient) -> None:
    document = page(demo, "/")
    news = part(document, "news")
    assert [words(title) for title in news.find_class("card__title")] == EXPECTED_NEWS


def test_the_school_is_the_heading_and_the_tiles_follow_in_order(
    client: FlaskClient, session: Session
) -> None:
    session.add_all(
        [Setting(name="name", value="Collège d’essai"), Setting(name="city", value="Rivemont")]
    )
    lay_tile(session, "contact", title="Contact", width=8, height=2, finish=Finish.DEEP)
    lay_tile(session, "social_link", title="Suivre", width=4, finish=Finish.TINTED)
    hero = lay_tile(session, "hero")
    picture = add_picture(session, Slot.PICTURE, tile=hero)
    session.commit()
    document = page(client, "/")
    assert words(document.find(".//h1")) == "Collège d’essai"
    assert words(document.find(".//title")) == "Collège d’essai, Rivemont"
    main = document.get_element_by_id("contenu")
    assert [words(heading) for heading in main.iter("h2")] == ["Contact", "Suivre"]
    first, second = part(main, "paving").getchildren()
    assert {"w-8", "tile--deep"} <= set(first.get("class").split())
    assert {"w-4", "tile--tint"} <= set(second.get("class").split())
    assert main.getchildren()[0].get("class").startswith("hero")
    assert meta(document, "og:image") == (
        f"http://localhost/medias/{picture.id}/hero-narrow-1200.jpg"
    )


def test_what_machines_read(client: FlaskClient, session: Session) -> None:
    session.add(Setting(name="name", value="Le </script><b>piège"))
    session.commit()
    document = page(client, "/")
    school, site = structured(document)
    assert school["@type"] == "MiddleSchool"
    assert school["name"] == site["name"] == "Le </script><b>piège"
    assert site["url"] == "http://localhost/"
    assert document.xpath("//link[@rel='canonical']/@href") == ["http://localhost/"]


def test_an_empty_home_page_says_what_will_be_there(client: FlaskClient) -> None:
    document = page(client, "/")
    assert words(part(document, "empty").find("h2")) == _("This site opens soon")
    assert document.xpath("//script[@src]") == []


def test_the_notice_of_a_broken_tile_is_for_those_who_manage(
    app: Flask, client: FlaskClient, session: Session, caplog: pytest.LogCaptureFixture
) -> None:
    head = make_person(session)
    head.duties.append(PersonDuty(duty=Duty.HEAD))
    teacher = make_person(session)
    lay_tile(session, "no_such_kind", title="Cassée")
    lay_tile(session, "contact", title="Contact")
    head_id, teacher_id = head.id, teacher.id
    session.commit()
    for visitor in (client, signed_in(app, teacher_id)):
        document = page(visitor, "/")
        assert document.find_class("notice") == []
        assert [words(one) for one in part(document, "paving").iter("h2")] == ["Contact"]
    document = page(signed_in(app, head_id), "/")
    assert _("Only you see this") in words(part(document, "notice"))
    assert [words(one) for one in part(document, "paving").iter("h2")] == ["Cassée", "Contact"]


def test_a_tile_is_for_its_audience(app: Flask, client: FlaskClient, session: Session) -> None:
    teacher = make_person(session)
    lay_tile(session, "contact", title="Pour les profs", audience=("profile:teacher",))
    lay_tile(session, "contact", title="Pour tous")
    lay_tile(session, "contact", title="Pour personne", audience=())
    teacher_id = teacher.id
    session.commit()
    paving = part(page(client, "/"), "paving")
    assert [words(one) for one in paving.iter("h2")] == ["Pour tous"]
    paving = part(page(signed_in(app, teacher_id), "/"), "paving")
    assert [words(one) for one in paving.iter("h2")] == ["Pour les profs", "Pour tous"]
