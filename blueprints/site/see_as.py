"""Looking at the site as others see it."""

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.access import actor, for_members, for_those, look, now, own_viewer, rights, roles
from app.actions.see_as import start_looking
from app.actions.see_as import stop_looking as stop
from app.extensions import db
from app.rules.audience import Viewer
from app.rules.see_as import SEES_PEOPLE, Look, may_look
from app.rules.site_rights import Right
from app.sessions import current_token_hash
from blueprints.site import site
from blueprints.site.forms import ROOT, LookForm
from blueprints.site.keys import key_choices, offered
from blueprints.site.managed import managed_choices, manages_something
from blueprints.site.people import known_person, search_known


def looks(asks: Viewer) -> bool:
    """Tell whether somebody may look with other eyes at anything."""
    return Right.SEE_AS in rights() or manages_something(asks)


@site.get("/voir-comme")
@for_those(looks)
def see_as() -> str:
    """Ask with whose eyes to look, at a rubrique or at the whole site."""
    form = LookForm(formdata=None)
    form.rubrique.data = request.args.get("rubrique", ROOT)
    return _page(form)


@site.post("/voir-comme")
@for_those(looks)
def look_as() -> Response | tuple[str, int]:
    """Start looking with other eyes."""
    form = LookForm()
    form.rubrique.choices = _places()
    if not form.validate_on_submit() or not _exists(form.whom()):
        form.key.errors = [_("Choose with whose eyes to look.")]
        return _page(form), 422
    chosen = form.rubrique.data
    wanted = Look(form.whom(), None if chosen == ROOT else int(chosen))
    if not may_look(wanted, own_viewer(), rights(), roles()):
        abort(403)
    start_looking(db.session(), now(), actor(), current_token_hash() or "", wanted)
    db.session.commit()
    if wanted.rubrique_id is None:
        return redirect(url_for("public.home"), code=303)
    return redirect(url_for("public.rubrique", rubrique_id=wanted.rubrique_id), code=303)


@site.get("/voir-comme/personnes")
@for_those(lambda asks: bool(asks.keys & SEES_PEOPLE))
def find_eyes() -> str | tuple[str, int]:
    """Find a person by name, to see the whole site as she does."""
    return search_known("site/find_eyes.html")


@site.post("/voir-comme/revenir")
@for_members
def stop_looking() -> Response:
    """Look with one's own eyes again; the guard lets this through meanwhile."""
    current, own = look(), own_viewer()
    if own.person_id is None:
        abort(403)
    if current is not None:
        stop(db.session(), now(), own.person_id, current_token_hash() or "", current)
        db.session.commit()
        flash(_("You see the site with your own eyes again."))
    return redirect(url_for("public.home"), code=303)


def _places() -> list[tuple[str, str]]:
    places = managed_choices()
    return [(ROOT, _("The whole site")), *places] if Right.SEE_AS in rights() else places


def _exists(key: str | None) -> bool:
    if key is not None and key.startswith("user:"):
        return known_person(key.removeprefix("user:")) is not None
    return key in offered(key_choices(with_duties=False, with_visitors=True))


def _page(form: LookForm) -> str:
    form.rubrique.choices = _places()
    return render_template(
        "site/see_as.html",
        form=form,
        choices=key_choices(with_duties=False, with_visitors=True),
        may_see_people=bool(own_viewer().keys & SEES_PEOPLE),
    )
