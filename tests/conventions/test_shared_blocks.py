"""What requests share names nobody, and holds nothing that differs from one request to the next."""

from collections.abc import Iterator

import pytest
from jinja2 import nodes

from app.shared_blocks import SharedBlocks
from app.tile import TileType
from tests.conventions.test_templates import called_in, imported_by, parsed, templates
from tiles import TYPES

OF_ONE_REQUEST = {
    "account_url", "areas", "csrf_token", "current_user", "desk_areas", "g", "links", "look",
    "model_key", "now", "own_viewer", "person", "request", "seen_as", "session", "since", "subnav",
    "viewer", "work",
}  # fmt: skip


@pytest.mark.parametrize("name", templates())
def test_a_shared_block_holds_nothing_of_one_request(name: str) -> None:
    for block in shared_in(name):
        for part, given in ((block, set()), *macros_called(name, block, set())):
            named = {one.name for one in part.find_all(nodes.Name) if one.ctx == "load"}
            assert OF_ONE_REQUEST & (named - given) == set()


def test_names_of_shared_blocks_are_used_once() -> None:
    used = [block_name(block) for name in templates() for block in shared_in(name)]
    assert len(set(used)) == len(used) > 5


@pytest.mark.parametrize("kind", sorted(TYPES))
def test_a_tile_that_marks_what_is_new_says_by_which_dates(kind: str) -> None:
    """People who were last here at other moments get what was made for one of them."""
    names = {one.name for one in parsed(f"tiles/{kind}.html").find_all(nodes.Name)}
    tells = type(TYPES[kind]).dates_of_news is not TileType.dates_of_news
    assert ("since" in names) is tells


def shared_in(name: str) -> Iterator[nodes.CallBlock]:
    """Yield the shared blocks of a template."""
    for block in parsed(name).find_all(nodes.CallBlock):
        called = block.call.node
        if isinstance(called, nodes.ExtensionAttribute):
            assert called.identifier == SharedBlocks.identifier
            yield block


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
