"""What pages show once somebody has done something on them: refused forms, questions, answers."""

from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import Locator, Page

from tests.browser.newsroom import write_body

SECRET = "le héron gris du confluent"
Act = Callable[[Page], None]


@dataclass(frozen=True)
class Deed:
    """What is done from one of the `SIGHTS` on; some things are nothing without a script.

    `refused` is the status with which the site refuses what a script keeps. The browser tells it,
    where the script was quicker than the hand that pressed the button.
    """

    sight: str
    act: Act
    needs_script: bool = False
    refused: str = ""

    @property
    def complaints(self) -> list[str]:
        """What the browser may say of it."""
        told = "Failed to load resource: the server responded with a status of"
        return [f"{told} {self.refused}"] if self.refused else []


def press(*names: str) -> Act:
    """Press buttons, one after the other."""

    def act(page: Page) -> None:
        for name in names:
            _button(page, name).click()

    return act


def fill(name: str, **typed: str) -> Act:
    """Fill in fields by their names, then press a button."""

    def act(page: Page) -> None:
        for field, text in typed.items():
            page.locator(f"main [name='{field}']").fill(text)
        _button(page, name).click()

    return act


def tick(name: str, *values: str) -> Act:
    """Tick lines by what they stand for, then press a button."""

    def act(page: Page) -> None:
        for value in values:
            page.locator(f"main [type=checkbox][value='{value}']").check()
        _button(page, name).click()

    return act


def open_menu(selector: str) -> Act:
    """Open what a button in the head of the page opens."""

    def act(page: Page) -> None:
        page.locator(selector).locator("visible=true").first.click()

    return act


def lose_session(page: Page) -> None:
    """Send a long text after the session has ended."""
    page.locator("[name=title]").fill("Le cross")
    write_body(page, "Une heure de travail. " * 20)
    page.context.clear_cookies()
    _button(page, "Enregistrer en brouillon").click()


def save_twice(page: Page) -> None:
    """Save a text that another window has replaced in the meantime."""
    other = page.context.new_page()
    other.goto(page.url)
    write_body(other, f"Le texte de l’autre fenêtre, {len(other.content())}.")
    with other.expect_navigation():
        _button(other, "Enregistrer en brouillon").click()
    write_body(page, "Le texte de cette fenêtre.")
    _button(page, "Enregistrer en brouillon").click()


def settings_beside(*names: str, typed: str = "", field: str = "title") -> Act:
    """Open the settings of the last tile of a kind, type in a field there, then press buttons."""

    def act(page: Page) -> None:
        page.locator(".plot__name", has_text=names[0]).last.click()
        panel = page.locator("[data-panel]")
        panel.locator("[name=title]").wait_for()
        if typed:
            panel.locator(f"[name='{field}']").fill(typed)
        for name in names[1:]:
            panel.get_by_role("button", name=name, exact=True).click()

    return act


def take_a_tile(page: Page) -> None:
    """Take a tile with the keyboard, and move it one place."""
    page.locator(".plot__handle").nth(1).press("Space")
    page.keyboard.press("ArrowRight")


def _button(page: Page, name: str) -> Locator:
    return page.get_by_role("main").get_by_role("button", name=name, exact=True).first


STATES = {
    "wrong password": Deed("login", fill("Se connecter", login="m.estrade", password="faux")),
    "wrong code": Deed("first access", fill("Choisir mon mot de passe", login="x", code="y")),
    "nothing forgotten": Deed("forgotten password", press("M’envoyer le lien")),
    "weak new password": Deed(
        "new password", fill("Enregistrer le nouveau mot de passe", new_password="abc")
    ),
    "wrong mail address": Deed("account of a parent", fill("Enregistrer", email="chez moi")),
    "password not changed": Deed("my password", press("Changer mon mot de passe")),
    "not confirmed": Deed("confirmation", press("Continuer")),
    "one slip": Deed("slips for somebody", press("Imprimer une fiche : Mickaël Dubois")),
    "lines not understood": Deed(
        "adding members", fill("Ajouter ces personnes", lines="Personne Inconnue")
    ),
    "new head asked": Deed("the duty of the head", press("Retirer la fonction… : Hélène Castagné")),
    "no name of a group": Deed("new group", press("Créer le groupe")),
    "article without a title": Deed("new article", press("Enregistrer en brouillon")),
    "article at odd times": Deed(
        "new article",
        fill("Programmer", title="Le cross", starts_at="", ends_at="2026-01-01T10:00"),
    ),
    "session lost": Deed("new article", lose_session, refused="401 (Unauthorized)"),
    "two windows": Deed("editing a refused one", save_twice, refused="409 (Conflict)"),
    "refusing": Deed("desk", press("Refuser…")),
    "refused without a reason": Deed("desk", press("Refuser…", "Envoyer le refus")),
    "trashing": Deed("article online", press("Mettre à la corbeille…")),
    "scheduling": Deed("draft", press("Programmer…")),
    "scheduled for no time": Deed("draft", press("Programmer…", "Programmer")),
    "refused on its page": Deed("waiting article", press("Refuser…", "Refuser")),
    "contributions chosen": Deed(
        "contributions", lambda page: page.locator("#page").check(), needs_script=True
    ),
    "moved nowhere": Deed("batch without a rubrique", press("Voir ce que cela change")),
    "given to nobody": Deed("batch without an author", press("Voir ce que cela change")),
    "nobody found": Deed("batch without an author", fill("Rechercher", qui="zzz")),
    "rubrique without a name": Deed("new rubrique", press("Créer la rubrique")),
    "nothing neglected chosen": Deed("neglected", press("Archiver")),
    "looking with other eyes": Deed("see as of a teacher", press("Voir")),
    "services menu": Deed("dashboard", open_menu(".services > button")),
    "service without a name": Deed("new service", press("Ajouter au menu")),
    "account menu": Deed("dashboard", open_menu(".account > button")),
    "restoring": Deed("a past text", press("Restaurer cette version…")),
    "new preview link": Deed("draft", press("Créer un lien d’aperçu")),
    "preview beside": Deed("editing", press("Aperçu"), needs_script=True),
    "settings of a tile": Deed("home page composed", settings_beside("Agenda"), needs_script=True),
    "settings of a text": Deed(
        "home page composed", settings_beside("Portes ouvertes"), needs_script=True
    ),
    "settings refused": Deed(
        "home page composed",
        settings_beside(
            "Pronote", "Garder dans le brouillon", typed="javascript:alert(1)", field="r-url"
        ),
        needs_script=True,
        refused="422 (Unprocessable Entity)",
    ),
    "settings closed with a question": Deed(
        "home page composed",
        settings_beside("Agenda", "Fermer les réglages", typed="Les dates"),
        needs_script=True,
    ),
    "tile taken": Deed("home page composed", take_a_tile, needs_script=True),
}
