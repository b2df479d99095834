"""A guest: invited with a slip, shut out once the last day is over, prolonged, pruned at last."""

from datetime import date

import pytest
from playwright.sync_api import expect
from sqlalchemy import update

from app.models import Person as Account
from tests.browser.people import Cast, Person
from tests.browser.school import School
from tests.visits import saved

pytestmark = [pytest.mark.browser, pytest.mark.long]

CHOSEN = "le héron gris du confluent"
LAST_DAY = "Dernier jour d’accès"
YESTERDAY = date(2026, 3, 23)
"""The school's clock stands at 24 March."""


def test_a_guest_whose_access_ended(cast: Cast, school: School, title: str) -> None:
    family = "Belin-" + "".join("abcdefghij"[int(digit)] for digit in title.split()[-1])
    head = cast.member("h.castagne")
    head.open_area("Annuaire", "Invités")
    login, code = invited(head, family)

    guest = cast.visitor(390)
    guest.go("/connexion/activation")
    guest.write("Identifiant", login)
    guest.write("Code", code)
    guest.press("Choisir mon mot de passe")
    guest.write("Nouveau mot de passe", CHOSEN)
    guest.write("Le nouveau mot de passe encore une fois", CHOSEN)
    guest.press("Ouvrir mon compte")
    guest.is_at("Mon compte")
    guest.go("/annuaire/")
    expect(guest.main.locator(".list__title")).to_have_count(1)

    let_end(school, login)
    guest.go("/mon-compte")
    guest.is_at("Se connecter")
    try_to_log_in(guest, login, "un autre mot de passe")
    guest.sees("L’identifiant ou le mot de passe")
    guest.does_not_see("a pris fin")
    try_to_log_in(guest, login, CHOSEN)
    guest.sees("a pris fin le lundi 23 mars 2026")

    head.go(f"/annuaire/?q={family}&etat=tous")
    head.follow(f"{family} Ève")
    head.sees("passé")
    head.main.get_by_label(LAST_DAY, exact=True).fill("2026-06-30")
    head.press("Changer la fin")
    head.is_told("La fin d’accès de cet invité est changée.")
    guest.log_in(login, CHOSEN)

    head.go("/annuaire/invites")
    head.tick(f"Choisir : {family}")
    head.press("Suspendre…")
    head.is_at("Suspendre 1 invité ?")
    head.sees(family)
    head.press("Suspendre")
    head.is_told("1 invité est suspendu.")
    guest.go("/mon-compte")
    guest.is_at("Se connecter")
    head.press("Annuler")
    head.is_told("1 invité est de nouveau en service.")
    guest.log_in(login, CHOSEN)


def invited(head: Person, family: str) -> tuple[str, str]:
    """Make the account of Ève, print its slip, and return login and code."""
    head.follow("Inviter quelqu’un")
    head.press("Créer le compte")
    head.sees("Choisissez le dernier jour d’accès.")
    head.write("Prénom", "Ève")
    head.write("Nom de famille", family)
    head.main.get_by_label(LAST_DAY, exact=True).fill("2026-04-30")
    head.press("Créer le compte")
    head.is_at(f"Ève {family}")
    head.press("Imprimer une fiche")
    head.is_at("Fiche à imprimer")
    login, code = head.main.locator(".slip dd").all_inner_texts()
    return login, code


def let_end(school: School, login: str) -> None:
    """Let the last day be over, as the time would; the worker may notice it at any moment."""
    with saved(school.app) as session:
        session.execute(
            update(Account).where(Account.login == login).values(access_ends_on=YESTERDAY)
        )


def try_to_log_in(guest: Person, login: str, password: str) -> None:
    """Fill the form in and send it."""
    guest.write("Identifiant", login)
    guest.write("Mot de passe", password)
    guest.press("Se connecter")
