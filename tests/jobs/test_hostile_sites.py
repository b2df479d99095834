"""From another site to the page of visitors: whatever it sends, the worker ends, the page stands.

What each part does with it is tried in `tests/external`; here all of them work together.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass

import pytest
from flask import Flask
from lxml import html
from sqlalchemy.orm import Session

from app.external.faults import Fault
from app.models import ExternalFeed
from tests.external.test_endless import a_gigabyte, drip, endless, keep_silent
from tests.external.test_hostile_feeds import LAUGHS
from tests.feed_kit import Handler, OtherSite, rss
from tests.jobs.feeds import Look, titles
from tests.layouts import lay_tile
from tests.visits import browser

pytestmark = pytest.mark.usefixtures("demo_day")
QUICK = 0.5
"""Seconds that a feed gets here."""
LONGEST = 6
"""Seconds that the worker may take with it, its helper process included."""
BEFORE = ["Un appel", "Un concours"]


def sends(body: bytes, status: int = 200, **headers: str) -> Callable[[OtherSite], None]:
    return lambda site: site.gives(body, status, **headers)


def does(answer: Callable[[Handler], None]) -> Callable[[OtherSite], None]:
    return lambda site: site.answers.__setitem__("/rss.xml", answer)


@dataclass(frozen=True)
class Case:
    """What a site does, and what is then known: a fault, or what its feed is read as."""

    act: Callable[[OtherSite], None]
    fault: str = ""
    titles: list[str] | None = None


def within(location: str) -> Case:
    return Case(sends(b"", 302, Location=location), Fault.ADDRESS)


SCRIPT = "Avant<script>alert(1)</script><img src=x onerror=alert(1)>Après"
CASES = {
    "redirects to 127.0.0.1": within("http://127.0.0.1/secret"),
    "redirects to its own machine by name": within("http://localhost/secret"),
    "redirects to a private address": within("http://192.168.1.1/secret"),
    "redirects to where machines keep secrets": within("http://169.254.169.254/latest/meta-data/"),
    "redirects without end": Case(sends(b"", 302, Location="/rss.xml"), Fault.REDIRECTS),
    "sends a gigabyte": Case(does(a_gigabyte), Fault.TOO_LARGE),
    "sends without end": Case(does(endless), Fault.TOO_LARGE),
    "never ends": Case(does(drip), Fault.TOO_SLOW),
    "says nothing": Case(does(keep_silent), Fault.TOO_SLOW),
    "sends entities": Case(
        sends(rss("&l9;", before=f"<!DOCTYPE rss [{LAUGHS}]>")), Fault.NO_FEED
    ),
    "sends a page": Case(sends(b"<html><script>alert(1)</script></html>"), Fault.NO_FEED),
    "sends HTML with script": Case(
        sends(rss(f"<item><title><![CDATA[{SCRIPT}]]></title><link>javascript:alert(1)</link>"
                  f"<description><![CDATA[{SCRIPT}]]></description></item>")),
        titles=["AvantAprès"],
    ),
    "sends ten thousand items": Case(
        sends(rss(*(f"n° {number}" for number in range(10_000)))),
        titles=[f"n° {number}" for number in range(30)],
    ),
    "says another encoding": Case(
        sends(rss("Élèves", encoding="windows-1252").replace(b"windows-1252", b"utf-8"),
              Content_Type="text/xml; charset=utf-16"),
        titles=["Élèves"],
    ),
    "says that nothing has changed": Case(sends(b"", 304), titles=BEFORE),
    "is gone": Case(sends(b"", 410), Fault.GONE),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES.values(), ids=CASES.keys())
def test_whatever_a_site_sends_the_page_stands(
    case: Case,
    app: Flask,
    session: Session,
    site: OtherSite,
    look: Look,
    named: ExternalFeed,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("tiles.external_feed.FeedAddress.__call__", lambda *_: None)
    lay_tile(session, "external_feed", {"url": site.url(), "maximum": 10}, title="Ailleurs")
    look()
    assert titles(session) == BEFORE
    app.extensions["external"] = site.asking(seconds=QUICK)
    case.act(site)
    started = time.monotonic()
    check = look()
    assert time.monotonic() - started < LONGEST
    assert check.fault == case.fault
    expected = BEFORE if case.titles is None else case.titles
    assert titles(session) == expected
    assert {path for path, _headers in site.asked} == {"/rss.xml"}

    answer = browser(app).get("/")
    assert answer.status_code == 200
    [tile] = html.document_fromstring(answer.text).cssselect(".tile")
    shown = " ".join(tile.text_content().split())
    assert all(one in shown for one in expected[:10])
    assert "alert" not in html.tostring(tile, encoding="unicode")
    assert tile.xpath(".//img | .//script | .//*[starts-with(@href, 'javascript')]") == []
