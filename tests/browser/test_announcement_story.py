"""A teacher sends an alert to a class; the head decides of what goes further; a parent reads."""

import re

import pytest
from flask import Flask
from playwright.sync_api import expect
from sqlalchemy import select

from app.models import Group, GroupKind, Guardian, Membership
from app.models import Person as Somebody
from app.rules.audience import Guardianship, Part
from tests.browser.people import Cast, Person
from tests.browser.school import School
from tests.visits import saved

pytestmark = [pytest.mark.browser, pytest.mark.long]


def class_of(app: Flask) -> tuple[str, str, str, str]:
    """Return a class, its key for parents, a teacher of it, and a parent of a pupil in it."""
    with saved(app) as session:
        part_of = {
            part: select(Membership.person_id).where(Membership.part == part) for part in Part
        }
        [group, *_] = session.scalars(
            select(Group)
            .join(Membership)
            .where(Group.kind == GroupKind.CLASS, Membership.part == Part.TEACHER)
            .order_by(Group.id)
        )
        inside = Membership.group_id == group.id
        teacher = select(Somebody.login).where(
            Somebody.id.in_(part_of[Part.TEACHER].where(inside)), Somebody.login.is_not(None)
        )
        parents = select(Guardian.adult_id).where(
            Guardian.kind == Guardianship.LEGAL,
            Guardian.pupil_id.in_(part_of[Part.PUPIL].where(inside)),
        )
        parent = select(Somebody.login).where(Somebody.id.in_(parents), Somebody.login.is_not(None))
        logins = [session.scalars(one.order_by(Somebody.id)).first() for one in (teacher, parent)]
        return group.name, f"group:{group.id}/parent", str(logins[0]), str(logins[1])


def test_a_teacher_alerts_the_parents_of_a_class_and_one_of_them_reads_it(
    cast: Cast, school: School, title: str
) -> None:
    _name, key, teacher_login, parent_login = class_of(school.app)
    teacher = enter(cast, school, teacher_login)
    teacher.go(f"/communication/annonces/nouvelle?pour={key}")
    teacher.hand.pick(teacher.main.get_by_role("radio", name=re.compile("^Alerte")))
    teacher.write("Titre", title)
    teacher.write("Texte (facultatif)", "Le car est en panne.\n\nRendez-vous lundi.")
    teacher.press("Voir l’aperçu")
    teacher.sees("Telle que les destinataires la voient")
    teacher.press("Envoyer")
    teacher.is_told("Envoyée")
    teacher.is_at(title)
    path = teacher.page.url.removeprefix(teacher.visit.site)
    id_ = path.rpartition("/")[2]

    parent = enter(cast, school, parent_login)
    reads(parent, id_, title)
    teacher.press("Arrêter maintenant…")
    teacher.press("Arrêter maintenant", teacher.page.get_by_role("dialog"))
    teacher.is_told("Arrêtée")
    teacher.sees("Terminée")


def test_what_goes_further_is_decided_by_the_head(cast: Cast, school: School, title: str) -> None:
    _name, _key, teacher_login, parent_login = class_of(school.app)
    teacher = enter(cast, school, teacher_login)
    teacher.go("/communication/annonces/nouvelle?pour=profile:parent")
    teacher.write("Titre", title)
    teacher.press("Envoyer")
    teacher.sees("Vous ne pouvez pas envoyer directement à")
    teacher.press("Soumettre à validation")
    teacher.is_told("Soumise à validation")

    head = cast.member("h.castagne")
    head.go("/communication/annonces/a-valider")
    head.follow(re.compile(re.escape(title)))
    head.press("Refuser…")
    question = head.page.get_by_role("dialog")
    head.hand.write(question.get_by_label("Motif du refus"), "Dites de quelle sortie il s’agit.")
    head.press("Envoyer le refus", question)
    head.is_told("L’annonce est refusée")

    teacher.page.reload()
    teacher.sees("Dites de quelle sortie il s’agit.")
    teacher.follow("Modifier")
    teacher.write("Texte (facultatif)", "Il s’agit du muséum.")
    teacher.press("Soumettre à validation")
    teacher.is_told("Soumise à validation")
    head.page.reload()
    head.press("Valider et envoyer")
    head.is_told("L’annonce est validée")
    path = head.page.url
    reads(enter(cast, school, parent_login), path.rpartition("/")[2], title)
    head.press("Arrêter maintenant…")
    head.press("Arrêter maintenant", head.page.get_by_role("dialog"))
    head.is_told("Arrêtée")


def enter(cast: Cast, school: School, login: str) -> Person:
    """Let somebody come in who is signed in: most people of the demo have no password."""
    visit = school.looks.come_in(storage_state=school.open_session(login))
    cast.inside.append(visit)
    return Person(visit, cast.hand)


def reads(reader: Person, announcement_id: str, title: str) -> None:
    """Let somebody open what reaches him."""
    reader.go(f"/annonces/{announcement_id}")
    expect(reader.page.get_by_role("heading", level=1)).to_contain_text(title)
