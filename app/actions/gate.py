"""The last door before the public: a text with a fault that the law names does not pass."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.actions.exceptions import Faulty
from app.models import Revision
from app.queries.checked import Standards, checked_revision, judge
from app.queries.workpiece import Workpiece
from app.rules.consent import day_in_paris
from app.rules.visibility import Visibility


def refuse_faulty(
    session: Session,
    now: datetime,
    work: Workpiece,
    text: Revision,
    standards: Standards | None = None,
    *,
    visibility: Visibility | None = None,
) -> None:
    """Raise Faulty when a text would bring a fault before the public that nobody confirmed.

    `visibility` is that of the rubrique to which the article goes, if it is not its own.
    """
    if (visibility or work.rubrique.visibility) is not Visibility.PUBLIC:
        return
    article = checked_revision(session, text, is_public=True, today=day_in_paris(now))
    report = judge(session, article, work.article.id, standards)
    if report.blocking:
        raise Faulty(report)
