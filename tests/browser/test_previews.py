"""A text seen before it is online: while it is written, and by whoever has its link."""

import pytest
from playwright.sync_api import expect

from tests.browser.newsroom import draft, start
from tests.browser.people import Cast

pytestmark = pytest.mark.browser


def test_a_writer_sees_the_page_while_typing(cast: Cast, title: str) -> None:
    writer = cast.member("m.estrade")
    start(writer, title, "Rendez-vous au gymnase.")
    steps = writer.page.evaluate("history.length")
    writer.press("Aperçu")
    page = writer.page.frame_locator(".preview__page:not(.is-waiting)")
    expect(page.get_by_role("heading", level=1)).to_have_text(title)
    expect(page.get_by_role("article")).to_contain_text("Rendez-vous au gymnase.")
    writer.write("Texte", "Rendez-vous au stade.")
    expect(page.get_by_role("article")).to_contain_text("Rendez-vous au stade.")
    expect(writer.main.locator(".preview__page")).to_have_count(1)
    assert writer.page.evaluate("history.length") == steps, "the way back is as long as before"
    writer.press("Fermer l’aperçu")
    expect(writer.main.get_by_role("dialog")).to_have_count(0)
    expect(writer.main.get_by_role("button", name="Aperçu", exact=True)).to_be_focused()
    writer.press("Enregistrer en brouillon")
    writer.is_at(title)
    writer.sees("Rendez-vous au stade.")


@pytest.mark.long
def test_a_draft_is_read_by_a_link_until_it_is_revoked(cast: Cast, title: str) -> None:
    writer, visitor = cast.member("m.estrade"), cast.visitor()
    draft(writer, title, "Rendez-vous au gymnase.")
    writer.press("Créer un lien d’aperçu")
    writer.sees("Le lien est prêt")
    address = writer.main.get_by_label("Adresse de l’aperçu").input_value()
    link = address.removeprefix(writer.visit.site)
    visitor.go(link)
    visitor.is_at(title)
    visitor.sees("n’est pas en ligne")
    visitor.sees("Rendez-vous au gymnase.")
    writer.press("Révoquer… : version 1")
    writer.press("Révoquer le lien")
    writer.is_told("Le lien n’ouvre plus rien")
    assert visitor.visit.go(link) == 404
    visitor.does_not_see("gymnase")
