"""Files go when nothing kept uses them, and never while one is on its way to its row."""

import os
from datetime import datetime, timedelta

from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models import Article, Media, MediaKind, MediaUse, Slot
from app.storage import Storage
from tests.factories import NOW, make_article, make_rubrique
from tests.jobs.conftest import Purge, trashed

DAY = timedelta(days=1)


def add_file(
    app: Flask,
    session: Session,
    data: bytes,
    article: Article | None = None,
    *,
    created_at: datetime = NOW - 200 * DAY,
    in_collection: bool = False,
    stored_days_ago: float = 100,
) -> str:
    """Store a file, used by the text of an article if one is given; return its stored name."""
    storage: Storage = app.extensions["storage"]
    name = storage.put(data, ".pdf")
    os.utime(storage.path(name), (NOW.timestamp(), _ago(stored_days_ago)))
    media = Media(
        kind=MediaKind.DOCUMENT,
        title="Convention",
        filename="convention.pdf",
        stored_name=name,
        mime_type="application/pdf",
        size=len(data),
        in_collection=in_collection,
        created_at=created_at,
    )
    session.add(media)
    session.flush()
    if article is not None:
        session.add(
            MediaUse(
                media_id=media.id,
                slot=Slot.ATTACHMENT,
                position=0,
                revision_id=article.newest_revision_id,
            )
        )
    session.flush()
    return name


def _ago(days: float) -> float:
    return datetime.now().timestamp() - days * 86_400


def test_files_go_when_nothing_uses_them(app: Flask, session: Session, purge: Purge) -> None:
    storage: Storage = app.extensions["storage"]
    rubrique = make_rubrique(session)
    old = trashed(session, rubrique, NOW - 90 * DAY)
    kept_text = make_article(session, rubrique)
    gone = [add_file(app, session, b"of the trash", old), add_file(app, session, b"of nobody")]
    kept = [
        add_file(app, session, b"of both", old),
        add_file(app, session, b"of a text", kept_text),
        add_file(app, session, b"of the collection", in_collection=True),
        add_file(app, session, b"young", created_at=NOW - 89 * DAY),
    ]
    media_id = session.scalars(select(Media.id).where(Media.stored_name == kept[0])).one()
    session.add(
        MediaUse(
            media_id=media_id,
            slot=Slot.ATTACHMENT,
            position=0,
            revision_id=kept_text.online_revision_id,
        )
    )
    add_file(app, session, b"of a text")  # the same file twice: two rows, one name
    session.commit()
    purge(NOW)
    assert set(session.scalars(select(Media.stored_name))) == set(kept)
    assert [storage.exists(name) for name in gone] == [False, False]
    assert all(storage.exists(name) for name in kept)


def test_files_without_a_row_are_swept(app: Flask, session: Session, purge: Purge) -> None:
    """A kill between a commit and the files leaves them; a file on its way to a row is young."""
    storage: Storage = app.extensions["storage"]
    orphan, coming = storage.put(b"orphan", ".pdf"), storage.put(b"on its way", ".pdf")
    os.utime(storage.path(orphan), (NOW.timestamp(), _ago(2)))
    aside = storage.root / "aside"
    aside.mkdir(exist_ok=True)
    (aside / "half").write_bytes(b"half")
    (aside / "now").write_bytes(b"now")
    os.utime(aside / "half", (NOW.timestamp(), _ago(2)))
    mails = app.extensions["parvis"].data / "mail"
    mails.mkdir(exist_ok=True)
    for name, days in (("old.eml", 31), ("new.eml", 29)):
        (mails / name).write_bytes(b"")
        os.utime(mails / name, (NOW.timestamp(), _ago(days)))
    purge(NOW)
    assert (storage.exists(orphan), storage.exists(coming)) == (False, True)
    assert [file.name for file in aside.iterdir()] == ["now"]
    assert [file.name for file in mails.iterdir()] == ["new.eml"]
