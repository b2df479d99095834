"""One article as its page shows it: the card, the text, the files, what stands around it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from app.models import Article, Media, MediaUse, Revision, Slot
from app.queries.articles import articles_of, beside, pages_of, readable_articles
from app.queries.cards import ArticleCard, Picture, cards
from app.queries.media import used_in_revision
from app.rules.audience import Viewer

RELATED = 3


@dataclass(frozen=True)
class Files:
    """The files of one text, with what it says of each."""

    uses: Sequence[tuple[MediaUse, Media]]
    place: str = "/medias"
    """Where they stand: for the readers of the text, or below the address of a preview link."""

    def in_slot(self, slot: Slot) -> list[tuple[MediaUse, Media]]:
        """Return the files that stand in one slot, in order."""
        return [(use, media) for use, media in self.uses if use.slot is slot]

    def pictures(self, slot: Slot) -> list[Picture]:
        """Return the pictures that stand in one slot, in order."""
        return [
            Picture(
                media.id,
                use.alt,
                use.caption,
                media.credit,
                media.width,
                media.height,
                self.place,
            )
            for use, media in self.in_slot(slot)
            if media.width and media.height
        ]


@dataclass(frozen=True)
class Reading:
    """An article with all that its page needs; `newer` and `older` are its neighbours in a blog."""

    article: Article
    card: ArticleCard
    revision: Revision
    files: Files
    newer: ArticleCard | None
    older: ArticleCard | None
    related: Sequence[ArticleCard]


def read_article(
    session: Session, viewer: Viewer, now: datetime, article_id: int
) -> Reading | None:
    """Return an article that the viewer may read, or none; the number of queries is constant."""
    one = readable_articles(viewer, now).where(Article.id == article_id)
    article = session.scalar(one)
    if article is None or article.online_revision_id is None:
        return None
    card = cards(session, one)[0]
    newer, older = _beside(session, viewer, now, article) if card.has_dates else (None, None)
    shown = [article.id, *(one.id for one in (newer, older) if one is not None)]
    siblings = articles_of if card.has_dates else pages_of
    others = siblings(viewer, now, article.rubrique_id).where(Article.id.not_in(shown))
    return Reading(
        article=article,
        card=card,
        revision=session.get_one(Revision, article.online_revision_id),
        files=read_files(session, article.online_revision_id),
        newer=newer,
        older=older,
        related=cards(session, others.limit(RELATED)),
    )


def read_files(session: Session, revision_id: int) -> Files:
    """Return the files of a text, in one query."""
    return Files(used_in_revision(session, revision_id))


def _beside(
    session: Session, viewer: Viewer, now: datetime, article: Article
) -> tuple[ArticleCard | None, ArticleCard | None]:
    newer, older = (
        cards(session, beside(viewer, now, article, newer=newer)) for newer in (True, False)
    )
    return (newer[0] if newer else None), (older[0] if older else None)
