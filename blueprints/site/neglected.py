"""The report of neglected rubriques, and what is done about several of them at once."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from app.access import actor, for_those, now, tree
from app.actions.rubrique_ends import archive_rubrique, trash_rubrique
from app.actions.rubriques import RubriqueRefused, hold_tree
from app.desk import Entry
from app.extensions import db
from app.models import Rubrique
from app.queries.held_keys import held_keys
from app.queries.key_names import names_of
from app.queries.managed import all_rubriques, changes
from app.rules.neglect import Fault, Neglected, neglected
from app.rules.roles import Permission
from app.wording import key_in_words
from blueprints.site import site
from blueprints.site.confirming import explain
from blueprints.site.managed import (
    manages,
    manages_all_below,
    manages_something,
    place_in_words,
)

MOST = 200
"""How many may be ticked at once."""


@dataclass(frozen=True)
class Line:
    """A neglected rubrique as the page shows it."""

    rubrique: Rubrique
    path: str
    faults: Sequence[Fault]
    words: Sequence[str]


@site.get("/rubriques/negligees")
@for_those(manages_something)
def neglected_rubriques() -> str:
    """Show the neglected among the rubriques that the viewer manages."""
    lines = _lines()
    chosen = request.args.get("motif", "")
    return render_template(
        "site/neglected.html",
        lines=[line for line in lines if not chosen or chosen in line.faults],
        views=list(_views(lines, chosen)),
    )


@site.post("/rubriques/negligees")
@for_those(manages_something)
def end_neglected() -> Response | str:
    """Archive or delete those that are ticked, once they were named."""
    hold_tree(db.session())
    archives = request.form.get("what") == "archive"
    chosen = [line for line in _lines() if str(line.rubrique.id) in _ticked()]
    if not archives and "confirmed" not in request.form and chosen:
        return render_template("site/neglected_sure.html", lines=chosen)
    done, refused = 0, []
    for line in chosen:
        try:
            _end(line.rubrique, archives=archives)
            done += 1
        except RubriqueRefused as refusal:
            refused.append(f"{line.rubrique.name} – {explain(refusal)}")
    db.session.commit()
    if archives:
        flash(ngettext("%(num)d rubrique is archived.", "%(num)d rubriques are archived.", done))
    else:
        flash(
            ngettext(
                "%(num)d rubrique is in the trash.", "%(num)d rubriques are in the trash.", done
            )
        )
    for words in refused:
        flash(words)
    return redirect(url_for(".neglected_rubriques"), code=303)


def report() -> list[Neglected]:
    """Return the neglected among the rubriques that the viewer manages."""
    keys = {key for node in tree() for key in node.grants}
    held = held_keys(db.session(), keys)
    found = neglected(tree(), changes(db.session()), held, now())
    return [one for one in found if manages(one.id)]


def _lines() -> list[Line]:
    found = report()
    by_id = {one.id: one for one in all_rubriques(db.session())}
    names = names_of(db.session(), {key for one in found for key in one.gone})
    lines = []
    for one in found:
        gone = ", ".join(key_in_words(key, names) for key in one.gone)
        words = {
            Fault.EMPTY: _("Empty"),
            Fault.STALE: _("Not updated for a year"),
            Fault.NO_MODERATOR: _("Without moderator"),
            Fault.GONE: _("A role is held by nobody any more: %(whom)s", whom=gone),
        }
        lines.append(
            Line(
                by_id[one.id],
                place_in_words(by_id[one.id]),
                one.faults,
                [words[fault] for fault in one.faults],
            )
        )
    return sorted(lines, key=lambda line: [fault not in line.faults for fault in Fault])


def _views(lines: Sequence[Line], chosen: str) -> Iterator[Entry]:
    """Yield the report as a whole and by fault, with how many lines each has."""
    yield Entry(_("All"), url_for(".neglected_rubriques"), chosen == "", len(lines))
    names = {
        Fault.EMPTY: _("Empty"),
        Fault.STALE: _("Not updated for a year"),
        Fault.GONE: _("Roles held by nobody"),
        Fault.NO_MODERATOR: _("Without moderator"),
    }
    for fault, name in names.items():
        number = sum(fault in line.faults for line in lines)
        url = url_for(".neglected_rubriques", motif=fault.value)
        yield Entry(name, url, chosen == fault, number)


def _ticked() -> set[str]:
    return set(request.form.getlist("rubrique")[:MOST])


def _end(rubrique: Rubrique, *, archives: bool) -> None:
    """Archive or delete one; raises RubriqueRefused."""
    if not manages(rubrique.id, Permission.DELETE_RUBRIQUE) or not manages_all_below(rubrique.id):
        raise RubriqueRefused("others")
    action = archive_rubrique if archives else trash_rubrique
    action(db.session(), now(), actor(), rubrique)
    db.session.flush()
