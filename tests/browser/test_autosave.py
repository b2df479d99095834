"""What is typed is kept while it is typed: on the site, or in the browser meanwhile."""

import pytest
from playwright.sync_api import Route, expect

from tests.browser.newsroom import draft, start
from tests.browser.people import Cast
from tests.browser.typing_kit import (
    SAVED,
    TYPED,
    change,
    crash,
    end,
    holds,
    hush,
    keeps_here,
    state,
    type_in,
)

pytestmark = pytest.mark.browser

STARTS = "() => document.querySelector('[name=body]')?.value.startsWith('<p>')"


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
    holds(again, "Rendez-vous au gymnase.")
    again.follow("Reprendre mes modifications")
    again.is_at("Modifier l’article")
    holds(again, TYPED)
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
    holds(tab, TYPED)
    keeps_here(tab, 0)
    expect(tab.page.locator(".editor__count")).to_be_visible()
    tab.page.wait_for_load_state("networkidle")  # all scripts are there
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
    holds(tab, TYPED)
    tab.press("Enregistrer en brouillon")
    tab.is_at(title)


@pytest.mark.long
def test_an_answer_that_breaks_off_tells_nothing(cast: Cast, title: str) -> None:
    writer = cast.member("m.estrade")
    address = change(writer, title)
    writer.page.route("**/copie", lambda route: route.fulfill(status=200, body='{"saved'))
    writer.write("Texte", TYPED)
    state(writer, "Le site ne répond pas : votre texte est gardé sur cet appareil")
    keeps_here(writer, 1)
    writer.page.unroute("**/copie")
    state(writer, "De nouveau en ligne, enregistré à")
    keeps_here(writer, 0)
    writer.go(address)
    writer.follow("Reprendre mes modifications")
    holds(writer, TYPED)


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
    writer.page.bring_to_front()
    writer.write("Texte", f"{TYPED} Et encore.")
    state(writer, "Vous vous êtes déconnecté")
    keeps_here(writer, 0)
    asked = []
    writer.page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    with writer.page.expect_event("close"):
        writer.page.close(run_before_unload=True)
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
    end(writer)


@pytest.mark.long
def test_a_text_that_nobody_touches_is_not_kept(cast: Cast, title: str) -> None:
    """While the editor starts, the field of the text holds HTML, which nobody has typed."""
    writer = cast.member("m.estrade")
    draft(writer, title)
    address = writer.page.url.removeprefix(writer.visit.site) + "/modifier"
    held: dict[str, Route] = {}
    writer.page.route("**/post.js*", lambda route: held.update(post=route))
    writer.page.route("**/theme.min.js*", lambda route: held.update(theme=route))
    with writer.page.expect_request("**/post.js*"), writer.page.expect_request("**/theme.min.js*"):
        writer.page.goto(writer.visit.site + address, wait_until="commit")
    writer.page.wait_for_function(STARTS)
    with writer.page.expect_request("**/copie"):
        held["post"].continue_()
    held["theme"].continue_()
    expect(writer.page.locator(".editor__count")).to_be_visible()
    keeps_here(writer, 0)
    writer.page.unroute_all()
    writer.go("/")
    keeps_here(writer, 0)
    writer.go(address)
    writer.does_not_see("Reprendre mes modifications")
