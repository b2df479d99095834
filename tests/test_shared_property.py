"""Whatever changes, and whoever comes: what requests share is what each would make alone."""

import re
from collections.abc import Mapping
from datetime import timedelta

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.test import TestResponse

from app.models import HomeVisit
from tests.announcements_drawn import (
    DrawnAnnouncement,
    build_announcements,
    drawn_announcements,
)
from tests.factories import NOW
from tests.filling import empty
from tests.kept_pages_steps import CHANGES, INSTANT, Step, moments_after, open_up, steps
from tests.statements import alone
from tests.test_kept_pages_property import addresses_in
from tests.test_property import FILE
from tests.visits import Browser, browser, same_for_all, saved, signed_in
from tests.world_building import build
from tests.world_drawing import few, many, worlds
from tests.worlds import VIEWERS, World

OWN = ("/accueil", "/annonces", "/publication/contributions", "/publication/contributions?q=a")
MODEL_KEY = re.compile(r'(name="creation_key"[^>]*value=")[^"]*')
Turns = list[tuple[str, int]]
"""Who comes in turn, and how many hours after the last visit."""


def turns() -> st.SearchStrategy[Turns]:
    return st.lists(
        st.tuples(st.sampled_from(sorted(VIEWERS)), st.integers(1, 400)), min_size=4, max_size=6
    )


@pytest.mark.long_on_postgres
@few(max_examples=2)
@given(
    world=worlds(),
    told=drawn_announcements(),
    happens=steps(),
    comes=turns(),
    number=st.integers(0, 5),
)
def test_what_is_shared_is_what_each_would_see(
    drawn_site: Flask,
    world: World,
    told: list[DrawnAnnouncement],
    happens: list[Step],
    comes: Turns,
    number: int,
) -> None:
    live_through(drawn_site, world, told, happens, comes, number)


@pytest.mark.long
@many(max_examples=40)
@given(
    world=worlds(),
    told=drawn_announcements(),
    happens=steps(),
    comes=turns(),
    number=st.integers(0, 5),
)
def test_what_is_shared_on_many_sites_is(
    drawn_site: Flask,
    world: World,
    told: list[DrawnAnnouncement],
    happens: list[Step],
    comes: Turns,
    number: int,
) -> None:
    live_through(drawn_site, world, told, happens, comes, number)


def live_through(
    site: Flask,
    world: World,
    told: list[DrawnAnnouncement],
    happens: list[Step],
    comes: Turns,
    number: int,
) -> None:
    """Let the same people come in the same order after each step; the clock starts as usual."""
    stored_name = site.extensions["storage"].put(FILE, ".pdf")
    with pytest.MonkeyPatch.context() as clock, saved(site) as session:
        empty(session)
        build(session, world, stored_name)
        build_announcements(session, told)
        open_up(session)
        last = {VIEWERS[name].person_id: NOW - timedelta(hours=hours) for name, hours in comes}
        session.add_all(
            HomeVisit(person_id=id_, seen_at=seen_at) for id_, seen_at in last.items() if id_
        )
        session.commit()
        clients = {name: _browser_of(site, name) for name, _hours in comes}
        addresses = ["/", *addresses_in(world, number)]
        clock.setattr("app.clock.frozen", NOW)
        compare(clients, addresses)
        for place, step in enumerate(happens):
            if step.name == "clock":
                moments = moments_after([one for one in happens[:place] if one.name != "clock"])
                date = moments[step.number // 2]
                clock.setattr("app.clock.frozen", date - INSTANT)
                compare(clients, addresses)
                clock.setattr("app.clock.frozen", date)
            else:
                CHANGES[step.name](session, step)
                session.commit()
            compare(clients, addresses)


def compare(clients: Mapping[str, Browser], addresses: list[str]) -> None:
    """Ask for each page by oneself, then with what others have left, then with one's own, too.

    The first look at one's own page begins a visit; what is new in it is so from the next one on.
    """
    for name, client in clients.items():
        own = () if name == "visitor" else OWN
        for path in own:
            client.get(path)
        for path in (*addresses, *own):
            with alone():
                by_itself = client.get(path)
            for _time in range(2):
                shared = client.get(path)
                assert shared.status == by_itself.status
                assert _plain(shared.text) == _plain(by_itself.text), (name, path)
                assert _dateless(shared) == _dateless(by_itself), (name, path)


def _dateless(answer: TestResponse) -> dict[str, str]:
    return {name: value for name, value in answer.headers.items() if name != "Date"}


def _plain(page: str) -> str:
    return MODEL_KEY.sub(r"\1", same_for_all(page))


def _browser_of(site: Flask, name: str) -> Browser:
    person_id = VIEWERS[name].person_id
    return browser(site) if person_id is None else signed_in(site, person_id)
