"""Whatever is composed: no tile shows what its audience, its time or the rules of contents forbid.

Real pages: the public one to each viewer, the personal one to each member, and the preview of a
draft with the eyes of each. `tests.page_drawing` and `tests.worlds` say what is allowed.
"""

import re
from collections.abc import Mapping, Sequence

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from app.models import PageKind
from app.rules.audience import ANONYMOUS, Profile, Viewer
from tests.filling import empty
from tests.page_drawing import WORD, DrawnTile, all_tiles, draft, drawn_tiles, lay
from tests.visits import Browser, browser, saved, signed_in
from tests.world_building import build
from tests.world_drawing import few, many, worlds
from tests.worlds import HEAD_ID, VIEWERS, Kind, World, secret

SECRETS = re.compile(r"zq(?:rub|tit|cor|res|pas|dra|evt|fic|til)[bcdfghjklm]wk")
MOST_TILES = 9
BASES = {
    PageKind.PUBLIC_HOME: "/site/page-accueil",
    PageKind.PERSONAL_HOME: "/site/page-personnelle",
}
EYES: Mapping[str, Viewer] = {
    "visiteur": ANONYMOUS,
    "moi": VIEWERS["head"],
    **{
        f"profile:{one}": Viewer(None, frozenset({"public", "members", f"profile:{one}"}))
        for one in Profile
    },
    **{f"user:{one.person_id}": one for one in VIEWERS.values() if one.person_id},
}
"""With whose eyes a draft is looked at, as the address says it."""

compositions = st.lists(drawn_tiles(all_tiles()), min_size=4, max_size=MOST_TILES)


@pytest.mark.long_on_postgres
@few(max_examples=25)
@given(
    world=worlds(), online=compositions, drafted=compositions, eyes=st.sampled_from(sorted(EYES))
)
def test_no_tile_shows_what_is_not_for_its_reader(
    drawn_site: Flask,
    world: World,
    online: list[DrawnTile],
    drafted: list[DrawnTile],
    eyes: str,
) -> None:
    look_at_tiles(drawn_site, world, online, drafted, [eyes])


@pytest.mark.long
@many(max_examples=200)
@given(world=worlds(), online=compositions, drafted=compositions)
def test_no_tile_of_many_pages_shows_it(
    drawn_site: Flask, world: World, online: list[DrawnTile], drafted: list[DrawnTile]
) -> None:
    look_at_tiles(drawn_site, world, online, drafted, sorted(EYES))


def look_at_tiles(
    site: Flask,
    world: World,
    online: Sequence[DrawnTile],
    drafted: Sequence[DrawnTile],
    all_eyes: Sequence[str],
) -> None:
    """Lay and draft two compositions on both pages and look at all of it with all eyes."""
    with saved(site) as session:
        empty(session)
        build(session, world, "none.pdf")
        for page in PageKind:
            lay(session, page, online)
            draft(session, page, drafted)
    clients = {
        name: browser(site) if one.person_id is None else signed_in(site, one.person_id)
        for name, one in VIEWERS.items()
    }
    for name, viewer in VIEWERS.items():
        check(tiles_on(clients[name], "/"), online, world, viewer)
        if not viewer.is_anonymous:
            check(tiles_on(clients[name], "/accueil"), online, world, viewer)
    head = signed_in(site, HEAD_ID)
    for eyes in all_eyes:
        for page, base in BASES.items():
            if eyes == "visiteur" and page is not PageKind.PUBLIC_HOME:
                continue
            shown = tiles_on(head, f"{base}/apercu/page?qui={eyes}")
            check(shown, drafted, world, EYES[eyes])


def tiles_on(client: Browser, address: str) -> list[str]:
    """Return what the page has in its tiles, the ones of the composition alone."""
    answer = client.get(address)
    assert answer.status_code == 200, address
    page = html.document_fromstring(answer.text)
    found = page.cssselect(".hero, .tile")
    return [html.tostring(one, encoding="unicode") for one in found if not is_own(one)]


def is_own(element: html.HtmlElement) -> bool:
    """Tell whether a slab is what the personal page has beside its tiles."""
    return bool(element.xpath("ancestor-or-self::*[@class='arrival'] | self::*[@id='annonces']"))


def check(shown: Sequence[str], tiles: Sequence[DrawnTile], world: World, viewer: Viewer) -> None:
    """Compare the words of the tiles with those that they may show to a viewer."""
    words = {word for one in shown for word in SECRETS.findall(one)}
    due = {number for number, one in enumerate(tiles) if one.is_due(viewer)}
    current, events = world.current_articles(viewer), world.visible_events(viewer)
    led_to = world.articles_of_events(viewer)
    assert words <= (
        {secret(WORD, number) for number in due}
        | {secret(Kind.TITLE, number) for number in current | led_to}
        | {secret(Kind.SUMMARY, number) for number in current}
        | {secret(Kind.EVENT, number) for number in events}
        | {secret(Kind.RUBRIQUE, id_) for id_ in world.listed_rubriques(viewer)}
    )
    texts = {number for number in due if tiles[number].kind == "rich_text"}
    assert {secret(WORD, number) for number in texts} <= words
