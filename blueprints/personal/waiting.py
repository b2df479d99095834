"""What waits for those who write and those who approve."""

from flask import url_for
from flask_babel import ngettext
from sqlalchemy import Select

from app.access import look, roles, viewer
from app.models import Article
from app.queries.lines import newest, refused
from app.queries.owner import Owner
from app.queries.work import own_articles, rubriques_to_write_in, rubriques_where, waiting_articles
from app.rules.announcing import Reach, may_announce
from app.rules.roles import Permission

SHOWN = 5


def waiting() -> dict[str, Select[Article]]:
    """Select what is to be approved and what was refused; nothing with other eyes."""
    if look() is not None:
        return {}
    found = {}
    if rubriques_where(Permission.APPROVE, roles()):
        found["to approve"] = waiting_articles(roles()).limit(SHOWN)
    if rubriques_to_write_in(roles()):
        own = own_articles(viewer(), roles())
        found["refused"] = (
            refused(own).join(newest, newest.id == Article.newest_revision_id).limit(SHOWN)
        )
    return found


def waiting_announcements(owner: Owner) -> list[tuple[str, str]]:
    """Return in words what waits among the announcements, each with its address."""
    found: list[tuple[str, str]] = []
    if look() is not None:
        return found
    if number := owner.to_approve:
        words = ngettext(
            "%(num)d announcement waits for your approval",
            "%(num)d announcements wait for your approval",
            number,
        )
        found.append((words, url_for("communication.waiting")))
    writes = bool(rubriques_to_write_in(roles()))
    if owner.refused and may_announce(viewer(), owner.rights, writes=writes) is not Reach.NONE:
        words = ngettext(
            "%(num)d announcement of yours was refused: read why",
            "%(num)d announcements of yours were refused: read why",
            owner.refused,
        )
        url = url_for("communication.announcements", vue="refusees", auteur="moi")
        found.append((words, url))
    return found


def waiting_events(owner: Owner) -> list[tuple[str, str]]:
    """Return in words what waits among the events, each with its address."""
    found: list[tuple[str, str]] = []
    if look() is not None:
        return found
    if number := owner.events_to_approve:
        words = ngettext(
            "%(num)d event waits for your approval",
            "%(num)d events wait for your approval",
            number,
        )
        found.append((words, url_for("newsroom.events", vue="a-valider")))
    if number := owner.refused_events:
        words = ngettext(
            "%(num)d event of yours was refused: read why",
            "%(num)d events of yours were refused: read why",
            number,
        )
        found.append((words, url_for("newsroom.events", vue="refuses")))
    return found
