"""The check of all that is online: who sees what of it, in which order, and the two ways out."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.actions.checks import ask_for_check
from app.extensions import db
from app.jobs.handlers import HANDLERS
from app.jobs.run import run_due
from app.models import Article, Grant, Job
from app.rules.audience import user_key
from app.rules.roles import Role
from app.rules.visibility import Visibility
from app.rules.workflow import Status
from tests.actions_kit import Newsroom, make_newsroom
from tests.factories import NOW, make_article, make_rubrique
from tests.layouts import counted_queries
from tests.visits import Browser, saved, signed_in
from tests.web.desk import read, said

PAGE = "/publication/verification"
VAGUE = '<p><a href="/x">cliquez ici</a></p>'
EMPTY = '<p><a href="/x"></a></p>'
CLEAN = "<p>Du texte.</p>"


@pytest.fixture
def newsroom(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Newsroom:
    monkeypatch.setattr("app.clock.frozen", NOW)
    return make_newsroom(db.session())


def check_all(app: Flask, session: Session) -> None:
    """Let the worker look at what is online."""
    ask_for_check(session, [])
    session.commit()
    work(app)


def work(app: Flask) -> None:
    """Do what is due."""
    with app.app_context():
        while run_due(HANDLERS, lambda: False):
            pass


def come(app: Flask, newsroom: Newsroom, name: str) -> Browser:
    person_id = newsroom.people[name].id
    newsroom.session.commit()
    return signed_in(app, person_id)


def titles(client: Browser, query: str = "") -> list[str]:
    answer = client.get(PAGE + query)
    assert answer.status_code == 200, query
    return [said(title) for title in read(answer).cssselect(".list__title")]


def write_some(newsroom: Newsroom) -> dict[str, int]:
    """Put texts online; return the ids of the rubriques."""
    session = newsroom.session
    private = make_rubrique(session, "Conseil", visibility=Visibility.PRIVATE, inherits=False)
    foreign = make_rubrique(session, "Ailleurs")
    chief = user_key(newsroom.people["moderator"].id)
    session.add(Grant(rubrique_id=private.id, key=chief, role=Role.MODERATOR))
    make_article(session, newsroom.rubrique, "Vague", body=VAGUE)
    make_article(session, newsroom.rubrique, "Vide", body=EMPTY)
    make_article(session, newsroom.rubrique, "Vague et vide", body=VAGUE + EMPTY)
    make_article(session, newsroom.rubrique, "En ordre", body=CLEAN)
    make_article(session, newsroom.rubrique, "Brouillon", body=EMPTY, status=Status.DRAFT)
    make_article(session, newsroom.rubrique, "Corbeille", body=EMPTY, status=Status.TRASHED)
    make_article(session, foreign, "Ailleurs", body=EMPTY)
    make_article(session, private, "Vide en privé", body=EMPTY)
    later = make_article(session, newsroom.rubrique, "Programmé", body=VAGUE)
    later.starts_at = later.bumped_at = NOW + timedelta(days=3)
    return {"private": private.id, "public": newsroom.rubrique.id, "foreign": foreign.id}


def test_the_gravest_stand_first_where_one_approves(app: Flask, newsroom: Newsroom) -> None:
    ids = write_some(newsroom)
    check_all(app, newsroom.session)
    client = come(app, newsroom, "moderator")
    everything = ["Vague et vide", "Vide", "Programmé", "Vide en privé", "Vague"]
    assert titles(client) == everything
    assert titles(client, "?publiques=y") == [one for one in everything if "privé" not in one]
    assert titles(client, f"?rubrique={ids['private']}") == ["Vide en privé"]
    assert titles(client, "?faute=empty_link") == ["Vague et vide", "Vide", "Vide en privé"]
    assert titles(client, "?vue=sans-remarque") == ["En ordre"]
    assert titles(client, "?vue=pas-encore") == []
    page = read(client.get(PAGE))
    tabs = [said(one) for one in page.cssselect(".tabs a")]
    assert tabs == ["Avec des remarques 5", "Pas encore vérifié 0", "Sans remarque 1"]
    first = said(page.cssselect("tbody tr")[0])
    assert "Lien sans texte" in first or "Lien" in first
    assert "« cliquez ici »" in first
    assert "Programmé" in said(page.cssselect("tbody tr")[2])


def test_what_was_not_checked_yet_says_so(app: Flask, newsroom: Newsroom) -> None:
    write_some(newsroom)
    client = come(app, newsroom, "moderator")
    assert titles(client) == []
    assert len(titles(client, "?vue=pas-encore")) == 6
    page = read(client.get(f"{PAGE}?vue=pas-encore"))
    assert "Pas encore vérifié" in said(page.cssselect("tbody tr")[0])


def test_it_is_for_those_who_approve_somewhere(app: Flask, newsroom: Newsroom) -> None:
    ids = {name: person.id for name, person in newsroom.people.items()}
    newsroom.session.commit()
    assert signed_in(app, ids["manager"]).get(PAGE).status_code == 200
    for name in ("visitor", "writer", "publisher"):
        client = signed_in(app, ids[name])
        assert client.get(PAGE).status_code == 403
        assert client.post(PAGE).status_code in (400, 403)
        assert PAGE not in client.get("/publication/contributions").text
    assert app.test_client().get(PAGE).status_code in (302, 303)


@pytest.mark.parametrize(
    "query",
    ["?vue=x", "?apres=x", "?apres=1.2~3", "?apres=1.2.-3~4", "?avant=1.2.x~1", "?apres=1.2.3~0"],
)
def test_an_address_that_nobody_gave_is_404(app: Flask, newsroom: Newsroom, query: str) -> None:
    assert come(app, newsroom, "moderator").get(PAGE + query).status_code == 404


def test_a_filter_that_does_not_exist_is_refused(app: Flask, newsroom: Newsroom) -> None:
    ids = write_some(newsroom)
    client = come(app, newsroom, "moderator")
    for query in ("?faute=x", f"?rubrique={ids['foreign']}", "?faute=%25"):
        assert client.get(PAGE + query).status_code == 422


def test_pages_by_key_hold_everything_once_at_a_constant_cost(
    app: Flask, newsroom: Newsroom
) -> None:
    for number in range(120):
        body = VAGUE * (number % 3 + 1) + EMPTY * (number % 2)
        make_article(newsroom.session, newsroom.rubrique, f"Texte {number}", body=body)
    check_all(app, newsroom.session)
    client = come(app, newsroom, "moderator")
    seen: list[str] = []
    path, back = "", []
    while True:
        with counted_queries() as statements:
            page = read(client.get(PAGE + path))
        back.append((path, len(statements)))
        seen += [said(title) for title in page.cssselect(".list__title")]
        following = page.cssselect("a[rel=next]")
        if not following:
            break
        path = following[0].get("href").removeprefix(PAGE)
    assert sorted(seen) == sorted(f"Texte {number}" for number in range(120))
    assert len({count for _, count in back}) == 1
    previous = read(client.get(PAGE + path)).cssselect("a[rel=prev]")[0].get("href")
    assert titles(client, previous.removeprefix(PAGE)) == seen[50:100]


def test_ticked_texts_go_to_a_private_rubrique(app: Flask, newsroom: Newsroom) -> None:
    ids = write_some(newsroom)
    check_all(app, newsroom.session)
    with saved(app) as session:
        chosen = session.scalars(select(Article.id).where(Article.title_key.like("vide"))).all()
        chosen = chosen or session.scalars(select(Article.id)).all()[1:2]
    client = come(app, newsroom, "moderator")
    form = {"article": [str(id_) for id_ in chosen], "action": "move"}
    token = read(client.get(PAGE)).cssselect("form.batch [name=csrf_token]")[0].get("value")
    answer = client.post(f"{PAGE}/travaux?publiques=y", data={**form, "csrf_token": token})
    assert answer.status_code == 303
    batch = str(answer.location)
    page = read(client.get(batch))
    offered = [one.get("value") for one in page.cssselect("#target option")]
    assert offered == ["", str(ids["private"])]
    assert page.cssselect(f"a[href='{PAGE}?publiques=y']")
    refused = client.post(
        f"{batch}/destination", data={"csrf_token": token, "target": str(ids["public"])}
    )
    assert refused.status_code == 422
    data = {"csrf_token": token, "target": str(ids["private"])}
    assert client.post(f"{batch}/destination", data=data).status_code == 303
    assert client.post(f"{batch}/confirmation", data=data).status_code == 303
    work(app)
    with saved(app) as session:
        assert session.get_one(Article, chosen[0]).rubrique_id == ids["private"]
    assert "Vide" not in titles(client, "?publiques=y")
    assert "Vide" in titles(client)


def test_ticked_texts_leave_the_site(app: Flask, newsroom: Newsroom) -> None:
    write_some(newsroom)
    check_all(app, newsroom.session)
    client = come(app, newsroom, "moderator")
    page = read(client.get(PAGE))
    token = page.cssselect("form.batch [name=csrf_token]")[0].get("value")
    ids = [one.get("value") for one in page.cssselect("tbody input")][:2]
    data = {"csrf_token": token, "article": ids, "action": "unpublish"}
    answer = client.post(f"{PAGE}/travaux", data=data)
    assert client.post(f"{answer.location}/confirmation", data=data).status_code == 303
    work(app)
    assert titles(client) == ["Programmé", "Vide en privé", "Vague"]


@pytest.mark.parametrize("action", ["trash", "change_author", "publish", "", "x"])
def test_nothing_else_is_done_from_there(app: Flask, newsroom: Newsroom, action: str) -> None:
    write_some(newsroom)
    check_all(app, newsroom.session)
    client = come(app, newsroom, "moderator")
    token = read(client.get(PAGE)).cssselect("form.batch [name=csrf_token]")[0].get("value")
    data = {"csrf_token": token, "article": ["1"], "action": action}
    assert client.post(f"{PAGE}/travaux", data=data).status_code == 400


def test_all_is_checked_again_at_a_press(app: Flask, newsroom: Newsroom) -> None:
    write_some(newsroom)
    client = come(app, newsroom, "moderator")
    page = read(client.get(PAGE))
    token = page.cssselect("form.btn-form [name=csrf_token]")[0].get("value")
    for _ in range(2):
        answer = client.post(PAGE, data={"csrf_token": token}, follow_redirects=True)
        assert answer.status_code == 200
    assert "déjà en cours" in answer.text
    assert "Vérification en cours" in answer.text
    with saved(app) as session:
        assert len(session.scalars(select(Job).where(Job.kind == "check_all")).all()) == 1
    work(app)
    assert len(titles(client)) == 5
