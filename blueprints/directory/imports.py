"""Import and export of the directory: files sent, their dry run, the decision, files given out."""

import tempfile
from typing import IO, cast

from flask import abort, flash, redirect, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.orm import Session
from werkzeug.datastructures import FileStorage

from app.access import actor, for_right, now, rights
from app.actions.directory_import import NotSure, confirm_import, discard_import, open_import
from app.actions.exceptions import Outdated
from app.actions.log import record
from app.database import ONLY_READS, let_go
from app.directory.layout import COLUMNS, LARGEST_FILE, File
from app.directory_export import write_archive
from app.extensions import db
from app.kept_imports import forget, keep
from app.large_bodies import takes_files
from app.models import DirectoryImport
from app.queries.imports import latest_imports
from app.rules.site_rights import Right
from app.templating import local
from blueprints.directory import directory
from blueprints.directory.forms import ConfirmImportForm
from blueprints.directory.import_page import STATE_LOOKS, import_page, state_name


def body_limit() -> int:
    """Return how many bytes of files may come: none from whoever does not manage the directory."""
    return len(File) * LARGEST_FILE if Right.DIRECTORY in rights() else 0


@directory.get("/import")
@for_right(Right.DIRECTORY, confirmed=True)
def imports() -> str:
    """Show where the files are sent, what they hold, and the imports of late."""
    return _imports_page()


@directory.post("/import")
@takes_files(body_limit)
@for_right(Right.DIRECTORY, confirmed=True)
def start_import() -> ResponseReturnValue:
    """Take the four files, known by their names, and leave them to be read."""
    sent = _sent_files()
    missing = [file for file in File if file not in sent]
    if missing:
        return _imports_page(missing), 422
    let_go(db.session())
    folder = keep(sent.items())
    opened = open_import(db.session(), actor(), folder)
    db.session.commit()
    return _to_page(opened.id)


@directory.get("/import/<id:import_id>")
@for_right(Right.DIRECTORY, confirmed=True)
def one_import(import_id: int) -> str:
    """Show how far an import is, or what it would do, or has done."""
    return import_page(_import(import_id), ConfirmImportForm(formdata=None))


@directory.post("/import/<id:import_id>/confirmation")
@for_right(Right.DIRECTORY, confirmed=True)
def confirm_one_import(import_id: int) -> ResponseReturnValue:
    """Let an import be carried out; said twice, it is done once."""
    found, form = _import(import_id), ConfirmImportForm()
    renames = request.form.getlist("same")
    try:
        confirm_import(
            db.session(),
            found,
            actor(),
            renames,
            although_many=bool(form.many.data),
            although_bare=bool(form.bare.data),
        )
        db.session.commit()
    except NotSure as much:
        for is_asked, box in ((much.people, form.many), (much.bonds, form.bare)):
            box.errors = [_("Tick this box if it is so; else give the import up.")] * is_asked
        return import_page(found, form, renames), 422
    except Outdated:
        db.session.rollback()
        flash(_("This import was decided on already."))
    return _to_page(import_id)


@directory.post("/import/<id:import_id>/abandon")
@for_right(Right.DIRECTORY, confirmed=True)
def discard_one_import(import_id: int) -> ResponseReturnValue:
    """Give an import up: nothing is changed, its files go."""
    found = _import(import_id)
    folder = found.files["folder"]
    try:
        discard_import(db.session(), import_id)
        db.session.commit()
    except Outdated:
        db.session.rollback()
        flash(_("This import was decided on already."))
        return _to_page(import_id)
    forget(folder)
    flash(_("The import was given up. Nothing was changed."))
    return redirect(url_for(".imports"), 303)


@directory.post("/export")
@for_right(Right.DIRECTORY, confirmed=True)
def export_directory() -> ResponseReturnValue:
    """Send the four files as one archive."""
    name = f"annuaire-{local(now()):%Y-%m-%d}.zip"
    record(db.session(), now(), actor(), "export", "directory", None)
    db.session.commit()
    target = cast("IO[bytes]", tempfile.TemporaryFile())  # noqa: SIM115 - closed with the answer
    with (
        db.engine.connect().execution_options(**ONLY_READS) as connection,
        Session(connection) as reading,
    ):
        write_archive(reading, target)
    target.seek(0)
    return send_file(target, "application/zip", as_attachment=True, download_name=name)


def _imports_page(missing: list[File] | None = None) -> str:
    return render_template(
        "directory/imports.html",
        missing=missing or [],
        columns=COLUMNS,
        largest=LARGEST_FILE // 1_048_576,
        rows=latest_imports(db.session()),
        looks=STATE_LOOKS,
        state_name=state_name,
    )


def _sent_files() -> dict[File, FileStorage]:
    names = {file.value: file for file in File}
    found = {}
    for sent in request.files.getlist("files"):
        file = names.get((sent.filename or "").lower())
        if file is not None:
            found[file] = sent
    return found


def _import(import_id: int) -> DirectoryImport:
    return db.session.get(DirectoryImport, import_id) or abort(404)


def _to_page(import_id: int) -> ResponseReturnValue:
    return redirect(url_for(".one_import", import_id=import_id), 303)
