"""Parts of templates that requests share: `{% shared "name", key %} … {% endshared %}`.

What stands in one depends on the site, on its key and on the keys of who asks (`access.peer`), and
on nothing else: a test reads which names it uses. With a key that is none it is made anew.
"""

from collections.abc import Callable, Hashable

from flask import Flask
from jinja2 import nodes
from jinja2.ext import Extension
from jinja2.parser import Parser
from jinja2.runtime import Undefined

from app.access import peer
from app.shared import shared


class SharedBlocks(Extension):
    """The tag."""

    tags = {"shared"}  # noqa: RUF012 - as Jinja wants it

    def parse(self, parser: Parser) -> nodes.Node:
        """Read the tag and what stands in it."""
        line = next(parser.stream).lineno
        name = parser.parse_tuple(with_condexpr=False)
        name = name if isinstance(name, nodes.Tuple) else nodes.Tuple([name], "load")
        body = parser.parse_statements(("name:endshared",), drop_needle=True)
        return nodes.CallBlock(self.call_method("_block", [name]), [], [], body).set_lineno(line)

    def _block(self, name: tuple[Hashable, ...], caller: Callable[[], str]) -> str:
        for part in name:
            if part is None or isinstance(part, Undefined):
                return caller()
        return shared(("block", *name, peer()), caller, size=len)


def init_shared_blocks(app: Flask) -> None:
    """Give the templates of an application the tag."""
    app.jinja_env.add_extension(SharedBlocks)
