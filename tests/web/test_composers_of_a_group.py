"""The group that composes the home page does all of it, without a role in any rubrique."""

import pytest
from flask import Flask
from lxml import html
from sqlalchemy import func, select

from app.models import Layout, Person, SiteRight
from app.rules.audience import Part
from app.rules.site_rights import Right
from tests.drafts_kit import ADDRESS, deeds, lay_page, titles
from tests.factories import make_group
from tests.visits import Browser, saved
from tests.web.site_pages import send, text_of, token_of
from tests.web.site_school import School, make_school
from tests.web.tile_kit import post
from tiles import TYPES

pytestmark = pytest.mark.usefixtures("demo_day")

EMBED = "/publication/integration"
FILM = "https://framatube.org/w/kkGMgK9ZtnKfYAgnEtQxbv"


@pytest.fixture
def school(app: Flask) -> School:
    """A teacher without a role is in the group; a parent is not."""
    made = make_school(app)
    with saved(app) as session:
        lay_page(session, "Premier", "Deuxième")
        member = session.get_one(Person, made.people["teacher"])
        group = make_group(session, "Rédacteurs page d’accueil", (member, Part.MEMBER))
        session.add(SiteRight(right=Right.COMPOSE, key=f"group:{group.id}/member"))
    return made


def press(client: Browser, path: str, **values: str) -> str:
    """Press a button of the page that is composed; return where it leads."""
    page = html.document_fromstring(client.get(ADDRESS).text)
    names = ("csrf_token", "version")
    shown = {name: one.get("value") for name in names for one in page.cssselect(f"[name={name}]")}
    answer = client.post(f"{ADDRESS}/{path}", data={**shown, **values})
    assert answer.status_code == 303, path
    return str(answer.headers["Location"])


def test_all_of_composing_is_open_to_the_group(school: School) -> None:
    client = school.come("teacher")
    press(client, "brouillon")
    for path in ("", "/tuiles/ajouter", "/apercu", "/apercu/page", "/historique", "/publier",
                 "/qui-publie?de=brouillon", "/pourquoi?de=brouillon"):  # fmt: skip
        assert client.get(ADDRESS + path).status_code == 200, path
    picker = f"{ADDRESS}/tuiles/ajouter"
    for kind in TYPES:
        address = send(client, picker, picker, {"type": kind}).headers["Location"]
        assert client.get(address).status_code == 200, kind
        assert post(client, address, do="save").status_code == 303, kind
    tile = address.rpartition("/")[2]
    press(client, f"tuiles/{tile}/deplacer", to="avant")
    press(client, f"tuiles/{tile}/dupliquer")
    press(client, f"tuiles/{tile}/retirer")
    publishing = f"{ADDRESS}/publier"
    assert send(client, publishing, publishing, {"note": "Tout"}).status_code == 303
    with saved(school.app) as session:
        assert deeds(session) == ["publish"]
        earlier = session.scalars(select(func.min(Layout.id))).one()
    history = f"{ADDRESS}/historique/{earlier}"
    assert client.get(history).status_code == 200
    assert send(client, history, f"{history}/reprendre").status_code == 303
    with saved(school.app) as session:
        assert deeds(session) == ["publish", "take_up"]
        assert titles(session) == ["Premier", "Deuxième"]


def test_the_group_writes_and_embeds(school: School) -> None:
    client = school.come("teacher")
    press(client, "brouillon")
    picker = f"{ADDRESS}/tuiles/ajouter"
    address = send(client, picker, picker, {"type": "rich_text"}).headers["Location"]
    page = client.get(address).text
    assert f'data-embed-url="{EMBED}"' in page
    answer = client.get(EMBED, query_string={"adresse": FILM})
    assert answer.status_code == 200
    assert answer.get_json()["embed"]["src"].startswith("https://framatube.org/")
    typed = f'<p>Voir <a href="/contact">ici</a></p><iframe src="{FILM}" title="Film"></iframe>'
    assert post(client, address, **{"r-html": typed, "do": "save"}).status_code == 303
    assert "framatube.org" in text_of(client.get(ADDRESS))


def test_files_are_chosen_by_the_group(school: School) -> None:
    client = school.come("teacher")
    assert client.get("/publication/mediatheque/choisir").status_code == 200


def test_others_still_ask_in_vain(school: School) -> None:
    client = school.come("parent")
    assert client.get(EMBED, query_string={"adresse": FILM}).status_code == 403
    assert client.get(ADDRESS).status_code == 403
    data = {"csrf_token": token_of(client)}
    assert client.post(f"{ADDRESS}/brouillon", data=data).status_code == 403
