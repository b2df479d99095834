"""The rows of the lists among the settings, each a small form of its own."""

from collections.abc import Callable, Sequence
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import Form
from wtforms.validators import DataRequired, Length

from app.forms import Readable, TextField, on_one_line
from app.typed_fields import LinesField
from blueprints.site.setting_fields import PHONE_NUMBER, WEB_PAGE

LONGEST_LINE = 150
LONGEST_WORDS = 500
TOO_LONG = _l("%(max)d characters at most.")


def _validators(needed: Any, longest: int, more: Sequence[Any]) -> list[Any]:
    return [
        *([DataRequired(needed)] if needed else []),
        Length(max=longest, message=TOO_LONG),
        Readable(),
        *more,
    ]


def line(
    label: Any,
    *more: Any,
    needed: Any = None,
    longest: int = LONGEST_LINE,
    hint: Any = "",
    shape: Callable[[str | None], str] = on_one_line,
    **attributes: Any,
) -> TextField:
    """Return a field of one line; `needed` says what is missing when nothing is typed."""
    return TextField(
        label,
        description=hint,
        filters=[shape],
        validators=_validators(needed, longest, more),
        render_kw=attributes,
    )


def words(
    label: Any,
    *,
    needed: Any = None,
    longest: int = LONGEST_WORDS,
    hint: Any = "",
    **attributes: Any,
) -> LinesField:
    """Return a field of a few sentences."""
    return LinesField(
        label,
        description=hint,
        validators=_validators(needed, longest, ()),
        render_kw={"rows": 3, **attributes},
    )


class PhoneRow(Form):
    """A telephone number of a service of the school."""

    service = line(_l("Service"), needed=_l("Say whose number this is."))
    phone = line(
        _l("Telephone"),
        PHONE_NUMBER,
        needed=_l("Enter the number."),
        inputmode="tel",
        autocomplete="off",
    )
    note = line(_l("What for, when"))


class HoursRow(Form):
    """When the school is open on some days."""

    days = line(_l("Days"), needed=_l("Say on which days."))
    hours = line(_l("Hours"), needed=_l("Say at which hours."))


class LinkRow(Form):
    """The school on a social network."""

    name = line(_l("Network"), needed=_l("Name the network."))
    url = line(
        _l("Address"),
        WEB_PAGE,
        needed=_l("Enter the address of the page."),
        longest=500,
        inputmode="url",
        autocomplete="off",
        spellcheck="false",
    )


class TreatmentRow(Form):
    """A use of personal data, as the register of the school describes it."""

    name = line(_l("Name of the use"), needed=_l("Name this use."))
    purpose = words(_l("Purpose"), needed=_l("Say what for."))
    legal_basis = words(_l("Legal basis"), needed=_l("Say on which legal basis."))
    data = words(_l("Data"), needed=_l("Say which data."))  # type: ignore[assignment]
    recipients = words(_l("Recipients"), needed=_l("Say who receives it."))
    retention = words(_l("Kept for how long"))
