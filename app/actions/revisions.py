"""Make a new text of an article; the earlier ones stay as they were."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from app.models import Article, MediaUse, Revision

CARRIED = (
    MediaUse.media_id,
    MediaUse.slot,
    MediaUse.position,
    MediaUse.alt,
    MediaUse.caption,
)
"""What a text says of its files; the next text uses the same ones."""


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
