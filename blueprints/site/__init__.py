"""The site as its managers see it: rubriques and their actors, rights, the journal."""

from flask import Blueprint

site = Blueprint("site", __name__, url_prefix="/site")


@site.context_processor
def subnav() -> dict[str, object]:
    """Give the pages of the site's management their own menu."""
    return {"subnav": []}


from blueprints.site import overview  # noqa: E402, F401 - its views register on the blueprint above
