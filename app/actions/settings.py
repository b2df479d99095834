"""Change the settings of the site: what changed is written, and told in one line of the journal.

Whoever calls has called `hold_settings` before: two people then change one after the other.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from app.actions.log import record
from app.actions.rubriques import fingerprint
from app.models import Media, MediaUse, Setting, SiteVersion, Slot
from app.queries.school import LOGO, School, read_school


class SettingsOutdated(Exception):
    """Somebody else has changed the same settings since they were shown."""


def hold_settings(session: Session) -> None:
    """Let nobody else change the settings until the end of this transaction.

    The one row of the site version is held: a setting that is not set has no row of its own.
    """
    session.execute(select(SiteVersion.value).with_for_update())


def state_of(school: School, names: Iterable[str]) -> str:
    """Return the fingerprint of some settings as a form shows them."""
    return fingerprint({name: _plain(getattr(school, name)) for name in sorted(names)})


def logo_state(school: School) -> str:
    """Return the fingerprint of the logo as a form shows it."""
    return fingerprint((school.logo.media_id, school.logo.alt) if school.logo else None)


def change_settings(
    session: Session, now: datetime, actor_id: int, seen: str, wanted: Mapping[str, Any]
) -> list[str]:
    """Write those of some settings that changed; return their names, none when nothing did.

    Raises SettingsOutdated when they are not what was seen.
    """
    school = read_school(session)
    if seen != state_of(school, wanted):
        raise SettingsOutdated
    stored = {name: _plain(getattr(school, name)) for name in wanted}
    changed = {name: value for name, value in wanted.items() if _plain(value) != stored[name]}
    if not changed:
        return []
    for name, value in changed.items():
        session.merge(Setting(name=name, value=value))
    record(session, now, actor_id, "change", "setting", None,
           before={name: stored[name] for name in changed}, after=changed)  # fmt: skip
    session.flush()
    return list(changed)


def set_logo(
    session: Session, now: datetime, actor_id: int, seen: str, media_id: int | None, alt: str
) -> bool:
    """Show a picture as the logo with its text alternative, or none; tell whether that is new.

    The file stays in the library. Raises SettingsOutdated when the logo is not what was seen.
    """
    school = read_school(session)
    if seen != logo_state(school):
        raise SettingsOutdated
    before = (school.logo.media_id, school.logo.alt) if school.logo else None
    after = (media_id, alt) if media_id is not None else None
    if before == after:
        return False
    session.execute(delete(MediaUse).where(MediaUse.setting == LOGO))
    session.merge(Setting(name=LOGO, value=media_id))
    session.flush()
    if media_id is not None:
        session.add(MediaUse(media_id=media_id, setting=LOGO, slot=Slot.LOGO, alt=alt))
    record(session, now, actor_id, "change", "setting", None,
           before=_logo_words(session, before), after=_logo_words(session, after))  # fmt: skip
    session.flush()
    return True


def _logo_words(session: Session, logo: tuple[int, str | None] | None) -> dict[str, Any]:
    if logo is None:
        return {LOGO: None}
    media = session.get(Media, logo[0])
    return {LOGO: media.title if media else None, "alt": logo[1]}


def _plain(value: Any) -> Any:
    """Return a value as it is compared: lists as lists, rows without what they do not say."""
    if isinstance(value, Mapping):
        return {name: one for name, one in value.items() if one}
    elif isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    else:
        return value
