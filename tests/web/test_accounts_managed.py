"""Accounts looked after from the page of a person, by who holds the right on the directory."""

import pytest
from flask import Flask
from sqlalchemy import func, select

from app.models import Guardian, Job, LogEntry, Person, PersonDuty, SiteRight, UserSession
from app.queries.viewers import viewer_of
from app.rules.audience import Duty, Guardianship, Part, group_key, user_key
from app.rules.site_rights import Right
from tests.conventions.endpoints_of_people import CHANGES
from tests.factories import NOW
from tests.visits import saved, signed_in
from tests.web.directory_kit import come, make_school, names, page_of, person, send

pytestmark = pytest.mark.usefixtures("demo_day")


@pytest.fixture
def school(app: Flask) -> dict[str, int]:
    """The people of a small school, by name."""
    return make_school(app)


def at(school: dict[str, int], name: str, verb: str = "") -> str:
    """Return the address of somebody's page, or of what is done there."""
    return f"/annuaire/personnes/{school[name]}" + (f"/{verb}" if verb else "")


def logged(app: Flask) -> list[str]:
    """Return what the journal tells."""
    with saved(app) as session:
        return list(session.scalars(select(LogEntry.action).order_by(LogEntry.id)))


@pytest.mark.parametrize("name", ["cpe", "teacher", "mother", "lou", "guest"])
@pytest.mark.parametrize("endpoint", sorted(CHANGES))
def test_nobody_else_changes_an_account(
    app: Flask, school: dict[str, int], name: str, endpoint: str
) -> None:
    with app.test_request_context():
        [rule] = app.url_map.iter_rules(endpoint)
        path = rule.rule.replace("<id:person_id>", str(school["guest"]))
    answer = send(come(app, school, name), path, person=school["guest"], confirmed="y")
    assert answer.status_code == 403
    assert person(app, school, "guest").is_active
    assert logged(app) == []


def test_who_is_suspended_is_out_at_once_and_comes_back(app: Flask, school: dict[str, int]) -> None:
    keeper, teacher = come(app, school, "keeper"), come(app, school, "teacher")
    for _ in range(2):
        assert send(keeper, at(school, "teacher", "suspendre")).status_code == 303
    assert teacher.get("/mon-compte").status_code == 302
    assert logged(app) == ["suspend"]
    with saved(app) as session:
        mine = UserSession.person_id == school["teacher"]
        assert session.scalar(select(func.count()).where(mine)) == 0
    assert "Nougaro Paul" not in names(keeper)
    assert "Nougaro Paul" in names(keeper, "?etat=suspendus")
    assert come(app, school, "mother").get(at(school, "teacher")).status_code == 404
    for _ in range(2):
        send(keeper, at(school, "teacher", "reactiver"))
    assert person(app, school, "teacher").is_active
    assert logged(app) == ["suspend", "reactivate"]


@pytest.mark.parametrize("target", ["head", "keeper", "composer"])
def test_nobody_suspends_oneself_or_somebody_stronger(
    app: Flask, school: dict[str, int], target: str
) -> None:
    school["composer"] = school["aesh"]
    with saved(app) as session:
        session.add(SiteRight(right=Right.COMPOSE, key=user_key(school["aesh"])))
    keeper = come(app, school, "keeper")
    page = page_of(keeper.get(at(school, target)))
    assert not page.cssselect(f"form[action='{at(school, target, 'suspendre')}']")
    for verb in ("suspendre", "reactiver", ""):
        assert send(keeper, at(school, target, verb)).status_code == 403
    assert person(app, school, target).is_active
    head = send(come(app, school, "head"), at(school, target, "suspendre")).status_code
    assert head == (403 if target == "head" else 303)


def test_a_local_account_is_corrected_and_the_former_address_told(
    app: Flask, school: dict[str, int]
) -> None:
    keeper = come(app, school, "keeper")
    bad = send(keeper, at(school, "guest"), title="inspecteur", email="pas une adresse")
    assert bad.status_code == 422
    assert "inspecteur" in bad.text
    for _ in range(2):
        send(keeper, at(school, "guest"), title=" inspecteur ", email="new@example.fr")
    found = person(app, school, "guest")
    assert (found.title, found.email) == ("inspecteur", "new@example.fr")
    assert logged(app) == ["correct"]
    with saved(app) as session:
        [mail] = session.scalars(select(Job).where(Job.kind == "mail"))
        assert mail.arguments["to"] == "guest@example.fr"
    assert send(keeper, at(school, "mother"), email="x@example.fr").status_code == 403
    assert person(app, school, "mother").email == "mother@example.fr"


def test_a_guest_gets_another_end_and_comes_back(app: Flask, school: dict[str, int]) -> None:
    keeper = come(app, school, "keeper")
    for day, status in (("2026-03-23", 422), ("2027-03-26", 422), ("", 422), ("x", 422)):
        answer = send(keeper, at(school, "guest", "fin-acces"), ends_on=day)
        assert answer.status_code == status, day
    with saved(app) as session:
        found = session.get_one(Person, school["guest"])
        found.left_at, found.access_ends_on = NOW, None
    for _ in range(2):
        send(keeper, at(school, "guest", "fin-acces"), ends_on="2026-06-30")
    found = person(app, school, "guest")
    assert found.is_active
    assert str(found.access_ends_on) == "2026-06-30"
    assert logged(app) == ["change_end"]
    teacher = send(keeper, at(school, "teacher", "fin-acces"), ends_on="2026-06-30")
    assert teacher.status_code == 403


def test_an_adult_is_tied_to_a_pupil_once_and_untied(app: Flask, school: dict[str, int]) -> None:
    keeper, path = come(app, school, "keeper"), at(school, "lou", "accompagnants")
    page = page_of(keeper.get(f"{path}?q=aid"))
    assert len(page.cssselect(f"form[action='{path}'][method=post]")) == 1
    for _ in range(2):
        assert send(keeper, path, person_id=school["aesh"]).status_code == 303
    assert logged(app) == ["tie_companion"]
    with saved(app) as session:
        keys = viewer_of(session, school["aesh"]).keys
        assert group_key(school["4B"], Part.COMPANION) in keys
        assert group_key(school["4B"], Part.PARENT) not in keys
    assert "Dubosc Lou" in names(come(app, school, "aesh"))
    assert "Déjà lié" in keeper.get(f"{path}?q=aid").text
    for _ in range(2):
        send(keeper, f"{path}/retirer", person_id=school["aesh"])
    send(keeper, f"{path}/retirer", person_id=school["mother"])
    assert logged(app) == ["tie_companion", "untie_companion"]
    with saved(app) as session:
        mother = session.get_one(Guardian, (school["mother"], school["lou"]))
        assert mother.kind is Guardianship.LEGAL


def test_none_but_the_highest_ties_himself(app: Flask, school: dict[str, int]) -> None:
    path = at(school, "lou", "accompagnants")
    keeper, head = come(app, school, "keeper"), come(app, school, "head")
    page = page_of(keeper.get(f"{path}?q=sarrazin"))
    assert not page.cssselect(f"form[action='{path}'][method=post]")
    assert send(keeper, path, person_id=school["keeper"]).status_code == 403
    assert logged(app) == []
    assert send(head, path, person_id=school["head"]).status_code == 303
    assert logged(app) == ["tie_companion"]


@pytest.mark.parametrize("adult", ["tom", "suspended", "left", "lou", "0", "x", ""])
def test_only_active_adults_accompany(app: Flask, school: dict[str, int], adult: str) -> None:
    keeper = come(app, school, "keeper")
    chosen = school.get(adult, adult)
    answer = send(keeper, at(school, "lou", "accompagnants"), person_id=chosen)
    assert answer.status_code == 404
    assert (
        send(keeper, at(school, "mother", "accompagnants"), person_id=school["aesh"]).status_code
        == 404
    )
    assert keeper.get(at(school, "mother", "accompagnants")).status_code == 404
    assert logged(app) == []


def test_an_administrator_looks_after_all(app: Flask, school: dict[str, int]) -> None:
    with saved(app) as session:
        session.add(PersonDuty(person_id=school["aesh"], duty=Duty.ADMIN))
    admin = signed_in(app, school["aesh"])
    assert send(admin, at(school, "keeper", "suspendre")).status_code == 303
    assert send(admin, at(school, "aesh", "suspendre")).status_code == 403
    assert admin.get("/annuaire/personnes/999999").status_code == 404
    assert send(admin, "/annuaire/personnes/999999/suspendre").status_code == 404
