"""What the law wants the pages of a site to say, and what a school has not said yet.

The publisher, the publication director and the host: law no. 2004-575 (LCEN), article 6-III, since
2024 article 1-1. The data protection officer: GDPR, article 13. The accessibility statement: decree
no. 2019-768; it holds for three years.
"""

from collections.abc import Mapping
from datetime import date

NO_NAME = "Parvis"
"""The name of a school that has not given its own."""

LEGAL_NOTICE = (
    "name",
    "street",
    "postcode",
    "city",
    "phone",
    "email",
    "director_name",
    "host_name",
    "host_address",
    "host_phone",
)
PRIVACY = ("dpo_email",)
ACCESSIBILITY = ("accessibility_date",)
YEARS_VALID = 3


def missing_facts(settings: Mapping[str, object]) -> list[str]:
    """Return the names of the settings that the law asks for and that say nothing yet."""
    missing = [
        name
        for name in (*LEGAL_NOTICE, *PRIVACY, *ACCESSIBILITY)
        if not settings.get(name) or (name == "name" and settings[name] == NO_NAME)
    ]
    if settings.get("dpo_address") and "dpo_email" in missing:
        missing.remove("dpo_email")  # by post is a way to reach the officer too
    return missing


def is_too_old(statement: date, today: date) -> bool:
    """Tell whether an accessibility statement no longer holds."""
    day = min(statement.day, 28) if statement.month == 2 else statement.day
    return today >= statement.replace(year=statement.year + YEARS_VALID, day=day)
