"""The settings of the site in tests: forms that are filled in, what is stored then."""

from collections.abc import Mapping
from typing import Any

from flask import Flask
from sqlalchemy import select
from werkzeug.test import TestResponse

from app.models import Setting
from tests.visits import Browser, saved
from tests.web.site_pages import form_on

PAGE = "/site/reglages"
SECTIONS = ("etablissement", "mentions-legales", "donnees-personnelles", "accessibilite", "limites")


def fill(client: Browser, section: str, values: Mapping[str, Any]) -> TestResponse:
    """Fill a part of the settings in and send it; a value that is none takes its field out."""
    page = f"{PAGE}/{section}"
    fields = {**typed_on(client.get(page), page), **values}
    return client.post(page, data={name: one for name, one in fields.items() if one is not None})


def typed_on(answer: TestResponse, page: str) -> dict[str, str]:
    """Return the fields of a form as a browser would send them again."""
    return {name: value.removeprefix("\n") for name, value in form_on(answer, page).items()}


def set_to(app: Flask, **values: Any) -> None:
    """Store some settings."""
    with saved(app) as session:
        for name, value in values.items():
            session.merge(Setting(name=name, value=value))


def stored(app: Flask) -> dict[str, Any]:
    """Return what is set."""
    with saved(app) as session:
        rows = session.execute(select(Setting.name, Setting.value)).all()
        return dict(rows)  # type: ignore[arg-type]
