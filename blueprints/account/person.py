"""Whoever is signed in, as the row that changes."""

from app.access import actor
from app.extensions import db
from app.models import Person


def oneself() -> Person:
    """Return the person who is signed in."""
    return db.session.get_one(Person, actor())
