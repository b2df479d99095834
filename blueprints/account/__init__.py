"""A person's own account: signing in and out, passwords, first access, what one may do."""

from flask import Blueprint

account = Blueprint("account", __name__)

from blueprints.account import (  # noqa: E402, F401 - views register on the blueprint above
    activation,
    confirmation,
    data,
    login,
    page,
    passwords,
    reset,
)
