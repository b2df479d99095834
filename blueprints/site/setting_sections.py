"""The parts into which the settings of the site are parted, each a page with its form."""

from collections.abc import Mapping
from dataclasses import dataclass

from flask import url_for
from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from app.access import now, school
from app.extensions import db
from app.queries.publication_director import Doubt, doubt_about_director, heads
from app.rules.legal_facts import is_too_old, missing_facts
from app.setting_words import SETTINGS
from app.templating import local
from blueprints.site.legal_forms import AccessibilityForm, LegalForm, PrivacyForm
from blueprints.site.limit_form import LimitForm
from blueprints.site.setting_forms import SchoolForm, SettingsForm

APPEARANCE = "apparence"


@dataclass(frozen=True)
class Section:
    """A part of the settings: the form, its template, and the public page that shows it."""

    title: LazyString
    lead: LazyString
    note: LazyString
    icon: str
    form: type[SettingsForm]
    template: str
    shown_at: str


@dataclass(frozen=True)
class Missing:
    """Something that the law asks for and that is not there: its name, and where it is typed."""

    name: str
    label: str
    section: str
    url: str


SECTIONS: Mapping[str, Section] = {
    "etablissement": Section(
        _l("The school"),
        _l("What the site says of the school: its name, its address, how to reach it."),
        _l("Name, address, hours, telephones"),
        "school",
        SchoolForm,
        "site/settings_school.html",
        "public.contact",
    ),
    "mentions-legales": Section(
        _l("Legal notice"),
        _l("Who answers for the site and who hosts it: the law wants each visitor to find it."),
        _l("Publication director, host"),
        "landmark",
        LegalForm,
        "site/settings_legal.html",
        "public.legal_notice",
    ),
    "donnees-personnelles": Section(
        _l("Personal data"),
        _l("Who answers for personal data, whom to ask, what it serves."),
        _l("Data protection officer, uses"),
        "shield-check",
        PrivacyForm,
        "site/settings_privacy.html",
        "public.privacy",
    ),
    "accessibilite": Section(
        _l("Accessibility statement"),
        _l("What works for everybody on this site, and what does not yet."),
        _l("State, audit, shortcomings"),
        "accessibility",
        AccessibilityForm,
        "site/settings_accessibility.html",
        "public.accessibility",
    ),
    "limites": Section(
        _l("Limits for files"),
        _l("How large files may be, and how many; never more than the guide of the ENT says."),
        _l("Pictures, films, attachments"),
        "sliders-horizontal",
        LimitForm,
        "site/settings_limits.html",
        "newsroom.new_files",
    ),
}


def section_of(name: str) -> str:
    """Return the word of the section in which a setting is typed."""
    return next(word for word, one in SECTIONS.items() if hasattr(one.form, name))


def missing() -> list[Missing]:
    """Return what the law asks for and the settings do not say yet."""
    words = {name: section_of(name) for name in missing_facts(vars(school()))}
    return [
        Missing(
            name,
            str(SETTINGS[name]),
            word,
            url_for("site.settings_section", name=word, _anchor=name),
        )
        for name, word in words.items()
    ]


def director_doubt() -> Doubt | None:
    """Return what is wrong with the publication director whom the settings name, if anything."""
    return doubt_about_director(db.session(), school())


def has_old_statement() -> bool:
    """Tell whether the accessibility statement no longer holds."""
    day = school().accessibility_day
    return day is not None and is_too_old(day, local(now()).date())


def empty_form(section: str) -> SettingsForm:
    """Return the form of a section with nothing in it, with its choices."""
    return _offered(SECTIONS[section].form(formdata=None))


def sent_form(section: str) -> SettingsForm:
    """Return the form of a section as it was sent."""
    return _offered(SECTIONS[section].form())


def _offered(form: SettingsForm) -> SettingsForm:
    if isinstance(form, LegalForm):
        form.offer(heads(db.session()))
    return form
