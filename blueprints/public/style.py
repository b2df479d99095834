"""The style sheet: the files of `static/css` in their order, with the school's own palette."""

from functools import cache
from hashlib import sha256

from flask import Response, url_for

from app.access import open_to_all, school
from app.palette import derive, stylesheet
from app.templating import STATIC
from blueprints.public import public

YEAR = 31_536_000


@public.get("/style.css")
@open_to_all
def style() -> Response:
    """Send the style sheet; its address changes with its content (`stylesheet_url`)."""
    response = Response(_sheet(school().colour), mimetype="text/css")
    response.headers["Cache-Control"] = f"public, max-age={YEAR}, immutable"
    return response


@public.app_template_global()
def stylesheet_url() -> str:
    """Return the address of the style sheet as it is now."""
    digest = sha256(_sheet(school().colour).encode()).hexdigest()[:10]
    return url_for("public.style", v=digest)


@cache
def _sheet(colour: str) -> str:
    folder = STATIC / "css"
    names = folder.joinpath("order.txt").read_text().split()
    parts = [
        stylesheet(derive(colour)) if name == "palette.css" else (folder / name).read_text()
        for name in names
    ]
    return "\n".join(parts)
