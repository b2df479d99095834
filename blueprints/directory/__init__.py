"""The directory: people and their access to the site, for those who look after them."""

from flask import Blueprint

directory = Blueprint("directory", __name__, url_prefix="/annuaire")

from blueprints.directory import (  # noqa: E402, F401 - their views register on the blueprint above
    activation,
    imports,
)
