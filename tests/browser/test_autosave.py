"""What is typed is kept while it is typed: on the site, or in the browser meanwhile."""

import re
from contextlib import suppress

import pytest
from playwright.sync_api import Error, expect

from tests.browser.newsroom import draft, start
from tests.browser.people import PASSWORD, Cast, Person

pytestmark = pytest.mark.browser

SAVED = re.compile(r"nregistré à \d+\sh")
TYPED = "Une heure de travail, tapée d’une traite."


def state(person: Person, words: str | re.Pattern[str]) -> None:
    """Expect the form to say whether what is typed in it is kept."""
    if isinstance(words, str):
        words = re.compile(re.escape(words).replace("\\ ", r"\s"))
    expect(person.main.locator("[data-shown]")).to_have_text(words, timeout=20_000)


def type_in(person: Person, words: str) -> None:
    """Write into the field of the text, and wait until the site has it."""
    with person.page.expect_response(
        lambda answer: (
            answer.url.endswith("/copie")
            and answer.ok
            and "presence" not in (answer.request.post_data or "")
        )
    ):
        person.write("Texte", words)
    state(person, SAVED)


def text(person: Person) -> str:
    """Return what stands in the field of the text."""
    return person.main.get_by_label("Texte", exact=True).first.input_value().strip()


def keeps_here(person: Person, number: int) -> None:
    """Expect the browser to keep so many texts."""
    person.page.wait_for_function(
        "number => number === Object.keys(localStorage)"
        ".filter(name => name.startsWith('parvis-copy:')).length",
        arg=number,
        timeout=10_000,
    )


def crash(person: Person) -> None:
    """Let the page of somebody end as if the power had gone."""
    with suppress(Error):
        person.page.goto("chrome://crash")
    person.page.close()
    hush(person)


def hush(*people: Person) -> None:
    """Forget that pages complained of the network, which was cut, or of a refusal."""
    for person in people:
        complaints = person.visit.complaints
        complaints[:] = [one for one in complaints if "Failed to load resource" not in one]


def change(writer: Person, title: str) -> str:
    """Write a draft and open its form; return its address."""
    draft(writer, title)
    writer.page.wait_for_load_state("networkidle")
    writer.follow("Modifier")
    writer.is_at("Modifier l’article")
    writer.page.wait_for_load_state("networkidle")
    return writer.page.url.removeprefix(writer.visit.site)


def test_what_was_typed_survives_a_crash(cast: Cast, title: str) -> None:
    writer = cast.member("m.estrade")
    address = change(writer, title)
    type_in(writer, TYPED)
    keeps_here(writer, 0)
    writer.page.close(run_before_unload=False)
    again = cast.member("m.estrade")  # another computer
    again.open_area("Publication", "Tableau de bord")
    again.sees("Textes en cours, pas enregistrés")
    again.go(address)
    assert text(again) != TYPED
    again.follow("Reprendre mes modifications")
    again.is_at("Modifier l’article")
    assert text(again) == TYPED
    again.press("Enregistrer en brouillon")
    again.is_at(title)
    again.sees(TYPED)
    again.does_not_see("Reprendre mes modifications")


@pytest.mark.long
def test_the_connection_is_cut_while_typing(cast: Cast, title: str) -> None:
    writer = cast.member("m.estrade")
    address = change(writer, title)
    type_in(writer, "Le début.")
    writer.page.context.set_offline(True)
    writer.write("Texte", TYPED)
    state(writer, "Hors connexion")
    writer.press("Enregistrer en brouillon")
    state(writer, "Rien n’est parti")
    keeps_here(writer, 1)
    tab = writer.new_tab()
    crash(writer)
    tab.page.context.set_offline(False)
    tab.go(address)
    tab.sees("Cet appareil garde un texte qui n’est pas arrivé jusqu’au site")
    tab.press("Reprendre ce texte")
    tab.sees("Vous avez repris vos modifications")
    assert text(tab) == TYPED
    keeps_here(tab, 0)
    tab.page.context.set_offline(True)
    tab.write("Texte", f"{TYPED} Et la suite.")
    state(tab, "Hors connexion")
    tab.page.context.set_offline(False)
    state(tab, "De nouveau en ligne, enregistré à")
    keeps_here(tab, 0)


@pytest.mark.long
def test_a_new_text_that_reached_nothing_but_the_browser(cast: Cast, title: str) -> None:
    writer = cast.member("m.estrade")
    start(writer, title)
    state(writer, SAVED)
    address = writer.page.url.removeprefix(writer.visit.site)
    writer.page.context.set_offline(True)
    writer.write("Texte", TYPED)
    state(writer, "Hors connexion")
    tab = writer.new_tab()
    crash(writer)
    tab.page.context.set_offline(False)
    tab.go(address)
    tab.press("Reprendre ce texte")
    tab.sees("Vous avez repris vos modifications")
    assert text(tab) == TYPED
    tab.press("Enregistrer en brouillon")
    tab.is_at(title)


@pytest.mark.long
def test_the_session_ends_while_typing(cast: Cast, title: str) -> None:
    writer = cast.member("m.estrade")
    change(writer, title)
    writer.page.context.clear_cookies()
    writer.write("Texte", TYPED)
    state(writer, "Session terminée : reconnectez-vous dans un autre onglet")
    keeps_here(writer, 1)
    tab = writer.new_tab()
    tab.log_in("m.estrade")
    writer.write("Texte", f"{TYPED} Encore.")
    writer.page.bring_to_front()
    writer.page.evaluate("dispatchEvent(new Event('focus'))")
    state(writer, SAVED)
    keeps_here(writer, 0)
    hush(writer)
    writer.press("Enregistrer en brouillon")
    writer.is_at(title)
    writer.sees("Encore.")


@pytest.mark.long
def test_logging_out_leaves_nothing_on_the_device(cast: Cast, title: str) -> None:
    writer = cast.member("m.estrade")
    change(writer, title)
    writer.page.context.set_offline(True)
    writer.write("Texte", TYPED)
    state(writer, "Hors connexion")
    writer.page.context.set_offline(False)
    tab = writer.new_tab()
    tab.go("/")
    writer.page.context.set_offline(True)
    writer.write("Texte", f"{TYPED} Encore.")
    state(writer, "Hors connexion")
    writer.page.context.set_offline(False)
    tab.log_out()
    writer.write("Texte", f"{TYPED} Et encore.")
    state(writer, "Vous vous êtes déconnecté")
    keeps_here(writer, 0)
    asked = []
    writer.page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    writer.page.close(run_before_unload=True)
    tab.page.wait_for_timeout(500)
    assert asked == ["beforeunload"]
    hush(writer)


@pytest.mark.long
def test_somebody_else_logs_in_on_the_same_device(cast: Cast, title: str) -> None:
    writer = cast.member("m.estrade")
    change(writer, title)
    writer.page.context.clear_cookies()
    writer.write("Texte", TYPED)
    state(writer, "Session terminée")
    keeps_here(writer, 1)
    other = writer.new_tab().log_in("a.vidal")
    keeps_here(other, 0)
    writer.write("Texte", f"{TYPED} Encore.")
    state(writer, "Quelqu’un d’autre s’est connecté")
    keeps_here(other, 0)
    hush(writer)


@pytest.mark.long
def test_two_people_save_over_each_other(cast: Cast, title: str) -> None:
    writer = cast.member("m.estrade")
    address = change(writer, title)
    chief = cast.member("h.castagne")
    chief.go(address)
    expect(chief.main.locator("[data-others]")).to_contain_text("Estrade modifie aussi cet article")
    chief.write("Texte", "Le texte de la principale.")
    type_in(writer, TYPED)
    chief.press("Enregistrer en brouillon")
    chief.is_at(title)
    writer.write("Texte", f"{TYPED} Encore.")
    expect(writer.main.locator("[data-outdated]")).to_be_visible(timeout=10_000)
    writer.press("Enregistrer en brouillon")
    writer.sees("Quelqu’un a enregistré cet article entre-temps")
    assert text(writer) == f"{TYPED} Encore."
    assert writer.main.locator("#other-body").input_value() == "Le texte de la principale."
    state(writer, SAVED)
    writer.page.close(run_before_unload=False)
    again = cast.member("m.estrade")
    again.go(address)
    again.follow("Reprendre mes modifications")
    assert text(again) == f"{TYPED} Encore."
    again.press("Enregistrer en brouillon")
    again.is_at(title)
    again.sees("Encore.")


@pytest.mark.long
def test_two_windows_of_one_person(cast: Cast, title: str) -> None:
    writer = cast.member("m.estrade")
    address = change(writer, title)
    type_in(writer, TYPED)
    tab = writer.new_tab()
    tab.go(address)
    tab.sees("C’est peut-être encore ouvert dans une autre fenêtre.")
    tab.write("Texte", "Le texte du second onglet.")
    state(tab, "Décidez d’abord, en haut de la page, de vos modifications précédentes")
    type_in(writer, f"{TYPED} Encore.")
    tab.press(f"Abandonner… : {title}")
    tab.press("Abandonner", tab.page.get_by_role("dialog"))
    tab.sees("Rien n’est abandonné")
    tab.press("Reprendre ce texte")
    state(tab, "Décidez d’abord")
    tab.follow("Reprendre mes modifications")
    assert text(tab) == f"{TYPED} Encore."
    type_in(tab, "Des deux onglets.")
    writer.write("Texte", "Le premier continue.")
    state(writer, "Cet article est ouvert dans une autre fenêtre")
    keeps_here(writer, 2)
    hush(writer)


@pytest.mark.long
def test_leaving_a_page_keeps_what_was_typed_last(cast: Cast, title: str) -> None:
    writer = cast.member("m.estrade")
    address = change(writer, title)
    writer.write("Texte", TYPED)
    writer.go("/")  # within the two seconds
    writer.go(address)
    writer.follow("Reprendre mes modifications")
    assert text(writer) == TYPED
    writer.page.wait_for_timeout(3_000)
    keeps_here(writer, 0)


@pytest.mark.long
def test_a_form_sent_after_the_end_of_the_session_forgets_its_copy(cast: Cast, title: str) -> None:
    writer = cast.member("m.estrade")
    address = change(writer, title)
    type_in(writer, TYPED)
    writer.page.context.clear_cookies()
    writer.press("Enregistrer en brouillon")
    writer.is_at("Votre session est terminée")
    writer.write("Identifiant", "m.estrade")
    writer.write("Mot de passe", PASSWORD)
    writer.press("Continuer")
    writer.press("Renvoyer mon formulaire")
    writer.is_at(title)
    writer.go(address)
    writer.does_not_see("Reprendre mes modifications")
