"""The forms of what the law asks a site to say: legal notice, personal data, accessibility."""

from collections.abc import Sequence
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, ValidationError
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]

from app.forms import ChoiceField, DayField, MailAddress, OneOf
from app.queries.school import School
from app.setting_words import SETTINGS
from blueprints.site.setting_fields import PHONE_NUMBER, ItemsField, RowsField
from blueprints.site.setting_forms import LONGEST_NAME, SettingsForm
from blueprints.site.setting_rows import TreatmentRow, line, words

LONGEST_LINES = 4_000
BOTH = "both"
"""Nobody has said of which gender the publication director is."""
STATUSES = ("non conforme", "partiellement conforme", "totalement conforme")


class LegalForm(SettingsForm):
    """Who answers for the site and who hosts it (LCEN)."""

    director = ChoiceField(
        _l("Publication director"),
        default="",
        description=_l(
            "By law the head of the school. Chosen from the directory, a change there is"
            " noticed here."
        ),
    )
    director_id = HiddenField()
    director_name = line(SETTINGS["director_name"], longest=LONGEST_NAME, autocomplete="off")
    director_title = line(
        SETTINGS["director_title"],
        hint=_l("As in “principale” or “proviseur”."),
        autocomplete="off",
    )
    director_gender = OneOf(
        SETTINGS["director_gender"],
        choices=[
            SelectChoice("f", "Directrice de la publication"),
            SelectChoice("m", "Directeur de la publication"),
            SelectChoice(BOTH, _l("Both forms")),
        ],
        default=BOTH,
    )
    director_email = line(
        SETTINGS["director_email"],
        MailAddress(),
        hint=_l("“Report content” writes there; without one, to the school."),
        inputmode="email",
        autocomplete="off",
    )
    host_name = line(SETTINGS["host_name"], hint=_l("Whoever runs the machines of the site."))
    host_address = line(SETTINGS["host_address"])
    host_phone = line(SETTINGS["host_phone"], PHONE_NUMBER, inputmode="tel")
    editors = words(
        SETTINGS["editors"], longest=1_000, hint=_l("Who writes, and who reads it over before.")
    )
    picture_credits = words(SETTINGS["picture_credits"], longest=1_000)

    def offer(self, heads: Sequence[tuple[int, str]]) -> None:
        """Give the people who may be chosen."""
        self.heads = {str(id_): name for id_, name in heads}
        self.director.choices = [("", _l("Somebody else, named below")), *self.heads.items()]

    def show(self, school: School) -> None:
        """Fill the form, with whom of the directory the settings name."""
        super().show(school)
        by_name = {name: id_ for id_, name in self.heads.items()}
        chosen = str(school.director_id or by_name.get(school.director_name, ""))
        self.director.data = chosen if chosen in self.heads else ""
        self.director_gender.data = school.director_gender or BOTH

    def values(self) -> dict[str, Any]:
        """Return the settings; who is chosen from the directory is named as there."""
        chosen = self.director.data or ""
        name = self.heads.get(chosen, self.director_name.data)
        number = int(chosen) if chosen else None
        gender = self.director_gender.data
        return {
            **super().values(),
            "director_id": number,
            "director_name": name,
            "director_gender": "" if gender == BOTH else gender,
        }


class PrivacyForm(SettingsForm):
    """Who answers for personal data, and what it serves (GDPR)."""

    data_controller = words(
        SETTINGS["data_controller"],
        hint=_l(
            "For a school: the school, represented by its head. So it says when this is empty."
        ),
    )
    dpo_name = line(SETTINGS["dpo_name"], hint=_l("For most schools: that of the académie."))
    dpo_email = line(SETTINGS["dpo_email"], MailAddress(), inputmode="email")
    dpo_address = line(SETTINGS["dpo_address"], longest=300)
    treatments = RowsField(
        SETTINGS["treatments"],
        TreatmentRow,
        20,
        description=_l(
            "As in the register of the school. Where nothing is typed, the page describes what this"
            " site does by itself."
        ),
    )


class _FewLines:
    """Validator: readable lines that are not longer together than a page."""

    def __call__(self, form: Any, field: ItemsField) -> None:
        text = "\n".join(field.data)
        if len(text) > LONGEST_LINES:
            raise ValidationError(_l("This is too long: 4,000 characters at most."))


def lines(name: str, **attributes: Any) -> ItemsField:
    """Return a field of one text on each line."""
    return ItemsField(
        SETTINGS[name],
        description=_l("One on each line."),
        validators=[_FewLines()],
        render_kw={"rows": 4, **attributes},
    )


class AccessibilityForm(SettingsForm):
    """The accessibility statement (RGAA)."""

    accessibility_status = OneOf(
        SETTINGS["accessibility_status"],
        description=_l(
            "“Partially” and “fully” need an audit: at least half of the criteria, or all of them."
        ),
        choices=[SelectChoice(one, one.capitalize()) for one in STATUSES],
    )
    accessibility_date = DayField(
        SETTINGS["accessibility_date"],
        description=_l("A statement holds for three years."),
        render_kw={"type": "date"},
    )
    accessibility_results = words(
        SETTINGS["accessibility_results"],
        longest=2_000,
        hint=_l("Who made the audit, when, and how many criteria are met."),
    )
    accessibility_gaps = lines("accessibility_gaps")
    accessibility_burdens = lines("accessibility_burdens")
    accessibility_exempt = lines("accessibility_exempt")
    accessibility_technologies = lines("accessibility_technologies")
    accessibility_environments = lines("accessibility_environments")
    accessibility_tools = lines("accessibility_tools")
    accessibility_pages = lines("accessibility_pages")
    accessibility_plan = lines("accessibility_plan")
    accessibility_contact = words(
        SETTINGS["accessibility_contact"], hint=_l("Shown above mail, telephone and address.")
    )

    def validate_accessibility_results(self, field: Any) -> None:
        """Refuse a claim without the results that it rests on."""
        if self.accessibility_status.data in STATUSES[1:] and not field.data:
            raise ValidationError(_l("Give the results of the audit on which this rests."))

    def validate_accessibility_date(self, field: Any) -> None:
        """Refuse a claim without its day."""
        if self.accessibility_status.data in STATUSES[1:] and not field.data:
            raise ValidationError(_l("Give the day of the statement."))
