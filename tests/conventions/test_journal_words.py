"""Each action that is recorded has words in the journal."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.journal_actions import ACTIONS
from app.journal_words import SUBJECTS, parted
from app.rules.announcements import MOVES
from app.rules.events import MOVES as EVENT_MOVES
from app.rules.workflow import TRANSITIONS
from tests.conventions.sources import calls_in, name_of, python_files

NAMED_ELSEWHERE: dict[str, frozenset[str]] = {
    "app/actions/transitions.py": frozenset(one.name for one in TRANSITIONS),
    "app/actions/batch_run.py": frozenset({"move", "change_author"}),
    "app/actions/announcement_moves.py": frozenset(
        one.name for one in MOVES if one.name not in ("edit", "change", "reuse")
    ),
    "app/actions/events.py": frozenset({"create", "change"} | {one.name for one in EVENT_MOVES}),
    "app/actions/announcements.py": frozenset({"edit", "change"}),
    "app/actions/accounts.py": frozenset({"activate", "change_password", "reset_password"}),
}
"""Where the action is a value: all that it can be. A new file of this kind is added here."""

ACTION, SUBJECT = 3, 4
"""The places of both among the arguments of `record`."""


def recorded_in(path: Path) -> Iterator[tuple[str, str]]:
    """Yield the (action, subject) that a file records; raises AssertionError for a hidden one."""
    for called, call in calls_in(path):
        if called != "record" or len(call.args) <= SUBJECT:
            continue
        where = f"{name_of(path)}, line {call.lineno}"
        subjects = texts_of(call.args[SUBJECT])
        assert subjects, f"{where}: the subject is not a plain text"
        actions = texts_of(call.args[ACTION]) or NAMED_ELSEWHERE.get(name_of(path), frozenset())
        assert actions, f"{where}: the action is not a plain text, and not in NAMED_ELSEWHERE"
        yield from ((action, subject) for action in actions for subject in subjects)


def texts_of(node: ast.expr) -> frozenset[str]:
    """Return the plain texts that an expression may be, none when it is something else."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return frozenset({node.value})
    elif isinstance(node, ast.IfExp):
        both = [texts_of(node.body), texts_of(node.orelse)]
        return frozenset.union(*both) if all(both) else frozenset()
    else:
        return frozenset()


@pytest.mark.parametrize("path", python_files("app", "blueprints"), ids=name_of)
def test_each_recorded_action_has_words(path: Path) -> None:
    for action, subject in recorded_in(path):
        verb, family = parted(action, subject)
        assert verb in ACTIONS.get(family, {}), f"no words for {action!r} of {subject!r}"
        assert subject in SUBJECTS, f"no words for the subject {subject!r}"


def test_each_transition_has_words() -> None:
    assert {one.name for one in TRANSITIONS} <= ACTIONS["article"].keys()


def test_something_is_recorded() -> None:
    found = [one for path in python_files("app", "blueprints") for one in recorded_in(path)]
    assert ("purge", "article") in found
    assert ("export", "journal") in found
