"""Announcements of a small site: aimed at anybody, read or not, as hypothesis draws them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from hypothesis import strategies as st
from sqlalchemy.orm import Session

from app.models import AnnouncementReading, Article, Group, GroupKind, GroupManager, Membership
from app.rules.announcements import AnnouncementStatus, Severity
from app.rules.audience import Part, user_key
from tests.factories import NOW
from tests.kept_pages_steps import one_of
from tests.reading_kit import make_announcement
from tests.world_drawing import INSTANT, KEYS
from tests.worlds import HEAD_ID, PARENT_ID, PUPIL_ID, TEACHER_ID

HIDDEN_ID = 2
"""A group that shows to its manager only, the teacher; pupil and head are in it, too."""
AIMS = (
    *KEYS,
    user_key(PARENT_ID),
    user_key(TEACHER_ID),
    f"group:{HIDDEN_ID}/member",
    f"group:{HIDDEN_ID}/parent",
    f"group:{HIDDEN_ID}/pupil",
)
DAY = timedelta(days=1)


@dataclass(frozen=True)
class DrawnAnnouncement:
    """Whom it reaches and when; those in `folded` have read it and put it away."""

    aims: frozenset[str]
    severity: Severity
    status: AnnouncementStatus
    starts: timedelta
    ends: timedelta
    article: int | None
    folded: frozenset[int]


def drawn_announcements() -> st.SearchStrategy[list[DrawnAnnouncement]]:
    """Draw some, of which most show now."""
    online = AnnouncementStatus.ONLINE
    people = (PUPIL_ID, PARENT_ID, TEACHER_ID, HEAD_ID)
    drawn = st.builds(
        DrawnAnnouncement,
        aims=st.frozensets(st.sampled_from(AIMS), min_size=1, max_size=3),
        severity=st.sampled_from(Severity),
        status=st.sampled_from([online, online, online, *AnnouncementStatus]),
        starts=st.sampled_from([-DAY, -DAY, timedelta(0), INSTANT, timedelta(hours=2)]),
        ends=st.sampled_from([INSTANT, timedelta(hours=3), 2 * DAY, 2 * DAY]),
        article=st.none() | st.integers(0, 5),
        folded=st.frozensets(st.sampled_from(people), max_size=2),
    )
    return st.lists(drawn, min_size=2, max_size=6)


def build_announcements(session: Session, drawn: Sequence[DrawnAnnouncement]) -> None:
    """Write them to a site that is there, with the hidden group."""
    group = Group(id=HIDDEN_ID, kind=GroupKind.FREE, name="Cachée", sort_key="cachee")
    group.is_visible = False
    session.add(group)
    session.flush()
    parts = {TEACHER_ID: Part.MEMBER, HEAD_ID: Part.MEMBER, PUPIL_ID: Part.PUPIL}
    session.add_all(
        Membership(person_id=id_, group_id=HIDDEN_ID, part=part) for id_, part in parts.items()
    )
    session.add(GroupManager(person_id=TEACHER_ID, group_id=HIDDEN_ID))
    for number, one in enumerate(drawn):
        article = None if one.article is None else one_of(session, Article, one.article)
        made = make_announcement(
            session,
            f"Annonce {number}",
            *sorted(one.aims),
            severity=one.severity,
            status=one.status,
            starts_at=NOW + one.starts,
            ends_at=NOW + max(one.ends, one.starts + INSTANT),
            link_article_id=article.id if article else None,
        )
        session.add_all(
            AnnouncementReading(
                announcement_id=made.id,
                person_id=id_,
                seen_at=NOW,
                folded_at=NOW,
                acknowledged_at=NOW,
            )
            for id_ in one.folded
        )
    session.commit()
