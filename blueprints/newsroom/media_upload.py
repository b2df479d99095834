"""Files that people send to the library: one by one with a script, or many in a plain form."""

from dataclasses import dataclass, field
from typing import Any

from flask import flash, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.datastructures import FileStorage
from werkzeug.exceptions import RequestEntityTooLarge

from app.access import for_members, school, viewer, worker
from app.arrivals import arrive
from app.extensions import db
from app.large_bodies import BESIDE_FILES, takes_files
from app.models import Media
from app.queries.library import may_add
from app.refused_files import UploadRefused
from app.rules.quotas import MO, Place
from blueprints.newsroom import newsroom
from blueprints.newsroom.media_places import KINDS, accepted, place_asked, quota_of
from blueprints.newsroom.media_shapes import data_of

MOST_AT_ONCE = 40


@dataclass
class Taken:
    """What became of the files of one request."""

    added: list[Media] = field(default_factory=list)
    known: list[Media] = field(default_factory=list)
    refused: list[tuple[str, str]] = field(default_factory=list)

    def as_json(self) -> dict[str, Any]:
        """Return it as scripts receive it."""
        return {
            "media": [data_of(one) for one in self.added]
            + [data_of(one, known=True) for one in self.known],
            "refused": [{"name": name, "words": words} for name, words in self.refused],
        }


def body_limit() -> int:
    """Return how many bytes of files one request may carry: a file where a place is named.

    Who may add none sends no more than with any other form.
    """
    if not may_add(worker()):
        return BESIDE_FILES
    place = request.args.get("place", "")
    if place in KINDS:
        return school().limits[quota_of(place, "")].file_size
    return school().limits[Place.ATTACHMENTS].total_size or 0


@newsroom.get("/mediatheque/ajouter")
@for_members
def new_files() -> tuple[str, int]:
    """Show where files are sent."""
    return upload_page()


@newsroom.post("/mediatheque/ajouter")
@takes_files(body_limit)
@for_members
def upload() -> ResponseReturnValue:
    """Take files; those that cannot be taken are named with the reason, the others are kept."""
    if not may_add(worker()):
        return _nowhere_to_write()
    taken = _taken(request.files.getlist("file"), place_asked())
    if _wants_json():
        status = 422 if taken.refused and not (taken.added or taken.known) else 200
        return jsonify(taken.as_json()), status
    if taken.refused or taken.known or not taken.added:
        return upload_page(422 if taken.refused else 200, taken)
    return _after(taken)


@newsroom.errorhandler(413)
def too_large(_error: RequestEntityTooLarge) -> ResponseReturnValue:
    """Say that a request is too large, where it was sent from."""
    db.session.rollback()
    if request.endpoint != "newsroom.upload" or (viewer().is_anonymous and not _wants_json()):
        return render_template("errors/413.html"), 413
    if viewer().is_anonymous:
        said = _(
            "Your session has ended. Log in again in another tab, then try again here: nothing is"
            " lost."
        )
        return jsonify(Taken(refused=[("", said)]).as_json()), 403
    if not may_add(worker()):
        return _nowhere_to_write()
    said = _(
        "What you sent is larger than the site accepts at once: %(size)d MB at most. Nothing of it"
        " was kept: send fewer files, or smaller ones.",
        size=body_limit() // MO,
    )
    if _wants_json():
        return jsonify(Taken(refused=[("", said)]).as_json()), 413
    return upload_page(413, Taken(refused=[("", said)]))


def upload_page(status: int = 200, taken: Taken | None = None) -> tuple[str, int]:
    """Render the page from which files are sent, with what became of those just sent."""
    return (
        render_template(
            "newsroom/library_upload.html",
            may_add=may_add(worker()),
            taken=taken,
            accept=accepted(""),
            quotas=school().limits,
            complete_url=_complete_url(taken.added) if taken else "",
        ),
        status,
    )


@newsroom.app_template_global()
def upload_limits() -> dict[str, int]:
    """Return the size of a file that each place takes at most, in bytes."""
    limits = school().limits
    return {place: limits[quota_of(place, "")].file_size for place in KINDS} | {
        "": max(limit.file_size for limit in limits.values())
    }


def _taken(files: list[FileStorage], place: str) -> Taken:
    """Take each file by itself: one that is refused leaves the others."""
    taken, chosen = Taken(), [file for file in files if file.filename]
    if not chosen:
        taken.refused.append(("", _("Choose at least one file.")))
    for file in chosen[:MOST_AT_ONCE]:
        _take(file, place, taken)
    for file in chosen[MOST_AT_ONCE:]:
        said = _("Not taken: %(number)d files at once at most.", number=MOST_AT_ONCE)
        taken.refused.append((file.filename or "", said))
    return taken


def _take(file: FileStorage, place: str, taken: Taken) -> None:
    quota = quota_of(place, file.filename or "")
    try:
        media, is_known = arrive(file, quota, lambda one: not place or one.kind in KINDS[place])
    except UploadRefused as refusal:
        taken.refused.append((refusal.filename, refusal.words))
    else:
        (taken.known if is_known else taken.added).append(media)


def _after(taken: Taken) -> ResponseReturnValue:
    """Lead from files that were taken to what is still to be said about them."""
    count = len(taken.added)
    flash(ngettext("%(num)d file is in the library.", "%(num)d files are in the library.", count))
    if count == 1:
        return redirect(url_for(".media_item", media_id=taken.added[0].id), code=303)
    return redirect(_complete_url(taken.added), code=303)


def _complete_url(added: list[Media]) -> str:
    """Return the address at which new files are described one after the other."""
    if not added:
        return ""
    rest = ",".join(str(one.id) for one in added)
    return url_for(".media_item", media_id=added[0].id, suite=rest)


def _nowhere_to_write() -> ResponseReturnValue:
    said = _("To add files, one needs a role in a rubrique.")
    if _wants_json():
        return jsonify(Taken(refused=[("", said)]).as_json()), 403
    return upload_page(403, Taken(refused=[("", said)]))


def _wants_json() -> bool:
    found = request.accept_mimetypes.best_match(["text/html", "application/json"])
    return found == "application/json"
