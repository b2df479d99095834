"""A hidden group is chosen, counted and named by those only who may know it."""

from typing import Any

import pytest
from flask import Flask
from lxml import html
from sqlalchemy import select, update

from app.models import Announcement, AnnouncementTarget, Group, GroupManager, Membership, SiteRight
from app.rules.announcements import AnnouncementStatus
from app.rules.audience import Part, user_key
from app.rules.roles import Role
from app.rules.site_rights import Right
from tests.factories import make_rubrique
from tests.reading_kit import make_announcement
from tests.visits import saved
from tests.web.groups_kit import Directory, make_directory, post
from tests.web.services_kit import targets_on
from tests.web.site_pages import form_on, text_of

pytestmark = pytest.mark.usefixtures("demo_day")

REACH, NEW = "/communication/annonces/portee", "/communication/annonces/nouvelle"
NAME, UNSEEN = "Suivi", "Un groupe que vous ne voyez pas"


@pytest.fixture
def school(app: Flask) -> Directory:
    """A school whose hidden group has a parent, a teacher, and a manager who is not in it."""
    school = make_directory(app)
    with saved(app) as session:
        secret = school.groups["secret"]
        session.add(
            Membership(person_id=school.people["teacher"], group_id=secret, part=Part.MEMBER)
        )
        session.add(GroupManager(group_id=secret, person_id=school.people["other"]))
    return school


def key_of(school: Directory) -> str:
    """Return the key of those in the hidden group."""
    return f"group:{school.groups['secret']}/member"


def held(school: Directory, who: str, **more: Any) -> int:
    """Store an announcement of somebody that addresses the hidden group."""
    with saved(school.app) as session:
        found = make_announcement(session, "Réunion", key_of(school), "duty:cpe", **more)
        found.author_id = school.people[who]
        return found.id


def stored(school: Directory, id_: int) -> list[str]:
    """Return whom an announcement addresses."""
    with saved(school.app) as session:
        targets = select(AnnouncementTarget.key).where(AnnouncementTarget.announcement_id == id_)
        return sorted(session.scalars(targets))


@pytest.mark.parametrize(
    ("who", "knows"),
    [
        ("head", True),
        ("keeper", True),
        ("other", True),
        ("teacher", False),
        ("manager", False),
    ],
)
def test_it_is_offered_to_who_may_know_it(school: Directory, who: str, knows: bool) -> None:
    client, key = school.come(who), key_of(school)
    fields = {"severity": "info", "title": "Réunion", "do": "save", "target": key}
    fields |= {"starts_on": "2026-03-24", "ends_on": "2026-03-25"}
    for answer in (
        post(client, REACH, target=key, **{"target-do": "find"}),
        post(client, REACH, **{"target-do": f"add:{key}"}),
        client.get(f"{NEW}?pour={key}"),
        post(client, NEW, **fields | {"target-do": "find"}),
    ):
        assert answer.status_code == 200
        assert (key in targets_on(answer)) is knows
        assert knows or NAME not in text_of(answer)
        assert ("2 personnes concernées" in text_of(answer)) is knows
    assert post(client, NEW, **fields).status_code == (303 if knows else 422)


def test_a_number_that_is_no_group_is_answered_like_a_hidden_one(school: Directory) -> None:
    client, key = school.come("manager"), key_of(school)
    told = [
        post(client, REACH, target=["duty:head", one], **{"target-do": f"add:{one}"}).get_data(True)
        for one in (key, "group:999999/member")
    ]
    assert told[0] == told[1]


def test_what_is_stored_stays_without_name_or_number(school: Directory) -> None:
    """Its author led the group once, or somebody who knows more has added it."""
    id_ = held(school, "manager", status=AnnouncementStatus.DRAFT)
    client, key = school.come("manager"), key_of(school)
    page, edit = f"/communication/annonces/{id_}", f"/communication/annonces/{id_}/modifier"
    for path in (page, edit, "/communication/annonces"):
        told = text_of(client.get(path))
        assert UNSEEN in told, path
        assert NAME not in told, path
        assert "2 personnes" not in told, path
    live = html.document_fromstring(client.get(edit).get_data(as_text=True))
    [address] = live.xpath("//@data-targets")
    answer = post(client, address, target=[key, "duty:cpe"], **{"target-do": "add:duty:head"})
    assert targets_on(answer) == [key, "duty:cpe", "duty:head"]
    assert "1 personne concernée" in text_of(answer)
    fields = {**form_on(client.get(edit), edit), "do": "save"}
    sent = {**fields, "target": [key, "duty:cpe", "duty:head"]}
    assert client.post(edit, data=sent).status_code == 303
    assert stored(school, id_) == ["duty:cpe", "duty:head", key]
    gone = post(client, address, target=[key, "duty:cpe"], **{"target-do": f"remove:{key}"})
    assert targets_on(gone) == ["duty:cpe"]
    assert NAME not in text_of(gone)
    sent = {**form_on(client.get(edit), edit), "do": "save", "target": ["duty:cpe"]}
    assert client.post(edit, data=sent).status_code == 303
    assert stored(school, id_) == ["duty:cpe"]


def test_another_part_of_it_does_not_come_in_beside(school: Directory) -> None:
    id_ = held(school, "manager", status=AnnouncementStatus.DRAFT)
    key = f"group:{school.groups['secret']}/pupil"
    answer = post(school.come("manager"), f"{REACH}?annonce={id_}", target=key)
    assert targets_on(answer) == []


def test_who_has_not_acknowledged_does_not_tell_who_is_in_it(school: Directory) -> None:
    id_ = held(school, "manager")
    with saved(school.app) as session:
        session.execute(update(Announcement).values(asks_acknowledgement=True))
    page = f"/communication/annonces/{id_}"
    assert "Lucía Ferrer" not in text_of(school.come("manager").get(page))
    with saved(school.app) as session:
        session.execute(update(Group).values(is_visible=True))
    assert "Lucía Ferrer" in text_of(school.come("manager").get(page))


def test_the_list_is_not_narrowed_by_its_name(school: Directory) -> None:
    held(school, "manager", status=AnnouncementStatus.DRAFT)
    found = school.come("manager").get(f"/communication/annonces?cible={NAME}")
    assert "Réunion" not in text_of(found)


def test_a_service_keeps_it_unnamed_for_who_may_not_know_it(school: Directory) -> None:
    with saved(school.app) as session:
        key = user_key(school.people["manager"])
        session.add(SiteRight(right=Right.SERVICES, key=key))
    head, fields = school.come("head"), {"title": "Suivi en ligne", "url": "https://exemple.fr/"}
    path = "/site/services/nouveau"
    sent = {**form_on(head.get(path), path), **fields, "title": "Outil", "target": key_of(school)}
    assert head.post(path, data=sent).status_code == 303
    client = school.come("manager")
    listed = client.get("/site/services")
    assert UNSEEN in text_of(listed)
    assert NAME not in text_of(listed)
    page = html.document_fromstring(listed.get_data(as_text=True))
    path = next(
        a for a in page.xpath("//a/@href") if a.startswith("/site/services/") and a[-1].isdigit()
    )
    sent = {**form_on(client.get(path), path), "description": "Nouveau", "target": key_of(school)}
    assert client.post(path, data=sent).status_code == 303
    assert targets_on(client.get(path)) == [key_of(school)]


@pytest.mark.parametrize(("who", "offered"), [("parent", False), ("teacher", True)])
def test_the_picker_offers_the_groups_of_the_directory(
    school: Directory, who: str, offered: bool
) -> None:
    """A parent who writes somewhere finds his own groups there, as on the page of groups."""
    with saved(school.app) as session:
        key = user_key(school.people[who])
        make_rubrique(session, "Blog", grants={key: Role.WRITER})
    answer = post(school.come(who), REACH, **{"target-do": "find", "target-words": "échecs"})
    assert answer.status_code == 200
    assert ("Club échecs" in text_of(answer)) is offered
