"""Fields of the settings of the site: rows of a list, lines of a text, what is asked of them."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import Field, Form, TextAreaField, ValidationError

from app.forms import TextField, is_web_address
from app.rules.uai import is_uai
from app.text.typed import lines_of

PHONE = re.compile(r"\+?[0-9][0-9 .()/-]{1,24}")
POSTCODE = re.compile(r"[0-9]{5}")
READ_AT_MOST = 3
"""How many times the rows that a list may have are read of a form."""


class ItemsField(TextAreaField):
    """A list of texts, one on each line."""

    data: list[str]  # type: ignore[assignment]

    def process_data(self, value: Any) -> None:
        """Take a stored list."""
        self.data = [str(one) for one in value or ()]

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Take the lines that say something."""
        lines = lines_of(valuelist[0]).splitlines() if valuelist else []
        self.data = [line.strip() for line in lines if line.strip()]

    def _value(self) -> str:
        return "\n".join(self.data)


class RowsField(Field):
    """A list of rows, each a small form whose fields are named `<field>-<number>-<part>`.

    A button `do` of the form with the value `<command>:<field>:<number>` adds, removes or moves a
    row (`arrange`); a row in which nothing is typed is none.
    """

    def __init__(self, label: Any, row: type[Form], most: int, **kwargs: Any) -> None:
        """Make a list of at most `most` rows."""
        super().__init__(label, **kwargs)
        self.row, self.most = row, most
        self.rows: list[Form] = []

    def process(self, formdata: Any, data: Any = None, extra_filters: Any = None) -> None:
        """Take the rows that were sent, in the order of their numbers, or those that are stored."""
        self.errors = []
        if formdata is None:
            self.show(data or ())
        else:
            limit = self.most * READ_AT_MOST
            self.rows = [
                self.row(formdata, prefix=f"{self.name}-{number}-")
                for number in sorted(self._numbers(formdata))[:limit]
            ]

    def show(self, rows: Sequence[Mapping[str, Any]]) -> None:
        """Show some rows, numbered anew."""
        parts = [name for name, _field in self.row()._fields.items()]
        self.rows = [
            self.row(
                data={name: str(one.get(name) or "") for name in parts},
                prefix=f"{self.name}-{number}-",
            )
            for number, one in enumerate(rows)
        ]

    @property
    def data(self) -> list[dict[str, str]]:
        """The rows in which something is typed."""
        return [typed for row in self.rows if any((typed := _values(row)).values())]

    @data.setter
    def data(self, value: Sequence[Mapping[str, Any]]) -> None:
        """Show some rows."""
        self.show(value)

    def arrange(self, command: str, number: int) -> None:
        """Add, remove or move a row as a button asks; another command changes nothing."""
        rows = [_values(row) for row in self.rows]
        if command == "add" and len(rows) < self.most:
            rows.append({})
        elif not 0 <= number < len(rows):
            return
        elif command == "remove":
            rows.pop(number)
        elif command == "up" and number > 0:
            rows.insert(number - 1, rows.pop(number))
        elif command == "down" and number < len(rows) - 1:
            rows.insert(number + 1, rows.pop(number))
        self.show(rows)

    def validate(self, form: Any, extra_validators: Any = ()) -> bool:
        """Look at each row; what is wrong is said beside it, and told by `problems`."""
        typed = [row for row in self.rows if any(_values(row).values())]
        self.errors = []
        if len(typed) > self.most:
            self.errors = [_("At most %(number)d lines here.", number=self.most)]
        judged = [row.validate() for row in typed]
        return all(judged) and not self.errors

    def problems(self) -> Iterator[dict[str, str]]:
        """Yield what is wrong in the rows, for the head of the form."""
        for place, row in enumerate(self.rows, 1):
            for field in row:
                if field.errors:
                    about = {"list": self.label.text, "place": place, "field": field.label.text}
                    label = _("%(list)s, line %(place)d, %(field)s", **about)
                    yield {
                        "id": field.id,
                        "label": label,
                        "words": " ".join(map(str, field.errors)),
                    }

    def _numbers(self, formdata: Any) -> set[int]:
        named = re.compile(rf"{re.escape(self.name)}-([0-9]{{1,3}})-[a-z_]+")
        return {int(found[1]) for found in map(named.fullmatch, formdata) if found}


def _values(row: Form) -> dict[str, str]:
    """Return what a row holds; it may have a field named `data`."""
    return {name: field.data or "" for name, field in row._fields.items()}


class Known:
    """Validator: nothing, or what a rule knows; the words say what is expected."""

    def __init__(self, rule: Any, words: Any) -> None:
        """Remember the rule."""
        self.rule, self.words = rule, words

    def __call__(self, form: Any, field: TextField) -> None:
        """Raise ValidationError for what the rule does not know."""
        if field.data and not self.rule(field.data):
            raise ValidationError(self.words)


PHONE_NUMBER = Known(
    PHONE.fullmatch, _l("This is not a telephone number: it looks like 05 36 49 00 00.")
)
FRENCH_POSTCODE = Known(POSTCODE.fullmatch, _l("A postcode has five digits, as in 31990."))
UAI = Known(
    is_uai,
    _l(
        "This number is not right: its letter does not fit its seven digits. It looks like"
        " 0319999A; compare it with a letter of the académie."
    ),
)
WEB_PAGE = Known(
    lambda text: is_web_address(text) and text.startswith("https://"),
    _l("Enter the whole address, beginning with https://."),
)
