"""What may be done with an article, as its pages show it: exactly what its POST accepts."""

from dataclasses import dataclass, replace

from flask import url_for

from app.access import worker
from app.looks import Look
from app.queries.workpiece import Workpiece
from app.rules.roles import Role
from app.rules.workflow import (
    PUBLISHED,
    Change,
    Stage,
    State,
    Transition,
    open_transitions,
)
from blueprints.newsroom.looks import FROM_FORM, LOOKS, main_transition


@dataclass(frozen=True)
class Button:
    """A transition that is open, with the address that makes it; `kind` is the button's look."""

    name: str
    look: Look
    url: str
    kind: str
    needs_reason: bool = False


def buttons(work: Workpiece) -> list[Button]:
    """Return the open transitions."""
    return _drawn(list(work.transitions), work.article.id)


def form_buttons(work: Workpiece) -> list[Button]:
    """Return where a text may go on to that is saved over this article's newest one."""
    is_settled = work.state.stage in PUBLISHED and work.state.change is Change.NONE
    after = replace(work.state, change=Change.DRAFTED) if is_settled else work.state
    moves = open_transitions(
        after, work.role, work.own, archived=work.is_archived, was_online=work.was_online
    )
    return _drawn([one for one in moves if one.name in FROM_FORM], work.article.id)


def first_buttons(role: Role | None, rubrique_id: int) -> list[Button]:
    """Return where the first text of an article may go on to."""
    is_archived = rubrique_id in worker().archived
    moves = open_transitions(State(Stage.DRAFT), role, True, archived=is_archived)
    return _drawn([one for one in moves if one.name in FROM_FORM])


def _drawn(moves: list[Transition], article_id: int | None = None) -> list[Button]:
    main = main_transition([one.name for one in moves])
    return [
        Button(
            name=one.name,
            look=LOOKS[one.name],
            url=url_for("newsroom.move", article_id=article_id, name=LOOKS[one.name].word)
            if article_id
            else "",
            kind="primary" if one.name == main else LOOKS[one.name].kind,
            needs_reason=one.needs_reason,
        )
        for one in moves
    ]
