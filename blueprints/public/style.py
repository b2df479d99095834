"""The style sheets: the files of `static/css` in their order, with the school's own palette.

Pages that anybody reads take one sheet; the pages of those who work on the site take a second one
beside it, so that a visitor never waits for it (docs/decisions/0003).
"""

from functools import cache
from hashlib import sha256

from flask import Response

from app.access import open_to_all, school
from app.page_cache.declared import kept
from app.page_urls import url_of
from app.palette import derive, stylesheet
from app.templating import STATIC
from blueprints.public import public

YEAR = 31_536_000


@public.get("/style.css")
@open_to_all
@kept()
def style() -> Response:
    """Send the style sheet; its address changes with its content (`stylesheet_url`)."""
    return _sent(_sheet("order.txt", school().colour))


@public.get("/style-atelier.css")
@open_to_all
@kept()
def desk_style() -> Response:
    """Send what the pages of the desk add to it; its address changes with its content too."""
    return _sent(_sheet("order-desk.txt"))


@public.app_template_global()
def stylesheet_url() -> str:
    """Return the address of the style sheet as it is now."""
    return url_of("public.style", v=_digest(_sheet("order.txt", school().colour)))


@public.app_template_global()
def desk_stylesheet_url() -> str:
    """Return the address of the sheet of the desk as it is now."""
    return url_of("public.desk_style", v=_digest(_sheet("order-desk.txt")))


def _sent(sheet: str) -> Response:
    response = Response(sheet, mimetype="text/css")
    response.headers["Cache-Control"] = f"public, max-age={YEAR}, immutable"
    return response


@cache
def _digest(sheet: str) -> str:
    return sha256(sheet.encode()).hexdigest()[:10]


@cache
def _sheet(order: str, colour: str = "") -> str:
    folder = STATIC / "css"
    names = folder.joinpath(order).read_text().split()
    parts = [
        stylesheet(derive(colour)) if name == "palette.css" else (folder / name).read_text()
        for name in names
    ]
    return "\n".join(parts)
