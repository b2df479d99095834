"""Keep what somebody types until he saves it, and note that he is at it.

Nothing of this is logged, and nothing shows to readers: the site version stays. Moments are in real
time. Of two windows of one person, none writes over what the other typed: see
`app/rules/working_copies.py`.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict
from datetime import datetime

from sqlalchemy import delete, insert, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.actions.exceptions import OtherWindow, TooManyCopies
from app.models import WorkingCopy, WorkingFile
from app.queries.working_copies import CopyPlace, copy_at, count_copies
from app.rules.working_copies import MOST_COPIES, PRESENT_FOR, Version, may_replace

Fields = Mapping[str, Sequence[str]]

TRIES = 5
"""How often it is looked again when another request was faster."""


def keep(
    session: Session,
    now: datetime,
    place: CopyPlace,
    fields: Fields | None,
    *,
    version: Version,
    seen: Collection[Version] = (),
    seen_revision_id: int | None = None,
    media_ids: Collection[int] = (),
) -> None:
    """Keep what a window holds now in place of what it, or a window that it saw, held before.

    `fields` is none when the text is again the one that is saved. Raises OtherWindow when another
    window has typed something since, or this one something later; TooManyCopies.
    """
    values: dict[str, object] = {
        "fields": None if fields is None else {name: list(texts) for name, texts in fields.items()},
        "saved_at": None if fields is None else now,
        "seen_revision_id": None if fields is None else seen_revision_id,
        "version": str(version),
        "seen_at": now,
    }
    if place.rubrique_id is not None:
        values["rubrique_id"] = place.rubrique_id
    for _ in range(TRIES):
        copy = session.scalar(copy_at(place))
        if fields is not None and (copy is None or copy.fields is None):
            _check_number(session, place.person_id)
        if copy is None and fields is None:
            be_there(session, now, place)
            return
        if copy is None:
            done = _add(session, place, values)
        else:
            _check_window(copy, version, seen)
            if not _is_there(copy, now):
                values["opened_at"] = now
            done = _change(session, copy, values)
        if done:
            _hold_files(session, place, media_ids if fields is not None else ())
            return
    raise OtherWindow


def be_there(session: Session, now: datetime, place: CopyPlace) -> None:
    """Note that the page of a text is open; of an article, for those who open it too."""
    copy = session.scalar(copy_at(place))
    if copy is None:
        if place.article_id is not None:
            _add(session, place, {"seen_at": now})
    else:
        came = {} if _is_there(copy, now) else {"opened_at": now}
        _write(session, copy, {"seen_at": now} | came)


def leave(session: Session, now: datetime, place: CopyPlace) -> None:
    """Note that the page is open no more; what was typed in it stays."""
    copy = session.scalar(copy_at(place))
    if copy is not None and _is_there(copy, now):
        _write(session, copy, {"seen_at": now - PRESENT_FOR})


def drop(session: Session, now: datetime, place: CopyPlace, known: Collection[Version]) -> bool:
    """Forget what was kept, once it is saved or given up; what another window typed stays.

    `known` are the versions that went into what was saved, the last of this window among them. Of
    an article the row stays, without the text. Tells whether nothing is kept any more.
    """
    for _ in range(TRIES):
        copy = session.scalar(copy_at(place))
        if copy is None:
            return True
        if copy.fields is not None and not may_replace(copy.version, known):
            return False
        last = str(next(iter(known))) if known else copy.version
        gone = {
            "fields": None,
            "saved_at": None,
            "seen_revision_id": None,
            "version": last,
            "seen_at": min(copy.seen_at, now - PRESENT_FOR),
        }
        if _change(session, copy, gone):
            _hold_files(session, place, ())
            return True
    return False


def _check_number(session: Session, person_id: int) -> None:
    if count_copies(session, person_id) >= MOST_COPIES:
        raise TooManyCopies


def _check_window(copy: WorkingCopy, version: Version, seen: Collection[Version]) -> None:
    """Raise OtherWindow when what is kept is not known here, or is later than what was sent."""
    kept = Version.read(copy.version)
    if kept is None:
        return
    is_late = kept.window == version.window and kept.number > version.number
    is_strange = copy.fields is not None and not may_replace(copy.version, [version, *seen])
    if is_late or is_strange:
        raise OtherWindow


def _is_there(copy: WorkingCopy, now: datetime) -> bool:
    return copy.seen_at > now - PRESENT_FOR


def _add(session: Session, place: CopyPlace, values: Mapping[str, object]) -> bool:
    """Add the row of a place; tells whether nobody was faster."""
    try:
        with session.begin_nested():
            session.execute(
                insert(WorkingCopy).values(
                    {**asdict(place), "opened_at": values["seen_at"], **values}
                )
            )
    except IntegrityError:
        return False
    return True


def _change(session: Session, copy: WorkingCopy, values: Mapping[str, object]) -> bool:
    """Change a row whose text is still the one that was looked at; tells whether it was."""
    return _write(session, copy, values, WorkingCopy.version.is_not_distinct_from(copy.version))


def _write(
    session: Session, copy: WorkingCopy, values: Mapping[str, object], *conditions: object
) -> bool:
    done = session.connection().execute(
        update(WorkingCopy).where(WorkingCopy.id == copy.id, *conditions).values(**values)  # type: ignore[arg-type]
    )
    return bool(done.rowcount == 1)


def _hold_files(session: Session, place: CopyPlace, media_ids: Collection[int]) -> None:
    """Let the copy hold these files and no others."""
    copy_id = session.scalars(copy_at(place).with_only_columns(WorkingCopy.id)).one()
    held = select(WorkingFile.media_id).where(WorkingFile.working_copy_id == copy_id)
    before, wanted = set(session.scalars(held)), set(media_ids)
    if before - wanted:
        session.execute(
            delete(WorkingFile).where(
                WorkingFile.working_copy_id == copy_id, WorkingFile.media_id.in_(before - wanted)
            )
        )
    if wanted - before:
        rows = [{"working_copy_id": copy_id, "media_id": id_} for id_ in sorted(wanted - before)]
        session.execute(insert(WorkingFile), rows)
