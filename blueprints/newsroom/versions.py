"""The texts of an article: their list, and two of them side by side."""

from functools import partial

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.access import for_members
from app.addresses import id_asked
from app.cursors import cursor_asked, number, pages_beside
from app.extensions import db
from app.models import Revision
from app.queries.file_changes import file_changes
from app.queries.history import text_before, version, versions_by_page
from app.queries.media import used_in_revision
from app.queries.workpiece import Workpiece
from app.text.compare import Change, compare, compare_words, folded
from blueprints.newsroom import newsroom
from blueprints.newsroom.articles import name_of, revision_of, workpiece_of
from blueprints.newsroom.difference_words import counts_in_words

PAGE = 50
LARGEST_NUMBER = 9
"""Digits of the number of a text."""


@newsroom.get("/articles/<id:article_id>/versions")
@for_members
def article_versions(article_id: int) -> ResponseReturnValue:
    """List all texts of an article, the newest first, to read, compare and take up again."""
    work = workpiece_of(article_id)
    cursor = cursor_asked(partial(number, digits=LARGEST_NUMBER))
    page = versions_by_page(db.session(), article_id, cursor, PAGE)
    newer_url, older_url = pages_beside(
        page,
        lambda text: (text.number, text.id),
        partial(url_for, ".article_versions", article_id=article_id),
    )
    is_first = not page.has_previous
    return render_template(
        "newsroom/article_versions.html",
        work=work,
        # On later pages too, a text is compared with the newest one.
        newest=None if is_first else version(db.session(), article_id, work.newest.id),
        texts=page.rows,
        newer_url=newer_url,
        older_url=older_url,
    )


@newsroom.get("/articles/<id:article_id>/versions/comparer")
@for_members
def compare_versions(article_id: int) -> ResponseReturnValue:
    """Show two texts of an article side by side: those chosen, else the newest and its forerunner.

    Each id is one of this article's texts, or the page does not exist.
    """
    work = workpiece_of(article_id)
    old_id, new_id = id_asked("de"), id_asked("a")
    new = revision_of(work, new_id) if new_id else work.newest
    old = revision_of(work, old_id) if old_id else text_before(db.session(), article_id, new.number)
    return _comparison(work, old, new)


def _comparison(work: Workpiece, old: Revision | None, new: Revision) -> str:
    shows_all = request.args.get("tout") == "1"
    if old is None or old.erased_at or new.erased_at:
        return _page(work, old, new, shows_all)
    passages = compare(old.body, new.body)
    files = file_changes(*(used_in_revision(db.session(), text.id) for text in (old, new)))
    words_differ = (old.title, old.summary) != (new.title, new.summary)
    return _page(
        work,
        old,
        new,
        shows_all,
        title=compare_words(old.title, new.title),
        summary=compare_words(old.summary, new.summary),
        passages=passages if shows_all else folded(passages),
        counts=counts_in_words(passages),
        files=files,
        are_identical=not (
            words_differ
            or files
            or any(one.change is not Change.KEPT or one.moved for one in passages)
        ),
    )


def _page(
    work: Workpiece, old: Revision | None, new: Revision, shows_all: bool, **differences: object
) -> str:
    address = partial(url_for, ".compare_versions", article_id=work.article.id)
    return render_template(
        "newsroom/article_comparison.html",
        work=work,
        old=old,
        new=new,
        old_author=name_of(old.author_id) if old else "",
        new_author=name_of(new.author_id),
        swap_url=address(de=new.id, a=old.id) if old else "",
        whole_url=address(de=old.id, a=new.id, tout=None if shows_all else 1) if old else "",
        shows_all=shows_all,
        **differences,
    )
