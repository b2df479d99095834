"""An article from an empty page to its readers: pasted, illustrated, checked, mended, approved."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.desk import PATIENCE, Desk, heic
from tests.browser.newsroom import approve, open_on_desk
from tests.browser.people import Cast, Person
from tests.browser.test_every_page import RUN_AXE, WIDER_THAN_WINDOW
from tests.files_sent import pdf

pytestmark = pytest.mark.browser

WORD = Path(__file__).with_name("pasted") / "sortie.html"
FILM = "https://framatube.org/w/abc"
ALT = "Des vélos alignés au bord du canal"
SUMMARY = "La classe de 4e C a longé le canal du matin au soir."
PAPERS = ("Le programme", "L’autorisation", "La carte")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Files on the writer's own disk."""
    heic(tmp_path / "IMG_2034.HEIC")
    for number, name in enumerate(PAPERS, 1):
        (tmp_path / f"{name}.pdf").write_bytes(pdf(number))
    return tmp_path


def test_a_teacher_writes_an_article_from_an_empty_page(
    cast: Cast, title: str, folder: Path, axe: str
) -> None:
    writer, chief = cast.member("m.estrade"), cast.member("h.castagne")
    desk = begin(writer, title)
    illustrate(desk, folder)
    mend(desk)
    desk.say_whose_it_is("IMG_2034", "Marion Estrade")
    expect(desk.findings).to_have_count(1)
    writer.sees("Rien à corriger")
    writer.press("Soumettre à validation")
    writer.is_told("Soumis à validation")
    open_on_desk(chief, title)
    expect(chief.main.locator("#check ~ .findings")).not_to_contain_text("Bloquant")
    approve(chief, title)
    read_on_a_phone(cast, title, axe)


def begin(writer: Person, title: str) -> Desk:
    """Write title and summary; paste the text, a film, and make a table."""
    writer.open_area("Publication", "Tableau de bord")
    writer.follow("Écrire un article")
    writer.follow("Actualités")
    desk = Desk(writer)
    writer.write("Titre", title)
    writer.write("Résumé (facultatif)", SUMMARY)
    desk.go_to_end()
    desk.paste("Une journée au canal", WORD.read_text())
    expect(desk.text.locator("h2")).to_have_text("Une journée au canal")
    expect(desk.text.locator("li")).to_have_count(2)
    desk.page.keyboard.press("Control+End")
    desk.page.keyboard.press("Enter")
    desk.hand.insert_table(desk.page, 3, 2)
    for words in ("Horaires", "Étape", "Départ", "Arrivée", "L’écluse", "9 h 15", "10 h"):
        desk.page.keyboard.type(words)
        desk.page.keyboard.press("Tab" if words != "10 h" else "ArrowDown")
    desk.paste(FILM)
    question = writer.page.get_by_role("dialog", name="Contenu d’un autre site")
    writer.hand.write(question.get_by_label("Titre", exact=True), "Le film de la sortie")
    writer.press("Insérer", question)
    expect(desk.text.locator("parvis-embed")).to_contain_text("Le film de la sortie")
    return desk


def illustrate(desk: Desk, folder: Path) -> None:
    """Give the photograph of a phone and three documents."""
    desk.give("Choisir une image : Illustration", folder / "IMG_2034.HEIC")
    expect(desk.rows("illustration")).to_have_count(1, timeout=PATIENCE)
    expect(desk.rows("illustration").locator("img")).to_be_visible()
    desk.give("Ajouter des fichiers : Pièces jointes", *(folder / f"{one}.pdf" for one in PAPERS))
    expect(desk.rows("attachments")).to_have_count(3, timeout=PATIENCE)


def mend(desk: Desk) -> None:
    """Have the text checked, and press the buttons that mend it."""
    desk.person.press("Vérifier le texte")
    desk.mend("Nom complet d’un élève", "Écrire « Emma C. » à la place")
    desk.mend("Image sans texte alternatif", "Écrire ce texte", ("Ce que montre l’image", ALT))
    desk.mend("Lien qui n’en dit pas assez", "Remplacer le texte", ("Texte du lien", "le carnet"))
    desk.person.does_not_see("Castel-Durand")


def read_on_a_phone(cast: Cast, title: str, axe: str) -> None:
    """Let a parent read it."""
    visit = cast.looks.come_in(320, 640)
    cast.inside.append(visit)
    parent = Person(visit, cast.hand)
    parent.go("/")
    parent.follow(title)
    parent.is_at(title)
    parent.sees("Emma C. a tenu le carnet")
    main = parent.main
    expect(main.get_by_role("img", name=ALT)).to_be_visible()
    region = main.get_by_role("region", name="Horaires")
    expect(region.get_by_role("columnheader")).to_have_text(["Étape", "Départ", "Arrivée"])
    expect(main.locator(".embed")).to_contain_text("Le film de la sortie")
    assert main.locator("iframe").count() == 0
    papers = main.locator(".files").get_by_role("link")
    expect(papers).to_have_text([re.compile(rf"{one}PDF, \d+\sKo, \d\spage") for one in PAPERS])
    visit.page.evaluate(axe)
    assert visit.page.evaluate(WIDER_THAN_WINDOW) + visit.page.evaluate(RUN_AXE) == []
