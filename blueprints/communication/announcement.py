"""One announcement at work: its text, whom it reaches, its state and history, who has read it."""

from flask import render_template, url_for
from flask_babel import gettext as _

from app.access import for_those, now, viewer
from app.extensions import db
from app.models import Article, Person, Revision
from app.queries.acknowledgements import missing, progress
from app.queries.announcement_work import AnnouncementWork
from app.queries.articles import readable_articles
from app.queries.history import deeds
from app.queries.recipients import count_reached
from app.rules.announcements import AnnouncementStatus
from app.targets import lines_of
from app.text.embeds import split
from app.text.tables import scrollable
from blueprints.communication import announces, communication
from blueprints.communication.words import deed_in_words, period, severity_name
from blueprints.communication.works import work_of


@communication.get("/annonces/<id:announcement_id>")
@for_those(announces)
def announcement(announcement_id: int) -> str:
    """Show an announcement to who works on it."""
    return announcement_page(work_of(announcement_id))


def announcement_page(work: AnnouncementWork, **more: object) -> str:
    """Return the page of an announcement; `more` is what an action has to say on it."""
    found = work.announcement
    reached = count_reached(db.session(), work.keys)
    asks = found.asks_acknowledgement and found.status is AnnouncementStatus.ONLINE
    return render_template(
        "communication/announcement.html",
        work=work,
        kind=severity_name(found.severity),
        period=period(found.starts_at, found.ends_at),
        pieces=split(scrollable(found.body, _("Table"))),
        link=_link(work),
        author=db.session.get(Person, found.author_id) if found.author_id else None,
        targets=[words for _key, words in lines_of(work.keys)],
        reached=reached,
        progress=progress(db.session(), found.id, work.keys, reached) if asks else None,
        missing=missing(db.session(), viewer(), found.id, work.keys)
        if asks and work.standing.own
        else None,
        deeds=[
            (deed, deed_in_words(deed.action))
            for deed in deeds(db.session(), found.id, "announcement")
        ],
        **more,
    )


def _link(work: AnnouncementWork) -> tuple[str, str] | None:
    """Return the address and the words of the link; an article's title to who may read it."""
    found = work.announcement
    if found.link_url:
        return found.link_url, found.link_url
    if not found.link_article_id:
        return None
    title = db.session.scalar(
        readable_articles(viewer(), now())
        .join(Revision, Revision.id == Article.online_revision_id)
        .where(Article.id == found.link_article_id)
        .with_only_columns(Revision.title)
    )
    url = url_for("public.article", article_id=found.link_article_id)
    return url, title or _("An article that is not online for you")
