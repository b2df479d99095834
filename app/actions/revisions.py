"""Make a new text of an article; the earlier ones stay as they were."""

from collections.abc import Collection
from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.orm import Session

from app.actions.exceptions import NotAllowed, Outdated, ReasonMissing
from app.actions.log import record
from app.models import Article, MediaUse, Revision
from app.queries.used_files import UsedFile, used_files
from app.queries.workpiece import Workpiece

ERASED = "…"
"""The title that is left of an erased text: a row has one."""


@dataclass(frozen=True)
class Text:
    """What an author writes: a title, a summary in plain text, a body in clean HTML, and its files.

    `files` are all those that the text uses, the pictures of its body among them, each one that the
    author may use; none says that they stay those of the text before.
    """

    title: str
    summary: str = ""
    body: str = ""
    files: Collection[UsedFile] | None = None


def text_of(session: Session, revision: Revision) -> Text:
    """Return the text of a revision, with its files."""
    files = used_files(session, revision.id)
    return Text(revision.title, revision.summary, revision.body, files)


def is_text_of(session: Session, text: Text, revision: Revision) -> bool:
    """Tell whether a revision holds just this text."""
    words = (text.title, text.summary, text.body)
    if words != (revision.title, revision.summary, revision.body):
        return False
    return text.files is None or set(text.files) == used_files(session, revision.id)


def add_revision(
    session: Session,
    now: datetime,
    author_id: int | None,
    article: Article,
    text: Text,
    *,
    after: Revision | None = None,
    is_minor: bool = False,
) -> Revision:
    """Add a text to an article, with its files: those that it names, or else those of `after`."""
    files = text.files
    if files is None:
        files = used_files(session, after.id) if after is not None else ()
    revision = Revision(
        article_id=article.id,
        number=_last_number(session, article.id) + 1,
        author_id=author_id,
        created_at=now,
        title=text.title,
        summary=text.summary,
        body=text.body,
        is_minor=is_minor,
    )
    session.add(revision)
    session.flush()
    if files:
        uses = [{**asdict(file), "revision_id": revision.id} for file in files]
        session.execute(insert(MediaUse), uses)
    return revision


def erase_text(
    session: Session, now: datetime, actor_id: int, work: Workpiece, revision: Revision, reason: str
) -> None:
    """Erase an earlier text for good; its row stays, with what was decided about it.

    For moderators: what must not be kept, as a name that ought not to have been written. Raises
    NotAllowed, ReasonMissing, Outdated when it is the newest text, the one online, or erased.
    """
    if not work.may_erase:
        raise NotAllowed
    if not reason.strip():
        raise ReasonMissing
    in_use = (Article.newest_revision_id == Revision.id) | (
        Article.online_revision_id == Revision.id
    )
    done = session.connection().execute(
        update(Revision)
        .where(
            Revision.id == revision.id,
            Revision.article_id == work.article.id,
            Revision.erased_at.is_(None),
            ~select(Article.id).where(in_use).exists(),
        )
        .values(title=ERASED, summary="", body="", erased_at=now)
    )
    if done.rowcount != 1:
        raise Outdated
    session.execute(delete(MediaUse).where(MediaUse.revision_id == revision.id))
    session.refresh(revision)
    record(
        session,
        now,
        actor_id,
        "erase",
        "article",
        work.article.id,
        revision=revision.number,
        reason=reason.strip(),
    )


def _last_number(session: Session, article_id: int) -> int:
    """Return the number of the last text of an article: after a change was discarded, it is not
    that of the newest one."""
    numbers = select(func.max(Revision.number)).where(Revision.article_id == article_id)
    return session.scalar(numbers) or 0
