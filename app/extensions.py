"""The Flask extensions, bound to an application by the factory."""

from importlib import import_module
from pathlib import Path
from typing import Any

from flask import Flask
from flask_sqlalchemy import SQLAlchemy
from flask_wtf.csrf import CSRFProtect

from app.models import Base

db = SQLAlchemy(metadata=Base.metadata)
csrf = CSRFProtect()


class LateMigrate:
    """Stands where Flask-Migrate looks for itself, and loads it with the first question.

    It brings Alembic, which only commands need: a tenth of what a server of pages would hold.
    """

    def __init__(self, app: Flask, folder: Path) -> None:
        self._app = app
        self._folder = folder

    def __getattr__(self, name: str) -> Any:
        library = import_module("flask_migrate")
        library.Migrate(self._app, db, directory=str(self._folder), render_as_batch=True)
        return getattr(self._app.extensions["migrate"], name)
