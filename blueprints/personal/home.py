"""One's own page: what concerns its reader now, in the order of weight."""

from collections.abc import Sequence

from flask import Response, make_response, render_template
from flask_babel import gettext as _

from app.access import for_members, look, now, peer, roles, viewer
from app.announced import Said, announced
from app.default_page import DEFAULTS
from app.desk import areas, learn_rights
from app.extensions import db
from app.models import PageKind, Person
from app.other_eyes import with_other_eyes
from app.queries.briefs import Brief
from app.queries.owner import Owner, read_owner
from app.rules.home_visits import begins_visit, new_since
from app.rules.pages import COMPOSED_BY
from app.services import quick_links
from app.templating import long_date
from app.tile_rendering import render_page
from blueprints.personal import personal
from blueprints.personal.addressed import SHOWN, addressed_now
from blueprints.personal.family import family, fresh, news_beside, places_of
from blueprints.personal.spaces import own_spaces
from blueprints.personal.visits import note_afterwards
from blueprints.personal.waiting import waiting, waiting_announcements, waiting_events
from blueprints.personal.who import reader
from tiles import TYPES


@personal.get("/accueil")
@with_other_eyes
@for_members
def home() -> Response:
    """Show the page of whoever is signed in."""
    told = addressed_now()
    owner = read_owner(db.session(), viewer(), roles(), now(), [one.id for one in told])
    if viewer().person_id is not None:
        learn_rights(owner.rights)
    response = make_response(_page(told, owner))
    if look() is None and viewer().person_id is not None and begins_visit(owner.seen_at, now()):
        note_afterwards(response, viewer().person_id or 0, now())
    return response


def _page(told: Sequence[Said], owner: Owner) -> str:
    since = new_since(owner.seen_at, owner.before_at, now()) if look() is None else None
    shown = announced(told[:SHOWN], reader(), owner, since)
    members = family(owner.pupils)
    lists = news_beside(members, waiting())
    office = waiting_announcements(owner)
    agenda = waiting_events(owner)
    waits = bool(office) or bool(agenda) or _waits(lists)
    spaces = own_spaces([space for member in members for space in member.spaces])
    page = PageKind.PERSONAL_HOME
    tiles = render_page(
        TYPES,
        page,
        peer(),
        now(),
        since=since,
        default=DEFAULTS[page],
        composes=lambda: COMPOSED_BY[page] in owner.rights,
    )
    has_spaces = bool(spaces) or viewer().manages_everywhere
    quick = quick_links()
    today = long_date(now())
    return render_template(
        "personal/home.html",
        greeting=_greeting(),
        today=today[:1].upper() + today[1:],
        announcements=shown,
        has_more=len(told) > SHOWN,
        members=members,
        lists=lists,
        waits=waits,
        office=office,
        agenda=agenda,
        spaces=spaces,
        has_spaces=has_spaces,
        quick=quick,
        tiles=[one for one in tiles if not one.is_wide],
        places=places_of(len(members)),
        has_arrival=bool(members) or waits or has_spaces or bool(quick),
        fresh={one.section: fresh(lists[one.section], since) for one in members},
        areas=list(areas(counted=False)),
        has_embeds=any(one.said.has_embeds for one in shown)
        or any("data-embed=" in (one.html or "") for one in tiles),
    )


def _greeting() -> str:
    """Greet a person by name; a population that one looks as has none."""
    person_id = viewer().person_id
    person = db.session.get(Person, person_id) if person_id else None
    return str(_("Hello %(name)s", name=person.first_name) if person else _("Hello"))


def _waits(lists: dict[str, list[Brief]]) -> bool:
    return bool(lists.get("to approve") or lists.get("refused"))
