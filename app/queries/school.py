"""The school as its settings describe it: one setting a field, read in one query."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models import Setting


@dataclass(frozen=True)
class School:
    """What pages, feeds and legal notices say of the school; texts are plain, never HTML."""

    name: str = "Parvis"
    uai: str = ""
    street: str = ""
    postcode: str = ""
    city: str = ""
    academy: str = ""
    zone: str = ""
    """Of the school holidays: A, B or C."""
    short_place: str = ""
    phone: str = ""
    email: str = ""
    colour: str = "#0b6b6e"
    """The school's own colour, from which the palette is derived."""
    director_name: str = ""
    """The publication director: by law the chef d'établissement (LCEN)."""
    director_title: str = ""
    director_gender: str = ""
    """`f` or `m`; nothing says "directeur ou directrice"."""
    director_email: str = ""
    editors: str = ""
    picture_credits: str = ""
    host_name: str = ""
    host_address: str = ""
    host_phone: str = ""
    data_controller: str = ""
    """Who answers for personal data (RGPD, article 4): the school, by its head."""
    dpo_name: str = ""
    dpo_email: str = ""
    dpo_address: str = ""
    treatments: Sequence[Mapping[str, str]] = ()
    """Uses of data: `name`, `purpose`, `legal_basis`, `data`, `recipients`, `retention`."""
    access: str = ""
    """How to come: bus, car park, entrance."""
    opening_hours: Sequence[Mapping[str, str]] = ()
    """Pairs `days`, `hours`."""
    phones: Sequence[Mapping[str, str]] = ()
    """Lines `service`, `phone`, `note`."""
    social_links: Sequence[Mapping[str, str]] = ()
    """Pairs `name`, `url`."""
    accessibility_status: str = "non conforme"
    """One of the three words of the law (RGAA: totalement, partiellement, non conforme)."""
    accessibility_date: str = ""
    accessibility_results: str = ""
    accessibility_gaps: Sequence[str] = ()
    accessibility_exempt: Sequence[str] = ()
    accessibility_technologies: Sequence[str] = ()
    accessibility_environments: Sequence[str] = ()
    accessibility_tools: Sequence[str] = ()
    accessibility_plan: Sequence[str] = ()
    accessibility_contact: str = ""
    clock_offset_seconds: float = 0

    @property
    def place(self) -> str:
        """Street, postcode and city on one line."""
        town = f"{self.postcode} {self.city}".strip()
        return ", ".join(part for part in (self.street, town) if part)

    @property
    def clock_offset(self) -> timedelta:
        """How far the clock of a demo school is from the real one."""
        return timedelta(seconds=self.clock_offset_seconds)


FIELDS = frozenset(field.name for field in fields(School))


def read_school(session: Session) -> School:
    """Return the school; settings that are not set keep their defaults, others are ignored."""
    rows = session.execute(select(Setting.name, Setting.value)).all()
    return School(**{name: value for name, value in rows if name in FIELDS})
