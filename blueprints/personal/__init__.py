"""One's own page after login, and the announcements that concern one."""

from flask import Blueprint

personal = Blueprint("personal", __name__)

from blueprints.personal import announcements, home, reading  # noqa: E402, F401 - views register on the blueprint above
