"""The school as its settings describe it: one setting a field, read in one query."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date, timedelta
from functools import cached_property
from urllib.parse import quote, urlencode

from sqlalchemy import Connection, and_, select
from sqlalchemy.orm import Session

from app.models import Media, MediaUse, Setting
from app.queries.cards import Picture
from app.rules.maintenance import Maintenance, read_maintenance
from app.rules.quotas import CHOSEN, CHOSEN_AT_MOST, Limit, Place, limits_of

MAP = "https://www.openstreetmap.org/search"


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
    logo: Picture | None = None
    """Shown in place of the mark; a use of a file, read with the settings."""
    director_id: int | None = None
    """The account of the publication director, where the name was chosen from the directory."""
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
    """The day on which the statement was drawn up, as 2025-09-01."""
    accessibility_results: str = ""
    accessibility_gaps: Sequence[str] = ()
    accessibility_burdens: Sequence[str] = ()
    """What is left out because it would be a disproportionate burden."""
    accessibility_exempt: Sequence[str] = ()
    accessibility_technologies: Sequence[str] = ()
    accessibility_environments: Sequence[str] = ()
    accessibility_tools: Sequence[str] = ()
    accessibility_pages: Sequence[str] = ()
    """The pages on which compliance was checked."""
    accessibility_plan: Sequence[str] = ()
    accessibility_contact: str = ""
    most_picture_mb: int = CHOSEN_AT_MOST["most_picture_mb"]
    most_sound_mb: int = CHOSEN_AT_MOST["most_sound_mb"]
    most_film_mb: int = CHOSEN_AT_MOST["most_film_mb"]
    most_attachment_mb: int = CHOSEN_AT_MOST["most_attachment_mb"]
    most_attachments: int = CHOSEN_AT_MOST["most_attachments"]
    most_attachments_mb: int = CHOSEN_AT_MOST["most_attachments_mb"]
    most_announced_mb: int = CHOSEN_AT_MOST["most_announced_mb"]
    most_announced: int = CHOSEN_AT_MOST["most_announced"]
    most_announced_total_mb: int = CHOSEN_AT_MOST["most_announced_total_mb"]
    maintenance: Mapping[str, str] | None = None
    """What is announced, as it is stored."""
    clock_offset_seconds: float = 0

    @property
    def place(self) -> str:
        """Street, postcode and city on one line."""
        town = f"{self.postcode} {self.city}".strip()
        return ", ".join(part for part in (self.street, town) if part)

    @property
    def map_url(self) -> str:
        """Where a map shows the school; nothing as long as nobody has said where it is."""
        words = " ".join(part for part in (self.name, self.place) if part)
        return f"{MAP}?{urlencode({'query': words}, quote_via=quote)}" if self.place else ""

    @property
    def accessibility_day(self) -> date | None:
        """The day of the statement, none where it is not one."""
        try:
            return date.fromisoformat(self.accessibility_date)
        except ValueError:
            return None

    @cached_property
    def limits(self) -> Mapping[Place, Limit]:
        """What each place for files accepts: the limits of the guide, or less where chosen."""
        return limits_of({name: getattr(self, name) for name in CHOSEN})

    @cached_property
    def announced(self) -> Maintenance | None:
        """The maintenance that was announced last, also one that is over."""
        return read_maintenance(self.maintenance) if self.maintenance else None

    @property
    def clock_offset(self) -> timedelta:
        """How far the clock of a demo school is from the real one."""
        return timedelta(seconds=self.clock_offset_seconds)


FIELDS = frozenset(field.name for field in fields(School)) - {"logo"}
MAINTENANCE = "maintenance"
LOGO = "logo"
"""The setting whose use of a file is the logo."""
OF_NO_TEXT = MediaUse.revision_id.is_(None)
"""By which the database finds the few files that no article uses, among those of all articles."""
LOGO_COLUMNS = (Media.id, MediaUse.alt, Media.width, Media.height)


def read_school(session: Session) -> School:
    """Return the school; settings that are not set keep their defaults, others are ignored."""
    rows = session.execute(
        select(Setting.name, Setting.value, *LOGO_COLUMNS)
        .outerjoin(MediaUse, and_(MediaUse.setting == Setting.name, OF_NO_TEXT))
        .outerjoin(Media, Media.id == MediaUse.media_id)
    ).all()
    values = {name: value for name, value, *_ in rows if name in FIELDS}
    logo = next((_logo(*columns) for name, _, *columns in rows if name == LOGO), None)
    return School(**values, logo=logo)


def clock_offset(connection: Connection) -> timedelta:
    """Return how far the school's clock is from the real one, and nothing else of it."""
    stored = connection.scalar(select(Setting.value).where(Setting.name == "clock_offset_seconds"))
    return timedelta(seconds=stored or 0)


def _logo(
    media_id: int | None, alt: str | None, width: int | None, height: int | None
) -> Picture | None:
    if not (media_id and width and height):
        return None
    return Picture(media_id, alt, None, None, width, height)
