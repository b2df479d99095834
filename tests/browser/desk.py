"""How a person writes in the editor and hands over files: real pasting, keys and choosers."""

import io
import re
import zlib
from collections.abc import Sequence
from pathlib import Path

import pillow_heif
from PIL import Image
from playwright.sync_api import Locator, expect

from tests.browser.hands import EDITOR
from tests.browser.looks import Visit
from tests.browser.people import Person

COPY = """async ([html, plain]) => {
  addEventListener("copy", event => {
    event.preventDefault();
    if (html) event.clipboardData.setData("text/html", html);
    event.clipboardData.setData("text/plain", plain);
  }, { once: true });
  document.execCommand("copy");
}"""
PATIENCE = 60_000
"""Milliseconds until a file is taken, on a busy machine."""


def heic(path: Path) -> Path:
    """Write a photograph as a phone does; each folder has another one."""
    width, height = 900, 700
    image = Image.new("RGB", (width, height), "teal")
    image.paste(zlib.crc32(str(path).encode()) & 0xFFFFFF, (0, height // 2, width, height))
    target = io.BytesIO()
    pillow_heif.from_pillow(image).save(target, quality=50)
    path.write_bytes(target.getvalue())
    return path


class Desk:
    """The form of an article before somebody, with its editor."""

    def __init__(self, person: Person) -> None:
        """Wait until one can write there."""
        self.person = person
        self.page = person.page
        self.hand = person.hand
        self.frame = self.page.locator(EDITOR)
        self.text = self.frame.content_frame.locator("body")
        expect(self.page.locator(".editor__count")).to_be_visible()

    def section(self, name: str) -> Locator:
        """Return a section of the form that holds files."""
        return self.person.main.locator(f"#files-{name}")

    def go_to_end(self) -> None:
        """Put the caret at the end of the text."""
        self.hand.enter(self.frame)
        self.page.keyboard.press("Control+End")

    def paste(self, plain: str, html: str = "") -> None:
        """Copy in another program, then paste where the caret is."""
        other = self.page.context.new_page()
        other.goto(f"{self.person.visit.site}/robots.txt")
        other.evaluate(COPY, [html, plain])
        other.close()
        self.page.bring_to_front()
        self.page.keyboard.press("Control+V")

    def give(self, label: str, *paths: Path) -> None:
        """Choose files of one's own disk in the field of this label."""
        self.hand.choose_files(self.person.main.get_by_label(label, exact=True), paths)

    def rows(self, section: str) -> Locator:
        """Return the files of a section."""
        return self.section(section).locator("[data-rows] > li")

    @property
    def findings(self) -> Locator:
        """What the check says, each with its buttons."""
        return self.person.main.locator("#check .finding")

    def finding(self, title: str) -> Locator:
        """Return what the check says of one kind of fault."""
        found = self.findings.filter(has=self.page.locator("b", has_text=title))
        expect(found).to_be_visible()
        return found

    def mend(self, title: str, button: str, typed: Sequence[str] = ()) -> None:
        """Use the button that mends a fault, after writing what it asks; the fault is gone then."""
        found = self.finding(title)
        if typed:
            label, words = typed
            self.hand.write(found.get_by_label(label), words)
        self.hand.press(found.get_by_role("button", name=button))
        expect(found).to_have_count(0)

    def say_whose_it_is(self, name: str, credit: str) -> None:
        """Open the page of a picture, which comes in a window of its own, and come back."""
        link = self.finding("Image sans licence").get_by_role("link", name="Ouvrir le fichier")
        with self.page.expect_popup() as opened:
            self.hand.press(link)
        file = Person(Visit(opened.value, self.person.visit.site), self.hand)
        file.is_at(name)
        file.write("Auteur ou crédit (facultatif)", credit)
        self.hand.pick(file.main.get_by_role("radio", name=re.compile("^Tous droits réservés")))
        self.hand.pick(file.main.get_by_role("radio", name="Non", exact=True))
        file.press("Enregistrer")
        file.is_told("Enregistré")
        file.page.close()
        self.person.press("Vérifier le texte")
        expect(self.findings.filter(has_text="Image sans licence")).to_have_count(0)
