"""A person's own account: signing in and out."""

from flask import Blueprint

account = Blueprint("account", __name__)

from blueprints.account import (  # noqa: E402 - their views register on the blueprint above
    confirmation,  # noqa: F401
    login,  # noqa: F401
)
