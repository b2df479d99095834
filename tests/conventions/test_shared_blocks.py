"""What is kept of pages holds nothing that differs from one request to the next, and what is kept
for many nothing of one person."""

from collections.abc import Iterator

import pytest
from jinja2 import nodes

from app.shared_blocks import SharedBlocks
from app.tile import TileType
from tests.conventions.test_templates import called_in, imported_by, parsed, templates
from tiles import TYPES

OF_ONE_REQUEST = {
    "areas", "current_user", "g", "links", "look", "model_key", "now", "request", "seen_as",
    "session", "since", "subnav", "work",
}  # fmt: skip
OF_ONE_PERSON = {"desk_areas", "own_viewer", "person", "viewer", "workrooms"}
TOKENS = {"csrf_token", "hidden_tag"}
"""Of forms of Flask-WTF, which write the token itself, where our own templates write a mark."""


@pytest.mark.parametrize("name", templates())
def test_a_kept_block_holds_nothing_of_one_request(name: str) -> None:
    for kind, block in kept_in(name):
        barred = OF_ONE_REQUEST | (OF_ONE_PERSON if kind == "shared" else set())
        key = names_in(block.call)
        for part, given in ((block, key), *macros_called(name, block, set())):
            assert barred & (names_in(part) - given) == set()
            assert TOKENS.isdisjoint(one.attr for one in part.find_all(nodes.Getattr))


def test_the_key_of_a_block_for_many_names_nobody() -> None:
    keys = [names_in(block.call) for name in templates() for kind, block in kept_in(name)
            if kind == "shared"]  # fmt: skip
    assert all((OF_ONE_REQUEST | OF_ONE_PERSON).isdisjoint(key) for key in keys)


def test_names_of_kept_blocks_are_used_once() -> None:
    used = [block_name(block) for name in templates() for _kind, block in kept_in(name)]
    assert len(set(used)) == len(used) > 5


def test_blocks_of_both_kinds_are_found() -> None:
    assert {kind for name in templates() for kind, _block in kept_in(name)} == {"own", "shared"}


@pytest.mark.parametrize("kind", sorted(TYPES))
def test_a_tile_that_marks_what_is_new_says_by_which_dates(kind: str) -> None:
    """People who were last here at other moments get what was made for one of them."""
    names = {one.name for one in parsed(f"tiles/{kind}.html").find_all(nodes.Name)}
    tells = type(TYPES[kind]).dates_of_news is not TileType.dates_of_news
    assert ("since" in names) is tells


def kept_in(name: str) -> Iterator[tuple[str, nodes.CallBlock]]:
    """Yield the blocks of a template that are kept, each with the name of its tag."""
    for block in parsed(name).find_all(nodes.CallBlock):
        called = block.call.node
        if isinstance(called, nodes.ExtensionAttribute):
            assert called.identifier == SharedBlocks.identifier
            yield called.name.removeprefix("_"), block


def names_in(part: nodes.Node) -> set[str]:
    """Return the names that a part of a template reads."""
    return {one.name for one in part.find_all(nodes.Name) if one.ctx == "load"}


def block_name(block: nodes.CallBlock) -> str:
    """Return the first part of its name, which is constant."""
    (name,) = block.call.args
    assert isinstance(name, nodes.Tuple)
    assert isinstance(name.items[0], nodes.Const)
    return str(name.items[0].value)


def macros_called(
    name: str, tree: nodes.Node, seen: set[str]
) -> Iterator[tuple[nodes.Node, set[str]]]:
    """Yield the macros that stand behind the calls in a part of a template, with what they get."""
    places = {here: (component, macro) for component, macro, here in imported_by(name)}
    for called in called_in(tree) - seen:
        component, macro = places.get(called, (name, called))
        for found in parsed(component).find_all(nodes.Macro):
            if found.name == macro:
                yield found, {one.name for one in found.args}
                yield from macros_called(component, found, seen | {called})
