"""Rights on the whole site, delegated by those who hold them by rule."""

from dataclasses import dataclass

from flask import abort, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.access import actor, for_those, now, viewer
from app.actions.site_rights import RightRefused, give_right, holds_by_rule, take_right
from app.extensions import db
from app.queries.key_names import names_of
from app.queries.site_rights import delegations
from app.queries.warnings import heads_who_administrate
from app.rules.audience import Viewer
from app.rules.site_rights import ALWAYS, Right, rights_by_rule
from app.wording import key_in_words, right_name
from blueprints.site import site
from blueprints.site.forms import RightForm
from blueprints.site.keys import key_choices, offered
from blueprints.site.people import known_person, search_known


@dataclass(frozen=True)
class RightLine:
    """A right, who holds it by rule, and to whom it is delegated as (key, words)."""

    right: Right
    name: str
    by_rule: list[str]
    delegated: list[tuple[str, str]]
    may_give: bool


def delegates(asks: Viewer) -> bool:
    """Tell whether somebody may delegate rights at all."""
    return bool(rights_by_rule(asks))


@site.get("/droits")
@for_those(delegates, confirmed=True)
def site_rights() -> str:
    """Show who holds which right on the site."""
    return _page(RightForm(formdata=None))


@site.post("/droits")
@for_those(delegates, confirmed=True)
def give_site_right() -> Response | tuple[str, int]:
    """Delegate a right."""
    form = RightForm()
    if not form.validate_on_submit() or not _is_grantable(form.whom()):
        form.key.errors = form.key.errors or [_("Choose to whom.")]
        return _page(form), 422
    right = _right(form)
    try:
        give_right(db.session(), now(), actor(), right, form.whom())
    except RightRefused:
        form.key.errors = [_("They hold this right already.")]
        return _page(form), 422
    return _saved()


@site.post("/droits/retirer")
@for_those(delegates, confirmed=True)
def take_site_right() -> Response | tuple[str, int]:
    """Take a delegated right back."""
    form = RightForm()
    if not form.validate_on_submit():
        return _page(form), 422
    right = _right(form)
    try:
        take_right(db.session(), now(), actor(), right, form.whom())
    except RightRefused:
        form.key.errors = [_("This right is no longer there, or holds by rule.")]
        return _page(form), 409
    return _saved()


@site.get("/droits/personnes")
@for_those(delegates, confirmed=True)
def find_right_holder() -> str | tuple[str, int]:
    """Find a person by name, to delegate a right."""
    return search_known("site/find_right_holder.html", rights=_mine())


def _right(form: RightForm) -> Right:
    """Return the right of a form; 403 when the viewer may not delegate it."""
    right = Right(form.right.data)
    return right if right in rights_by_rule(viewer()) else abort(403)


def _is_grantable(key: str) -> bool:
    if key.startswith("user:"):
        return known_person(key.removeprefix("user:")) is not None
    return key in offered(key_choices()) or key in ALWAYS


def _saved() -> Response:
    db.session.commit()
    flash(_("The rights are saved."))
    return redirect(url_for(".site_rights"), code=303)


def _mine() -> list[tuple[str, str]]:
    mine = rights_by_rule(viewer())
    return [(right.value, right_name(right)) for right in Right if right in mine]


def _page(form: RightForm) -> str:
    rows = delegations(db.session())
    names = names_of(db.session(), {key for _right, key in rows})
    mine = rights_by_rule(viewer())
    form.right.choices = _mine()
    lines = [
        RightLine(
            right,
            right_name(right),
            [key_in_words(key, names) for key, held in ALWAYS.items() if right in held],
            [
                (key, key_in_words(key, names))
                for held, key in rows
                if held is right and not holds_by_rule(right, key)
            ],
            right in mine,
        )
        for right in Right
    ]
    return render_template(
        "site/rights.html",
        form=form,
        lines=lines,
        choices=key_choices(),
        both=heads_who_administrate(db.session()),
    )
