"""A field of the newsroom: a place in an order."""

from typing import Any

from wtforms import IntegerField

from app.text.numbers import number_in

LARGEST_RANK = 10_000


class RankField(IntegerField):
    """A place in an order, counted from 1; what is no number is no place."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Take a place as it is typed."""
        text = valuelist[0].strip() if valuelist else ""
        self.data = number_in(text, len(str(LARGEST_RANK)) - 1)

    def show(self, rank: int) -> None:
        """Say where it stands now, whatever was typed."""
        self.data, self.raw_data = rank, None
