"""Announcements: how grave they are, where they stand on their way, and who moves them.

`open_moves` is the one question: it draws the buttons of a page and guards the POST that they send.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from app.rules.announcing import Reach


class Severity(StrEnum):
    """An alert stands above a warning, a warning above an information (guide p. 12)."""

    ALERT = "alert"
    WARNING = "warning"
    INFO = "info"


class AnnouncementStatus(StrEnum):
    """What is stored; scheduled and ended are `online` seen through the dates.

    Refused is a draft that carries its refusal; declined is what an authority above sent and the
    school does not pass on (the guide's column "Refus").
    """

    DRAFT = "draft"
    PENDING = "pending"
    ONLINE = "online"
    DECLINED = "declined"


class Stage(StrEnum):
    """What people see of a status at a moment."""

    DRAFT = "draft"
    REFUSED = "refused"
    PENDING = "pending"
    SCHEDULED = "scheduled"
    ONLINE = "online"
    ENDED = "ended"
    DECLINED = "declined"


class Who(StrEnum):
    """Who makes a move."""

    AUTHOR = "author"
    PROPOSER = "proposer"
    """The author, where somebody must approve what he addresses."""
    SENDER = "sender"
    """The author who may address all of its targets at once."""
    APPROVER = "approver"
    SECOND = "second"
    """Who approves, of his own only what he may address at once: else four eyes see it."""
    AUTHOR_OR_APPROVER = "author or approver"
    SENDER_OR_SECOND = "sender or second"
    READER = "reader"
    """Whoever sees it where announcements are written, and may write one."""


@dataclass(frozen=True)
class Standing:
    """What a person is to an announcement; `reach` is his reach to all of its targets."""

    own: bool
    approves: bool
    reach: Reach


@dataclass(frozen=True)
class Move:
    """A move from some stages to a status, none where no status changes.

    `of_above`: for what came from the authority above the school; none where both are meant.
    """

    name: str
    sources: frozenset[Stage]
    target: AnnouncementStatus | None
    who: Who
    of_above: bool | None = False
    needs_reason: bool = False
    goes_online: bool = False


_DRAFT = frozenset({Stage.DRAFT, Stage.REFUSED})
_PENDING = frozenset({Stage.PENDING})
_SHOWN = frozenset({Stage.SCHEDULED, Stage.ONLINE})

MOVES: tuple[Move, ...] = (
    Move("edit", _DRAFT, None, Who.AUTHOR),
    Move("send", _DRAFT, AnnouncementStatus.ONLINE, Who.SENDER, goes_online=True),
    Move("submit", _DRAFT, AnnouncementStatus.PENDING, Who.PROPOSER),
    Move("withdraw", _PENDING, AnnouncementStatus.DRAFT, Who.AUTHOR),
    Move("approve", _PENDING, AnnouncementStatus.ONLINE, Who.SECOND, goes_online=True),
    Move("refuse", _PENDING, AnnouncementStatus.DRAFT, Who.APPROVER, needs_reason=True),
    Move("change", _SHOWN, None, Who.SENDER_OR_SECOND),
    Move("recall", frozenset({Stage.SCHEDULED}), AnnouncementStatus.DRAFT, Who.AUTHOR_OR_APPROVER),
    Move("end", frozenset({Stage.ONLINE}), None, Who.AUTHOR_OR_APPROVER),
    Move("decline", _SHOWN, AnnouncementStatus.DECLINED, Who.APPROVER, of_above=True),
    Move(
        "pass_on",
        frozenset({Stage.DECLINED}),
        AnnouncementStatus.ONLINE,
        Who.APPROVER,
        of_above=True,
    ),
    Move("reuse", frozenset(Stage), None, Who.READER, of_above=None),
    Move("delete", _DRAFT, None, Who.AUTHOR),
)
NAMED: Mapping[str, Move] = {move.name: move for move in MOVES}


def _is_second(one: Standing) -> bool:
    return one.approves and (not one.own or one.reach is Reach.AT_ONCE)


_MAY: Mapping[Who, Callable[[Standing], bool]] = {
    Who.AUTHOR: lambda one: one.own,
    Who.PROPOSER: lambda one: one.own and one.reach is Reach.PROPOSED,
    Who.SENDER: lambda one: one.own and one.reach is Reach.AT_ONCE,
    Who.APPROVER: lambda one: one.approves,
    Who.SECOND: _is_second,
    Who.AUTHOR_OR_APPROVER: lambda one: one.own or one.approves,
    Who.SENDER_OR_SECOND: lambda one: _is_second(one) or (one.own and one.reach is Reach.AT_ONCE),
    Who.READER: lambda one: one.own or one.approves,
}


def open_moves(stage: Stage, standing: Standing, *, from_above: bool = False) -> tuple[Move, ...]:
    """Return the moves that a person may make now, in the order in which buttons show them."""
    return tuple(
        move
        for move in MOVES
        if stage in move.sources
        and move.of_above in (None, from_above)
        and _MAY[move.who](standing)
    )


def stage_of(
    status: AnnouncementStatus,
    starts_at: datetime,
    ends_at: datetime,
    refusal: str | None,
    now: datetime,
) -> Stage:
    """Return what an announcement is at `now`: online from its start on, ended from its end on."""
    if status is not AnnouncementStatus.ONLINE:
        is_refused = status is AnnouncementStatus.DRAFT and refusal is not None
        return Stage.REFUSED if is_refused else Stage(status)
    elif ends_at <= now:
        return Stage.ENDED
    else:
        return Stage.ONLINE if starts_at <= now else Stage.SCHEDULED
