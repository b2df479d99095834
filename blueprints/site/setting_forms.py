"""A form of settings of the site, each field named as what it holds, and that of the school."""

from datetime import date
from typing import Any

from flask import request
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import HiddenField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]

from app.forms import ChoiceField, DayField, MailAddress
from app.queries.school import FIELDS, School
from app.rules.uai import normal_uai
from app.setting_words import SETTINGS
from app.text.numbers import number_in
from blueprints.site.academies import ACADEMIES
from blueprints.site.setting_fields import (
    FRENCH_POSTCODE,
    PHONE_NUMBER,
    UAI,
    RowsField,
)
from blueprints.site.setting_rows import HoursRow, LinkRow, PhoneRow, line, words

LONGEST_NAME = 100


class SettingsForm(FlaskForm):
    """Some settings; `state` is what they were when the form was shown."""

    state = HiddenField()

    @property
    def names(self) -> list[str]:
        """The settings that the form holds."""
        return [name for name in self._fields if name in FIELDS]

    @property
    def lists(self) -> list[RowsField]:
        """The fields that are lists of rows."""
        return [field for field in self if isinstance(field, RowsField)]

    def show(self, school: School) -> None:
        """Fill the form with what is set."""
        for name in self.names:
            value = getattr(school, name)
            field = self[name]
            if isinstance(field, DayField):
                field.data = school.accessibility_day
            else:
                field.process(None, value)

    def values(self) -> dict[str, Any]:
        """Return the settings as they were typed, once the form is valid."""
        return {name: _stored(self[name].data) for name in self.names}

    def arrange(self) -> bool:
        """Do what a button of a list asks; tell whether one was pressed."""
        command, _colon, rest = request.form.get("do", "").partition(":")
        name, _colon, number = rest.partition(":")
        for field in self.lists:
            if field.name == name:
                place = number_in(number)
                field.arrange(command, -1 if place is None else place)
                return True
        return False

    def problems(self) -> list[dict[str, str]]:
        """Return what is wrong in the rows, for the head of the form."""
        return [problem for field in self.lists for problem in field.problems()]


class SchoolForm(SettingsForm):
    """What the school is, and how to reach it."""

    name = line(SETTINGS["name"], needed=_l("Give the school its name."), longest=LONGEST_NAME)
    short_place = line(SETTINGS["short_place"], hint=_l("As in “Rivemont, académie de Toulouse”."))
    uai = line(
        SETTINGS["uai"],
        UAI,
        hint=_l("Seven digits and a letter, as in 0319999A."),
        shape=normal_uai,
        autocomplete="off",
        spellcheck="false",
    )
    street = line(SETTINGS["street"], autocomplete="off")
    postcode = line(SETTINGS["postcode"], FRENCH_POSTCODE, inputmode="numeric", autocomplete="off")
    city = line(SETTINGS["city"], autocomplete="off")
    academy = line(SETTINGS["academy"], list="academies", autocomplete="off")
    zone = ChoiceField(
        SETTINGS["zone"],
        choices=[SelectChoice(zone, zone or _l("None of them")) for zone in ("", "A", "B", "C")],
        default="",
    )
    phone = line(SETTINGS["phone"], PHONE_NUMBER, inputmode="tel", autocomplete="off")
    email = line(SETTINGS["email"], MailAddress(), inputmode="email", autocomplete="off")
    phones = RowsField(
        SETTINGS["phones"],
        PhoneRow,
        20,
        description=_l("Shown on the page “Contact”, in this order."),
    )
    opening_hours = RowsField(SETTINGS["opening_hours"], HoursRow, 14)
    access = words(
        SETTINGS["access"], longest=2_000, hint=_l("Bus, car park, entrance, access by wheelchair.")
    )
    social_links = RowsField(
        SETTINGS["social_links"],
        LinkRow,
        10,
        description=_l("Links only: nothing of these networks is loaded, nobody is tracked."),
    )

    academies = ACADEMIES


def _stored(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    return "" if value is None else value
