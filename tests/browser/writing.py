"""The editor in a real browser: opened without the login form, used by its buttons, read back."""

from dataclasses import dataclass
from html import escape

from lxml import html as parser
from playwright.sync_api import Locator, Page, expect

from tests.browser.hands import EDITOR
from tests.browser.looks import Visit
from tests.demo_pages import RUBRIQUES

NEW = f"/publication/articles/nouveau?rubrique={RUBRIQUES['actualites']}"
VALUE = "() => document.querySelector('textarea[data-editor]').value"
IN_STEP = """() =>
  document.querySelector('textarea[data-editor]').value === hugerte.activeEditor.getContent()"""


@dataclass
class Writing:
    """The form of a new article, with its editor."""

    visit: Visit

    @property
    def page(self) -> Page:
        """The page with the form."""
        return self.visit.page

    @property
    def text(self) -> Locator:
        """The text in the editor."""
        return self.page.frame_locator(EDITOR).locator("body")

    @property
    def dialog(self) -> Locator:
        """The question that is asked."""
        return self.page.locator("dialog.editor-dialog")

    def open(self) -> "Writing":
        """Open an empty form and wait for its editor."""
        self.visit.go(NEW)
        expect(self.text).to_be_visible()
        expect(self.page.locator(".editor__count")).to_be_visible()
        return self

    def begin(self, html: str) -> None:
        """Put a text into the editor, with the caret at its start."""
        self.page.evaluate("html => hugerte.activeEditor.setContent(html)", html)
        self.text.focus()
        self.page.evaluate("() => hugerte.activeEditor.selection.setCursorLocation()")

    def select(self, selector: str) -> None:
        """Choose the inside of a thing of the text."""
        self.page.evaluate(
            """selector => {
              const editor = hugerte.activeEditor;
              editor.focus();
              editor.selection.select(editor.getBody().querySelector(selector), true);
              editor.nodeChanged();
            }""",
            selector,
        )

    def press(self, *names: str) -> None:
        """Press a button of the editor, then what its menus offer."""
        first, *others = names
        frame = self.page.locator(".tox")
        frame.get_by_role("button", name=first, exact=True).click()
        for name in others:
            frame.get_by_label(name, exact=True).or_(
                frame.locator(".tox-collection__item", has_text=name)
            ).first.click()

    def answer(self, **typed: str) -> None:
        """Fill in the question and say yes."""
        for name, value in typed.items():
            self.dialog.locator(f"[name={name}]").fill(value)
        self.dialog.locator(".btn--primary").click()
        expect(self.dialog).to_have_count(0)

    def paste(self, html: str, plain: str = "") -> None:
        """Paste, as the browser does with what another program has put into the clipboard."""
        self.text.evaluate(
            """(body, [html, plain]) => {
              const data = new DataTransfer();
              if (html) data.setData("text/html", html);
              data.setData("text/plain", plain);
              const pasted = new ClipboardEvent("paste", {
                clipboardData: data, bubbles: true, cancelable: true,
              });
              body.dispatchEvent(pasted);
            }""",
            [html, plain],
        )

    def content(self) -> str:
        """Return what the editor holds, once the text area holds it too."""
        self.page.wait_for_function(IN_STEP)
        value: str = self.page.evaluate(VALUE)
        return value


def normal(html: str) -> str:
    """Return HTML without what means nothing: order of attributes, entities, empty paragraphs."""
    root = parser.fragment_fromstring(html, create_parent="div")
    for one in root.findall(".//p"):
        if not one.text_content().strip(" \n\u00a0") and not len(one):
            one.drop_tree()
    for one in root.cssselect("td, th"):
        if one.text == "\u00a0":
            one.text = ""
    return "".join(_written(root))


def _written(node: parser.HtmlElement) -> list[str]:
    attributes = "".join(f' {name}="{escape(value)}"' for name, value in sorted(node.items()))
    inside = [escape(node.text or "")]
    for child in node:
        inside += _written(child)
        inside.append(escape(child.tail or ""))
    return [f"<{node.tag}{attributes}>", *inside, f"</{node.tag}>"]
