"""The public site: what a visitor reads, and members too, each within his rights."""

from flask import Blueprint

public = Blueprint("public", __name__)

from blueprints.public import (  # noqa: E402, F401 - views register on the blueprint above
    agenda,
    articles,
    feeds,
    finding,
    home,
    legal,
    media,
    preview,
    rubriques,
    style,
)
