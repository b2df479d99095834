"""Finding a person: to give her a role, or to say why she holds one."""

from typing import Any

from flask import abort, request

from app.access import for_members, tree, viewer
from app.addresses import id_in
from app.extensions import db
from app.models import Person, Rubrique
from app.person_search import search_people
from app.queries.key_names import names_of
from app.queries.people import find_people, people_known_to
from app.queries.viewers import viewer_of
from app.rules.reasons import reason
from app.rules.roles import Permission, Role
from app.rules.visibility import roles_in
from app.wording import key_in_words, role_name
from blueprints.site import site
from blueprints.site.forms import GrantForm
from blueprints.site.managed import managed


@site.get("/rubriques/<id:rubrique_id>/acteurs/personnes")
@for_members
def find_actor(rubrique_id: int) -> str | tuple[str, int]:
    """Find a person by name, to give her a role."""
    found = managed(rubrique_id, Permission.MANAGE_ACTORS)
    form = GrantForm(formdata=None)
    form.role.choices = [(role.value, role_name(role)) for role in Role]
    return search_known("site/find_actor.html", rubrique=found, form=form)


@site.get("/rubriques/<id:rubrique_id>/acteurs/pourquoi")
@for_members
def why(rubrique_id: int) -> str | tuple[str, int]:
    """Say which role a person holds in a rubrique, and which key and rubrique give it."""
    found = managed(rubrique_id, Permission.MANAGE_ACTORS)
    text = request.args.get("personne", "")
    person = known_person(text) if text else None
    if text and person is None:
        abort(404)
    return search_known("site/why.html", rubrique=found, **(_why(found, person) if person else {}))


def known_person(text: str) -> Person | None:
    """Return the person of an id as an address or a form gives it, if the viewer may know her."""
    person_id = id_in(text)
    if person_id is None:
        return None
    return db.session.scalar(people_known_to(viewer()).where(Person.id == person_id))


def search_known(template: str, **context: Any) -> tuple[str, int]:
    """Show the people known to the viewer whose name holds the words asked for."""
    return search_people(
        template, lambda words: find_people(db.session(), viewer(), words), **context
    )


def _why(found: Rubrique, person: Person) -> dict[str, Any]:
    seen = viewer_of(db.session(), person.id)
    role = roles_in(tree(), seen).get(found.id)
    because = reason(tree(), seen, role, found.id) if role else None
    told = {
        "person_asked": person,
        "role": role_name(role),
        "is_visited": role is not None,
        "everywhere": seen.manages_everywhere,
    }
    if because is None:
        return told
    names = names_of(db.session(), [because.key], [because.granted_in])
    return told | {
        "key": key_in_words(because.key, names),
        "origin": names.rubriques.get(because.granted_in, ""),
    }
