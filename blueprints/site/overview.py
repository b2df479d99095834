"""The first page of the site's management."""

from flask import render_template

from app.access import for_members
from blueprints.site import site


@site.get("/")
@for_members
def overview() -> str:
    """Show what there is to manage."""
    return render_template("site/overview.html")
