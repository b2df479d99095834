"""A tile that cannot be shown breaks no page: who composes is told, the others see the rest."""

from datetime import timedelta

import pytest
from flask import Flask
from flask_babel import gettext as _
from lxml import html
from sqlalchemy import select

from app.actions.drafts import begin_draft
from app.models import Article, DraftTile, Layout, PageKind, SiteRight, Tile, TileAudience
from app.rules.site_rights import Right
from tests.factories import NOW
from tests.tiles.failing import FAULTS, Fault
from tests.visits import Browser, saved
from tests.web.site_pages import send, text_of
from tests.web.site_school import School, make_school
from tiles import TYPES

pytestmark = pytest.mark.usefixtures("demo_day")
BASES = {
    PageKind.PUBLIC_HOME: "/site/page-accueil",
    PageKind.PERSONAL_HOME: "/site/page-personnelle",
}
ADDRESSES = {PageKind.PUBLIC_HOME: "/", PageKind.PERSONAL_HOME: "/accueil"}
SOUND = ("Avant", "Après")


@pytest.fixture(params=FAULTS.values(), ids=FAULTS.keys())
def school(app: Flask, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> School:
    """A school with a broken tile between two sound ones on both its pages, and in their drafts.

    The teacher composes both, the moderator the public one, the writer the personal one; none of
    them manages anything.
    """
    fault: Fault = request.param
    for kind, tile_type in fault.types.items():
        monkeypatch.setitem(TYPES, kind, tile_type)
    made = make_school(app)
    with saved(app) as session:
        for name, right in (("teacher", Right.COMPOSE), ("teacher", Right.COMPOSE_PERSONAL),
                            ("moderator", Right.COMPOSE),
                            ("writer", Right.COMPOSE_PERSONAL)):  # fmt: skip
            session.add(SiteRight(right=right, key=f"user:{made.people[name]}"))
        for page in PageKind:
            for days in (2, 1):
                session.add(_layout(page, fault, days))
            session.flush()
            begin_draft(session, NOW, made.people["head"], page)
    return made


def _layout(page: PageKind, fault: Fault, days: int) -> Layout:
    words = {"html": f"<p>Il y a {days} jours.</p>"}
    tiles = [("rich_text", words, SOUND[0]), (fault.kind, fault.settings, "Cassée"),
             ("rich_text", words, SOUND[1])]  # fmt: skip
    then = NOW - timedelta(days=days)
    return Layout(
        page=page,
        created_at=then,
        published_at=then,
        tiles=[
            Tile(
                position=position,
                kind=kind,
                settings=settings,
                title=title,
                mark=f"mark-{position}",
                audience=[TileAudience(key="public")],
            )
            for position, (kind, settings, title) in enumerate(tiles)
        ],
    )


@pytest.mark.parametrize("page", PageKind)
def test_the_page_stands_and_only_its_editors_are_told(school: School, page: PageKind) -> None:
    notice = str(_("Only you see this"))
    for name, is_told in {"visitor": False, "parent": False, "pupil": False, "manager": False,
                          "moderator": page is PageKind.PUBLIC_HOME,
                          "writer": page is PageKind.PERSONAL_HOME,
                          "teacher": True, "head": True, "deputy": True}.items():  # fmt: skip
        client = school.come(name)
        if page is PageKind.PERSONAL_HOME and name == "visitor":
            continue
        shown = _page(client, ADDRESSES[page])
        assert all(one in shown for one in SOUND), name
        assert (notice in shown, "Cassée" in shown) == (is_told, is_told), name


@pytest.mark.parametrize("page", PageKind)
def test_who_composes_finds_it_and_takes_it_off(school: School, page: PageKind) -> None:
    base, client = BASES[page], school.come("teacher")
    composed = _page(client, base)
    assert all(one in composed for one in (*SOUND, "Cassée", str(_("Broken tile"))))
    assert all(one in _page(client, f"{base}/apercu/page?qui=moi") for one in SOUND)
    if page is PageKind.PUBLIC_HOME:
        as_visitor = _page(client, f"{base}/apercu/page?qui=visiteur")
        assert all(one in as_visitor for one in SOUND)
        assert "Cassée" not in as_visitor
    as_parent = _page(school.come("head"), f"{base}/apercu/page?qui=profile:parent")
    assert all(one in as_parent for one in SOUND)
    assert "Cassée" not in as_parent
    for path in ("/tuiles/ajouter", "/publier", "/historique", "/qui-publie", "/pourquoi",
                 "/brouillon/abandon", *_tiles_and_versions(school, page)):  # fmt: skip
        assert client.get(base + path).status_code == 200, path
    document = html.document_fromstring(client.get(base).text)
    [form] = [one for one in document.forms if "Cassée" in one.text_content()]
    [remove] = form.xpath(".//button[contains(@formaction, '/retirer')]/@formaction")
    data = {name: value for name, value in form.form_values() if name != "to"}
    assert client.post(remove, data=data).status_code == 303
    assert send(client, f"{base}/publier", f"{base}/publier").status_code == 303
    shown = _page(client, ADDRESSES[page])
    assert all(one in shown for one in SOUND)
    assert "Cassée" not in shown


def test_an_earlier_page_with_it_comes_back(school: School) -> None:
    client, base = school.come("head"), BASES[PageKind.PUBLIC_HOME]
    with saved(school.app) as session:
        first = session.scalars(
            select(Layout.id).where(Layout.page == PageKind.PUBLIC_HOME).order_by(Layout.id)
        ).first()
    version = f"{base}/historique/{first}"
    assert "Cassée" in _page(client, version)
    assert send(client, version, f"{version}/reprendre", {"do": "online"}).status_code == 303
    shown = _page(school.come("visitor"), "/")
    assert "Il y a 2 jours" in shown
    assert "Cassée" not in shown


def test_why_an_article_is_not_there_is_answered(school: School) -> None:
    with saved(school.app) as session:
        article = session.scalars(select(Article.id)).one()
    for page, base in BASES.items():
        for eyes in ("profile:parent", None):
            asked = {"article": article, "pour": eyes}
            answer = school.come("head").get(f"{base}/pourquoi", query_string=asked)
            assert answer.status_code == 200, (page, eyes)
            assert "Cassée" in text_of(answer)


def _page(client: Browser, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return text_of(answer)


def _tiles_and_versions(school: School, page: PageKind) -> list[str]:
    with saved(school.app) as session:
        tiles = session.scalars(select(DraftTile.id).where(DraftTile.page == page)).all()
        layouts = session.scalars(select(Layout.id).where(Layout.page == page)).all()
    return [f"/tuiles/{one}" for one in tiles] + [f"/historique/{one}" for one in layouts]
