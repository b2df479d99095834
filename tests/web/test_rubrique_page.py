"""The page of a rubrique: its articles or pages, what stands below it, who may see it."""

from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from app.models import Event
from app.rules.audience import user_key
from app.rules.roles import Role
from app.rules.visibility import Visibility
from tests.factories import NOW, make_article, make_person, make_rubrique
from tests.visits import signed_in
from tests.web.reading_pages import page, part, structured, words

pytestmark = pytest.mark.usefixtures("demo_day")


def titles(document) -> list[str]:
    """Return the titles of the articles of a page, in order."""
    return [words(title) for title in document.find_class("card__title")]


def test_a_blog_by_pages_the_newest_first(client: FlaskClient, session: Session) -> None:
    rubrique = make_rubrique(session, "Vie scolaire")
    for number in range(1, 15):
        make_article(session, rubrique, f"Article {number}", starts_at=NOW - timedelta(days=number))
    make_article(session, make_rubrique(session, "Enfant", parent=rubrique), "D’un enfant")
    session.commit()
    own = f"/rubriques/{rubrique.id}-vie-scolaire"
    first, second = page(client, own), page(client, f"{own}?page=2")
    assert titles(first) == [f"Article {number}" for number in range(1, 13)]
    assert titles(second) == ["Article 13", "Article 14"]
    assert first.xpath("//link[@rel='canonical']/@href") == [f"http://localhost{own}"]
    assert second.xpath("//link[@rel='canonical']/@href") == [f"http://localhost{own}?page=2"]
    assert words(part(part(first, "panel"), "gates")) == "Enfant"
    assert client.get(f"{own}?page=3").status_code == 404


@pytest.mark.parametrize(
    "number", ["0", "-1", "a", "1e3", "٣", "9" * 40, "%00", "%ff", "", "x" * 10_000]
)
def test_what_is_no_page_is_404(number: str, client: FlaskClient, session: Session) -> None:
    rubrique = make_rubrique(session, "CDI")
    session.commit()
    assert client.get(f"/rubriques/{rubrique.id}-cdi?page={number}").status_code == 404


def test_pages_have_a_chosen_order_no_date_and_no_byline(
    client: FlaskClient, session: Session
) -> None:
    rubrique = make_rubrique(session, "Le collège", has_blog=False)
    author = make_person(session, last_name="Dupré")
    second = make_article(session, rubrique, "Deuxième", author=author)
    first = make_article(session, rubrique, "Première", author=author)
    first.position, second.position = 1, 2
    session.commit()
    document = page(client, f"/rubriques/{rubrique.id}-le-college")
    assert titles(document) == ["Première", "Deuxième"]
    rows = part(document, "rows")
    assert rows.findall(".//time") == []
    assert "Dupré" not in words(rows)
    assert document.xpath("//a[contains(@href, 'rss.xml')]/@href") == ["/rss.xml"]


def test_only_a_public_blog_is_subscribed_to(
    app: Flask, client: FlaskClient, session: Session
) -> None:
    person = make_person(session)
    private = make_rubrique(
        session, "Privé", visibility=Visibility.PRIVATE, grants={user_key(person.id): Role.VISITOR}
    )
    public = make_rubrique(session, "Public")
    open_one, closed_one = f"/rubriques/{public.id}-public", f"/rubriques/{private.id}-prive"
    person_id = person.id
    session.commit()
    document = page(client, open_one)
    assert document.xpath("//link[@rel='alternate']/@href").count(f"{open_one}/rss.xml") == 1
    assert document.xpath("//a/@href").count(f"{open_one}/rss.xml") == 1
    assert client.get(closed_one).status_code == 404
    document = page(signed_in(app, person_id), closed_one)
    assert f"{closed_one}/rss.xml" not in document.xpath("//@href")


def test_an_ancestor_that_one_passes_through_is_named_without_link(
    app: Flask, session: Session
) -> None:
    person = make_person(session)
    above = make_rubrique(session, "Voyages", visibility=Visibility.PRIVATE)
    below = make_rubrique(
        session,
        "Barcelone",
        parent=above,
        visibility=Visibility.PRIVATE,
        inherits=False,
        grants={user_key(person.id): Role.VISITOR},
    )
    own, person_id = f"/rubriques/{below.id}-barcelone", person.id
    session.commit()
    document = page(signed_in(app, person_id), own)
    crumbs = part(document, "crumbs")
    assert [words(step) for step in crumbs.iter("li")] == [_("Home"), "Voyages", "Barcelone"]
    assert [words(step) for step in crumbs.iter("a")] == [_("Home")]
    [trail] = structured(document)
    assert [step["name"] for step in trail["itemListElement"]] == ["Barcelone"]


def test_hidden_children_leave_no_trace(client: FlaskClient, session: Session) -> None:
    rubrique = make_rubrique(session, "Vie scolaire")
    make_rubrique(session, "Ouverte", parent=rubrique)
    bare = page(client, _saved(session, rubrique.id))
    make_rubrique(session, "Fermée", parent=rubrique, visibility=Visibility.PRIVATE)
    whole = page(client, _saved(session, rubrique.id))
    assert words(bare) == words(whole)


def test_its_coming_events(client: FlaskClient, session: Session) -> None:
    rubrique = make_rubrique(session, "Sport")
    rubrique.has_agenda = True
    session.add(
        Event(
            rubrique_id=rubrique.id,
            title="Cross",
            starts_at=NOW + timedelta(days=1),
            ends_at=NOW + timedelta(days=1, hours=2),
            changed_at=NOW,
        )
    )
    session.commit()
    document = page(client, f"/rubriques/{rubrique.id}-sport")
    assert [words(one) for one in document.find_class("agenda__what")] == ["Cross"]
    assert f"/agenda?rubrique={rubrique.id}" in document.xpath("//@href")


@pytest.mark.parametrize("has_blog", [True, False])
def test_an_empty_rubrique_says_what_will_be_there(
    has_blog: bool, client: FlaskClient, session: Session
) -> None:
    rubrique = make_rubrique(session, "Vide", has_blog=has_blog)
    session.commit()
    assert part(page(client, f"/rubriques/{rubrique.id}-vide"), "empty").find("h2") is not None


def test_the_old_name_leads_to_the_new_one_but_betrays_nothing(
    client: FlaskClient, session: Session
) -> None:
    public = make_rubrique(session, "Nouveau nom")
    private = make_rubrique(session, "Secret", visibility=Visibility.PRIVATE)
    session.commit()
    for old in (f"/rubriques/{public.id}", f"/rubriques/{public.id}-ancien-nom"):
        answer = client.get(old)
        assert answer.status_code == 301
        assert answer.location == f"/rubriques/{public.id}-nouveau-nom"
    assert client.get(f"/rubriques/{private.id}").status_code == 404
    assert client.get("/rubriques/999999-rien").status_code == 404


def _saved(session: Session, rubrique_id: int) -> str:
    session.commit()
    return f"/rubriques/{rubrique_id}-vie-scolaire"
