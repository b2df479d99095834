"""Where a batch brings its contributions: what may be chosen, and what was."""

from collections.abc import Sequence

from flask import request

from app.access import roles, tree, viewer
from app.addresses import id_in
from app.extensions import db
from app.models import Batch, Person
from app.queries.batches import rubriques_of
from app.queries.targets import possible_authors
from app.rules.batches import BatchAction
from app.rules.roles import Permission, allows
from app.rules.visibility import Visibility
from blueprints.newsroom.filters import options

ARGUMENT = {BatchAction.MOVE: "rubrique_id", BatchAction.CHANGE_AUTHOR: "author_id"}
"""What an action needs to know, by its name among the arguments of a batch."""
HIDES = "hides"
"""Among the arguments of a batch that moves: only into private rubriques."""


def needs_target(batch: Batch) -> bool:
    """Tell whether nobody has said yet where to."""
    return batch.action in ARGUMENT and ARGUMENT[batch.action] not in batch.arguments


def rubriques(batch: Batch) -> list[tuple[str, str]]:
    """Return the rubriques into which a batch may go, and what leads to them."""
    return list(options(tree(), _writable(batch)))


def people(batch: Batch, name: str) -> Sequence[Person]:
    """Return the first people of this name to whom the viewer may give some of these articles."""
    return db.session.scalars(possible_authors(viewer(), tree(), _given(batch), name)).all()


def target_name(batch: Batch) -> str:
    """Return the name of the target; nothing while there is none, or where its right has ended."""
    if (rubrique_id := batch.arguments.get("rubrique_id")) is not None:
        known = (node.name for node in tree() if node.id == rubrique_id and node.id in roles())
        return next(known, "")
    elif (author_id := batch.arguments.get("author_id")) is not None:
        person = db.session.get(Person, author_id)
        return person.full_name if person else ""
    else:
        return ""


def chosen_target(batch: Batch) -> dict[str, int]:
    """Return what the form says, if it may be chosen; empty when it may not."""
    target = id_in(request.form.get("target", ""))
    if target is None:
        return {}
    elif batch.action is BatchAction.MOVE and target in _writable(batch):
        return {"rubrique_id": target}
    elif batch.action is BatchAction.CHANGE_AUTHOR and _may_be_given(batch, target):
        return {"author_id": target}
    else:
        return {}


def _writable(batch: Batch) -> set[int]:
    """Return where the viewer may write; what is to be hidden goes where not everybody reads."""
    writable = {id_ for id_, role in roles().items() if allows(Permission.PROPOSE, role, own=True)}
    if not batch.arguments.get(HIDES):
        return writable
    return writable - {node.id for node in tree() if node.visibility is Visibility.PUBLIC}


def _given(batch: Batch) -> list[int]:
    """Return the rubriques of the batch where the viewer may change authors: else none is named."""
    return [
        id_
        for id_ in db.session.scalars(rubriques_of(batch.id))
        if allows(Permission.CHANGE, roles().get(id_), own=False)
    ]


def _may_be_given(batch: Batch, person_id: int) -> bool:
    one = possible_authors(viewer(), tree(), _given(batch), "").where(Person.id == person_id)
    return db.session.scalar(one) is not None
