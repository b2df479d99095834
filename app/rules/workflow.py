"""From which state to which, by whom: the life of an article, as data.

`open_transitions` is the one question: it draws the buttons of a page and guards the POST that they
send. A person's role is the one held in the article's rubrique; `own` is "is its current author".
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from app.rules.roles import Permission, Role, allows


class Status(StrEnum):
    """What is stored; all else is derived from it, the dates and the last submission."""

    DRAFT = "draft"
    PENDING = "pending"
    ONLINE = "online"
    TRASHED = "trashed"


class Stage(StrEnum):
    """What people see of a status: an online article may be scheduled or expired at `now`."""

    DRAFT = "draft"
    REFUSED = "refused"
    PENDING = "pending"
    SCHEDULED = "scheduled"
    ONLINE = "online"
    EXPIRED = "expired"
    TRASHED = "trashed"


class Change(StrEnum):
    """What stands beside an online text: nothing, a change not sent yet, or one to be approved."""

    NONE = "none"
    DRAFTED = "drafted"
    PENDING = "pending"


@dataclass(frozen=True)
class State:
    """Where an article stands; only one that is online has a change beside its text."""

    stage: Stage
    change: Change = Change.NONE


@dataclass(frozen=True)
class Transition:
    """A move from some states to a status, open to those who hold the permission.

    `target` is none where the article returns to the status that it had. `author_only` keeps it to
    the author whatever the role, `needs_reason` asks for a text that the author receives.
    `opens_text`: something new reaches readers or moderators, which an archived rubrique refuses.
    `first_only`: closed to what was online before.
    """

    name: str
    sources: frozenset[State]
    target: Status | None
    permission: Permission
    author_only: bool = False
    needs_reason: bool = False
    opens_text: bool = False
    first_only: bool = False


_DRAFT = frozenset({State(Stage.DRAFT), State(Stage.REFUSED)})
_PENDING = frozenset({State(Stage.PENDING)})
PUBLISHED = (Stage.SCHEDULED, Stage.ONLINE, Stage.EXPIRED)
"""What is stored as online, in the order in which an article goes through it."""
_SETTLED = frozenset(State(stage) for stage in PUBLISHED)
_DRAFTED = frozenset(State(stage, Change.DRAFTED) for stage in PUBLISHED)
_CHANGED = frozenset(State(stage, Change.PENDING) for stage in PUBLISHED)
_ONLINE = _SETTLED | _DRAFTED | _CHANGED
_TRASHED = frozenset({State(Stage.TRASHED)})

TRANSITIONS: tuple[Transition, ...] = (
    Transition("submit", _DRAFT, Status.PENDING, Permission.PROPOSE, opens_text=True),
    Transition("withdraw", _PENDING, Status.DRAFT, Permission.PROPOSE, author_only=True),
    Transition("approve", _PENDING, Status.ONLINE, Permission.APPROVE, opens_text=True),
    Transition("refuse", _PENDING, Status.DRAFT, Permission.REFUSE, needs_reason=True),
    Transition("publish", _DRAFT, Status.ONLINE, Permission.PUBLISH, opens_text=True),
    Transition(
        "schedule",
        _DRAFT,
        Status.ONLINE,
        Permission.PUBLISH,
        opens_text=True,
        first_only=True,
    ),
    Transition("submit_change", _DRAFTED, Status.ONLINE, Permission.CHANGE, opens_text=True),
    Transition("withdraw_change", _CHANGED, Status.ONLINE, Permission.PROPOSE, author_only=True),
    Transition("approve_change", _CHANGED, Status.ONLINE, Permission.APPROVE, opens_text=True),
    Transition("refuse_change", _CHANGED, Status.ONLINE, Permission.REFUSE, needs_reason=True),
    Transition("publish_change", _DRAFTED, Status.ONLINE, Permission.PUBLISH, opens_text=True),
    Transition("discard_change", _DRAFTED, Status.ONLINE, Permission.CHANGE),
    Transition("unpublish", _ONLINE, Status.DRAFT, Permission.UNPUBLISH),
    Transition("trash", _DRAFT | _PENDING | _ONLINE, Status.TRASHED, Permission.DELETE),
    Transition("restore", _TRASHED, None, Permission.DELETE),
)


def open_transitions(
    state: State,
    role: Role | None,
    own: bool,
    *,
    archived: bool = False,
    was_online: bool = False,
) -> tuple[Transition, ...]:
    """Return the moves that a person may make now, in the order in which buttons show them.

    `archived`: the article's rubrique, or one above it, is. `was_online`: it was put online before.
    """
    return tuple(
        transition
        for transition in TRANSITIONS
        if state in transition.sources
        and allows(transition.permission, role, own)
        and (own or not transition.author_only)
        and not (archived and transition.opens_text)
        and not (was_online and transition.first_only)
    )


def change_beside(*, is_waiting: bool, is_newest: bool) -> Change:
    """Return what stands beside an online text; `is_newest` when it is itself the newest one."""
    if is_waiting:
        return Change.PENDING
    return Change.NONE if is_newest else Change.DRAFTED


def displayed_state(
    status: Status,
    starts_at: datetime | None,
    ends_at: datetime | None,
    refused: bool,
    change: Change,
    now: datetime,
) -> State:
    """Return what an article is at `now`, from what is stored; datetimes are aware.

    It is online from `starts_at` on and expired from `ends_at` on. `refused`: its last submission
    carries a refusal, which only a draft shows; only an online article has a change beside it.
    """
    if status is Status.ONLINE:
        return State(_published_stage(starts_at, ends_at, now), change)
    else:
        return State(Stage.REFUSED if refused and status is Status.DRAFT else Stage(status))


def restored_status(former: Status, role: Role | None, own: bool) -> Status:
    """Return the status after the trash: the former one for who may put online, else a draft."""
    return former if allows(Permission.PUBLISH, role, own) else Status.DRAFT


def _published_stage(starts_at: datetime | None, ends_at: datetime | None, now: datetime) -> Stage:
    if starts_at is None or starts_at > now:
        return Stage.SCHEDULED
    elif ends_at is not None and ends_at <= now:
        return Stage.EXPIRED
    else:
        return Stage.ONLINE
