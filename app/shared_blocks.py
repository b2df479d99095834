"""Parts of templates that are kept: `{% shared "name", key %} … {% endshared %}`, and `own`.

What stands in a shared one depends on the site, on its key and on the keys of who asks
(`access.peer`), and on nothing else; in an `own` one also on who that is. A test reads which names
they use. With a key that is none it is made anew.
"""

from collections.abc import Callable, Hashable

from flask import Flask
from jinja2 import nodes
from jinja2.ext import Extension
from jinja2.parser import Parser
from jinja2.runtime import Undefined

from app.access import look, own_viewer, peer, viewer
from app.shared import own, shared


class SharedBlocks(Extension):
    """The tags."""

    tags = {"shared", "own"}  # noqa: RUF012 - as Jinja wants it

    def parse(self, parser: Parser) -> nodes.Node:
        """Read the tag and what stands in it."""
        tag = next(parser.stream)
        name = parser.parse_tuple(with_condexpr=False)
        name = name if isinstance(name, nodes.Tuple) else nodes.Tuple([name], "load")
        body = parser.parse_statements((f"name:end{tag.value}",), drop_needle=True)
        call = self.call_method(f"_{tag.value}", [name])
        return nodes.CallBlock(call, [], [], body).set_lineno(tag.lineno)

    def _shared(self, name: tuple[Hashable, ...], caller: Callable[[], str]) -> str:
        if not _is_whole(name):
            return caller()
        return shared(("block", *name, peer()), caller, size=len)

    def _own(self, name: tuple[Hashable, ...], caller: Callable[[], str]) -> str:
        """Keep it for who is signed in, as the one with whose eyes the site is looked at."""
        person_id = own_viewer().person_id
        if person_id is None or not _is_whole(name):
            return caller()
        eyes = (own_viewer(), viewer(), look())
        return own(person_id, ("block", *name, *eyes), caller, size=len)


def _is_whole(name: tuple[Hashable, ...]) -> bool:
    return not any(part is None or isinstance(part, Undefined) for part in name)


def init_shared_blocks(app: Flask) -> None:
    """Give the templates of an application the tag."""
    app.jinja_env.add_extension(SharedBlocks)
