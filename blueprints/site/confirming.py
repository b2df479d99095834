"""Why the tree refuses a change, and the page that asks to confirm one."""

from collections.abc import Sequence

from flask import render_template
from flask_babel import gettext as _
from flask_wtf import FlaskForm

from app.access import tree
from app.actions.rubriques import RubriqueRefused
from app.models import Rubrique
from app.rules.tree import turned_private
from app.rules.visibility import Node
from blueprints.site.consequences import Consequences, consequences
from blueprints.site.managed import manages


def explain(refusal: RubriqueRefused) -> str:
    """Return in words why the tree refuses a change."""
    words: dict[str, str] = {
        "public": _("Below a private rubrique, one can only be private."),
        "cycle": _("A rubrique cannot stand below itself. Choose another place."),
        "archived": _("An archived rubrique takes nothing new. Choose another place."),
        "deep": _("This place is too deep: eight rubriques at most, one below the other."),
        "others": _(
            "Rubriques below that you do not manage would change too. Ask the head of the school."
        ),
        "current": _("It is no longer there: somebody has brought it back meanwhile."),
        "ungrantable": _("No role can be given to them here."),
        "granted": _("They hold a role here already: change it in the list."),
        "stale": _("Somebody else has changed this role meanwhile. Look again, then decide."),
        "trashed": _("It is in the trash already."),
        "parent": _("The rubrique above it is in the trash: restore that one first."),
    }
    return words[refusal.cause]


def checked_consequences(
    rubrique: Rubrique, after: Sequence[Node], *, has_blog: bool | None = None
) -> Consequences:
    """Return what a change does; raises RubriqueRefused (`others`) if it goes beyond one's own."""
    if not all(manages(id_) for id_ in turned_private(tree(), after)):
        raise RubriqueRefused("others")
    return consequences(rubrique, after, has_blog=has_blog)


def ask_to_confirm(form: FlaskForm, what: Consequences, rubrique: Rubrique, url: str) -> str:
    """Show what a change does, with all that was typed, to confirm it or go back."""
    form.seen.data = what.token
    return render_template(
        "site/consequences.html", form=form, what=what, rubrique=rubrique, url=url
    )
