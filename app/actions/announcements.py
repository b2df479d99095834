"""Write announcements: begin one, change it, take it up again, delete it."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, insert, select, update
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import set_committed_value

from app.actions.announcement_mail import queue_announced
from app.actions.exceptions import AlreadyEnded, NotAllowed, Outdated
from app.actions.log import record
from app.models import Announcement, AnnouncementTarget, MediaUse, Person
from app.queries.announcement_work import (
    AnnouncementWork,
    Announcer,
    made_just_now,
    reaches_of,
)
from app.queries.used_files import UsedFile, files_of_announcement
from app.rules.announcements import NAMED, AnnouncementStatus, Severity
from app.rules.announcing import Reach, reach_to_all

SECOND_CLICK = timedelta(minutes=10)
"""Within it the same words of the same author are the same announcement."""
SAID = (
    "severity",
    "title",
    "body",
    "link_article_id",
    "link_url",
    "ends_at",
    "asks_acknowledgement",
)


@dataclass(frozen=True)
class AnnouncementText:
    """What an author decides; `body` is clean HTML, each file one that he may use."""

    severity: Severity
    title: str
    body: str
    starts_at: datetime
    ends_at: datetime
    link_article_id: int | None = None
    link_url: str | None = None
    asks_acknowledgement: bool = False
    targets: tuple[str, ...] = ()
    files: frozenset[UsedFile] = frozenset()

    @property
    def columns(self) -> dict[str, Any]:
        """What stands in the row itself."""
        names = (*SAID, "starts_at")
        return {name: getattr(self, name) for name in names}


def create_announcement(
    session: Session,
    now: datetime,
    actor_id: int,
    text: AnnouncementText,
    *,
    model_id: int | None = None,
) -> Announcement:
    """Begin an announcement as a draft; a second click on the same form returns the first one."""
    session.execute(select(Person.id).where(Person.id == actor_id).with_for_update(key_share=True))
    said = {name: getattr(text, name) for name in SAID}
    since = now - SECOND_CLICK
    for known in made_just_now(session, actor_id, since, said, text.targets, model_id):
        is_out = known.status is AnnouncementStatus.ONLINE  # its start may have moved
        if (is_out or known.starts_at == text.starts_at) and (
            files_of_announcement(session, known.id) == text.files
        ):
            return known
    made = Announcement(author_id=actor_id, created_at=now, **text.columns)
    session.add(made)
    session.flush()
    _address(session, made.id, text.targets)
    _use(session, made.id, text.files)
    session.refresh(made, ["targets"])
    record(session, now, actor_id, "create", "announcement", made.id, title=made.title)
    return made


def change_announcement(
    session: Session,
    now: datetime,
    announcer: Announcer,
    work: AnnouncementWork,
    text: AnnouncementText,
    *,
    seen_version: int,
) -> None:
    """Put other words into a draft, or into what its readers see or will see.

    What is online keeps the start that it had; whoever changes it must be able to address at once
    whom it then addresses. Raises NotAllowed, Outdated, AlreadyEnded.
    """
    name = "edit" if work.move("edit") else "change"
    ensure_open(work, name)
    if name == "change":
        reached = reach_to_all(reaches_of(session, announcer, text.targets))
        if reached is not Reach.AT_ONCE and not (announcer.approves and reached):
            raise NotAllowed
        if text.ends_at <= now:
            raise AlreadyEnded
        if work.announcement.starts_at <= now:
            text = replace(text, starts_at=work.announcement.starts_at)
    change_if_unchanged(session, work.announcement, seen_version, **text.columns)
    found = work.announcement
    session.execute(
        delete(AnnouncementTarget).where(AnnouncementTarget.announcement_id == found.id)
    )
    session.execute(delete(MediaUse).where(MediaUse.announcement_id == found.id))
    _address(session, found.id, text.targets)
    _use(session, found.id, text.files)
    session.refresh(found, ["targets"])
    if name == "change":
        queue_announced(session, found)
    record(
        session, now, announcer.viewer.person_id, name, "announcement", found.id, title=found.title
    )


def reuse_announcement(
    session: Session,
    now: datetime,
    actor_id: int,
    work: AnnouncementWork,
    files: frozenset[UsedFile] | None = None,
) -> Announcement:
    """Begin a draft with the words, targets and files of another, from now on and as long.

    `files` are those of its files that this person may use. Raises NotAllowed.
    """
    ensure_open(work, "reuse")
    model = work.announcement
    start = now.replace(second=0, microsecond=0)
    text = AnnouncementText(
        model.severity,
        model.title,
        model.body,
        start,
        start + (model.ends_at - model.starts_at),
        model.link_article_id,
        model.link_url,
        model.asks_acknowledgement,
        tuple(work.keys),
        files_of_announcement(session, model.id) if files is None else files,
    )
    return create_announcement(session, now, actor_id, text, model_id=model.id)


def delete_announcement(
    session: Session, now: datetime, actor_id: int, work: AnnouncementWork, *, seen_version: int
) -> None:
    """Delete a draft for good; its files stay with their owner. Raises NotAllowed, Outdated."""
    ensure_open(work, "delete")
    found = work.announcement
    done = session.connection().execute(
        delete(Announcement.__table__).where(  # type: ignore[arg-type]
            Announcement.id == found.id,
            Announcement.status == found.status,
            Announcement.version == seen_version,
        )
    )
    if done.rowcount != 1:
        raise Outdated
    title, id_ = found.title, found.id
    session.expunge(found)
    record(session, now, actor_id, "delete", "announcement", id_, title=title)


def is_said_by(work: AnnouncementWork, text: AnnouncementText) -> bool:
    """Tell whether an announcement says what a text says, to the same people; starts may differ."""
    found = work.announcement
    same = all(getattr(found, name) == getattr(text, name) for name in SAID)
    return same and set(work.keys) == set(text.targets)


def ensure_open(work: AnnouncementWork, name: str) -> None:
    """Raise NotAllowed for what this person never may, Outdated for what he may no longer."""
    if work.move(name) is not None:
        return
    known = NAMED.get(name)
    elsewhere = [
        replace(work, stage=stage).move(name) for stage in (known.sources if known else ())
    ]
    raise Outdated if any(elsewhere) else NotAllowed


def change_if_unchanged(
    session: Session, found: Announcement, seen_version: int, **values: Any
) -> None:
    """Update an announcement in one statement that compares its status and what was seen of it.

    Raises Outdated when another transaction was faster: its row count is the proof.
    """
    written = {**values, "version": seen_version + 1}
    done = session.connection().execute(
        update(Announcement.__table__)  # type: ignore[arg-type]
        .where(
            Announcement.id == found.id,
            Announcement.status == found.status,
            Announcement.version == seen_version,
        )
        .values(written)
    )
    if done.rowcount != 1:
        raise Outdated
    for name, value in written.items():
        set_committed_value(found, name, value)


def _address(session: Session, announcement_id: int, keys: Iterable[str]) -> None:
    rows = [{"announcement_id": announcement_id, "key": key} for key in sorted(set(keys))]
    if rows:
        session.execute(insert(AnnouncementTarget), rows)


def _use(session: Session, announcement_id: int, files: Iterable[UsedFile]) -> None:
    rows = [{**asdict(file), "announcement_id": announcement_id} for file in files]
    if rows:
        session.execute(insert(MediaUse), rows)
