"""Make a new text of an article; the earlier ones stay as they were."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, insert, select, update
from sqlalchemy.orm import Session

from app.actions.exceptions import NotAllowed, Outdated, ReasonMissing
from app.actions.log import record
from app.models import Article, MediaUse, Revision
from app.queries.workpiece import Workpiece

CARRIED = (
    MediaUse.media_id,
    MediaUse.slot,
    MediaUse.position,
    MediaUse.alt,
    MediaUse.caption,
)
"""What a text says of its files; the next text uses the same ones."""

ERASED = "…"
"""The title that is left of an erased text: a row has one."""


@dataclass(frozen=True)
class Text:
    """What an author writes: a title, a summary in plain text, and a body in clean HTML."""

    title: str
    summary: str = ""
    body: str = ""

    def equals(self, revision: Revision) -> bool:
        """Tell whether a revision holds just this text."""
        return (self.title, self.summary, self.body) == (
            revision.title,
            revision.summary,
            revision.body,
        )


def text_of(revision: Revision) -> Text:
    """Return the text of a revision."""
    return Text(revision.title, revision.summary, revision.body)


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
    """Add a text to an article, with the files of the one it comes after."""
    revision = Revision(
        article_id=article.id,
        number=after.number + 1 if after else 1,
        author_id=author_id,
        created_at=now,
        title=text.title,
        summary=text.summary,
        body=text.body,
        is_minor=is_minor,
    )
    session.add(revision)
    session.flush()
    if after is not None:
        session.execute(
            insert(MediaUse).from_select(
                [column.key for column in CARRIED] + ["revision_id"],
                select(*CARRIED, Revision.id)
                .join(Revision, Revision.id == revision.id)
                .where(MediaUse.revision_id == after.id),
            )
        )
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
