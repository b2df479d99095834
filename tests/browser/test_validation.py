"""The way of a text: written, refused, mended, approved, read by everybody, changed."""

import pytest
from playwright.sync_api import expect

from tests.browser.newsroom import news_of, open_on_desk, rewrite, submit
from tests.browser.people import Cast

pytestmark = pytest.mark.browser

REASON = "Merci d’ajouter la date et l’heure."
OLD = "Rendez-vous au gymnase."
NEW = "Rendez-vous au gymnase samedi 28 mars à 10 h."
NEWER = "Rendez-vous au gymnase samedi 28 mars à 14 h."


def test_a_text_goes_from_its_writer_to_the_readers(cast: Cast, title: str) -> None:
    writer, chief, visitor = cast.member("m.estrade"), cast.member("h.castagne"), cast.visitor()
    submit(writer, title, OLD)

    open_on_desk(chief, title)
    chief.sees(OLD)
    chief.press("Refuser…")
    chief.write("Motif, envoyé à l’auteur", REASON)
    chief.press("Envoyer le refus")
    chief.is_told("Refusé")

    writer.open_area("Publication", "Tableau de bord")
    refused = writer.page.get_by_role("region", name="Refusés, à reprendre")
    expect(refused).to_contain_text(REASON)
    writer.follow(title, refused)
    writer.is_at(title)
    writer.sees(REASON)
    rewrite(writer, NEW, "Soumettre à validation", "Soumis à validation")

    open_on_desk(chief, title)
    chief.sees(NEW)
    chief.press("Valider et mettre en ligne")
    chief.is_told("Validé")

    assert news_of(visitor) == title
    visitor.follow(title)
    visitor.is_at(title)
    visitor.sees(NEW)

    writer.open_area("Publication", "Tableau de bord")
    writer.follow(title, writer.page.get_by_role("region", name="Mes derniers articles"))
    rewrite(writer, NEWER, "Soumettre la modification à validation", "Soumis")
    writer.sees("Une modification attend")
    visitor.page.reload()
    visitor.sees(NEW)

    open_on_desk(chief, title)
    expect(chief.main.locator("ins")).to_contain_text("14")
    chief.press("Valider les changements")
    chief.is_told("Validé")
    visitor.page.reload()
    visitor.sees(NEWER)
    visitor.does_not_see(NEW)
