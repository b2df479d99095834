"""The pages that the law and good manners ask for, made from the settings."""

from urllib.parse import quote, urlencode

from flask import Response, jsonify, render_template, request
from flask_babel import gettext as _
from sqlalchemy import select

from app.access import open_to_all, own_path, school
from app.extensions import db
from app.models import SiteVersion
from app.rules.retention import RETENTION
from app.templating import absolute_url
from blueprints.public import public

LONGEST_PATH = 500
"""Characters of an address that a prepared message may carry."""


@public.get("/mentions-legales")
@open_to_all
def legal_notice() -> str:
    """Say who publishes and who hosts (LCEN)."""
    return render_template("public/legal_notice.html")


@public.get("/accessibilite")
@open_to_all
def accessibility() -> str:
    """Declare how accessible the site is, in the form that the RGAA sets."""
    return render_template("public/accessibility.html")


@public.get("/donnees-personnelles")
@open_to_all
def privacy() -> str:
    """Say what the site knows of people, why and for how long (RGPD, articles 13 and 14)."""
    return render_template("public/privacy.html", retention=RETENTION)


@public.get("/contact")
@open_to_all
def contact() -> str:
    """Say how to reach the school."""
    return render_template("public/contact.html")


@public.get("/aide")
@open_to_all
def help_page() -> str:
    """Explain the site to each of its audiences."""
    return render_template("public/help.html")


@public.get("/signaler")
@open_to_all
def report() -> str:
    """Tell how to report a content to the publication director, with the page in question."""
    path = own_path(request.args.get("page", "")[:LONGEST_PATH])
    page = absolute_url(path) if path else ""
    address = school().director_email or school().email
    return render_template("public/report.html", page=page, letter=_letter(address, page))


def _letter(address: str, page: str) -> str:
    """Return a link that opens a message to the publication director, ready to be completed."""
    if not address:
        return ""
    body = [
        _("Page: %(page)s", page=page or absolute_url("/")),
        "",
        _("What is wrong:"),
        "",
        _("My name and how to answer me:"),
    ]
    query = {"subject": _("Report of content on the site"), "body": "\r\n".join(body)}
    return f"mailto:{quote(address, safe='@')}?{urlencode(query, quote_via=quote)}"


@public.get("/healthz")
@open_to_all
def health() -> Response:
    """Answer with the site version when the database answers."""
    version = db.session.scalar(select(SiteVersion.value))
    return jsonify(status="ok", site_version=version)
