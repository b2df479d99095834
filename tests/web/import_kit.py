"""How a browser brings files of a directory in, and what a worker does with them."""

import io
from pathlib import Path

from flask import Flask
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from app.directory.layout import File
from app.jobs.handlers import HANDLERS
from app.jobs.run import run_due
from app.models import DirectoryImport, Person, PersonDuty
from app.rules.audience import Duty, Function
from tests.factories import make_person
from tests.visits import Browser, saved, signed_in


def importer(app: Flask) -> Browser:
    """Return the browser of a head whose account the académie does not know."""
    with saved(app) as session:
        person = make_person(session, Function.DIR, first_name="Hélène", last_name="Castagné")
        person.duties.append(PersonDuty(duty=Duty.HEAD))
        session.flush()
        id_ = person.id
    return signed_in(app, id_)


def send(visitor: Browser, folder: Path, *but: File) -> TestResponse:
    """Send the files of a folder, but some."""
    files = [(io.BytesIO((folder / one).read_bytes()), one.value) for one in File if one not in but]
    return visitor.post("/annuaire/import", data={"csrf_token": token(visitor), "files": files})


def token(visitor: Browser) -> str:
    """Return the token of the page of imports."""
    page = visitor.get("/annuaire/import").get_data(as_text=True)
    return page.partition('name="csrf_token" value="')[2].partition('"')[0]


def post(visitor: Browser, path: str, **fields: object) -> TestResponse:
    """Press a button of an import."""
    return visitor.post(path, data={"csrf_token": token(visitor), **fields})


def work(app: Flask) -> int:
    """Do what is due; say how many jobs that were."""
    done = 0
    with app.app_context():
        while run_due(HANDLERS, lambda: False):
            done += 1
    return done


def state(app: Flask) -> DirectoryImport:
    """Return the only import as it is now."""
    with saved(app) as session:
        found = session.scalars(select(DirectoryImport)).one()
        session.refresh(found)
        session.expunge(found)
        return found


def count_people(app: Flask) -> int:
    """Count everybody."""
    with saved(app) as session:
        return session.scalar(select(func.count()).select_from(Person)) or 0


def token_of_page(visitor: Browser) -> str:
    """Return a token for who may not see the page of imports."""
    page = visitor.get("/mon-compte").get_data(as_text=True)
    return page.partition('name="csrf_token" value="')[2].partition('"')[0]
