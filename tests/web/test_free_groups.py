"""Free groups are made, renamed, hidden, led and ended by who looks after the directory."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from app.models import (
    Announcement,
    AnnouncementTarget,
    Group,
    GroupManager,
    ServiceAudience,
    ServiceLink,
    SiteRight,
)
from app.queries.viewers import viewer_of
from app.rules.announcements import AnnouncementStatus, Severity
from app.rules.audience import Part, group_key
from app.rules.roles import Role
from app.rules.site_rights import Right
from app.rules.visibility import Visibility
from tests.factories import NOW, make_rubrique
from tests.visits import saved
from tests.web.groups_kit import Directory, make_directory, post
from tests.web.site_pages import form_on, text_of

NEW = "/annuaire/groupes/nouveau"
KEEPERS = ("head", "deputy", "admin", "keeper")
OTHERS = ("manager", "teacher", "pupil", "parent", "guest")

pytestmark = pytest.mark.usefixtures("demo_day")


@pytest.fixture
def school(app: Flask) -> Directory:
    return make_directory(app)


def stored(school: Directory, name: str = "club") -> Group:
    """Return a group as it is stored now."""
    with saved(school.app) as session:
        found = session.get_one(Group, school.groups[name])
        session.expunge(found)
    return found


def managers(school: Directory) -> set[int]:
    """Return who manages the club."""
    with saved(school.app) as session:
        found = select(GroupManager.person_id).where(GroupManager.group_id == school.groups["club"])
        return set(session.scalars(found))


@pytest.mark.parametrize("who", KEEPERS)
def test_who_looks_after_the_directory_makes_a_group(school: Directory, who: str) -> None:
    client = school.come(who)
    answer = client.post(NEW, data=form_on(client.get(NEW), NEW) | {"name": " Club  photo "})
    assert answer.status_code == 303
    with saved(school.app) as session:
        group = session.scalars(select(Group).where(Group.name == "Club photo")).one()
        assert (group.kind, group.is_visible, group.external_id) == ("free", True, None)
    assert school.told() == [("create", {"name": "Club photo", "visible": True})]
    assert "Club photo" in text_of(client.get("/annuaire/groupes"))


@pytest.mark.parametrize("who", OTHERS)
def test_others_make_change_and_end_nothing(school: Directory, who: str) -> None:
    client = school.come(who)
    assert client.get(NEW).status_code == 403
    fields = {"name": "Autre", "person_id": school.people["pupil"]}
    addresses = [NEW] + [
        school.page("club", rest)
        for rest in ("/reglages", "/gestionnaires", "/gestionnaires/retirer", "/terminer")
    ]
    for address in addresses:
        assert post(client, address, **fields).status_code == 403
    for rest in ("/reglages", "/gestionnaires", "/terminer"):
        assert client.get(school.page("club", rest)).status_code == 403
    assert school.told() == []
    assert stored(school).name == "Club échecs"


@pytest.mark.parametrize("group", ["level", "class", "latin"])
def test_an_institutional_group_has_no_settings(school: Directory, group: str) -> None:
    client = school.come("head")
    for rest in ("/reglages", "/gestionnaires", "/terminer"):
        assert client.get(school.page(group, rest)).status_code == 403
    person = {"person_id": school.people["teacher"]}
    for rest in ("/reglages", "/gestionnaires", "/gestionnaires/retirer", "/terminer"):
        assert post(client, school.page(group, rest), name="X", **person).status_code == 403
    assert stored(school, group).ended_at is None
    assert school.told() == []


@pytest.mark.parametrize("name", ["", "   ", "x" * 201, "a\x00b", "4B", "Club échecs"])
def test_a_name_that_cannot_be_is_told_and_kept(school: Directory, name: str) -> None:
    answer = post(school.come("head"), NEW, name=name)
    assert answer.status_code == 422
    assert form_on(answer, NEW)["name"] == " ".join(name.split()).replace("\x00", "\ufffd")
    assert school.told() == []


def test_a_name_of_a_group_that_has_ended_stays_its_own(school: Directory) -> None:
    with saved(school.app) as session:
        session.get_one(Group, school.groups["club"]).ended_at = NOW
    assert "Un groupe terminé portait ce nom" in text_of(
        post(school.come("head"), NEW, name="Club échecs")
    )


def test_a_group_is_renamed_and_hidden(school: Directory) -> None:
    client, address = school.come("keeper"), school.page("club", "/reglages")
    fields = form_on(client.get(address), address)
    fields.pop("is_visible")
    assert client.post(address, data=fields | {"name": "Échecs"}).status_code == 303
    assert (stored(school).name, stored(school).is_visible) == ("Échecs", False)
    assert stored(school).sort_key == "echecs"
    assert [action for action, _ in school.told()] == ["rename", "hide"]
    again = form_on(client.get(address), address)
    assert "is_visible" not in again
    assert client.post(address, data=again).status_code == 303, "as it was"
    assert len(school.told()) == 2
    assert school.come("pupil").get(school.page("club")).status_code == 404


def test_a_stale_form_is_shown_again_with_what_was_typed(school: Directory) -> None:
    first, second = school.come("head"), school.come("keeper")
    address = school.page("club", "/reglages")
    mine, theirs = (form_on(client.get(address), address) for client in (first, second))
    assert second.post(address, data=theirs | {"name": "Échecs et go"}).status_code == 303
    answer = first.post(address, data=mine | {"name": "Dames"})
    assert answer.status_code == 409
    assert "Il s’appelle maintenant « Échecs et go »" in text_of(answer)
    again = form_on(answer, address)
    assert again["name"] == "Dames"
    assert stored(school).name == "Échecs et go"
    assert first.post(address, data=again).status_code == 303
    assert stored(school).name == "Dames"


def test_a_manager_is_found_made_and_unmade(school: Directory) -> None:
    client = school.come("keeper")
    add, remove = (school.page("club", f"/gestionnaires{rest}") for rest in ("", "/retirer"))
    assert "Nommer gestionnaire : Lucía Ferrer" in text_of(client.get(f"{add}?q=ferrer"))
    person = {"person_id": school.people["teacher"]}
    assert post(client, add, **person).status_code == 303
    assert managers(school) == {school.people["manager"], school.people["teacher"]}
    assert post(client, add, **person).status_code == 303
    assert "gère déjà" in text_of(client.get(school.page("club", "/reglages")))
    assert school.come("teacher").get(school.page("club", "/ajouter")).status_code == 200
    assert post(client, remove, **person).status_code == 303
    assert school.come("teacher").get(school.page("club", "/ajouter")).status_code == 403
    post(client, remove, **person)
    assert "ne gère plus" in text_of(client.get(school.page("club", "/reglages")))
    assert [action for action, _ in school.told()] == ["add_manager", "remove_manager"]


@pytest.mark.parametrize("sent", ["", "0", "-1", "x", "99999999", "9" * 400, "1e3", "١"])
def test_a_manager_who_is_nobody_is_absent(school: Directory, sent: str) -> None:
    client = school.come("head")
    for rest in ("/gestionnaires", "/gestionnaires/retirer"):
        assert post(client, school.page("club", rest), person_id=sent).status_code == 404
    assert managers(school) == {school.people["manager"]}


def test_what_ends_with_a_group_is_said_before(school: Directory) -> None:
    key = group_key(school.groups["club"], Part.MEMBER)
    with saved(school.app) as session:
        make_rubrique(session, "Échecs", grants={key: Role.WRITER})
        make_rubrique(
            session, "Conseil", visibility=Visibility.PRIVATE, inherits=False,
            grants={key: Role.VISITOR},
        )  # fmt: skip
        session.add(SiteRight(right=Right.COMPOSE, key=key))
        link = ServiceLink(title="Parties", url="https://example.org", position=1)
        link.audience = [ServiceAudience(key=key)]
        session.add(link)
        for number, ends in enumerate((NOW + timedelta(days=1), NOW - timedelta(hours=1))):
            session.add(
                Announcement(
                    severity=Severity.INFO,
                    status=AnnouncementStatus.ONLINE,
                    title=f"Tournoi {number}",
                    starts_at=NOW - timedelta(days=1),
                    ends_at=ends,
                    created_at=NOW,
                    targets=[AnnouncementTarget(key=key)],
                )
            )
    words = text_of(school.come("head").get(school.page("club", "/terminer")))
    for said in (
        "2 personnes le quittent",
        "dans la rubrique « Conseil »",
        "dans la rubrique « Échecs »",
        "Composer la page d’accueil",
        "1 lien des services",
        "1 annonce qui n’est pas terminée",
    ):
        assert said in words
    words = text_of(school.come("keeper").get(school.page("club", "/terminer")))
    assert "Conseil" not in words
    assert "un rôle dans 1 rubrique que vous ne pouvez pas voir" in words
    assert "Rien n’a été donné" in text_of(
        school.come("head").get(school.page("secret", "/terminer"))
    )


def test_a_group_ends_and_gives_nothing_any_more(school: Directory) -> None:
    key = group_key(school.groups["club"], Part.MEMBER)
    client, address = school.come("keeper"), school.page("club", "/terminer")
    fields = form_on(client.get(address), address)
    with saved(school.app) as session:
        assert key in viewer_of(session, school.people["pupil"]).keys
    assert client.post(address, data=fields).status_code == 303
    assert stored(school).ended_at == NOW
    assert (school.members(), managers(school)) == (set(), set())
    with saved(school.app) as session:
        assert key not in viewer_of(session, school.people["pupil"]).keys
    assert school.told() == [("end", {"name": "Club échecs", "total": 2})]
    assert client.post(address, data=fields).status_code == 404
    for rest in ("", "/reglages", "/ajouter", "/terminer"):
        assert client.get(school.page("club", rest)).status_code == 404


def test_an_end_is_asked_again_when_the_group_has_changed_meanwhile(school: Directory) -> None:
    client, address = school.come("keeper"), school.page("club", "/terminer")
    fields = form_on(client.get(address), address)
    post(school.come("manager"), school.page("club", "/ajouter"), person=school.people["teacher"])
    answer = client.post(address, data=fields)
    assert answer.status_code == 409
    assert "3 personnes le quittent" in text_of(answer)
    assert stored(school).ended_at is None
    assert client.post(address, data=form_on(answer, address)).status_code == 303
    assert stored(school).ended_at is not None
