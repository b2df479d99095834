"""The demo's announcements reach those whom its description names, in the order that it gives."""

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select

from app.access import now
from app.demo.texts import load
from app.extensions import db
from app.models import Announcement, Group, Guardian, Membership, Person
from app.queries.announcements import announcements_for
from app.queries.viewers import viewer_of
from app.rules.announcements import AnnouncementStatus
from app.rules.audience import ANONYMOUS, Viewer

pytestmark = pytest.mark.usefixtures("demo")

NAMES = {about["title"]: about["id"] for about in load("announcements")["announcement"]}


def person(login: str) -> Viewer:
    """Return somebody by the login."""
    found = db.session.scalars(select(Person.id).where(Person.login == login)).one()
    return viewer_of(db.session(), found)


def parent_in_third() -> Viewer:
    """Return a parent of a pupil in 3A, who has no other child and is not in the Barcelona trip."""
    in_third = (
        select(Guardian.adult_id)
        .join(Membership, Membership.person_id == Guardian.pupil_id)
        .join(Group, Group.id == Membership.group_id)
        .where(Group.name == "3A")
    )
    alone = select(Guardian.adult_id).group_by(Guardian.adult_id).having(func.count() == 1)
    found = select(Person.id).where(Person.id.in_(in_third), Person.id.in_(alone))
    return viewer_of(db.session(), db.session.scalars(found.order_by(Person.id).limit(1)).one())


def reached(viewer: Viewer) -> list[str]:
    """Return the names of what reaches a viewer now, in order."""
    return [NAMES[one.title] for one in db.session.scalars(announcements_for(viewer, now()))]


def test_a_mother_of_two() -> None:
    assert reached(person("v.dubosc")) == ["N04", "N05"]


def test_a_teacher() -> None:
    assert reached(person("m.estrade")) == ["N04", "N07"]


def test_a_parent_in_third() -> None:
    assert reached(parent_in_third()) == ["N02", "N04", "N03", "N05"]


def test_a_visitor(demo: FlaskClient) -> None:
    assert reached(ANONYMOUS) == []
    assert demo.get("/annonces/4").status_code == 404


def test_what_the_school_has_declined_reaches_nobody() -> None:
    statuses = {NAMES[one.title]: one.status for one in db.session.scalars(select(Announcement))}
    assert statuses.pop("N10") is AnnouncementStatus.DECLINED
    assert set(statuses.values()) == {AnnouncementStatus.ONLINE}
    assert "N10" not in reached(person("lou.dubosc"))
