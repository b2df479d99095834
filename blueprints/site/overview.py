"""The first page of the site's management."""

from flask import render_template, url_for
from flask_babel import gettext as _

from app.access import for_those, own_viewer, rights, roles
from app.desk import SITE_RIGHTS
from app.extensions import db
from app.queries.warnings import has_head, heads_who_administrate
from app.rules.audience import Viewer
from app.rules.pages import composed_with
from app.rules.roles import Role
from app.rules.site_rights import Right, rights_by_rule
from blueprints.site import site
from blueprints.site.managed import manages_something
from blueprints.site.neglected import report
from blueprints.site.setting_sections import director_doubt, missing
from blueprints.site.tile_pages import NAMES


def has_something_here(asks: Viewer) -> bool:
    """Tell whether somebody has anything to manage."""
    opens = SITE_RIGHTS | {Right.SEE_AS}
    return manages_something(asks) or bool(rights() & opens)


@site.get("/")
@for_those(has_something_here)
def overview() -> str:
    """Show what there is to manage, and what is wrong."""
    managed = [id_ for id_, role in roles().items() if role is Role.MANAGER]
    sees_all = own_viewer().manages_everywhere
    keeps_settings = Right.SETTINGS in rights()
    return render_template(
        "site/overview.html",
        managed=len(managed),
        neglected=len(report()) if managed else 0,
        no_head=sees_all and not has_head(db.session()),
        both=heads_who_administrate(db.session()) if sees_all else [],
        may_delegate=bool(rights_by_rule(own_viewer())),
        may_look=bool(managed) or Right.SEE_AS in rights(),
        composed=_composed(),
        keeps_services=Right.SERVICES in rights(),
        keeps_settings=keeps_settings,
        doubt=director_doubt() if keeps_settings else None,
        missing=len(missing()) if keeps_settings else 0,
    )


def _composed() -> list[dict[str, str]]:
    """Return the doors to the pages of tiles that one composes."""
    return [
        {
            "name": str(NAMES[page]),
            "url": url_for(".composing", page=page),
            "note": str(_("Compose its tiles")),
            "icon": "layout-grid",
        }
        for page in composed_with(rights())
    ]
