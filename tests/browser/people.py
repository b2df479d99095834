"""The people of stories: each before a browser of their own, in a school that they may change."""

import re
from dataclasses import dataclass
from typing import Self

from playwright.sync_api import Locator, Page, expect

from tests.browser.hands import EDITOR, Hand, wait_for_scripts
from tests.browser.looks import Looks, Visit

PASSWORD = "rivemont-2026"


@dataclass
class Person:
    """Somebody who looks at a page, and the hand that uses it."""

    visit: Visit
    hand: Hand

    @property
    def page(self) -> Page:
        """The page that is open."""
        return self.visit.page

    @property
    def main(self) -> Locator:
        """What the page is about, without the head and the foot of all pages."""
        return self.page.get_by_role("main")

    def new_tab(self) -> "Person":
        """Open another window of the same browser."""
        visit = Visit(self.page.context.new_page(), self.visit.site)
        return Person(visit, self.hand)

    def log_out(self) -> None:
        """End the session by the menu of the account."""
        account = self.page.get_by_role("banner").locator(".account")
        self.hand.press(account.get_by_role("button").first)
        self.press("Se déconnecter", account)
        expect(account).to_have_count(0)

    def go(self, path: str) -> None:
        """Type an address."""
        self.visit.go(path)

    def log_in(self, login: str, password: str = PASSWORD) -> Self:
        """Open a session through the form."""
        self.go("/connexion")
        self.write("Identifiant", login)
        self.write("Mot de passe", password)
        self.press("Se connecter")
        expect(self.page.get_by_role("banner").locator(".account")).to_be_visible()
        return self

    def press(self, name: str, within: Locator | None = None) -> None:
        """Press the button of this name."""
        self.hand.press((within or self.main).get_by_role("button", name=name, exact=True))

    def follow(self, name: str | re.Pattern[str], within: Locator | None = None) -> None:
        """Follow the link of this name."""
        self.hand.press((within or self.main).get_by_role("link", name=name, exact=True))

    def write(self, label: str, text: str) -> None:
        """Write into the field of this label, or into the editor that stands over it."""
        field = self.main.get_by_label(label, exact=True)
        if field.get_attribute("data-editor") is None:
            self.hand.write(field, text)
        else:
            self.hand.write_freely(self.page.locator(EDITOR), text)

    def choose(self, label: str, option: str) -> None:
        """Choose from the list of this label."""
        self.hand.choose(self.main.get_by_label(label, exact=True), option)

    def tick(self, label: str) -> None:
        """Tick the box whose words begin like this."""
        self.hand.tick(self.main.get_by_role("checkbox", name=re.compile(f"^{label}")))

    def open_area(self, name: str, page: str = "") -> None:
        """Go to a page of an area by the menus: of the account first, on the public site."""
        if self.page.locator(".workroom").count() == 0:
            account = self.page.get_by_role("banner").locator(".account")
            self.hand.press(account.get_by_role("button").first)
            self.follow(name, account)
        else:
            self.follow(re.compile(f"^{name}"), self.page.get_by_role("navigation", name="Menu"))
        expect(self.page.locator(".workroom")).to_be_visible()
        if page:
            pages = self.page.get_by_role("navigation", name="Pages de cette partie")
            self.follow(re.compile(f"^{page}"), pages)

    def is_at(self, heading: str) -> None:
        """Expect the page of this title, with its scripts."""
        expect(self.page.get_by_role("heading", level=1)).to_have_text(heading)
        wait_for_scripts(self.page)

    def is_told(self, words: str) -> None:
        """Expect the site to say what was done."""
        expect(self.page.get_by_role("status").filter(has_text=words)).to_be_visible()

    def sees(self, words: str | re.Pattern[str]) -> None:
        """Expect words on the page."""
        expect(self.main).to_contain_text(words)

    def go_back(self) -> None:
        """Follow the way back above the title."""
        self.hand.press(self.main.locator(".page-head__back").get_by_role("link"))

    def does_not_see(self, words: str) -> None:
        """Expect words to be absent from the page."""
        expect(self.main).not_to_contain_text(words)


class Cast:
    """The people of one story, who share nothing but the school."""

    def __init__(self, looks: Looks, hand: Hand) -> None:
        """Begin with nobody."""
        self.looks = looks
        self.hand = hand
        self.inside: list[Visit] = []

    def visitor(self, width: int = 1440) -> Person:
        """Let somebody come in whom the site does not know."""
        self.inside.append(self.looks.come_in(width))
        return Person(self.inside[-1], self.hand)

    def member(self, login: str) -> Person:
        """Let somebody come in and log in."""
        return self.visitor().log_in(login)

    def leave(self) -> None:
        """Close all browsers; no page has complained, or asked another site for something."""
        for visit in self.inside:
            visit.page.context.close()
        found = [one for visit in self.inside for one in visit.complaints + visit.foreign]
        assert found == [], found
