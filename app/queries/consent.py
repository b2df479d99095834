"""What readers may see of files that show people: `rules.consent.is_over` in SQL."""

from collections.abc import Collection, Mapping
from datetime import date, datetime

from sqlalchemy import ColumnElement, not_, or_, select
from sqlalchemy.orm import Session

from app.models import Media
from app.rules.consent import day_in_paris
from app.text.body_files import media_ids, without_pictures


def shown_media(today: date) -> ColumnElement[bool]:
    """State that readers see a file on this day: its consent has no end, or has not ended yet."""
    return or_(Media.consent_ends_on.is_(None), Media.consent_ends_on >= today)


def ended_among(session: Session, ids: Collection[int], now: datetime) -> Mapping[int, str]:
    """Return those of some files that readers see no more, with their titles; no query for none."""
    if not ids:
        return {}
    over = not_(shown_media(day_in_paris(now)))
    rows = session.execute(select(Media.id, Media.title).where(Media.id.in_(sorted(ids)), over))
    return {media_id: title for media_id, title in rows}  # noqa: C416 - rows are not pairs


def bodies_for_readers(session: Session, bodies: Collection[str], now: datetime) -> list[str]:
    """Return texts without the pictures that readers see no more, in one query for all of them."""
    ended = ended_among(session, {id_ for body in bodies for id_ in media_ids(body)}, now)
    return [without_pictures(body, ended) for body in bodies]
