"""A teacher sees the rubrique of a class as its parents do, and comes back."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.people import Cast

pytestmark = pytest.mark.browser

POSTS = "form[method=post]:visible"


def test_a_manager_sees_a_rubrique_as_the_parents_do(cast: Cast) -> None:
    teacher = cast.member("p.nougaro")
    teacher.open_area("Site", "Voir comme")
    teacher.choose("Ce que vous voulez voir", "Classe de 4B")
    teacher.choose("Comme", "Parents de 4B")
    teacher.press("Voir")
    banner = teacher.page.get_by_role("region", name="Voir comme")
    expect(banner).to_contain_text("Parents de 4B")
    teacher.is_at("Classe de 4B")
    assert teacher.main.locator(POSTS).count() == 0
    assert teacher.page.locator(POSTS).count() == banner.locator(POSTS).count() == 1
    teacher.go("/publication/articles/nouveau")
    expect(banner).to_contain_text("Parents de 4B")
    assert teacher.main.locator(POSTS).count() == 0
    token = banner.locator("[name=csrf_token]").get_attribute("value") or ""
    answer = teacher.page.request.post(
        teacher.visit.site + "/publication/articles/nouveau", form={"csrf_token": token}
    )
    assert answer.status == 403
    teacher.press("Quitter", banner)
    expect(banner).to_have_count(0)
    teacher.open_area("Publication", "Tableau de bord")
    expect(teacher.main.get_by_role("link", name=re.compile("Écrire"))).not_to_have_count(0)
