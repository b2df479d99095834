"""The command that makes the search anew, after an update that changed how words are compared."""

import click
from flask.cli import AppGroup
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.actions.search import index_article
from app.commands import Progress, in_one_line
from app.extensions import db
from app.models import Article, Revision
from app.rules.workflow import Status

search = AppGroup("search", help="What the search of this instance finds.")
AT_ONCE = 200
"""Articles that are taken together: each time the writers wait for one transaction."""
_IS_ONLINE = Article.status == Status.ONLINE


@search.command()
def reindex() -> None:
    """Read the text of each article that is online again, while the site runs."""
    progress, last, read = Progress(), 0, 0
    with in_one_line():
        total = db.session.scalar(select(func.count(Article.id)).where(_IS_ONLINE)) or 0
        is_done = False
        while not is_done:
            batch = _next(db.session(), last)
            for article, online in batch:
                index_article(db.session(), article, online)
                last = article.id
            db.session.commit()
            read += len(batch)
            is_done = len(batch) < AT_ONCE
            progress.show("reading", read, total)
    progress.end()
    click.echo(f"The search knows {read} articles anew.")


def _next(session: Session, after: int) -> list[tuple[Article, Revision]]:
    """Hold the next articles with their online texts: none changes before it is read."""
    rows = session.execute(
        select(Article, Revision)
        .join(Revision, Revision.id == Article.online_revision_id)
        .where(_IS_ONLINE, Article.id > after)
        .order_by(Article.id)
        .limit(AT_ONCE)
        .with_for_update(of=Article)
    )
    return [(article, online) for article, online in rows]
