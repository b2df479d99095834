"""The first page of the newsroom: what waits for whoever works there."""

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import Select, func

from app.access import actor, for_members, now, roles, viewer, worker
from app.actions.notices import mark_read
from app.desk import waiting_count, waiting_events_count
from app.extensions import db
from app.models import Article
from app.queries.library import consent_ends
from app.queries.lines import (
    Line,
    drafts,
    published,
    read_lines,
    refused,
    scheduled,
)
from app.queries.media_places import changeable_media
from app.queries.notices import latest_notices
from app.queries.work import (
    own_articles,
    rubriques_to_write_in,
    rubriques_where,
    submitted,
    waiting_articles,
)
from app.queries.working_copies import unsaved_texts
from app.rules.roles import Permission
from app.templating import local
from blueprints.newsroom import newsroom

SHOWN = 5
"""Lines in each section."""


@newsroom.get("/")
@for_members
def dashboard() -> str:
    """Show what there is to do."""
    session, own = db.session(), own_articles(viewer(), roles())
    may_approve = bool(rubriques_where(Permission.APPROVE, roles()))
    notices = latest_notices(session, viewer(), roles())
    return render_template(
        "newsroom/dashboard.html",
        may_write=bool(rubriques_to_write_in(roles(), worker().archived)),
        may_approve=may_approve,
        waiting_count=waiting_count(),
        events=waiting_events_count(),
        waiting=_lines(waiting_articles(roles())) if may_approve else [],
        unsaved=unsaved_texts(session, viewer(), roles(), SHOWN),
        refused=_lines(refused(own)),
        drafts=_lines(drafts(own)),
        submitted=_lines(submitted(own)),
        scheduled=_lines(scheduled(own, now())),
        published=_lines(published(own, now())),
        ending=_ending_consents(),
        notices=sorted(notices, key=lambda notice: notice.read_at is not None),
    )


@newsroom.post("/avis-lus")
@for_members
def mark_notices_read() -> ResponseReturnValue:
    """Mark one's notices as read."""
    mark_read(db.session(), actor(), now())
    db.session.commit()
    return redirect(url_for(".dashboard"), code=303)


def _ending_consents() -> int:
    """Count the files that the viewer may change whose permission ends soon, or is over."""
    ending = changeable_media(worker()).where(consent_ends(local(now()).date()))
    counted = ending.with_only_columns(func.count()).order_by(None)
    return db.session.scalar(counted) or 0


def _lines(articles: Select[Article]) -> list[Line]:
    return read_lines(db.session(), articles.limit(SHOWN), now())
