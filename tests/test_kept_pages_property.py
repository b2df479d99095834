"""Whatever changes, and wherever the clock is moved, a kept page is the one made anew."""

from collections.abc import Iterator

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from tests.factories import NOW
from tests.filling import empty
from tests.kept_pages import assert_same
from tests.kept_pages_steps import CHANGES, INSTANT, Step, moments_after, open_up, steps
from tests.test_property import FILE
from tests.visits import browser, saved
from tests.world_building import build
from tests.world_drawing import few, many, worlds
from tests.worlds import Kind, World, secret

ALWAYS = ("/", "/agenda", "/agenda.ics", "/rss.xml", "/sitemap.xml", "/plan-du-site")


@pytest.fixture
def site(keeping: Flask, app: Flask, monkeypatch: pytest.MonkeyPatch) -> Iterator[Flask]:
    """The application that keeps no page; each example writes its own site."""
    yield app
    monkeypatch.undo()
    with saved(app) as session:
        empty(session)


@pytest.mark.long_on_postgres
@few(max_examples=6)
@given(world=worlds(), happens=steps(), number=st.integers(0, 5))
def test_no_kept_page_is_out_of_date(
    site: Flask, worker_keeping: Flask, world: World, happens: list[Step], number: int
) -> None:
    live_through(site, worker_keeping, world, happens, number)


@pytest.mark.long
@many(max_examples=150)
@given(world=worlds(), happens=steps(), number=st.integers(0, 5))
def test_no_kept_page_of_many_sites_is(
    site: Flask, worker_keeping: Flask, world: World, happens: list[Step], number: int
) -> None:
    live_through(site, worker_keeping, world, happens, number)


def live_through(
    site: Flask, keeping: Flask, world: World, happens: list[Step], number: int
) -> None:
    """Compare the pages of a site after each step; the clock starts at its usual moment."""
    stored_name = site.extensions["storage"].put(FILE, ".pdf")
    with pytest.MonkeyPatch.context() as clock, saved(site) as session:
        empty(session)
        build(session, world, stored_name)
        open_up(session)
        session.commit()
        addresses = [*ALWAYS, *addresses_in(world, number)]
        clock.setattr("app.clock.frozen", NOW)
        compare(site, keeping, addresses)
        for place, step in enumerate(happens):
            if step.name == "clock":
                moments = moments_after([one for one in happens[:place] if one.name != "clock"])
                date = moments[step.number // 2]
                clock.setattr("app.clock.frozen", date - INSTANT)
                compare(site, keeping, addresses)
                clock.setattr("app.clock.frozen", date)
            else:
                CHANGES[step.name](session, step)
                session.commit()
            compare(site, keeping, addresses)


def addresses_in(world: World, number: int) -> Iterator[str]:
    """Yield the addresses of one article and one rubrique, as visitors have them."""
    article = number % len(world.articles)
    yield f"/articles/{article + 1}-article-{secret(Kind.TITLE, article)}"
    rubrique = world.rubriques[number % len(world.rubriques)].id
    place = f"/rubriques/{rubrique}-rubrique-{secret(Kind.RUBRIQUE, rubrique)}"
    yield from (place, f"{place}/agenda.ics", f"{place}/rss.xml")


def compare(site: Flask, keeping: Flask, addresses: list[str]) -> None:
    """Compare each page with the one that is made anew; it is kept then for the next step."""
    for path in addresses:
        assert_same(browser(keeping).get(path), browser(site).get(path))
