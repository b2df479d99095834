"""What is addressed to the same keys is shared by those who hold them, and reaches nobody else."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
from flask import Flask
from flask_babel import gettext as _
from sqlalchemy import delete, update

from app.extensions import db
from app.models import (
    Announcement,
    AnnouncementTarget,
    Group,
    GroupManager,
    Guardian,
    Membership,
    Rubrique,
)
from app.rules.announcements import AnnouncementStatus
from app.rules.audience import Function, Part, user_key
from tests.factories import NOW, make_article, make_group, make_person
from tests.reading_kit import make_announcement
from tests.statements import recorded
from tests.visits import saved, signed_in
from tests.web.family_school import HOME, School, announced, make_school, read, said
from tests.web.site_pages import send

pytestmark = pytest.mark.usefixtures("demo_day")


@pytest.fixture
def school(app: Flask) -> School:
    return make_school(app)


def add(school: School, title: str, *targets: str, **more: object) -> int:
    """Add an announcement and return its id."""
    with saved(school.app) as session:
        return make_announcement(session, title, *targets, **more).id  # type: ignore[arg-type]


def told(school: School) -> dict[str, list[str]]:
    """Return what each reads, one after the other, twice, so that the second time all is shared."""
    clients = {who: school.come(who) for who in school.people}
    found = [
        {who: sorted(announced(read(client))) for who, client in clients.items()} for _time in "12"
    ]
    assert found[0] == found[1]
    return {who: titles for who, titles in found[0].items() if titles}


@contextmanager
def questions(app: Flask) -> Iterator[list[str]]:
    """Collect the questions of pages that share."""
    with app.app_context():
        engine = db.engine
    found: list[str] = []
    with recorded(engine, sharing=True) as sent:
        yield found
        found += [one for one in sent if one.startswith(("SELECT", "WITH"))]


def another_parent(school: School) -> int:
    """Let another parent have a child in 4B, and return his id."""
    with saved(school.app) as session:
        child = make_person(session, Function.ELV, first_name="Ana")
        parent = make_person(session, Function.TUT, first_name="Rui")
        session.add(Membership(person_id=child.id, group_id=school.groups["4B"], part=Part.PUPIL))
        session.add(Guardian(adult_id=parent.id, pupil_id=child.id, kind="legal"))
        session.flush()
        return parent.id


def test_each_key_reaches_those_who_hold_it_whoever_came_before(school: School) -> None:
    people = school.people
    add(school, "À Lou", user_key(people["lou"]))
    add(school, "À la mère", user_key(people["mother"]))
    add(school, "Parents de 4B", school.key("4B", Part.PARENT))
    add(school, "Élèves de 4e", school.key("4e", Part.PUPIL))
    add(school, "Accompagnants", school.key("4B", Part.COMPANION))
    add(school, "Direction", "duty:head")
    add(school, "Enseignants", "function:ENS")
    add(school, "Brouillon", "members", status=AnnouncementStatus.DRAFT)
    assert told(school) == {
        "mother": ["Parents de 4B", "À la mère"],
        "lou": ["À Lou", "Élèves de 4e"],
        "companion": ["Accompagnants"],
        "head": ["Direction"],
        "teacher": ["Enseignants"],
    }


def test_people_with_the_same_keys_ask_for_them_once(school: School) -> None:
    add(school, "Parents de 4B", school.key("4B", Part.PARENT))
    mother, other = school.come("mother"), signed_in(school.app, another_parent(school))
    assert announced(read(mother)) == announced(read(other)) == ["Parents de 4B"]
    with questions(school.app) as asked:
        pages = [read(client) for client in (mother, other)]
    assert not [one for one in asked if "announcement_target" in one]
    assert _("because %(child)s is %(where)s", child="Lou", where="en 4B")[1:] in said(pages[0])
    assert _("because %(child)s is %(where)s", child="Ana", where="en 4B")[1:] in said(pages[1])
    assert "Lou" not in said(pages[1])


def test_a_change_a_new_aim_and_a_withdrawal_count_at_once(school: School) -> None:
    id_ = add(school, "Une", "profile:parent")
    assert told(school) == {"mother": ["Une"], "companion": ["Une"]}
    with saved(school.app) as session:
        session.execute(update(Announcement).values(title="Autre"))
    assert told(school) == {"mother": ["Autre"], "companion": ["Autre"]}
    with saved(school.app) as session:
        session.execute(update(AnnouncementTarget).values(key=user_key(school.people["tom"])))
    assert told(school) == {"tom": ["Autre"]}
    with saved(school.app) as session:
        session.execute(delete(Announcement).where(Announcement.id == id_))
    assert told(school) == {}


def test_it_begins_and_ends_at_its_moments(school: School, monkeypatch: pytest.MonkeyPatch) -> None:
    start, end, instant = NOW + timedelta(hours=2), NOW + timedelta(hours=4), timedelta(seconds=1)
    add(school, "Une", user_key(school.people["lou"]), starts_at=start, ends_at=end)
    client = school.come("lou")
    for moment, titles in (
        (NOW, []),
        (start - instant, []),
        (start, ["Une"]),
        (end - instant, ["Une"]),
        (end, []),
    ):
        monkeypatch.setattr("app.clock.frozen", moment)
        assert [announced(read(client)) for _time in "12"] == [titles, titles], moment


def test_who_leaves_a_group_reads_no_more_of_it(school: School) -> None:
    add(school, "Parents de 4B", school.key("4B", Part.PARENT))
    other = another_parent(school)
    mother, client = school.come("mother"), signed_in(school.app, other)
    assert announced(read(mother)) == announced(read(client)) == ["Parents de 4B"]
    with saved(school.app) as session:
        session.execute(delete(Guardian).where(Guardian.adult_id == other))
    assert announced(read(client)) == []
    assert announced(read(mother)) == ["Parents de 4B"]


def test_what_one_has_read_and_put_away_is_ones_own(school: School) -> None:
    id_ = add(school, "Une", "profile:parent", asks_acknowledgement=True)
    mother, companion = school.come("mother"), school.come("companion")
    before = said(read(companion).cssselect("article.notice")[0])
    assert send(mother, HOME, f"/annonces/{id_}/lu").status_code == 303
    assert _("You have said that you have read it.") in said(read(mother))
    assert send(mother, HOME, f"/annonces/{id_}/replier").status_code == 303
    assert "Le texte de" not in said(read(mother))
    assert said(read(companion).cssselect("article.notice")[0]) == before
    assert _("I have read it") in before


def test_a_link_shows_to_those_of_the_same_keys_who_may_follow_it(school: School) -> None:
    with saved(school.app) as session:
        rubrique = session.get_one(Rubrique, school.rubriques["6A"])
        article = make_article(session, rubrique, "Programme de la 6A").id
    add(school, "À lire", "profile:parent", link_article_id=article)
    for who, sees in (("companion", False), ("mother", True), ("companion", False)):
        assert ("Programme de la 6A" in said(read(school.come(who)))) is sees


def test_a_hidden_group_is_named_to_its_manager_only(school: School) -> None:
    people = school.people
    with saved(school.app) as session:
        group = make_group(session, "Cellule")
        group.is_visible = False
        for who in ("teacher", "guest"):
            session.add(Membership(person_id=people[who], group_id=group.id, part=Part.MEMBER))
        session.add(GroupManager(person_id=people["teacher"], group_id=group.id))
        key = f"group:{group.id}/member"
    add(school, "Réunion", key)
    for who, knows in (("guest", False), ("teacher", True), ("guest", False)):
        page = read(school.come(who))
        assert announced(page) == ["Réunion"]
        assert ("Cellule" in said(page)) is knows
    with saved(school.app) as session:
        session.execute(delete(GroupManager))
    assert "Cellule" not in said(read(school.come("teacher")))
    with saved(school.app) as session:
        session.execute(update(Group).where(Group.name == "Cellule").values(is_visible=True))
    assert "Cellule" in said(read(school.come("guest")))
