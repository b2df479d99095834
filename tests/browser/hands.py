"""How people reach what a page offers: with a mouse, or with the keyboard alone."""

from typing import Protocol

import pytest
from playwright.sync_api import Locator, Page, expect

MOST_STEPS = 400
IS_FOCUSED = "one => one === document.activeElement"


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

    def tick(self, box: Locator) -> None:
        """Tick a box, or clear it."""

    def choose(self, field: Locator, option: str) -> None:
        """Choose from a list by the words that it shows."""


class Mouse:
    """A hand that points; only letters come from the keyboard."""

    def press(self, target: Locator) -> None:
        """Click."""
        target.click()

    def press_twice(self, target: Locator) -> None:
        """Double-click."""
        target.dblclick()

    def write(self, field: Locator, text: str) -> None:
        """Click into the field and replace its text."""
        field.fill(text)

    def write_freely(self, editor: Locator, text: str) -> None:
        """Click into the text, choose it all and type over it."""
        editor.content_frame.locator("body").click()
        type_over(editor.page, text)

    def tick(self, box: Locator) -> None:
        """Click the box."""
        box.click()

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

    def tick(self, box: Locator) -> None:
        """Go there and press Space."""
        self.go_to(box)
        box.page.keyboard.press("Space")

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
        expect(target).to_be_visible()
        element = target.element_handle()
        for _ in range(MOST_STEPS):
            if element.evaluate(IS_FOCUSED):
                return
            target.page.keyboard.press("Tab")
        pytest.fail(f"Tab never leads to {target}")


def type_over(page: Page, text: str) -> None:
    """Choose all that stands where the focus is, and type in its place."""
    page.keyboard.press("Control+A")
    page.keyboard.press("Delete")
    page.keyboard.type(text)
