"""The draft of a page as others will see it, and that nobody sees it before."""

import random
import re
from dataclasses import replace
from typing import Any

import pytest
from flask import Flask
from lxml import html
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.actions.draft_tiles import add_tile, change_tile, move_tile, remove_tile, state_of
from app.actions.drafts import begin_draft
from app.models import Draft, DraftTile, PageKind, Rubrique, SiteRight, SiteVersion
from app.queries.drafts import draft_tiles
from app.rules.audience import Profile
from app.rules.site_rights import Right
from tests.drafts_kit import ADDRESS, PAGE, a_tile, lay_page
from tests.factories import NOW, make_article
from tests.visits import saved
from tests.web.feed_reading import make_event
from tests.web.services_kit import stock
from tests.web.site_pages import text_of
from tests.web.site_school import School, make_school

pytestmark = pytest.mark.usefixtures("demo_day")
PREVIEW = f"{ADDRESS}/apercu"
LEFT_OUT = "Ce que vous ne pouvez pas lire vous-même"
WORD = re.compile(r"brouillon-[0-9]+")


@pytest.fixture
def school(app: Flask) -> School:
    made = make_school(app)
    with saved(app) as session:
        lay_page(session, "En ligne")
        draft = begin_draft(session, NOW, made.people["head"], PAGE)
        for title, keys in (("Pour tous", {"public"}), ("Aux parents", {"profile:parent"}),
                            ("À Lou", {f"user:{made.people['pupil']}"})):  # fmt: skip
            tile = a_tile(title, audience=frozenset(keys))
            add_tile(session, NOW, made.people["head"], draft, tile, draft.version)
    return made


@pytest.mark.parametrize(
    ("who", "sees"),
    [
        ("visiteur", {"Pour tous"}),
        ("moi", {"Pour tous"}),
        ("profile:parent", {"Pour tous", "Aux parents"}),
        ("profile:pupil", {"Pour tous"}),
        ("pupil", {"Pour tous", "À Lou"}),
    ],
)
def test_the_draft_is_seen_as_others_will(school: School, who: str, sees: set[str]) -> None:
    client = school.come("head")
    asked = f"user:{school.people[who]}" if who in school.people else who
    answer = client.get(f"{PREVIEW}/page", query_string={"qui": asked})
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert "frame-ancestors 'self'" in answer.headers["Content-Security-Policy"]
    assert "<script" not in answer.text
    shown = text_of(answer)
    assert {one for one in ("Pour tous", "Aux parents", "À Lou") if one in shown} == sees
    assert ("Se connecter" in shown) is (who == "visiteur")
    frame = client.get(PREVIEW, query_string={"qui": asked, "largeur": "390"})
    assert frame.status_code == 200
    assert 'width="390"' in frame.text


def test_whom_one_may_not_be(school: School) -> None:
    with saved(school.app) as session:
        session.add(SiteRight(right=Right.COMPOSE, key=f"user:{school.people['teacher']}"))
    teacher, head = school.come("teacher"), school.come("head")
    for who, status in (
        ("visiteur", 200),
        ("moi", 200),
        ("profile:parent", 200),
        (f"user:{school.people['pupil']}", 404),
        (f"user:{school.people['teacher']}", 403),
        ("group:1/pupil", 404),
    ):
        for address in (PREVIEW, f"{PREVIEW}/page"):
            assert teacher.get(address, query_string={"qui": who}).status_code == status, who
    assert teacher.get(f"{PREVIEW}/personnes").status_code == 403
    for who in ("x", "user:99999", "user:x", "profile:nobody", "group:1/pupil", "duty:head"):
        assert head.get(PREVIEW, query_string={"qui": who}).status_code == 404, who
    assert head.get(PREVIEW, query_string={"largeur": "10"}).status_code == 404
    assert "Dubosc" in text_of(head.get(f"{PREVIEW}/personnes?q=dubosc"))


@pytest.mark.parametrize("profile", Profile)
def test_who_composes_may_look_as_each_profile(school: School, profile: Profile) -> None:
    asked = {"qui": f"profile:{profile}"}
    with saved(school.app) as session:
        session.add(SiteRight(right=Right.COMPOSE, key=f"user:{school.people['teacher']}"))
    for name, is_narrowed in (("teacher", True), ("head", False)):
        client = school.come(name)
        frame = client.get(PREVIEW, query_string=asked)
        assert (LEFT_OUT in text_of(frame)) is is_narrowed
        options = html.document_fromstring(frame.text).cssselect("#qui option")
        assert [one.get("value") for one in options if one.get("selected") is not None] == [
            asked["qui"]
        ]
        shown = text_of(client.get(f"{PREVIEW}/page", query_string=asked))
        assert "Pour tous" in shown
        assert ("Aux parents" in shown) is (profile is Profile.PARENT)
        assert "Se connecter" not in shown
    assert LEFT_OUT not in text_of(school.come("teacher").get(PREVIEW))


def test_a_look_as_a_profile_tells_nobody_more_than_the_site(school: School) -> None:
    """Of what a profile reads, who composes is shown what he may read himself, and no trace."""
    rome = school.rubriques["rome"]
    with saved(school.app) as session:
        for name in ("teacher", "manager"):
            session.add(SiteRight(right=Right.COMPOSE, key=f"user:{school.people[name]}"))
        kept = make_article(session, session.get_one(Rubrique, rome), "Le Colisée")
        make_event(session, session.get_one(Rubrique, rome), "Réunion du voyage")
        draft = session.get_one(Draft, PAGE)
        for kind, settings in (
            ("news_feed", {}),
            ("article_pick", {"articles": [kept.id]}),
            ("rubrique_list", {"rubriques": [rome, school.rubriques["barcelone"]]}),
            ("link", {"rubrique": rome}),
            ("events", {}),
        ):
            values = replace(a_tile("Tuile"), kind=kind, settings=settings)
            add_tile(session, NOW, school.people["head"], draft, values, draft.version)
    stock(school, ("Carnet", "", ("profile:parent",)), ("Cantine", "", ("members",)))
    told = ("Le Colisée", "Réunion du voyage", "Rome", "Carnet")
    for page, who, name, sees in (
        ("parent", "head", "profile:parent", set(told)),
        ("parent", "teacher", "profile:parent", set()),
        ("parent", "manager", "profile:parent", set(told) - {"Carnet"}),
        ("pupil", "manager", "profile:pupil", set()),
        ("visitor", "manager", "visiteur", set()),
    ):
        answer = school.come(who).get(f"{PREVIEW}/page", query_string={"qui": name})
        assert {one for one in told if one in text_of(answer)} == sees, (page, who)
        assert "Sagrada Familia" in text_of(answer)
        assert ("Cantine" in text_of(answer)) is (name != "visiteur")


def test_the_personal_page_has_its_preview(school: School) -> None:
    base = "/site/page-personnelle"
    with saved(school.app) as session:
        begin_draft(session, NOW, school.people["head"], PageKind.PERSONAL_HOME)
        page = PageKind.PERSONAL_HOME
        draft = session.get_one(Draft, page)
        me = school.people["head"]
        add_tile(session, NOW, me, draft, a_tile("Pour vous"), draft.version)
    client = school.come("head")
    assert "Pour vous" in text_of(client.get(f"{base}/apercu/page"))
    assert client.get(f"{base}/apercu/page?qui=visiteur").status_code == 404
    assert client.get(f"{base}/apercu").status_code == 200


@pytest.mark.parametrize("seed", range(4))
def test_no_word_of_a_draft_reaches_anybody(school: School, seed: int) -> None:
    """Whatever is done to it: no page of the site shows any of it, and none has to be made anew."""
    chance = random.Random(seed)
    with saved(school.app) as session:
        version = session.scalar(select(SiteVersion.value))
        for number in range(25):
            _do_something(session, school.people["head"], chance, number)
    for name in ("visitor", "parent", "pupil", "teacher", "head"):
        client = school.come(name)
        for address in ("/", "/accueil", "/recherche?q=brouillon", "/rss.xml", "/plan-du-site",
                        "/sitemap.xml"):  # fmt: skip
            assert not WORD.search(client.get(address).get_data(as_text=True)), (name, address)
    with saved(school.app) as session:
        assert session.scalar(select(SiteVersion.value)) == version
    assert WORD.search(school.come("head").get(ADDRESS).text)


def _do_something(session: Session, me: int, chance: random.Random, number: int) -> None:
    draft = session.get_one(Draft, PAGE)
    tiles: list[DraftTile] = list(session.scalars(draft_tiles(PAGE)))
    tile: Any = chance.choice(tiles) if tiles else None
    word = f"brouillon-{number}"
    values = a_tile(word, settings={"html": f"<p>{word}</p>"})
    choice = chance.randrange(4) if tile else 0
    if choice == 0 or number == 0:
        add_tile(session, NOW, me, draft, values, draft.version)
    elif choice == 1:
        change_tile(session, NOW, me, draft, tile, values, state_of(tile))
    elif choice == 2:
        move_tile(session, NOW, me, draft, tile, draft.version, chance.randint(1, 9))
    elif len(tiles) > 3:
        remove_tile(session, NOW, me, draft, tile, draft.version)
