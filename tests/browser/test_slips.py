"""First access: slips of a class on paper, and a pupil who opens his account with one."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.people import Cast, Person

pytestmark = pytest.mark.browser

CHOSEN = "le héron gris du confluent"
ONLY_ON_SCREEN = ".masthead__tools, .nav, .subnav, .skip, .site-foot, .page-head__back"
CUT = """slips => slips.some((one, number) => {
  const box = one.getBoundingClientRect();
  return slips.slice(number + 1).some(other => {
    const next = other.getBoundingClientRect();
    return box.left < next.right - 1 && next.left < box.right - 1
      && box.top < next.bottom - 1 && next.top < box.bottom - 1;
  });
})"""


def test_a_pupil_opens_an_account_with_a_slip_of_the_class(cast: Cast) -> None:
    cpe = cast.member("c.lafforgue")
    cpe.open_area("Annuaire", "Premier accès")
    cpe.is_at("Premier accès")
    cpe.follow(re.compile("élèves de 3A$"))
    cpe.is_at("3A : élèves sans accès")
    cpe.press("Imprimer les fiches")
    cpe.is_at("3A : fiches des élèves")
    login, code = read_slip(cpe)

    pupil = cast.visitor(390)
    pupil.go("/connexion")
    pupil.follow(re.compile("J’ai une fiche"))
    pupil.write("Identifiant", login)
    pupil.write("Code", code)
    pupil.press("Choisir mon mot de passe")
    pupil.is_at("Choisissez votre mot de passe")
    pupil.write("Nouveau mot de passe", CHOSEN)
    pupil.write("Le nouveau mot de passe encore une fois", CHOSEN)
    pupil.press("Ouvrir mon compte")
    expect(pupil.page.locator(".account")).to_be_visible()
    cast.visitor().log_in(login, CHOSEN)


def read_slip(cpe: Person) -> tuple[str, str]:
    """Look at the slips as they are printed, and return login and code of the first one."""
    cpe.page.emulate_media(media="print")
    slips = cpe.main.locator(".slip")
    assert slips.count() >= 20
    assert slips.evaluate_all("slips => slips.every(one => one.checkVisibility())")
    assert not slips.evaluate_all(CUT)
    assert cpe.page.locator(f":is({ONLY_ON_SCREEN}):visible").count() == 0
    sheets = cpe.page.pdf(format="A4", prefer_css_page_size=True).count(b"/Type /Page\n")
    assert 1 < sheets <= slips.count() / 6
    cpe.page.emulate_media(media="screen")
    login, code = slips.first.locator("dd").all_inner_texts()
    return login, code
