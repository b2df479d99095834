"""One's own page: what concerns its reader now, in the order of weight."""

from collections.abc import Sequence

from flask import Response, make_response, render_template
from flask_babel import gettext as _

from app.access import for_members, look, now, own_account, peer, rights, viewer
from app.announced import Said, announced
from app.default_page import DEFAULTS
from app.extensions import db
from app.models import PageKind
from app.other_eyes import with_other_eyes
from app.queries.home_visits import Visit
from app.queries.owner import Owner
from app.queries.viewers import account_of
from app.rules.home_visits import begins_visit, new_since
from app.rules.pages import COMPOSED_BY
from app.templating import long_date
from app.tile_rendering import render_page
from blueprints.personal import personal
from blueprints.personal.addressed import SHOWN, addressed_now
from blueprints.personal.arrival import arrival
from blueprints.personal.family import places_of
from blueprints.personal.owner import owner_and_visit
from blueprints.personal.visits import note_afterwards
from blueprints.personal.who import reader
from tiles import TYPES


@personal.get("/accueil")
@with_other_eyes
@for_members
def home() -> Response:
    """Show the page of whoever is signed in."""
    told, person_id = addressed_now(), viewer().person_id
    owner, visit = owner_and_visit([one.id for one in told])
    response = make_response(_page(told, owner, visit))
    if look() is None and person_id is not None and begins_visit(visit.seen_at, now()):
        note_afterwards(response, person_id, now())
    return response


def _page(told: Sequence[Said], owner: Owner, visit: Visit) -> str:
    since = new_since(visit.seen_at, visit.before_at, now()) if look() is None else None
    shown = announced(told[:SHOWN], reader(), owner, visit.read, since)
    beside = arrival(owner)
    page = PageKind.PERSONAL_HOME
    tiles = render_page(
        TYPES,
        page,
        peer(),
        now(),
        since=since,
        default=DEFAULTS[page],
        composes=lambda: COMPOSED_BY[page] in rights(),
    )
    today = long_date(now())
    return render_template(
        "personal/home.html",
        greeting=_greeting(),
        today=today[:1].upper() + today[1:],
        announcements=shown,
        has_more=len(told) > SHOWN,
        arrival=beside,
        fresh=beside.new_since(since),
        tiles=[one for one in tiles if not one.is_wide],
        places=places_of(len(beside.members)),
        has_embeds=any(one.said.has_embeds for one in shown)
        or any("data-embed=" in (one.html or "") for one in tiles),
    )


def _greeting() -> str:
    """Greet a person by name; a population that one looks as has none."""
    person_id, person = viewer().person_id, own_account()
    if person is None or person.id != person_id:
        person = account_of(db.session(), person_id) if person_id else None
    return str(_("Hello %(name)s", name=person.first_name) if person else _("Hello"))
