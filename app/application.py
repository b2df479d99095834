"""Flask as Parvis uses it: what never differs is not asked at each request."""

from collections.abc import Callable
from typing import Any

from flask import Flask

from app.template_engine import Templates


class Application(Flask):
    """The application of one instance."""

    jinja_environment = Templates
    jinja_options = {"cache_size": -1}  # noqa: RUF012 - as Flask wants it; as many as there are files

    def ensure_sync(self, func: Callable[..., Any]) -> Callable[..., Any]:
        """Return a view or a hook as it is: none of ours is a coroutine, which Flask looks for."""
        return func
