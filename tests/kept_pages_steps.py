"""What happens to a small site between two looks at it, as hypothesis draws it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeVar

from hypothesis import strategies as st
from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from app.models import (
    Announcement,
    AnnouncementTarget,
    Article,
    Base,
    Event,
    Layout,
    Media,
    PageKind,
    Rubrique,
    Setting,
    Tile,
    TileAudience,
)
from app.queries.events import KEPT_IN_CALENDARS
from app.queries.school import MAINTENANCE
from app.rules.consent import day_in_paris, next_day_begins
from app.rules.maintenance import Maintenance
from app.rules.visibility import Visibility
from app.rules.workflow import Status
from tests.factories import NOW

INSTANT = timedelta(microseconds=1)
TURNS = (
    NOW + timedelta(hours=3),
    NOW + timedelta(hours=3) + KEPT_IN_CALENDARS,
    next_day_begins(NOW),
)
"""Moments at which pages may change by themselves, before any step: an event of a drawn site ends,
leaves the calendars, and a day begins."""


LONG_AGO = NOW - timedelta(days=2)
Thing = TypeVar("Thing", bound=Base)


@dataclass(frozen=True)
class Step:
    """A change (a name of `CHANGES`) of one thing with two dates, or of the clock to a date."""

    name: str
    number: int
    first: datetime
    second: datetime | None


def steps() -> st.SearchStrategy[list[Step]]:
    """Draw some steps, of which half move the clock; hardly two dates are the same."""
    dates = st.integers(1, 900).map(lambda minutes: NOW + timedelta(minutes=minutes))
    drawn = st.builds(
        Step,
        name=st.sampled_from(["clock"] * len(CHANGES) + sorted(CHANGES)),
        number=st.integers(0, 5),
        first=dates,
        second=st.none() | dates,
    )
    return st.lists(drawn, min_size=4, max_size=8)


def moments_after(taken: Sequence[Step]) -> list[datetime]:
    """Return the moments at which pages may change, those of the latest steps first."""
    dates = [date for step in reversed(taken) for date in (step.first, step.second) if date]
    return [*dates, *TURNS, *(next_day_begins(date) for date in dates)]


def open_up(session: Session) -> None:
    """Let a drawn site begin with much that visitors see."""
    session.execute(
        update(Rubrique).values(visibility=Visibility.PUBLIC, archived_at=None, trashed_at=None)
    )
    has_a_text = Article.online_revision_id.is_not(None) & Article.trashed_at.is_(None)
    session.execute(update(Article).where(has_a_text).values(status=Status.ONLINE))


def move_dates(session: Session, step: Step) -> None:
    """Let an article that shows end, or one start that does not show yet."""
    article = one_of(session, Article, step.number)
    if article is not None:
        article.starts_at = LONG_AGO if step.second else step.first
        article.ends_at = step.first if step.second else None
        article.bumped_at = article.starts_at


def turn_online(session: Session, step: Step) -> None:
    """Put an article online that has a text, or take it offline."""
    article = one_of(session, Article, step.number)
    if article is not None and article.online_revision_id and not article.trashed_at:
        is_online = article.status is Status.ONLINE
        article.status = Status.PENDING if is_online else Status.ONLINE


def move_event(session: Session, step: Step) -> None:
    """Let an event end at a moment."""
    event = one_of(session, Event, step.number)
    if event is not None:
        event.starts_at, event.ends_at = step.first - timedelta(hours=2), step.first


def end_consent(session: Session, step: Step) -> None:
    """Let the consent for a file end with a day, or never."""
    media = one_of(session, Media, step.number)
    if media is not None:
        media.consent_ends_on = day_in_paris(step.second) if step.second else None


def show_tile(session: Session, step: Step) -> None:
    """Show a tile from a moment on, or until one."""
    name = "shown_from" if step.second else "shown_until"
    other = "shown_until" if step.second else "shown_from"
    times = {name: step.first, other: None}
    session.execute(update(Tile).where(Tile.position == step.number).values(**times))


def turn_page(session: Session, step: Step) -> None:
    """Publish another home page, to show from a moment on."""
    layout = Layout(page=PageKind.PUBLIC_HOME, created_at=NOW, published_at=step.first)
    text = Tile(position=0, kind="rich_text", settings={"html": f"<p>Page {step.number}</p>"})
    text.audience = [TileAudience(key="public")]
    text.shown_from = step.second
    layout.tiles = [text]
    session.add(layout)


def turn_rubrique(session: Session, step: Step) -> None:
    """Close a rubrique, or open it."""
    rubrique = one_of(session, Rubrique, step.number)
    if rubrique is not None:
        is_public = rubrique.visibility is Visibility.PUBLIC
        rubrique.visibility = Visibility.PRIVATE if is_public else Visibility.PUBLIC


def archive_rubrique(session: Session, step: Step) -> None:
    """Archive a rubrique, or take it up again."""
    rubrique = one_of(session, Rubrique, step.number)
    if rubrique is not None:
        rubrique.archived_at = None if rubrique.archived_at else NOW


def announce_maintenance(session: Session, step: Step) -> None:
    """Announce a maintenance from a moment on, until another; or take back what is announced."""
    if step.second:
        shown, start, end = sorted((step.first, step.second, step.first + timedelta(hours=1)))
        announced = Maintenance(starts_at=start, ends_at=end, shown_from=shown)
        session.merge(Setting(name=MAINTENANCE, value=announced.stored()))
    else:
        session.execute(delete(Setting).where(Setting.name == MAINTENANCE))


def one_of(session: Session, kind: type[Thing], number: int) -> Thing | None:
    """Return one of the things of a kind, none where there is none."""
    found = session.scalars(select(kind)).all()
    return found[number % len(found)] if found else None


def move_announcement(session: Session, step: Step) -> None:
    """Let an announcement that shows end, or one begin that does not show yet."""
    found = one_of(session, Announcement, step.number)
    if found is not None:
        found.starts_at = LONG_AGO if step.second else step.first
        found.ends_at = step.first if step.second else step.first + timedelta(days=1)


def aim_announcement(session: Session, step: Step) -> None:
    """Let an announcement reach whom another one reaches, and nobody else."""
    found = one_of(session, Announcement, step.number)
    other = one_of(session, Announcement, step.number + 1)
    if found is not None and other is not None and found is not other:
        keys = [target.key for target in other.targets]
        session.execute(
            delete(AnnouncementTarget).where(AnnouncementTarget.announcement_id == found.id)
        )
        session.expire(found)
        found.targets = [AnnouncementTarget(key=key) for key in keys]


def rename_school(session: Session, step: Step) -> None:
    """Give the school another name."""
    session.merge(Setting(name="name", value=f"Collège {step.number}"))


CHANGES = {
    change.__name__: change
    for change in (
        aim_announcement,
        announce_maintenance,
        archive_rubrique,
        end_consent,
        move_announcement,
        move_dates,
        move_event,
        rename_school,
        show_tile,
        turn_online,
        turn_page,
        turn_rubrique,
    )
}
