"""Erasing somebody: the account and its traces go, what was published stays without the name."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.actions.erasure import NotErased, erase_person
from app.actions.jobs import enqueue
from app.actions.log import record
from app.models import (
    Announcement,
    AnnouncementReading,
    AnnouncementTarget,
    Article,
    Base,
    Batch,
    Grant,
    Guardian,
    Job,
    LogEntry,
    LoginFailure,
    Media,
    MediaKind,
    Notice,
    NoticeKind,
    Person,
    PersonDuty,
    Revision,
    Setting,
    SiteRight,
    UserSession,
    Waiver,
    WorkingCopy,
)
from app.queries.erasure import KEYED, consequences
from app.queries.publication_director import Doubt, doubt_about_director
from app.queries.school import read_school
from app.queries.viewers import viewer_of
from app.rules.announcements import Severity
from app.rules.audience import Duty, Function, Guardianship, Viewer, user_key
from app.rules.batches import BatchAction
from app.rules.erasure import Kept, why_kept
from app.rules.roles import Role
from app.rules.site_rights import Right
from app.rules.workflow import Status
from tests.factories import NOW, make_article, make_person, make_rubrique

DAY = timedelta(days=1)


def in_charge(session: Session, duty: Duty, name: str = "Castagné") -> Person:
    person = make_person(session, Function.DIR, last_name=name)
    person.duties.append(PersonDuty(duty=duty))
    session.flush()
    return person


def erase(session: Session, by: Person, person: Person, *, holds_more: bool = False) -> None:
    erase_person(session, NOW, viewer_of(session, by.id), person.id, holds_more=holds_more)


def announce(session: Session, *keys: str, author: Person | None = None) -> Announcement:
    made = Announcement(
        severity=Severity.INFO, title="Sortie", author_id=author.id if author else None,
        starts_at=NOW, ends_at=NOW + DAY, created_at=NOW,
        targets=[AnnouncementTarget(key=key) for key in keys],
    )  # fmt: skip
    session.add(made)
    session.flush()
    return made


def count(session: Session, table: type[Base]) -> int:
    return session.scalar(select(func.count()).select_from(table)) or 0


def test_an_account_goes_and_what_it_published_stays(session: Session) -> None:
    head, gone = in_charge(session, Duty.HEAD), make_person(session, login="gone")
    pupil = make_person(session, Function.ELV)
    gone.email = "gone@a.example"
    key = user_key(gone.id)
    rubrique = make_rubrique(session, grants={key: Role.MODERATOR, "profile:teacher": Role.WRITER})
    article = make_article(session, rubrique, "Le potager", author=gone)
    draft = make_article(session, rubrique, "Brouillon", author=gone, status=Status.DRAFT)
    announcement = announce(session, key, "profile:teacher", author=gone)
    session.add_all(
        [
            SiteRight(right=Right.JOURNAL, key=key),
            Guardian(adult_id=gone.id, pupil_id=pupil.id, kind=Guardianship.LEGAL),
            AnnouncementReading(announcement_id=announcement.id, person_id=gone.id, seen_at=NOW),
            UserSession(token_hash="his", person_id=gone.id, created_at=NOW, seen_at=NOW,
                        expires_at=NOW + DAY),
            UserSession(token_hash="hers", person_id=head.id, created_at=NOW, seen_at=NOW,
                        expires_at=NOW + DAY, seen_as=key),
            WorkingCopy(person_id=gone.id, article_id=article.id, opened_at=NOW, seen_at=NOW),
            Notice(person_id=gone.id, kind=NoticeKind.APPROVED, article_id=article.id, at=NOW),
            Notice(person_id=head.id, kind=NoticeKind.SUBMITTED, article_id=article.id, at=NOW,
                   actor_id=gone.id),
            Waiver(article_id=article.id, kind="x", place_key="y", reason="z", at=NOW,
                   person_id=gone.id),
            Media(kind=MediaKind.PICTURE, title="Photo", filename="p.jpg", mime_type="image/jpeg",
                  size=1, created_at=NOW, owner_id=gone.id),
            Batch(action=BatchAction.TRASH, person_id=gone.id, created_at=NOW),
            LoginFailure(login="gone", address="127.0.0.1", at=NOW),
        ]
    )  # fmt: skip
    enqueue(session, "mail", to="gone@a.example", subject="Bonjour", text="…")
    enqueue(session, "mail", to="head@a.example", subject="Bonjour", text="…")
    record(session, NOW, gone.id, "save", "article", article.id)
    session.flush()
    ids = gone.id, article.id, draft.id, announcement.id, head.id
    found = consequences(session, gone.id)
    assert (found.articles, found.drafts) == ({Status.ONLINE: 1, Status.DRAFT: 1}, 1)
    assert (found.announcements, found.files, found.copies) == (1, 1, 1)
    assert (found.rights, found.tied) == (3, 1)

    erase(session, head, gone)
    session.flush()
    session.expire_all()
    assert session.get(Person, ids[0]) is None
    for id_ in ids[1:3]:
        assert session.get_one(Article, id_).author_id is None
    assert set(session.scalars(select(Revision.author_id))) == {None}
    assert session.get_one(Announcement, ids[3]).author_id is None
    assert session.scalars(select(AnnouncementTarget.key)).all() == ["profile:teacher"]
    assert session.scalars(select(Grant.key)).all() == ["profile:teacher"]
    for table in (SiteRight, Guardian, AnnouncementReading, WorkingCopy, Batch, LoginFailure):
        assert count(session, table) == 0, table
    [left] = session.scalars(select(UserSession))
    assert (left.token_hash, left.seen_as) == ("hers", None)
    [notice] = session.scalars(select(Notice))
    assert (notice.person_id, notice.actor_id) == (ids[4], None)
    assert session.scalars(select(Waiver.person_id)).all() == [None]
    assert session.scalars(select(Media.owner_id)).all() == [None]
    assert [job.arguments["to"] for job in session.scalars(select(Job))] == ["head@a.example"]
    lines = session.scalars(select(LogEntry).order_by(LogEntry.id)).all()
    assert [(one.action, one.actor_id, one.subject_id) for one in lines] == [
        ("save", None, ids[1]),
        ("erase", ids[4], ids[0]),
    ]
    assert lines[1].details == {}


def test_each_column_that_may_name_somebody_by_key_is_known() -> None:
    """A new table of keys is added to `KEYED`, or somebody who is erased stays in it."""
    found = {
        f"{table.name}.{column.name}"
        for table in Base.metadata.tables.values()
        for column in table.columns
        if column.name == "key"
    }
    assert found == {f"{one.class_.__tablename__}.key" for one in KEYED}


def test_nobody_erases_himself_nor_the_last_who_is_needed(session: Session) -> None:
    head, admin = in_charge(session, Duty.HEAD), in_charge(session, Duty.ADMIN)
    for by, whom, reason in (
        (head, head, Kept.ONESELF),
        (admin, head, Kept.LAST_HEAD),
        (head, admin, Kept.LAST_ADMIN),
    ):
        with pytest.raises(NotErased) as refused:
            erase(session, by, whom)
        assert refused.value.reason is reason
    second = in_charge(session, Duty.ADMIN)
    erase(session, head, admin)
    with pytest.raises(NotErased):
        erase(session, head, second)


def test_a_head_who_left_replaces_nobody(session: Session) -> None:
    head, former, admin = (in_charge(session, one) for one in (Duty.HEAD, Duty.HEAD, Duty.ADMIN))
    former.left_at = NOW
    session.flush()
    with pytest.raises(NotErased):
        erase(session, admin, head)


@pytest.mark.parametrize(
    ("keys", "duties", "holds_more", "expected"),
    [
        ({"duty:head"}, set(), False, None),
        ({"duty:head"}, {Duty.DEPUTY}, True, None),
        ({"duty:deputy"}, {Duty.ADMIN}, False, Kept.GUARDED),
        ({"profile:staff"}, set(), False, None),
        ({"profile:staff"}, {Duty.CPE}, False, None),
        ({"profile:staff"}, {Duty.DEPUTY}, False, Kept.GUARDED),
        ({"profile:staff"}, set(), True, Kept.GUARDED),
    ],
)
def test_who_may_open_everything_is_erased_by_the_highest(
    keys: set[str], duties: set[Duty], holds_more: bool, expected: Kept | None
) -> None:
    viewer = Viewer(1, frozenset(keys))
    assert why_kept(viewer, 2, duties, set(), holds_more=holds_more) is expected


@pytest.mark.parametrize("own_address", [True, False])
def test_the_legal_notice_goes_on_with_a_name_of_nobody(
    session: Session, own_address: bool
) -> None:
    head, former = in_charge(session, Duty.HEAD), in_charge(session, Duty.DEPUTY, "Roques")
    former.email = "j.roques@college.example"
    address = former.email if own_address else "direction@college.example"
    named = {"director_id": former.id, "director_name": "J. Roques", "director_email": address}
    session.add_all(Setting(name=name, value=value) for name, value in named.items())
    session.flush()
    erase(session, head, make_person(session))
    assert read_school(session).director_id == former.id
    erase(session, head, former)
    school = read_school(session)
    assert (school.director_id, school.director_name) == (None, "J. Roques")
    assert school.director_email == ("" if own_address else address)
    assert doubt_about_director(session, school) is Doubt.NOT_HEAD
