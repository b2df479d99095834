"""A person's own account: signing in and out."""

from flask import Blueprint

account = Blueprint("account", __name__)

from blueprints.account import login  # noqa: E402, F401 - its views register on the blueprint above
