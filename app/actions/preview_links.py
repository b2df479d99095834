"""Share a text that is not online by a link, and end the link; only a hash of it is kept."""

import secrets
from datetime import datetime

from sqlalchemy import update
from sqlalchemy.orm import Session

from app.actions.exceptions import NotAllowed, Outdated
from app.actions.log import record
from app.models import PreviewLink, Revision
from app.queries.previews import token_hash
from app.queries.workpiece import Workpiece
from app.rules.preview_links import LASTS
from app.rules.roles import Permission, allows


def share_preview(
    session: Session,
    now: datetime,
    moment: datetime,
    actor_id: int,
    work: Workpiece,
    *,
    seen_revision_id: int,
) -> tuple[str, datetime]:
    """Return the token of a new link to the newest text, and until when it works.

    The link stays with that text, whatever is written later. `moment` is real time. Raises
    NotAllowed, or Outdated when the newest text is not the one that was seen.
    """
    if not work.may_write:
        raise NotAllowed
    if work.newest.id != seen_revision_id:
        raise Outdated
    token, expires_at = secrets.token_urlsafe(32), moment + LASTS
    session.add(
        PreviewLink(
            revision_id=work.newest.id,
            token_hash=token_hash(token),
            created_by_id=actor_id,
            created_at=moment,
            expires_at=expires_at,
        )
    )
    session.flush()
    number = work.newest.number
    record(session, now, actor_id, "share_preview", "article", work.article.id, revision=number)
    return token, expires_at


def revoke_preview(
    session: Session,
    now: datetime,
    moment: datetime,
    actor_id: int,
    work: Workpiece,
    link: PreviewLink,
) -> None:
    """End a link at once; one that has ended stays as it is. Raises NotAllowed."""
    if not allows(Permission.CHANGE, work.role, work.own):
        raise NotAllowed
    done = session.connection().execute(
        update(PreviewLink)
        .where(PreviewLink.id == link.id, PreviewLink.revoked_at.is_(None))
        .values(revoked_at=moment)
    )
    if done.rowcount == 1:
        number = session.get_one(Revision, link.revision_id).number
        record(
            session, now, actor_id, "revoke_preview", "article", work.article.id, revision=number
        )
