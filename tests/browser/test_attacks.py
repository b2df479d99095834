"""Attacks through rich text in a real browser: what is stored does nothing, whoever parses it."""

import re
from urllib.parse import urlsplit

import pytest
from flask import Flask
from playwright.sync_api import Browser

from app.text.clean import sanitize_html
from app.text.embeds import PROVIDERS, split
from tests.attacks import EVERY_ATTACK
from tests.browser.proving_ground import SITE, Deeds, let_loose

pytestmark = pytest.mark.browser

FEWEST_THAT_RUN, FEWEST_THAT_HARM = 200, 300
"""Attacks of the corpus that run, or ask for something, in Chromium when nothing stops them."""
TOGETHER = 25
"""Cleaned texts on one page: each is balanced, so that they do not change each other."""


def told(deeds: Deeds) -> dict[str, object]:
    """Return what was done by which attack, for whoever reads a failure."""
    return {
        EVERY_ATTACK[number]: deeds.asked.get(number) or deeds.handlers.get(number) or "ran or left"
        for number in deeds.harmful
    }


def without_what_may_be(deeds: Deeds) -> Deeds:
    """Leave out what a text may ask for: pictures of the school, frames of the hosts allowed."""
    own = re.compile(re.escape(SITE) + r"/medias/[^?#]*")
    for number, addresses in list(deeds.asked.items()):
        addresses -= {
            address
            for address in addresses
            if own.fullmatch(address)
            or (address.startswith("https://") and urlsplit(address).netloc in PROVIDERS)
        }
        if not addresses:
            del deeds.asked[number]
    return deeds


@pytest.fixture(scope="module")
def cleaned() -> list[str]:
    """What is stored of each attack."""
    return [sanitize_html(attack) for attack in EVERY_ATTACK]


def test_nothing_that_is_stored_does_anything(browser: Browser, cleaned: list[str]) -> None:
    """On a few pages; a markup that ran would be found by name with the long tests."""
    texts = sorted(set(cleaned))
    pages = ["".join(texts[first::TOGETHER]) for first in range(TOGETHER)]
    assert without_what_may_be(let_loose(browser, pages)).harmful == set()
    some = [attack for attack in EVERY_ATTACK if "onerror=alert(1)>" in attack][:TOGETHER]
    assert len(let_loose(browser, some).ran) > TOGETHER / 2, "nothing would have been seen"


@pytest.mark.long
def test_attacks_run_where_nothing_stops_them(browser: Browser) -> None:
    """The ground proves something: it sees what attacks do."""
    deeds = let_loose(browser, EVERY_ATTACK)
    assert len(deeds.ran) >= FEWEST_THAT_RUN
    assert len(deeds.harmful) >= FEWEST_THAT_HARM


@pytest.mark.long
def test_what_is_stored_of_each_attack_does_nothing(browser: Browser, cleaned: list[str]) -> None:
    assert told(without_what_may_be(let_loose(browser, cleaned))) == {}


@pytest.mark.long
def test_what_an_article_shows_of_each_attack_does_nothing(
    browser: Browser, worker_app: Flask, cleaned: list[str]
) -> None:
    """In the markup of its page, where frames are links until they are opened."""
    with worker_app.test_request_context("/"):
        draw = worker_app.jinja_env.get_template("components/rich_text.html").module.rich_text
        shown = [str(draw(split(html))) for html in cleaned]
    deeds = let_loose(browser, shown, '<main><div class="article__body">{}</div></main>')
    assert told(without_what_may_be(deeds)) == {}
