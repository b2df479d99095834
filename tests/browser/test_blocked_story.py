"""What the law forbids does not go online: it is mended, or confirmed with a reason."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.desk import PATIENCE, Desk, heic
from tests.browser.newsroom import start
from tests.browser.people import Cast

pytestmark = [pytest.mark.browser, pytest.mark.long]

ADDRESS = "luc.marchand@club-canal.example"
REASON = "Adresse professionnelle : il nous a écrit qu’elle peut paraître."


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A file on the publisher's own disk."""
    heic(tmp_path / "IMG_2035.HEIC")
    return tmp_path


def test_what_blocks_is_confirmed_or_mended_then_goes_online(
    cast: Cast, title: str, folder: Path
) -> None:
    publisher, reader = cast.member("a.vidal"), cast.visitor()
    start(publisher, title, f"Inscriptions auprès de {ADDRESS} avant samedi.")
    desk = Desk(publisher)
    desk.give("Choisir une image : Illustration", folder / "IMG_2035.HEIC")
    expect(desk.rows("illustration")).to_have_count(1, timeout=PATIENCE)
    publisher.write("Texte alternatif : IMG_2035", "Le canal en crue")
    publisher.press("Mettre en ligne")
    publisher.is_at("Modifier l’article")
    publisher.sees("Enregistré, mais pas mis en ligne")
    desk = Desk(publisher)
    expect(desk.findings.filter(has_text="Bloquant")).to_have_count(2)
    reader.go("/")
    reader.does_not_see(title)

    found = desk.finding("Adresse électronique d’une personne")
    expect(found).to_contain_text(ADDRESS)
    desk.hand.press(found.get_by_text("Confirmer…"))
    confirm = found.get_by_role("button", name=re.compile("^Confirmer"))
    desk.hand.press(confirm)
    expect(found).to_contain_text("Écrivez d’abord la raison")
    desk.hand.write(found.get_by_label("Pourquoi cela peut rester"), REASON)
    desk.hand.press(confirm)
    expect(desk.findings.filter(has_text=REASON)).to_contain_text("Confirmé par Antoine Vidal")
    desk.say_whose_it_is("IMG_2035", "Antoine Vidal")
    publisher.press("Mettre en ligne")
    publisher.is_told("L’article est en ligne")
    reader.page.reload()
    reader.follow(title)
    reader.sees(ADDRESS)
    reader.sees("Crédit : Antoine Vidal, Tous droits réservés")
