"""The link from something to an article: looked for by its words, then chosen by a button.

The form has fields `link_article` and `article_words`, drawn by `components/article_link.html`.
"""

from typing import Any

from flask import request

from app.access import now, viewer
from app.addresses import id_in
from app.extensions import db
from app.models import Article, Revision
from app.queries.articles import readable_articles
from app.queries.search import Hit, search
from app.text.slugs import slugify

MOST_FOUND = 8


def linked_article(article_id: int | None) -> tuple[int, str, str] | None:
    """Return the id, slug and title of an article, if the viewer may read it."""
    if article_id is None:
        return None
    title = db.session.scalar(
        readable_articles(viewer(), now())
        .where(Article.id == article_id)
        .join(Revision, Revision.id == Article.online_revision_id)
        .with_only_columns(Revision.title)
    )
    if title is None:
        return None
    return article_id, slugify(title), title


def take_link(form: Any) -> None:
    """Take the article that a button chose, or leave the one there was."""
    chosen = id_in(request.form.get("link", ""))
    if chosen is not None:
        form.link_article.data = chosen
    elif request.form.get("do") == "unlink":
        form.link_article.data = None


def found_articles(form: Any) -> list[Hit] | None:
    """Return the articles that were looked for, none where nobody looked."""
    if request.form.get("do") != "find-article" or not form.article_words.validate(form):
        return None
    words = form.article_words.data or ""
    return search(db.session(), viewer(), now(), words, limit=MOST_FOUND, offset=0).hits
