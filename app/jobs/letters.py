"""What mails of work say: subjects here, texts in `templates/mail/`."""

from collections.abc import Sequence

from flask import current_app
from flask_babel import gettext as _

from app.models import NoticeKind
from app.queries.notices import NoticeLine
from app.queries.school import School
from app.rules.retention import RETENTION
from app.templating import absolute_url

DESK = "/publication/a-valider"
"""Where what is submitted is decided. A worker has no request from which to build addresses."""
ARTICLE = "/publication/articles/{id}"
ANNOUNCEMENT = "/communication/annonces/{id}"
SITE = "/site/"
"""Where the pages are that one composes, the public or the personal one or both."""
EVENT = "/publication/evenements/{id}"
ACCOUNT = "/mon-compte"


def headline(notice: NoticeLine) -> str:
    """Say in a few words what happened to which article, announcement, event or feed."""
    words: dict[NoticeKind, str] = {
        NoticeKind.SUBMITTED: _("To approve: “%(title)s”", title=notice.title),
        NoticeKind.APPROVED: _("Approved: “%(title)s”", title=notice.title),
        NoticeKind.REFUSED: _("To be taken up again: “%(title)s”", title=notice.title),
        NoticeKind.TRASHED_BY_WRITER: _(
            "Put in the trash by its author: “%(title)s”", title=notice.title
        ),
        NoticeKind.ANNOUNCEMENT_SUBMITTED: _(
            "Announcement to approve: “%(title)s”", title=notice.title
        ),
        NoticeKind.ANNOUNCEMENT_APPROVED: _(
            "Announcement approved: “%(title)s”", title=notice.title
        ),
        NoticeKind.ANNOUNCEMENT_REFUSED: _(
            "Announcement to be taken up again: “%(title)s”", title=notice.title
        ),
        NoticeKind.FEED_FAILING: _(
            "A feed does not answer any more: “%(title)s”", title=notice.title or notice.text
        ),
        NoticeKind.EVENT_SUBMITTED: _("Event to approve: “%(title)s”", title=notice.title),
        NoticeKind.EVENT_APPROVED: _("Event approved: “%(title)s”", title=notice.title),
        NoticeKind.EVENT_REFUSED: _("Event to be taken up again: “%(title)s”", title=notice.title),
    }
    return words[notice.kind]


def where_to_go(notice: NoticeLine) -> str:
    """Return the address at which the reader of a notice goes on."""
    if notice.kind is NoticeKind.SUBMITTED:
        return absolute_url(DESK)
    elif notice.kind is NoticeKind.FEED_FAILING:
        return absolute_url(SITE)
    elif notice.announcement_id is not None:
        return absolute_url(ANNOUNCEMENT.format(id=notice.announcement_id))
    elif notice.event_id is not None:
        return absolute_url(EVENT.format(id=notice.event_id))
    return absolute_url(ARTICLE.format(id=notice.article_id))


def notice_text(notice: NoticeLine, first_name: str, school: School) -> str:
    """Write the mail about one notice."""
    return rendered("mail/notice.txt", notice=notice, first_name=first_name, school=school)


def digest_text(notices: Sequence[NoticeLine], first_name: str, school: School) -> str:
    """Write the mail of the day."""
    return rendered("mail/digest.txt", notices=notices, first_name=first_name, school=school)


def rendered(name: str, **given: object) -> str:
    """Render without the context processors, which ask for a request."""
    template = current_app.jinja_env.get_template(name)
    return template.render(
        headline=headline,
        where_to_go=where_to_go,
        account_url=absolute_url(ACCOUNT),
        trash_days=RETENTION.trash_days,
        **given,
    )
