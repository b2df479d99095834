"""One article as its page shows it: the card, the text, the files, what stands around it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy.orm import Session

from app.models import Article, Media, MediaUse, Revision, Slot
from app.queries.articles import articles_of, beside, pages_of, readable_articles
from app.queries.cards import PLACE, ArticleCard, Picture, cards, picture_in
from app.queries.consent import ended_among
from app.queries.media import used_in_revision
from app.rules.audience import Viewer
from app.rules.consent import day_in_paris, is_over
from app.text.body_files import media_ids

RELATED = 3


@dataclass(frozen=True)
class Files:
    """The files of one text, with what it says of each.

    `ended` are the titles, by their ids, of those whose consent has ended, in the body or beside
    it: readers see them no more; at work they are shown, and marked.
    """

    uses: Sequence[tuple[MediaUse, Media]]
    ended: Mapping[int, str] = field(default_factory=dict)
    at_work: bool = False
    place: str = PLACE
    """Where they stand: for the readers of the text, or below the address of a preview link."""

    def in_slot(self, slot: Slot) -> list[tuple[MediaUse, Media]]:
        """Return the files that stand in one slot, in order."""
        return [(use, media) for use, media in self.uses if use.slot is slot]

    def pictures(self, slot: Slot) -> list[Picture]:
        """Return the pictures that stand in one slot, in order."""
        found = (
            picture_in(
                media,
                use.alt,
                use.caption,
                is_ended=media.id in self.ended,
                place=self.place,
            )
            for use, media in self.in_slot(slot)
        )
        return [picture for picture in found if picture is not None]


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
    card = cards(session, one, now)[0]
    newer, older = _beside(session, viewer, now, article) if card.has_dates else (None, None)
    shown = [article.id, *(one.id for one in (newer, older) if one is not None)]
    siblings = articles_of if card.has_dates else pages_of
    others = siblings(viewer, now, article.rubrique_id).where(Article.id.not_in(shown))
    revision = session.get_one(Revision, article.online_revision_id)
    return Reading(
        article=article,
        card=card,
        revision=revision,
        files=read_files(session, revision, now),
        newer=newer,
        older=older,
        related=cards(session, others.limit(RELATED), now),
    )


def read_files(session: Session, revision: Revision, now: datetime) -> Files:
    """Return the files of a text as readers see them: without those whose consent has ended."""
    files = files_at_work(session, revision, now)
    shown = [(use, media) for use, media in files.uses if media.id not in files.ended]
    return Files(shown, files.ended)


def files_at_work(session: Session, revision: Revision, now: datetime) -> Files:
    """Return the files of a text as those see them who work on it, in at most two queries."""
    uses, today = used_in_revision(session, revision.id), day_in_paris(now)
    ended = {media.id: media.title for _, media in uses if is_over(media.consent_ends_on, today)}
    in_body = ended_among(session, media_ids(revision.body), now)
    return Files(uses, {**ended, **in_body}, at_work=True)


def _beside(
    session: Session, viewer: Viewer, now: datetime, article: Article
) -> tuple[ArticleCard | None, ArticleCard | None]:
    newer, older = (
        cards(session, beside(viewer, now, article, newer=newer), now) for newer in (True, False)
    )
    return (newer[0] if newer else None), (older[0] if older else None)
