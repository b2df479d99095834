"""Fields of the newsroom: lines of plain text, places in an order."""

from typing import Any

from wtforms import IntegerField, StringField, TextAreaField

from app.text.numbers import number_in
from app.text.typed import line_of, lines_of

LARGEST_RANK = 10_000


class LineField(StringField):
    """A line of plain text, without what nobody can type."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Take what was typed, on one line."""
        self.data = line_of(valuelist[0]) if valuelist else ""


class LinesField(TextAreaField):
    """Some lines of plain text, without what nobody can type."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Take what was typed."""
        self.data = lines_of(valuelist[0]) if valuelist else ""


class RankField(IntegerField):
    """A place in an order, counted from 1; what is no number is no place."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Take a place as it is typed."""
        text = valuelist[0].strip() if valuelist else ""
        self.data = number_in(text, len(str(LARGEST_RANK)) - 1)

    def show(self, rank: int) -> None:
        """Say where it stands now, whatever was typed."""
        self.data, self.raw_data = rank, None
