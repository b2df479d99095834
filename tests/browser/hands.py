"""How people reach what a page offers: with a mouse, or with the keyboard alone."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Protocol

import pytest
from playwright.sync_api import Locator, Page, expect

MOST_STEPS = 400
TOOLS = ".tox"
"""Where the editor keeps its buttons, their menus too."""
EDITOR = ".tox-edit-area__iframe:not([inert])"
"""The frame of an editor that has its text, and can be written into."""
TABLE = "Insérer un tableau"
IS_FOCUSED = "one => one === document.activeElement"
HOLDS_FOCUS = "one => one.contains(document.activeElement)"
IS_QUESTION_FOCUSED = """one => {
  const group = [...one.form.elements].filter(other => other.name === one.name);
  return (group.find(other => other.checked) ?? group[0]) === document.activeElement;
}"""
"""Whether Tab has led to the one of the answers of a question at which it stops."""


class Hand(Protocol):
    """What a hand can do; each target is one element that can be seen."""

    def press(self, target: Locator) -> None:
        """Use a button or a link."""

    def press_twice(self, target: Locator) -> None:
        """Use a button once more before its page has answered, as the impatient do."""

    def write(self, field: Locator, text: str) -> None:
        """Put a text in the place of what stands in a field."""

    def write_freely(self, editor: Locator, text: str) -> None:
        """Put a text in the place of what stands in an editor, which is a frame."""

    def enter(self, editor: Locator) -> None:
        """Put the caret into an editor, which is a frame."""

    def use_tool(self, page: Page, name: str) -> None:
        """Press a button of the editor, for the place where the caret is."""

    def insert_table(self, page: Page, columns: int, rows: int) -> None:
        """Insert a table of this size where the caret is."""

    def choose_files(self, field: Locator, paths: Sequence[Path]) -> None:
        """Choose files of one's own disk."""

    def tick(self, box: Locator) -> None:
        """Tick a box, or clear it."""

    def pick(self, answer: Locator) -> None:
        """Give one of the answers of a question."""

    def choose(self, field: Locator, option: str) -> None:
        """Choose from a list by the words that it shows."""


class Mouse:
    """A hand that points; only letters come from the keyboard."""

    def press(self, target: Locator) -> None:
        """Click."""
        wait_for_scripts(target.page)
        target.click()

    def press_twice(self, target: Locator) -> None:
        """Double-click."""
        wait_for_scripts(target.page)
        target.dblclick()

    def write(self, field: Locator, text: str) -> None:
        """Click into the field and replace its text."""
        field.fill(text)

    def write_freely(self, editor: Locator, text: str) -> None:
        """Click into the text, choose it all and type over it."""
        editor.content_frame.locator("body").click()
        type_over(editor.page, text)

    def enter(self, editor: Locator) -> None:
        """Click into the text."""
        editor.content_frame.locator("body").click()

    def use_tool(self, page: Page, name: str) -> None:
        """Click the button."""
        page.locator(TOOLS).get_by_label(name, exact=True).click()

    def insert_table(self, page: Page, columns: int, rows: int) -> None:
        """Click the size that is wanted."""
        self.use_tool(page, TABLE)
        self.use_tool(page, size(columns, rows))

    def choose_files(self, field: Locator, paths: Sequence[Path]) -> None:
        """Click the field; the system asks for the files."""
        wait_for_scripts(field.page)
        with field.page.expect_file_chooser() as asked:
            field.click()
        asked.value.set_files(paths)

    def tick(self, box: Locator) -> None:
        """Click the box."""
        box.click()

    def pick(self, answer: Locator) -> None:
        """Click the answer."""
        answer.check()

    def choose(self, field: Locator, option: str) -> None:
        """Pick the option."""
        field.select_option(label=option)


class Keyboard:
    """A hand that never points: Tab leads everywhere, Enter, Space, arrows and letters act."""

    def press(self, target: Locator) -> None:
        """Go there; Enter follows a link, Space presses a button."""
        self.go_to(target)
        is_link = target.evaluate("one => one.tagName === 'A'")
        target.page.keyboard.press("Enter" if is_link else "Space")

    def press_twice(self, target: Locator) -> None:
        """Go there, then press Enter twice."""
        self.go_to(target)
        target.page.keyboard.press("Enter")
        target.page.keyboard.press("Enter")

    def write(self, field: Locator, text: str) -> None:
        """Go there, choose all that stands there and type over it."""
        self.go_to(field)
        type_over(field.page, text)

    def write_freely(self, editor: Locator, text: str) -> None:
        """Go there, choose all that stands there and type over it."""
        self.go_to(editor)
        type_over(editor.page, text)

    def enter(self, editor: Locator) -> None:
        """Go there."""
        self.go_to(editor)

    def use_tool(self, page: Page, name: str) -> None:
        """Go from the text to the buttons, from group to group, then to the one."""
        tool = page.locator(TOOLS).get_by_label(name, exact=True)
        floats = tool.locator("xpath=ancestor::*[contains(@class,'tox-pop')]").count() > 0
        page.keyboard.press("Control+F9" if floats else "Alt+F10")
        group = tool.locator("xpath=ancestor::*[contains(@class,'tox-toolbar__group')]")
        self.walk_until(page, lambda: bool(group.evaluate(HOLDS_FOCUS)), "Tab")
        self.walk_to(tool, "ArrowRight")
        page.keyboard.press("Enter")

    def insert_table(self, page: Page, columns: int, rows: int) -> None:
        """Go right, then down to the size that is wanted."""
        self.use_tool(page, TABLE)
        self.walk_to(page.locator(TOOLS).get_by_label(size(columns, 1), exact=True), "ArrowRight")
        self.walk_to(page.locator(TOOLS).get_by_label(size(columns, rows), exact=True), "ArrowDown")
        page.keyboard.press("Enter")

    def choose_files(self, field: Locator, paths: Sequence[Path]) -> None:
        """Go there and press Space; the system asks for the files."""
        with field.page.expect_file_chooser() as asked:
            # On the way, the browser learns that the question is answered here.
            self.go_to(field)
            field.page.keyboard.press("Space")
        asked.value.set_files(paths)

    def tick(self, box: Locator) -> None:
        """Go there and press Space."""
        self.go_to(box)
        box.page.keyboard.press("Space")

    def pick(self, answer: Locator) -> None:
        """Go to the question, then down to the answer, which that gives."""
        self.walk_until(answer.page, lambda: bool(answer.evaluate(IS_QUESTION_FOCUSED)), "Tab")
        answer.page.keyboard.press("Space")
        self.walk_until(answer.page, answer.is_checked, "ArrowDown")

    def choose(self, field: Locator, option: str) -> None:
        """Go there, then down from the first option."""
        self.go_to(field)
        field.page.keyboard.press("Home")
        for _ in range(MOST_STEPS):
            if field.evaluate("one => one.selectedOptions[0].label.trim()") == option:
                return
            field.page.keyboard.press("ArrowDown")
        pytest.fail(f"no option is called “{option}”")

    def go_to(self, target: Locator) -> None:
        """Press Tab until an element has the focus; the way goes on past the end of the page."""
        self.walk_to(target, "Tab")

    def walk_to(self, target: Locator, key: str) -> None:
        """Press a key until an element has the focus, also one that a script puts in its place."""
        expect(target).to_be_visible()
        self.walk_until(target.page, lambda: bool(target.evaluate(IS_FOCUSED)), key)

    def walk_until(self, page: Page, is_there: Callable[[], bool], key: str) -> None:
        """Press a key until it has led there."""
        wait_for_scripts(page)
        for _ in range(MOST_STEPS):
            if is_there():
                return
            page.keyboard.press(key)
        pytest.fail(f"{key} never leads there")


def wait_for_scripts(page: Page) -> None:
    """Wait until the page is complete: before, a button does what it does without script."""
    page.wait_for_load_state("load")


def size(columns: int, rows: int) -> str:
    """Return what a cell of the question for the size of a table is called."""
    return f"{columns} colonnes, {rows} lignes"


def type_over(page: Page, text: str) -> None:
    """Choose all that stands where the focus is, and type in its place."""
    page.keyboard.press("Control+A")
    page.keyboard.press("Delete")
    page.keyboard.type(text)
