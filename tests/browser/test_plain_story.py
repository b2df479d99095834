"""An article with pictures, a document and dates, written and put online without script."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.hands import Mouse
from tests.browser.people import PASSWORD, Cast, Person
from tests.browser.school import School
from tests.files_sent import pdf, picture

pytestmark = [pytest.mark.browser, pytest.mark.long]

REASON = "La photographie est du collège."
PICTURES = {"quai": (800, 600), "pont": (810, 600), "ecluse": (820, 600)}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Files on the writer's own disk."""
    for name, size in PICTURES.items():
        (tmp_path / f"{name}.jpg").write_bytes(picture(size=size))
    (tmp_path / "programme.pdf").write_bytes(pdf(5))
    return tmp_path


@pytest.fixture
def cast(school: School) -> Iterator[Cast]:
    """The people of this story, who point: without script a keyboard meets nothing else."""
    people = Cast(school.looks, Mouse())
    yield people
    people.leave()


def test_an_article_is_written_and_approved_without_script(
    cast: Cast, title: str, folder: Path
) -> None:
    writer, chief = plain(cast, "m.estrade"), plain(cast, "h.castagne")
    writer.go("/publication/articles/nouveau")
    writer.follow("Actualités")
    writer.write("Titre", title)
    writer.hand.write(writer.main.locator("[name=body]"), "Le canal.\n\nUne belle journée.")
    choose(writer, "Choisir une image : Illustration", folder / "quai.jpg")
    writer.hand.press(writer.main.locator("#files-gallery > summary"))
    pictures = (folder / "pont.jpg", folder / "ecluse.jpg")
    choose(writer, "Ajouter des fichiers : Galerie d’images", *pictures)
    choose(writer, "Ajouter des fichiers : Pièces jointes", folder / "programme.pdf")
    writer.write("Quitter les listes le (facultatif)", "2026-06-30T18:00")
    writer.press("Enregistrer en brouillon")
    writer.is_at(title)

    writer.follow("Modifier")
    writer.is_at("Modifier l’article")
    for name, alt in (("quai", "Le quai"), ("pont", "Le pont"), ("ecluse", "L’écluse")):
        writer.write(f"Texte alternatif : {name}", alt)
    writer.press("Vérifier le texte")
    expect(writer.main.locator("#check .finding").first).to_contain_text("Image sans licence")
    writer.press("Soumettre à validation")
    writer.is_told("Soumis à validation")

    chief.go("/publication/a-valider")
    chief.follow(re.compile(re.escape(title)))
    blocking = chief.main.locator(".finding").filter(has_text="Image sans licence")
    for left in range(len(PICTURES), 0, -1):
        expect(blocking.locator("details")).to_have_count(left)
        chief.hand.press(blocking.locator("summary").first)
        chief.hand.write(blocking.get_by_label("Pourquoi cela peut rester").first, REASON)
        with chief.page.expect_navigation():
            chief.hand.press(blocking.get_by_role("button", name=re.compile("^Confirmer")).first)
    expect(blocking).to_have_count(0)
    chief.press("Valider et mettre en ligne")
    chief.is_told("Validé")

    reader = plain_visitor(cast)
    reader.go("/")
    reader.follow(title)
    reader.sees("Une belle journée.")
    alts = ("Le quai", "Le pont", "L’écluse")
    shown = reader.main.locator(".article figure img")
    expect(shown).to_have_count(len(alts))
    assert [shown.nth(one).get_attribute("alt") for one in range(len(alts))] == list(alts)
    expect(reader.main.locator(".files")).to_have_text(
        re.compile(r"programme\s*PDF, 1\sKo, 5\spages")
    )


def plain_visitor(cast: Cast) -> Person:
    """Let somebody come in whose browser runs no script."""
    visit = cast.looks.come_in(java_script_enabled=False)
    cast.inside.append(visit)
    return Person(visit, cast.hand)


def plain(cast: Cast, login: str) -> Person:
    """Let somebody come in so and log in."""
    person = plain_visitor(cast)
    person.go("/connexion")
    person.write("Identifiant", login)
    person.write("Mot de passe", PASSWORD)
    person.press("Se connecter")
    expect(person.page.get_by_role("banner").locator(".account")).to_be_visible()
    return person


def choose(writer: Person, label: str, *paths: Path) -> None:
    """Choose files in the field of this label."""
    writer.hand.choose_files(writer.main.get_by_label(label, exact=True), paths)
