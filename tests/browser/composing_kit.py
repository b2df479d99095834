"""What stories of pages of tiles have in common: their drafts, their tiles, and moments to come."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from flask import Flask
from playwright.sync_api import Locator, expect
from sqlalchemy import delete, insert, select

from app import clock
from app.actions.drafts import fill_draft
from app.models import Draft, DraftTile, Layout, MediaUse, PageKind, Setting
from app.models import Person as Somebody
from app.queries.drafts import online_layout
from app.queries.school import read_school
from tests.browser.hands import wait_for_scripts
from tests.browser.people import Cast, Person
from tests.visits import saved

CHIEF = "h.castagne"
SAID = "[data-composed-said]"


def begin(cast: Cast) -> Person:
    """Let the head compose the home page."""
    chief = cast.member(CHIEF)
    chief.open_area("Site", "Page d’accueil")
    chief.is_at("Composer : Page d’accueil")
    if chief.main.get_by_role("button", name="Commencer à composer").count():
        chief.press("Commencer à composer")
    expect(chief.main.locator(".plots")).to_be_visible()
    wait_for_scripts(chief.page)
    return chief


def names(person: Person) -> list[str]:
    """Return the names of the tiles, in order."""
    found = person.main.locator(".plot__name").all_inner_texts()
    return [one.replace("Réglages de", "").replace("\u00a0", " ").strip() for one in found]


def plot(person: Person, name: str) -> Locator:
    """Return the last tile of this name."""
    return person.main.locator(f'.plot[data-name="{name}"]').last


def panel(person: Person) -> Locator:
    """Return where the settings of a tile open."""
    return person.main.locator("[data-panel]")


def open_settings(person: Person, name: str) -> Locator:
    """Open the settings of a tile beside the page."""
    person.hand.press(plot(person, name).locator(".plot__name"))
    opened = panel(person)
    expect(opened.locator("[data-panel-title]")).to_be_focused()
    return opened


def forgive(person: Person, *status: str) -> None:
    """Forget that the browser told of answers that refuse, and of nothing else."""
    known = [f"the server responded with a status of {one}" for one in status]
    told = person.visit.complaints
    assert all(any(one in line for one in known) for line in told), told
    told.clear()


def draft_anew(app: Flask, page: PageKind, *, is_empty: bool = False) -> None:
    """Let the draft of a page begin again: from what is online, or with no tile at all."""
    drop_draft(app, page)
    if is_empty:
        now = school_time(app)
        with saved(app) as session:
            actor = session.scalars(select(Somebody.id).where(Somebody.login == CHIEF)).one()
            fill_draft(session, now, actor, page, [], online_layout(session, page, now))


def drop_draft(app: Flask, page: PageKind) -> None:
    """Give the draft of a page up, if there is one."""
    with saved(app) as session:
        session.execute(delete(DraftTile).where(DraftTile.page == page))
        session.execute(delete(Draft).where(Draft.page == page))


@contextmanager
def put_back(app: Flask, page: PageKind) -> Iterator[None]:
    """Let what was published of a page meanwhile be gone at the end, and its draft as it was."""
    of_draft = (
        (Draft, Draft.page == page),
        (DraftTile, DraftTile.page == page),
        (MediaUse, MediaUse.draft_tile_id.in_(select(DraftTile.id).where(DraftTile.page == page))),
    )
    with saved(app) as session:
        known = set(session.scalars(select(Layout.id).where(Layout.page == page)))
        kept = [
            (
                table,
                [
                    dict(row)
                    for row in session.execute(
                        select(*table.__table__.columns).where(rows)
                    ).mappings()
                ],
            )
            for table, rows in of_draft
        ]
    try:
        yield
    finally:
        drop_draft(app, page)
        with saved(app) as session:
            for table, rows in kept:
                if rows:
                    session.execute(insert(table.__table__), rows)
            for layout in session.scalars(
                select(Layout).where(Layout.page == page, Layout.id.not_in(known))
            ):
                session.delete(layout)


def school_time(app: Flask) -> datetime:
    """Return what time the school has."""
    with saved(app) as session:
        return clock.now(read_school(session).clock_offset)


def come_near(app: Flask, moment: datetime, within: timedelta) -> None:
    """Move the clock of the school on, to shortly before a moment."""
    step = moment - within - school_time(app)
    assert step > timedelta(0), "the clock of the school goes forward only"
    with saved(app) as session:
        stored = session.get_one(Setting, "clock_offset_seconds")
        stored.value = stored.value + step.total_seconds()
