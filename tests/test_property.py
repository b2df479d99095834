"""Whatever the tree, the grants, the articles and the viewer: no page shows what the rules forbid.

Real requests, through everything that stands between a browser and the database.
"""

import re
from dataclasses import dataclass

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st

from app.rules.audience import ANONYMOUS, Viewer
from tests.filling import empty
from tests.visits import browser, same_for_all, saved, signed_in
from tests.world_building import build
from tests.world_drawing import few, many, worlds
from tests.worlds import MOST_FILES, VIEWERS, Kind, World, secret
from tests.worlds_at_work import files_at_work

FILE = b"%PDF-1.7"
SECRETS = re.compile(rb"zq(?:rub|tit|cor|res|pas|dra|evt|fic)[bcdfghjklm]wk")
UNKNOWN_WORD = "zqinconnuwk"


@dataclass(frozen=True)
class Visit:
    """Somebody looks at a site."""

    world: World
    viewer: Viewer
    client: FlaskClient

    def words(self, address: str, *, status: int = 200) -> set[str]:
        """Return the secret words of a page: its text, its links, its metadata."""
        answer = self.client.get(address)
        assert answer.status_code == status, f"{address}: {answer.status}"
        headers = str(answer.headers).encode()
        return {word.decode() for word in SECRETS.findall(answer.data + headers)}

    def allowed(self, articles: set[int], viewer: Viewer | None = None) -> set[str]:
        """Return the words of these articles, and of all else that a page may show to a viewer."""
        viewer = viewer or self.viewer
        world = self.world
        return (
            {
                secret(kind, number)
                for number in articles
                for kind in (Kind.TITLE, Kind.SUMMARY, Kind.BODY)
            }
            | {secret(Kind.RUBRIQUE, id_) for id_ in world.named_rubriques(viewer)}
            | {secret(Kind.EVENT, number) for number in world.visible_events(viewer)}
            | {secret(Kind.FILE, number) for number in world.readable_files(viewer)}
        )


@pytest.mark.long_on_postgres
@few(max_examples=10)
@given(world=worlds(), member=st.sampled_from(sorted(set(VIEWERS) - {"visitor"})))
def test_no_page_shows_what_the_rules_forbid(drawn_site: Flask, world: World, member: str) -> None:
    look_everywhere(drawn_site, world, member)


@pytest.mark.long
@many(max_examples=300)
@given(world=worlds(), member=st.sampled_from(sorted(set(VIEWERS) - {"visitor"})))
def test_no_page_of_many_sites_shows_it(drawn_site: Flask, world: World, member: str) -> None:
    look_everywhere(drawn_site, world, member)


def look_everywhere(site: Flask, world: World, member: str) -> None:
    """Visit all pages of a site, first as nobody, then as somebody."""
    stored_name = site.extensions["storage"].put(FILE, ".pdf")
    with saved(site) as session:
        empty(session)
        build(session, world, stored_name)
    person = VIEWERS[member]
    assert person.person_id is not None
    for viewer, client in (
        (ANONYMOUS, browser(site)),
        (person, signed_in(site, person.person_id)),
    ):
        visit = Visit(world, viewer, client)
        check_lists(visit)
        check_what_machines_read(visit)
        check_rubriques(visit)
        check_articles(visit)
        check_search(visit)
        check_files(visit)


def check_lists(visit: Visit) -> None:
    """Pages that list show what is current; an event may lead to an article that has expired."""
    world, viewer = visit.world, visit.viewer
    current, led_to = world.current_articles(viewer), world.articles_of_events(viewer)
    home = visit.words("/")
    assert home <= visit.allowed(current | led_to)
    assert {secret(Kind.TITLE, number) for number in current} <= home
    listed = {secret(Kind.RUBRIQUE, id_) for id_ in world.listed_rubriques(viewer)}
    assert listed <= home
    assert {secret(Kind.EVENT, number) for number in world.visible_events(viewer)} <= home
    assert visit.words("/agenda") <= visit.allowed(led_to)
    plan = visit.words("/plan-du-site")
    assert plan <= visit.allowed(set())
    assert listed <= plan
    for address in ("/contact", "/mentions-legales", "/aide", "/signaler"):
        assert visit.words(address) <= visit.allowed(set())


def check_what_machines_read(visit: Visit) -> None:
    """Feeds, calendars and the site map are for visitors, whoever asks."""
    world = visit.world
    current = world.current_articles(ANONYMOUS)
    blogs = {node.id for node, blog in zip(world.rubriques, world.blogs, strict=True) if blog}
    news = {number for number in current if world.articles[number].rubrique in blogs}
    titles = {secret(Kind.TITLE, number) for number in news}
    public = world.listed_rubriques(ANONYMOUS)
    site_map = visit.words("/sitemap.xml")
    assert {secret(Kind.TITLE, number) for number in current} <= site_map
    assert site_map <= visit.allowed(current, ANONYMOUS)
    assert visit.words("/robots.txt") == visit.words("/manifest.webmanifest") == set()
    calendar = visit.words("/agenda.ics")
    assert calendar <= visit.allowed(world.articles_of_events(ANONYMOUS), ANONYMOUS)
    assert {secret(Kind.EVENT, number) for number in world.visible_events(ANONYMOUS)} <= calendar
    for name in ("rss.xml", "atom.xml", "feed.json"):
        assert titles <= visit.words(f"/{name}") <= visit.allowed(news, ANONYMOUS)
        for node in world.rubriques:
            address = f"/rubriques/{node.id}-rubrique-{secret(Kind.RUBRIQUE, node.id)}/{name}"
            if node.id in public & blogs:
                own = {number for number in news if world.articles[number].rubrique == node.id}
                titles_there = {secret(Kind.TITLE, number) for number in own}
                assert titles_there <= visit.words(address) <= visit.allowed(own, ANONYMOUS)
            else:
                assert visit.words(address, status=404) <= visit.allowed(set()) | {
                    secret(Kind.RUBRIQUE, node.id)  # it was in the address asked for
                }


def check_rubriques(visit: Visit) -> None:
    """A rubrique shows its own current articles to its readers, and nobody else learns its name."""
    world, viewer = visit.world, visit.viewer
    current, led_to = world.unexpired_articles(viewer), world.articles_of_events(viewer)
    for node in world.rubriques:
        without_slug = f"/rubriques/{node.id}"
        if node.id in world.readable_rubriques(viewer):
            own = {number for number in current if world.articles[number].rubrique == node.id}
            assert secret(Kind.RUBRIQUE, node.id) in visit.words(without_slug, status=301)
            address = f"{without_slug}-rubrique-{secret(Kind.RUBRIQUE, node.id)}"
            words = visit.words(address)
            assert words <= visit.allowed(own | led_to)
            assert {secret(Kind.TITLE, number) for number in own} <= words
            assert secret(Kind.RUBRIQUE, node.id) in words
        else:
            assert visit.words(without_slug, status=404) <= visit.allowed(set())
            assert visit.words(f"{without_slug}-x", status=404) <= visit.allowed(set())


def check_articles(visit: Visit) -> None:
    """An article shows its online text, its files and its neighbours to its readers."""
    world, viewer = visit.world, visit.viewer
    current = world.unexpired_articles(viewer)
    for number in range(len(world.articles)):
        without_slug = f"/articles/{number + 1}"
        if number in world.readable_articles(viewer):
            title = secret(Kind.TITLE, number)
            assert title in visit.words(without_slug, status=301)
            words = visit.words(f"{without_slug}-article-{title}")
            assert words <= visit.allowed(current | {number})
            assert {secret(kind, number) for kind in (Kind.TITLE, Kind.SUMMARY, Kind.BODY)} <= words
            assert {
                secret(Kind.FILE, use.file)
                for use in world.uses
                if use.number == number and use.place == "online"
            } <= words
        else:
            for address in (without_slug, f"{without_slug}-x"):
                assert visit.words(address, status=404) <= visit.allowed(set())


def check_search(visit: Visit) -> None:
    """A word of a hidden text gives the same page as a word that nobody wrote."""
    readable = visit.world.readable_articles(visit.viewer)
    unknown = found_by(visit, UNKNOWN_WORD)
    for number, article in enumerate(visit.world.articles):
        for kind in (Kind.TITLE, Kind.SUMMARY, Kind.BODY, Kind.PAST, Kind.DRAFT):
            word = secret(kind, number)
            page = found_by(visit, word)
            hidden = number not in readable or kind in (Kind.PAST, Kind.DRAFT)
            if hidden:
                assert page.replace(word, UNKNOWN_WORD) == unknown, article
            else:
                assert f"/articles/{number + 1}-article-{secret(Kind.TITLE, number)}" in page
                shown = {found.decode() for found in SECRETS.findall(page.encode())}
                assert shown <= visit.allowed({number})


def found_by(visit: Visit, word: str) -> str:
    """Return the page that a search gives."""
    answer = visit.client.get("/recherche", query_string={"q": word})
    assert answer.status_code == 200
    return same_for_all(answer.get_data(as_text=True))


def check_files(visit: Visit) -> None:
    """A file is sent where one of its uses may be read or written, and does not exist elsewhere."""
    readable = visit.world.readable_files(visit.viewer) | files_at_work(visit.world, visit.viewer)
    public = visit.world.readable_files(ANONYMOUS)
    for number in range(MOST_FILES):
        address = f"/medias/{number + 1}/{secret(Kind.FILE, number)}.pdf"
        answer = visit.client.get(address)
        assert answer.status_code == (200 if number in readable else 404)
        assert (FILE in answer.data) is (number in readable)
        for method in ("HEAD", "GET"):
            ranged = visit.client.open(address, method=method, headers={"Range": "bytes=0-3"})
            assert (ranged.status_code == 404) is (number not in readable)
        if number in readable:
            kept = answer.headers["Cache-Control"]
            assert kept == ("public, max-age=300" if number in public else "private, no-store")
