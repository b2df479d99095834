"""The page of a rubrique's actors: each grant in words, where it comes from, what it allows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _

from app.access import now, tree
from app.extensions import db
from app.models import Rubrique
from app.queries.feeding import feeds_public_home
from app.queries.key_names import names_of
from app.rules.actors import Advice, advice, granted_in
from app.rules.audience import MANAGERS_EVERYWHERE, Duty
from app.rules.roles import REACH, Permission, Reach, Role
from app.rules.tree import path_of
from app.rules.visibility import Visibility
from app.wording import duty_name, key_in_words, role_name
from blueprints.site.forms import NO, YES, GrantForm, InheritForm
from blueprints.site.keys import key_choices

SHOWN = (
    Permission.VIEW,
    Permission.PROPOSE,
    Permission.PUBLISH,
    Permission.APPROVE,
    Permission.MANAGE_ACTORS,
)
"""The permissions of the table; the others go with one of these (guide p. 41)."""


@dataclass(frozen=True)
class ActorLine:
    """A grant that holds in a rubrique."""

    key: str
    whom: str
    role: Role
    role_name: str
    origin: str
    """The name of the rubrique that gives it; empty for the rubrique itself."""
    reaches: Sequence[str]
    """What each permission of `SHOWN` covers."""
    advice: Sequence[str]


def actors_page(found: Rubrique, form: GrantForm) -> dict[str, Any]:
    """Return what the page of a rubrique's actors shows."""
    form.role.choices = [(role.value, role_name(role)) for role in Role]
    inherit = InheritForm(formdata=None)
    inherit.inherits.data = NO if found.inherits else YES
    lines = _lines(found)
    return {
        "rubrique": found,
        "form": form,
        "inherit": inherit,
        "own": [line for line in lines if not line.origin],
        "inherited": [line for line in lines if line.origin],
        "everywhere": [duty_name(one) for one in (Duty.HEAD, Duty.DEPUTY, Duty.ADMIN)],
        "everywhere_reaches": _reaches(Role.MANAGER),
        "is_public": _is_public(found),
        "visitor_reaches": _reaches(Role.VISITOR),
        "permissions": _permission_names(),
        "roles": form.role.choices,
        "choices": key_choices(),
        "wants_moderator": not any(
            REACH[Permission.APPROVE][line.role] is Reach.ANY for line in lines
        ),
    }


def _lines(found: Rubrique) -> list[ActorLine]:
    """Return the grants that hold here; those of who manages everywhere give nothing more."""
    grants = [
        grant for grant in granted_in(tree(), found.id) if grant[0] not in MANAGERS_EVERYWHERE
    ]
    names = names_of(db.session(), {key for key, _r, _i in grants}, {id_ for _k, _r, id_ in grants})
    feeds = feeds_public_home(db.session(), now(), found.id)
    words = _advice_words()
    return [
        ActorLine(
            key=key,
            whom=key_in_words(key, names),
            role=role,
            role_name=role_name(role),
            origin="" if from_id == found.id else names.rubriques[from_id],
            reaches=_reaches(role),
            advice=[words[one] for one in advice(key, role, feeds_home=feeds)],
        )
        for key, role, from_id in grants
    ]


def _reaches(role: Role) -> list[str]:
    words = {Reach.NONE: _("no"), Reach.OWN: _("one’s own"), Reach.ANY: _("all")}
    return [words[REACH[permission][role]] for permission in SHOWN]


def _permission_names() -> list[str]:
    return [_("Read"), _("Propose and delete"), _("Put online"), _("Approve"), _("Manage")]


def _advice_words() -> Mapping[Advice, str]:
    return {
        Advice.ONE_PERSON: _("One person only: a profile or a function lasts longer."),
        Advice.FAMILIES: _("Pupils or parents put online without approval."),
        Advice.HOME_PAGE: _(
            "This rubrique feeds the news of the public home page: choose who writes in it with"
            " care."
        ),
    }


def _is_public(found: Rubrique) -> bool:
    by_id = {node.id: node for node in tree()}
    return all(by_id[id_].visibility is Visibility.PUBLIC for id_ in path_of(tree(), found.id))
