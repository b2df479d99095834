"""What the validation desk shows: the queue at the side, one text open in the middle."""

from datetime import datetime
from functools import partial
from typing import Any

from flask import abort, render_template, request, url_for

from app.access import now, roles, worker
from app.article_text import shown_text
from app.cursors import cursor_asked, moment, pages_beside
from app.desk import waiting_count, waiting_events_count
from app.extensions import db
from app.models import Slot
from app.queries.reading import Files
from app.queries.review import Review, Waiting, queue_of, read_review
from app.rules.visibility import Visibility
from app.templating import local
from app.text.compare import compare, compare_words, folded
from app.text.embeds import split
from app.text.marks import marked
from app.text.slugs import slugify
from app.text.tables import scrollable
from blueprints.newsroom.difference_words import counts_in_words
from blueprints.newsroom.findings import report_of, told
from blueprints.newsroom.review_forms import RefusalForm

PAGE = 50
WHOLE_TEXT = "texte"
"""The value of `?vue=` that shows the new text in place of what changed."""


def render_desk(
    opened: Review | None,
    *,
    form: RefusalForm | None = None,
    problem: str = "",
    unreasoned: str = "",
) -> str:
    """Return the page with one text open, or none where nothing waits.

    `form` is a refusal that was not accepted, `unreasoned` a finding confirmed without a reason.
    `problem` says why nothing was decided: "outdated", "ended", or "faulty" when the check found
    what must not go public.
    """
    page = queue_of(db.session(), roles(), cursor_asked(moment), PAGE)
    if not page.rows:
        page = queue_of(db.session(), roles(), None, PAGE)
    _before, after_url = pages_beside(
        page, lambda waiting: (waiting.since, waiting.article_id), partial(url_for, ".review")
    )
    return render_template(
        "newsroom/review.html",
        total=waiting_count(),
        events=waiting_events_count(),
        queue=[_entry(waiting, opened) for waiting in page.rows],
        following_url=after_url,
        first_url=url_for(".review") if request.args.get("apres") else "",
        opened=opened,
        problem=problem,
        unreasoned=unreasoned,
        form=form or RefusalForm(formdata=None),
        refusal_open=form is not None,
        **(_text(opened) if opened else {}),
    )


def asked_review(article_id: int) -> Review:
    """Return a text for whoever may decide on it; others get 404, or 403 if they may read it."""
    found = read_review(db.session(), worker(), now(), article_id)
    if found is None:
        abort(404)
    if not found.may_decide:
        abort(403)
    return found


def _entry(waiting: Waiting, opened: Review | None) -> dict[str, Any]:
    article_id = waiting.article_id
    return {
        "waiting": waiting,
        "days": days_since(waiting.since),
        "url": url_for(".review", article=article_id, apres=request.args.get("apres")),
        "is_open": opened is not None and opened.work.article.id == article_id,
    }


def days_since(start: datetime) -> int:
    """Return how many midnights of Paris have passed since a moment."""
    return (local(now()).date() - local(start).date()).days


def _text(opened: Review) -> dict[str, Any]:
    article, newest, online = opened.work.article, opened.work.newest, opened.work.online
    report = report_of(opened.work)
    shows_changes = (
        opened.changes_online and online is not None and request.args.get("vue") != WHOLE_TEXT
    )
    here: dict[str, Any] = {"article": article.id, "apres": request.args.get("apres")}
    texts: dict[str, Any] = {
        "changes_url": url_for(".review", **here),
        "text_url": url_for(".review", **here, vue=WHOLE_TEXT),
        "edit_url": url_for(".edit", article_id=article.id),
        "public_url": url_for("public.article", article_id=article.id, slug=slugify(online.title))
        if online
        else "",
        "days": days_since(article.waiting_since) if article.waiting_since else 0,
        "is_private": opened.work.rubrique.visibility is Visibility.PRIVATE,
        "goes_online_at": article.starts_at
        if article.starts_at and article.starts_at > now() and not opened.changes_online
        else None,
        "findings": told(report.findings),
        "confirmed": report.confirmed,
        "blocking": len(report.blocking),
        "shows_changes": shows_changes,
    }
    if shows_changes and online is not None:
        passages = compare(online.body, newest.body)
        texts |= {
            "title": compare_words(online.title, newest.title),
            "summary": compare_words(online.summary, newest.summary),
            "passages": folded(passages),
            "counts": counts_in_words(passages),
            "file_changes": opened.file_changes(),
        }
    else:
        texts |= {
            "pieces": split(scrollable(marked(newest.body, report.findings), "")),
            "illustrations": opened.pictures(Slot.ILLUSTRATION),
            "shown": shown_text(newest.body, Files(opened.files)),
        }
    return texts
