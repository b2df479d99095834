"""What waits for those who write and those who approve."""

from sqlalchemy import Select

from app.access import look, roles, viewer
from app.models import Article
from app.queries.lines import newest, refused
from app.queries.work import own_articles, rubriques_to_write_in, rubriques_where, waiting_articles
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
