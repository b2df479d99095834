"""Write articles: begin one, save its text, say from when to when it shows."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.actions.changes import change_if_unchanged
from app.actions.contributors import note_contributor
from app.actions.exceptions import AlreadyEnded, NotAllowed, Outdated
from app.actions.log import record
from app.actions.newest import note_newest
from app.actions.revisions import Text, add_revision, is_text_of
from app.models import Article, Revision
from app.queries.workpiece import Workpiece
from app.rules.workflow import Status


def create_article(
    session: Session,
    now: datetime,
    author_id: int,
    rubrique_id: int,
    text: Text,
    *,
    creation_key: str | None = None,
    model: int | None = None,
) -> Article:
    """Begin an article as a draft; that the author may write there, the caller has asked.

    `creation_key` is a random text of the form: sent twice, it gives the same article. `model` is
    the article that was copied, which the journal names.
    """
    if creation_key is not None:
        known = session.scalar(select(Article).where(Article.creation_key == creation_key))
        if known is not None:
            return known
    article = Article(
        rubrique_id=rubrique_id,
        author_id=author_id,
        status=Status.DRAFT,
        created_at=now,
        creation_key=creation_key,
    )
    session.add(article)
    session.flush()
    note_contributor(session, author_id)
    note_newest(session, article, add_revision(session, now, author_id, article, text))
    told = {"title": text.title} | ({"model": model} if model else {})
    record(session, now, author_id, "create", "article", article.id, **told)
    return article


def save_text(
    session: Session,
    now: datetime,
    actor_id: int,
    work: Workpiece,
    text: Text,
    *,
    seen_revision_id: int,
    is_minor: bool = False,
) -> Revision:
    """Keep a new text beside the earlier ones; the same text again makes none.

    What waits for approval goes on waiting, with the new text. Raises NotAllowed, or Outdated when
    the newest text is not the one on which this one was written.
    """
    article, newest = work.article, work.newest
    if not work.may_write:
        raise NotAllowed
    if newest.id != seen_revision_id:
        raise Outdated
    if is_minor == newest.is_minor and is_text_of(session, text, newest):
        return newest
    revision = keep_text(session, now, actor_id, work, text, is_minor=is_minor)
    record(session, now, actor_id, "save", "article", article.id, revision=revision.number)
    return revision


def keep_text(
    session: Session,
    now: datetime,
    actor_id: int,
    work: Workpiece,
    text: Text,
    *,
    is_minor: bool = False,
) -> Revision:
    """Add a text after the newest one; whether it may be, and the log, are the caller's.

    Raises Outdated.
    """
    article, newest = work.article, work.newest
    # Taken first, so that of two who save at once the second waits, then learns of the first.
    change_if_unchanged(session, now, article)
    revision = add_revision(session, now, actor_id, article, text, after=newest, is_minor=is_minor)
    if article.waiting_since is not None:
        revision.submitted_at = newest.submitted_at
    note_newest(session, article, revision)
    session.flush()
    return revision


def set_dates(
    session: Session,
    now: datetime,
    actor_id: int,
    work: Workpiece,
    starts_at: datetime | None,
    ends_at: datetime | None,
) -> None:
    """Say from when to when an article shows; the place in the flows stays.

    The start of what readers have seen stays as it was. Raises NotAllowed, AlreadyEnded when the
    end does not come after the start, Outdated.
    """
    article = work.article
    if not work.may_date:
        raise NotAllowed
    if work.was_online and (article.starts_at is None or article.starts_at <= now):
        starts_at = article.starts_at
    elif article.status is Status.ONLINE and starts_at is None:
        starts_at = now
    if ends_at is not None and ends_at <= (starts_at or now):
        raise AlreadyEnded
    before = (article.starts_at, article.ends_at)
    if before == (starts_at, ends_at):
        return
    values = {"starts_at": starts_at, "ends_at": ends_at}
    if article.status is Status.ONLINE and article.starts_at == article.bumped_at:
        values["bumped_at"] = starts_at
    change_if_unchanged(session, now, article, **values)
    told = {"from": [_iso(one) for one in before], "to": [_iso(starts_at), _iso(ends_at)]}
    record(session, now, actor_id, "dates", "article", article.id, **told)


def _iso(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None
