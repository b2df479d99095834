"""The first page of the newsroom: what waits for whoever works there."""

from flask import render_template

from app.access import for_members
from blueprints.newsroom import newsroom


@newsroom.get("/")
@for_members
def dashboard() -> str:
    """Show what there is to do."""
    return render_template("newsroom/dashboard.html")
