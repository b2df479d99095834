"""Two machines whose clocks are five seconds apart serve one school.

What turns at a moment turns once on each of them; whoever is signed in is so on both, whichever of
them has signed; and of two workers of jobs each job is done by one.
"""

import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import timedelta
from itertools import groupby

import pytest
from flask import Flask
from sqlalchemy import func, select, update

from app import clock
from app.actions.jobs import enqueue
from app.config import Config, MailServer
from app.demo.texts import load
from app.models import (
    Announcement,
    AnnouncementTarget,
    Job,
    JobState,
    Layout,
    PageKind,
    Rubrique,
    Tile,
    TileAudience,
)
from app.queries.school import read_school
from app.rules.announcements import AnnouncementStatus, Severity
from app.rules.visibility import Visibility
from tests.factories import make_article
from tests.hands import FORM, HEAD, Hand, ask, cookie_of, encoded
from tests.mail_server import mail_server
from tests.serving import environment_of, free_port, running, working
from tests.visits import saved

pytestmark = pytest.mark.long

APART = 5
UNTIL_SHOWN, SHOWN_FOR = timedelta(seconds=12), timedelta(seconds=9)
MAILS = 40
PASSWORD = load("people")["password"]
ARTICLE, ANNOUNCEMENT, TILE = "Article à l’heure", "Annonce à l’heure", "Tuile à l’heure"


@dataclass
class Reader:
    """Somebody who looks at a page of one machine again and again."""

    name: str
    look: Callable[[], bool]
    seen: list[tuple[float, bool]] = field(default_factory=list)

    def stare(self, until: float) -> None:
        """Note whether it is there, until a moment."""
        while time.monotonic() < until:
            began = time.monotonic()
            self.seen.append((began, self.look()))
            time.sleep(0.1)

    @property
    def turns(self) -> list[bool]:
        """What was seen, without repetition."""
        return [shown for shown, _ in groupby(shown for _, shown in self.seen)]

    @property
    def shown_at(self) -> float:
        """When it was seen first."""
        return next(moment for moment, shown in self.seen if shown)


@pytest.fixture
def machines(own_instance: Config) -> Iterator[dict[int, int]]:
    """The ports of the two, by what their clocks are ahead."""
    config = replace(own_instance, page_cache=8)
    here, ahead = free_port(), free_port()
    skewed = environment_of(config) | {"CLOCK_SKEW": str(APART)}
    with (
        running("wsgi:app", here, 1, config.threads, environment_of(config)),
        running("tests.skewed:app", ahead, 1, config.threads, skewed),
    ):
        yield {0: here, APART: ahead}


def test_what_turns_at_a_moment_never_turns_back(own_app: Flask, machines: dict[int, int]) -> None:
    address = _schedule(own_app)
    hand = Hand(own_app)
    readers = {
        (name, skew): Reader(f"{name}, {skew} s ahead", look)
        for skew, port in machines.items()
        for name, look in _looks(hand, port, address).items()
    }
    end = time.monotonic() + (UNTIL_SHOWN + SHOWN_FOR).total_seconds() + 8
    threads = [threading.Thread(target=one.stare, args=(end,)) for one in readers.values()]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for (name, _), one in readers.items():
        stays = "article" in name  # an article that has ended is still read at its address
        turns = [False, True] if stays else [False, True, False]
        assert one.turns == turns, (one.name, one.turns)
    for name in {name for name, _ in readers}:
        later = readers[name, 0].shown_at - readers[name, APART].shown_at
        assert APART - 3 < later < APART + 3, f"each turns by its own clock: {name}, {later}"


def _schedule(app: Flask) -> str:
    """Plan an article, an announcement and a tile; return the address of the article."""
    with saved(app) as session:
        now = clock.now(read_school(session).clock_offset)
        begins, ends = now + UNTIL_SHOWN, now + UNTIL_SHOWN + SHOWN_FOR
        blogs = select(Rubrique).where(Rubrique.has_blog, Rubrique.parent_id.is_(None))
        rubrique = session.scalars(
            blogs.where(Rubrique.visibility == Visibility.PUBLIC).order_by(Rubrique.id)
        ).first()
        assert rubrique is not None
        article = make_article(session, rubrique, ARTICLE, starts_at=begins, ends_at=ends)
        session.add(
            Announcement(
                severity=Severity.ALERT, status=AnnouncementStatus.ONLINE, title=ANNOUNCEMENT,
                body="", starts_at=begins, ends_at=ends, created_at=now,
                targets=[AnnouncementTarget(key="members")],
            )
        )  # fmt: skip
        tile = Tile(position=0, kind="rich_text", settings={"html": f"<p>{TILE}</p>"})
        tile.audience = [TileAudience(key="public")]
        tile.shown_from, tile.shown_until = begins, ends
        layout = Layout(page=PageKind.PUBLIC_HOME, created_at=now, published_at=now, tiles=[tile])
        session.add(layout)
        return f"/articles/{article.id}-article-a-lheure"


def _looks(hand: Hand, port: int, address: str) -> dict[str, Callable[[], bool]]:
    return {
        "article": lambda: ask(port, "GET", address).status in (200, 301),
        "feed": lambda: ARTICLE in ask(port, "GET", "/rss.xml").text,
        "tile": lambda: TILE in ask(port, "GET", "/").text,
        "article of a member": lambda: hand.get(port, address).status in (200, 301),
        "announcement": lambda: ANNOUNCEMENT in hand.get(port, "/accueil").text,
    }


@pytest.mark.parametrize("skew", [0, APART])
def test_who_signed_in_on_one_is_known_to_the_other_at_once(
    machines: dict[int, int], skew: int
) -> None:
    """Page after page from one and the other, as a proxy deals them out; forms, too."""
    first, other = machines[skew], machines[APART - skew]
    page = ask(first, "GET", "/connexion")
    anonymous = cookie_of(page)
    fields = {name: values[0] for name, values in page.form("/connexion").items()}
    typed = encoded(fields | {"login": HEAD, "password": PASSWORD})
    answer = ask(other, "POST", "/connexion", {**FORM, "Cookie": anonymous}, typed)
    assert answer.status == 303, "the form of one is taken by the other"
    cookie = {"Cookie": cookie_of(answer)}
    for port in (first, other, first, other):
        assert ask(port, "GET", "/accueil", cookie).status == 200
        confirmed = ask(port, "GET", "/mon-compte/mes-donnees", cookie)
        assert confirmed.status == 200, "the password was given just now"
    page = ask(other, "GET", "/contact", cookie)
    [token] = set(page.page.xpath("//form[@action='/deconnexion']//input/@value"))
    last = {**FORM, "Cookie": cookie_of(page) or cookie["Cookie"]}
    assert ask(first, "POST", "/deconnexion", last, encoded({"csrf_token": token})).status == 303
    for port in (first, other):
        assert ask(port, "GET", "/accueil", last).status == 302


def test_two_workers_do_each_job_once(own_app: Flask, own_instance: Config) -> None:
    with mail_server() as mails:
        config = replace(own_instance, mail=MailServer("127.0.0.1", mails.port))
        with saved(own_app) as session:
            session.execute(update(Job).values(state=JobState.DONE))
            for number in range(MAILS):
                enqueue(session, "mail", to=f"p{number}@a.example", subject="Non", text="Oui")
        with working(config), working(config, "tests.skewed", CLOCK_SKEW=str(APART)):
            end = time.monotonic() + 90
            while _undone(own_app):
                assert time.monotonic() < end
                time.sleep(0.2)
        readers = [reader for to, _ in mails.received for reader in to]
    assert sorted(readers) == sorted(f"p{number}@a.example" for number in range(MAILS))


def _undone(app: Flask) -> int:
    with saved(app) as session:
        undone = Job.kind == "mail", Job.state != JobState.DONE
        return session.scalar(select(func.count()).select_from(Job).where(*undone)) or 0
