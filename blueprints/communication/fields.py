"""Fields of the form of an announcement."""

from typing import Any

from wtforms import TextAreaField

from app.text.typed import html_of, lines_of, typed_of


class BodyField(TextAreaField):
    """A short text, typed as plain paragraphs or as HTML; `html` is what is stored, cleaned."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Take what was typed, without what nobody can type."""
        self.data = lines_of(valuelist[0]) if valuelist else ""

    def show(self, html: str) -> None:
        """Fill the field with a stored text."""
        self.data = typed_of(html)

    @property
    def html(self) -> str:
        """The clean HTML of what was typed."""
        return html_of(self.data or "")
