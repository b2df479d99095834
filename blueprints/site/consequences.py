"""What a change of the tree changes for whom, in words, for the page that asks to confirm it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from flask_babel import gettext as _
from flask_babel import ngettext

from app.access import now, tree, viewer
from app.actions.rubriques import fingerprint
from app.extensions import db
from app.models import Rubrique
from app.queries.faulty import FaultyArticle, faulty_articles
from app.queries.key_names import KeyNames, names_of
from app.queries.managed import NOTHING, Held, all_rubriques, held_by
from app.rules.audience import ANONYMOUS, MEMBERS, PUBLIC
from app.rules.effects import Effect, effects
from app.rules.roles import Permission, allows
from app.rules.tree import turned_private
from app.rules.visibility import Node, archived_in, roles_in
from app.wording import key_in_words, role_name

NAMED = 6
"""How many rubriques are named before the others are counted."""


@dataclass(frozen=True)
class Line:
    """What changes for one key."""

    whom: str
    changes: Sequence[str]


@dataclass(frozen=True)
class Consequences:
    """What a change does; `token` is the same as long as it is the same."""

    lines: Sequence[Line]
    leaving: int
    """How many articles leave the home page and the feeds."""
    entering: int
    faulty: Sequence[FaultyArticle]
    """What the check keeps from the public: as long as there is any, the change is not made."""
    turned_private: Sequence[str]
    locks_out: bool
    """Whether whoever asks would manage the rubrique no more."""
    token: str


def consequences(
    rubrique: Rubrique, after: Sequence[Node], *, has_blog: bool | None = None
) -> Consequences:
    """Return what becomes of the tree if a rubrique is changed so."""
    before = tree()
    found = effects(before, after)
    everything = all_rubriques(db.session())
    held = held_by(db.session(), now())
    keys = [one.key for one in found]
    names = names_of(db.session(), keys)
    called = {one.id: one.name for one in everything}
    lines = [_line(one, names, called, held) for one in found]
    blogs = {one.id for one in everything if one.has_blog}
    blogs_after = blogs if has_blog is None else blogs ^ (blogs & {rubrique.id})
    if has_blog:
        blogs_after = blogs_after | {rubrique.id}
    flows, flows_after = _in_flows(before, blogs), _in_flows(after, blogs_after)
    hidden = [called[id_] for id_ in turned_private(before, after) if id_ != rubrique.id]
    still = roles_in(after, viewer()).get(rubrique.id)
    locks_out = not allows(Permission.EDIT_RUBRIQUE, still, own=False)
    leaving = _currents(flows - flows_after, held)
    entering = _currents(flows_after - flows, held)
    opened = next((one.gained for one in found if one.key == PUBLIC), frozenset())
    faulty = faulty_articles(db.session(), now(), opened)
    shown = [[line.whom, *line.changes] for line in lines]
    return Consequences(
        lines=lines,
        leaving=leaving,
        entering=entering,
        faulty=faulty,
        turned_private=hidden,
        locks_out=locks_out,
        token=fingerprint(shown, leaving, entering, len(faulty), hidden, locks_out),
    )


def _in_flows(nodes: Sequence[Node], blogs: set[int]) -> set[int]:
    return (set(roles_in(nodes, ANONYMOUS)) - archived_in(nodes)) & blogs


def _currents(ids: Iterable[int], held: Mapping[int, Held]) -> int:
    return sum(held.get(id_, NOTHING).current for id_ in ids)


def _line(
    effect: Effect, names: KeyNames, called: Mapping[int, str], held: Mapping[int, Held]
) -> Line:
    whom = key_in_words(effect.key, names)
    if effect.key == MEMBERS:
        whom = _("Whoever is signed in, without a role here")
    changes = []
    if effect.lost:
        changes.append(_reading(effect.lost, called, held, gained=False))
    if effect.gained:
        changes.append(_reading(effect.gained, called, held, gained=True))
    changes += [
        _("%(rubrique)s: %(before)s becomes %(after)s", rubrique=called[id_],
          before=role_name(was), after=role_name(will))
        for id_, (was, will) in sorted(effect.roles.items())
    ][:NAMED]  # fmt: skip
    return Line(whom, changes)


def _reading(
    ids: frozenset[int], called: Mapping[int, str], held: Mapping[int, Held], *, gained: bool
) -> str:
    number = sum(held.get(id_, NOTHING).online for id_ in ids)
    where = _list([called[id_] for id_ in sorted(ids)])
    if gained:
        words: str = ngettext(
            "reading gained: %(num)d article, in %(where)s",
            "reading gained: %(num)d articles, in %(where)s",
            number,
            where=where,
        )
    else:
        words = ngettext(
            "reading lost: %(num)d article, in %(where)s",
            "reading lost: %(num)d articles, in %(where)s",
            number,
            where=where,
        )
    return words


def _list(names: Sequence[str]) -> str:
    """Return some names on one line, and how many more there are."""
    text = ", ".join(names[:NAMED])
    more = len(names) - NAMED
    if more > 0:
        text += str(ngettext(" and %(num)d other", " and %(num)d others", more))
    return text
