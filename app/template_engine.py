"""Jinja as Parvis uses it: what can be done once is not done for each page."""

from collections.abc import MutableMapping
from typing import Any

from flask.templating import Environment

from app.catalogue import Worded


class Templates(Environment):
    """The environment of all templates."""

    code_generator_class = Worded

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """Return the globals of a template: those of all, where it is given none of its own.

        Jinja compares them at each import of macros, which is slow for its chain of two maps.
        """
        return super().make_globals(d) if d else self.globals
