"""Members of a free group: put in and taken out many at once, by who may, and undone."""

from collections.abc import Mapping

import pytest
from flask import Flask
from sqlalchemy import delete

from app.models import Grant, Group, GroupManager, Membership, Person, SiteRight
from app.rules.audience import Part, group_key, user_key
from app.rules.roles import Role
from app.rules.site_rights import Right
from app.rules.visibility import Visibility
from tests.factories import NOW, make_rubrique
from tests.visits import saved
from tests.web.groups_kit import Directory, add, make_directory, paste, post
from tests.web.site_pages import form_on, text_of, token_of

LEADERS = ("head", "deputy", "admin", "keeper", "manager")
OTHERS = ("teacher", "other", "pupil", "guest")


@pytest.fixture
def school(app: Flask) -> Directory:
    return make_directory(app)


@pytest.mark.parametrize("who", LEADERS)
def test_who_leads_a_group_puts_people_in_and_takes_them_out(school: Directory, who: str) -> None:
    assert add(school, who, "teacher").status_code == 303
    assert school.members() == {"pupil", "other", "teacher"}
    client = school.come(who)
    ids = [school.people["teacher"], school.people["pupil"]]
    assert post(client, school.page("club", "/retirer"), person=ids).status_code == 303
    assert school.members() == {"other"}
    undo = form_on(client.get(school.page("club")), school.page("club", "/remettre"))
    assert client.post(school.page("club", "/remettre"), data=undo).status_code == 303
    assert school.members() == {"pupil", "other", "teacher"}
    assert [action for action, _ in school.told()] == [
        "add_members", "remove_members", "restore_members",
    ]  # fmt: skip
    assert school.told()[1][1] == {"total": 2, "people": sorted(ids)}


@pytest.mark.parametrize("who", OTHERS)
def test_others_change_nothing(school: Directory, who: str) -> None:
    """Whoever may see the group gets 403, others the page of what is absent."""
    expected = 404 if who == "guest" else 403
    client = school.come(who)
    assert client.get(school.page("club", "/ajouter")).status_code == expected
    fields: Mapping[str, object] = {"person": school.people["pupil"], "lines": "lou.dubosc"}
    for verb in ("ajouter", "coller", "retirer", "remettre"):
        assert post(client, school.page("club", f"/{verb}"), **fields).status_code == expected
    assert school.members() == {"pupil", "other"}
    assert school.told() == []


@pytest.mark.parametrize("group", ["level", "class", "latin"])
def test_an_institutional_group_is_changed_by_nobody(school: Directory, group: str) -> None:
    client = school.come("head")
    before = school.members(group)
    assert client.get(school.page(group, "/ajouter")).status_code == 403
    fields: Mapping[str, object] = {"person": school.people["pupil"], "lines": "lou.dubosc"}
    for verb in ("ajouter", "coller", "retirer", "remettre"):
        assert post(client, school.page(group, f"/{verb}"), **fields).status_code == 403
    assert school.members(group) == before


def test_a_manager_adds_whom_he_may_know_only(school: Directory) -> None:
    """He teaches nobody: the pupils and parents are no people of his."""
    add(school, "manager", "teacher", "classmate", "parent")
    assert school.members() == {"pupil", "other", "teacher"}
    found = school.come("manager").get(school.page("club", "/ajouter?q=dubosc"))
    assert "Valérie" not in text_of(found)


@pytest.mark.parametrize(
    "sent", ["0", "-1", "99999999", "9" * 4000, "x", "", "1e3", "١", "1 OR 1=1", "{{7*7}}"]
)
def test_an_id_that_is_none_adds_and_removes_nobody(school: Directory, sent: str) -> None:
    client = school.come("head")
    assert post(client, school.page("club", "/ajouter"), person=[sent]).status_code == 303
    assert post(client, school.page("club", "/retirer"), person=[sent]).status_code == 303
    assert school.members() == {"pupil", "other"}
    assert school.told() == []


def test_a_foreign_id_among_ones_own_is_left_alone(school: Directory) -> None:
    ids = [school.people["pupil"], school.people["parent"], 99999999]
    client = school.come("manager")
    assert post(client, school.page("club", "/retirer"), person=ids).status_code == 303
    assert school.members() == {"other"}
    assert school.members("secret") == {"parent"}
    assert school.told() == [("remove_members", {"total": 1, "people": ids[:1]})]


def test_who_has_left_is_not_added(school: Directory) -> None:
    with saved(school.app) as session:
        session.get_one(Person, school.people["teacher"]).left_at = NOW
    add(school, "head", "teacher")
    paste(school, "head", "Lucía Ferrer")
    assert school.members() == {"pupil", "other"}


def test_the_whole_page_and_all_that_is_found(school: Directory) -> None:
    client = school.come("head")
    address = school.page("club", "/ajouter?profil=teacher")
    page = client.get(address)
    assert "Trouver" in text_of(page)
    fields = form_on(page, address)
    assert "line" in fields
    lines = [school.people["teacher"]]
    post(client, address, page="y", line=lines, person=[])
    assert school.members() == {"pupil", "other", "teacher"}
    post(client, address, all="y")
    assert school.members() == {"pupil", "other", "teacher", "keeper", "manager"}


def test_all_without_a_search_is_nobody(school: Directory) -> None:
    assert post(school.come("head"), school.page("club", "/ajouter"), all="y").status_code == 303
    assert school.members() == {"pupil", "other"}
    answer = post(school.come("head"), school.page("club", "/ajouter?profil=x"), all="y")
    assert answer.status_code == 422


def test_a_search_is_narrowed_by_class(school: Directory) -> None:
    key = group_key(school.groups["class"], Part.PUPIL)
    answer = school.come("head").get(school.page("club", f"/ajouter?groupe={key}"))
    assert "Nolan Péreira" in text_of(answer)
    assert "Lou Dubosc" not in text_of(answer), "she is in the group already"
    hidden = group_key(school.groups["secret"], Part.MEMBER)
    assert (
        school.come("manager").get(school.page("club", f"/ajouter?groupe={hidden}")).status_code
        == 422
    )


def test_nothing_is_undone_after_somebody_else_has_changed_the_members(school: Directory) -> None:
    client = school.come("manager")
    post(client, school.page("club", "/retirer"), person=school.people["pupil"])
    add(school, "head", "teacher")
    assert post(client, school.page("club", "/remettre")).status_code == 303
    assert "Rien n’a été rétabli" in text_of(client.get(school.page("club")))
    assert school.members() == {"other", "teacher"}


def test_nobody_undoes_what_another_took_out_nor_twice(school: Directory) -> None:
    first, second = school.come("manager"), school.come("manager")
    post(first, school.page("club", "/retirer"), person=school.people["pupil"])
    post(school.come("head"), school.page("club", "/remettre"))
    assert school.members() == {"other"}
    for client in (first, second):
        post(client, school.page("club", "/remettre"))
    assert school.members() == {"pupil", "other"}
    assert [action for action, _ in school.told()] == ["remove_members", "restore_members"]


def test_two_tabs_take_out_the_same_person_once(school: Directory) -> None:
    for client in (school.come("manager"), school.come("head")):
        answer = post(client, school.page("club", "/retirer"), person=school.people["pupil"])
        assert answer.status_code == 303
    assert len(school.told()) == 1


def test_a_manager_who_is_one_no_more_or_whose_group_ended_is_refused(school: Directory) -> None:
    client = school.come("manager")
    fields = {"csrf_token": token_of(client), "person": str(school.people["pupil"])}
    with saved(school.app) as session:
        session.execute(delete(GroupManager))
    assert client.post(school.page("club", "/retirer"), data=fields).status_code == 403
    with saved(school.app) as session:
        session.get_one(Group, school.groups["club"]).ended_at = NOW
    assert client.post(school.page("club", "/retirer"), data=fields).status_code == 404
    assert school.members() == {"pupil", "other"}


def test_a_delegated_keeper_gives_no_right_that_he_lacks(school: Directory) -> None:
    """The group holds a right on the site: its manager was trusted with it, the keeper was not."""
    key = group_key(school.groups["club"], Part.MEMBER)
    with saved(school.app) as session:
        session.add(SiteRight(right=Right.SETTINGS, key=key))
    assert add(school, "keeper", "keeper").status_code == 403
    assert paste(school, "keeper", "Antoine Vidal").status_code == 403
    client = school.come("keeper")
    assert client.get(school.page("club", "/ajouter")).status_code == 403
    assert "ajouter personne" in text_of(client.get(school.page("club")))
    person = {"person_id": school.people["keeper"]}
    assert post(client, school.page("club", "/gestionnaires"), **person).status_code == 403
    for who in ("manager", "head", "admin"):
        assert add(school, who, "teacher").status_code == 303
    with saved(school.app) as session:
        session.add(SiteRight(right=Right.SETTINGS, key=user_key(school.people["keeper"])))
    assert add(school, "keeper", "teacher").status_code == 303


@pytest.mark.parametrize(
    ("visibility", "role", "allowed"),
    [
        (Visibility.PUBLIC, Role.VISITOR, True),
        (Visibility.PRIVATE, Role.VISITOR, False),
        (Visibility.PUBLIC, Role.WRITER, False),
    ],
)
def test_a_delegated_keeper_gives_no_role_that_he_lacks(
    school: Directory, visibility: Visibility, role: Role, *, allowed: bool
) -> None:
    key = group_key(school.groups["club"], Part.MEMBER)
    with saved(school.app) as session:
        rubrique = make_rubrique(session, visibility=visibility, grants={key: role})
        rubrique_id = rubrique.id
    assert (add(school, "keeper", "teacher").status_code == 303) == allowed
    assert add(school, "manager", "manager").status_code == 303
    with saved(school.app) as session:
        keeper = user_key(school.people["keeper"])
        session.add(Grant(rubrique_id=rubrique_id, key=keeper, role=Role.MANAGER))
    assert add(school, "keeper", "parent").status_code == 303


def test_a_delegated_keeper_adds_others_only(school: Directory) -> None:
    add(school, "keeper", "keeper", "teacher")
    paste(school, "keeper", "Antoine Vidal")
    keeper = school.come("keeper")
    found = keeper.get(school.page("club", "/ajouter?q=vidal")).get_data(as_text=True)
    assert f'value="{school.people["keeper"]}"' not in found
    person = {"person_id": school.people["keeper"]}
    assert post(keeper, school.page("club", "/gestionnaires"), **person).status_code == 403
    assert school.members() == {"pupil", "other", "teacher"}
    add(school, "admin", "admin")
    assert "admin" in school.members()


def test_a_key_of_the_group_is_held_at_the_next_request(school: Directory) -> None:
    with saved(school.app) as session:
        session.get_one(Group, school.groups["club"]).is_visible = True
        session.execute(delete(Membership).where(Membership.person_id == school.people["parent"]))
    parent = school.come("parent")
    assert parent.get(school.page("club")).status_code == 404
    add(school, "head", "parent")
    assert parent.get(school.page("club")).status_code == 200
    post(school.come("head"), school.page("club", "/retirer"), person=school.people["parent"])
    assert parent.get(school.page("club")).status_code == 404
