"""Fill the demo school with many more articles than it has, at once."""

from dataclasses import replace
from random import Random

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.demo.bulk import Plain, store_plain
from app.models import Article, Media, MediaKind, Revision
from tests.demo_pages import RUBRIQUES

PLACES = ("actualites", "archives", "vie-scolaire", "cdi")


def fill(session: Session, total: int) -> None:
    """Store illustrated articles with the texts and dates of the demo's, until there are `total`.

    Words stay as frequent as they are, so that a search finds its part of them.
    """
    random = Random(0)
    known = session.scalar(select(func.count()).select_from(Article)) or 0
    pictures = session.scalars(select(Media.id).where(Media.kind == MediaKind.PICTURE)).all()
    models = [
        Plain(0, author_id, title, summary, body, starts_at, picture_id=random.choice(pictures))
        for author_id, starts_at, title, summary, body in session.execute(
            select(
                Article.author_id,
                Article.starts_at,
                Revision.title,
                Revision.summary,
                Revision.body,
            )
            .join(Revision, Revision.id == Article.online_revision_id)
            .order_by(Article.id)
        )
        if author_id and starts_at
    ]
    store_plain(
        session,
        [
            replace(
                random.choice(models),
                rubrique_id=RUBRIQUES[random.choice(PLACES)],
                title=f"{random.choice(models).title} ({number})",
            )
            for number in range(known, total)
        ],
    )
