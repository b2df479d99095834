"""What a look at a page is: whose page, by whom, with which answer."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from flask import Flask

HEAD, TEACHER, PARENT, CPE = "h.castagne", "m.estrade", "v.dubosc", "c.lafforgue"
GUEST = "insp.hg"


@dataclass(frozen=True)
class Sight:
    """A page of an endpoint: who looks at it, what its address holds, what it answers."""

    endpoint: str
    login: str | None = HEAD
    values: Mapping[str, Any] = field(default_factory=dict)
    status: int = 200

    def path(self, app: Flask, known: Mapping[str, Any]) -> str:
        """Return the address, where `known` are the ids that have names."""
        values = {name: known.get(str(value), value) for name, value in self.values.items()}
        return app.url_map.bind("localhost").build(self.endpoint, values)
