"""An announcement in the words and with the parts that every page shows of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext as _

from app.article_files import Download, downloads
from app.days import period
from app.models import Origin, Slot
from app.queries.addressed import Addressed
from app.queries.attended import Pupil
from app.queries.cards import Picture
from app.queries.key_names import NamedGroup
from app.queries.owner import Owner
from app.queries.readings import Read
from app.rules.announcement_reading import (
    Child,
    Reason,
    group_and_part,
    may_fold,
    reasons,
)
from app.rules.announcements import Severity
from app.rules.audience import Duty, Function, Part, Profile, Viewer
from app.rules.signature import Signature
from app.rules.site_rights import Right
from app.shared import own
from app.text.embeds import Embed, split
from app.wording import duty_name, function_name, in_group, of_group


@dataclass(frozen=True)
class Said:
    """What an announcement says to all whom it reaches by the same keys."""

    id: int
    severity: Severity
    title: str
    pieces: Sequence[str | Embed]
    author: Signature
    author_title: str
    is_from_above: bool
    """Whether the authority above the school sends it."""
    starts_at: datetime
    period: str
    link: tuple[int, str, str] | None
    link_url: str
    picture: Picture | None
    downloads: Sequence[Download]
    has_ended: bool
    asks_acknowledgement: bool
    targets: Mapping[str, NamedGroup | None]
    hidden: frozenset[str]
    """As those of `Addressed`."""

    @property
    def has_embeds(self) -> bool:
        """Whether a script is needed that opens what comes from elsewhere."""
        return any(isinstance(piece, Embed) for piece in self.pieces)


@dataclass(frozen=True)
class Announced:
    """What the macro `announcement` of components/announcement.html draws.

    But for what it says, it is its reader's own.
    """

    said: Said
    why: str
    asks: bool
    """Whether its reader is asked to say that he has read it, and has not done so yet."""
    is_acknowledged: bool
    may_fold: bool
    is_folded: bool
    is_new: bool


def said(one: Addressed, now: datetime) -> Said:
    """Return what an announcement says, in words."""
    told = one.announcement
    pictures = one.files.pictures(Slot.ILLUSTRATION)
    return Said(
        id=told.id,
        severity=told.severity,
        title=told.title,
        pieces=split(told.body),
        author=one.author,
        author_title=one.author_title,
        is_from_above=told.origin is Origin.LOCAL_AUTHORITY,
        starts_at=told.starts_at,
        period=period(told.starts_at, told.ends_at),
        link=one.link,
        link_url=told.link_url or "",
        picture=pictures[0] if pictures else None,
        downloads=downloads(one.files),
        has_ended=told.ends_at <= now,
        asks_acknowledgement=told.asks_acknowledgement,
        targets=one.targets,
        hidden=one.hidden,
    )


def announced(
    told: Sequence[Said],
    viewer: Viewer,
    owner: Owner,
    did: Mapping[int, Read],
    since: datetime | None = None,
) -> list[Announced]:
    """Return announcements ready to be drawn for a viewer, who `did` something with some of them.

    What started after `since`, and was not seen, is new.
    """
    is_somebody = viewer.person_id is not None
    result = []
    for one, reason in zip(told, _whys(told, viewer, owner), strict=True):
        read = did.get(one.id) if is_somebody else None
        is_acknowledged = read is not None and read.is_acknowledged
        foldable = may_fold(one.severity, is_acknowledged=is_acknowledged, has_ended=one.has_ended)
        result.append(
            Announced(
                said=one,
                why=reason,
                asks=one.asks_acknowledgement and not is_acknowledged and is_somebody,
                is_acknowledged=is_acknowledged,
                may_fold=foldable and is_somebody,
                is_folded=foldable and read is not None and read.is_folded,
                is_new=since is not None and one.starts_at > since and read is None,
            )
        )
    return result


def _whys(told: Sequence[Said], viewer: Viewer, owner: Owner) -> Sequence[str]:
    """Say of each announcement why it reaches a viewer, once until something of that changes."""

    def say() -> Sequence[str]:
        children, words = children_of(owner.pupils), dict[tuple[str, ...], str]()
        for one in told:
            targets = tuple(one.targets)
            if targets not in words:
                known = _known(one, viewer, owner)
                words[targets] = why(reasons(viewer, targets, children), known)
        return [words[tuple(one.targets)] for one in told]

    if viewer.person_id is None:
        return say()
    return own(viewer.person_id, ("whys", viewer, *(one.id for one in told)), say)


def _known(one: Said, viewer: Viewer, owner: Owner) -> Mapping[str, NamedGroup | None]:
    """Return the groups by which somebody is reached, without those that are hidden from him.

    Who looks after the directory knows all of them, a manager his own: `visible_groups` of
    `queries/groups.py`, for groups in which somebody is.
    """
    if not one.hidden or Right.DIRECTORY in owner.rights:
        return one.targets
    own = {
        key
        for key in one.hidden
        if (named := group_and_part(key)) and viewer.person_id and named[0] in owner.managed
    }
    return {key: group for key, group in one.targets.items() if key not in one.hidden - own}


def children_of(pupils: Sequence[Pupil]) -> list[Child]:
    """Return the pupils through whom somebody is reached, as the rule of reasons wants them."""
    return [
        Child(
            pupil.first_name,
            pupil.part,
            frozenset(
                id_
                for group in pupil.groups
                for id_ in (group.id, group.level_id)
                if id_ is not None
            ),
        )
        for pupil in pupils
        if pupil.part is not Part.PUPIL
    ]


def why(found: Sequence[Reason], groups: Mapping[str, NamedGroup | None]) -> str:
    """Return the reasons in words: "Parce que Lou est en 4B et parce que Tom est en 6A"."""
    words = str(_(" and ")).join(_because(one, groups) for one in found)
    return words[:1].upper() + words[1:]


def _because(reason: Reason, groups: Mapping[str, NamedGroup | None]) -> str:
    named = group_and_part(reason.key)
    if named is not None:
        return _because_of_group(named[1], groups.get(reason.key), reason.child)
    kind, _colon, name = reason.key.partition(":")
    if kind == "profile":
        return _because_of_profile(Profile(name))
    elif kind == "function":
        return str(_("because you are one of: %(whom)s", whom=function_name(Function(name))))
    elif kind == "duty":
        return str(_("because of what you are in charge of: %(duty)s", duty=duty_name(Duty(name))))
    elif kind == "user":
        return str(_("because it is addressed to you in person"))
    return str(_("because it is addressed to everybody"))


def _because_of_group(part: Part, group: NamedGroup | None, child: Child | None) -> str:
    """Return the reason by its group; one that is hidden from its members is not named."""
    if group is None:
        return str(_("because it is addressed to a group that concerns you"))
    where = in_group(*group)
    if child is not None and part is Part.PARENT:
        return str(_("because %(child)s is %(where)s", child=child.first_name, where=where))
    elif child is not None:
        return str(
            _("because you accompany %(child)s, %(where)s", child=child.first_name, where=where)
        )
    if part is Part.PUPIL:
        words = _("because you are a pupil %(where)s", where=where)
    elif part is Part.TEACHER:
        words = _("because you teach %(where)s", where=where)
    elif part is Part.PARENT:
        words = _("because you are the parent of a pupil %(where)s", where=where)
    elif part is Part.COMPANION:
        words = _("because you accompany a pupil %(where)s", where=where)
    else:
        words = _("because you are a member %(of_group)s", of_group=of_group(*group))
    return str(words)


def _because_of_profile(profile: Profile) -> str:
    if profile is Profile.PUPIL:
        words = _("because you are a pupil")
    elif profile is Profile.PARENT:
        words = _("because you are a pupil’s parent")
    elif profile is Profile.TEACHER:
        words = _("because you are one of the teachers")
    elif profile is Profile.STAFF:
        words = _("because you are one of the staff")
    elif profile is Profile.LOCAL_AUTHORITY:
        words = _("because you are one of the staff of the local authority")
    else:
        words = _("because you have a guest’s account")
    return str(words)
