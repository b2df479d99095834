"""The log in JSON: each request by its id and endpoint, people by their ids, nothing they typed."""

import io
import json
import logging
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from flask import Flask, abort

from app.access import open_to_all
from app.config import ConfigurationError, read
from app.extensions import db
from app.factory import create_app
from app.logs import JsonLines
from app.rules.audience import Duty
from tests.visits import Browser, signed_in
from tests.web.accounts import add_person

TYPED = "Lou Dubosc née le 12 mars"


@pytest.fixture
def written(app: Flask) -> Iterator[tuple[Flask, io.StringIO]]:
    """An instance that logs in JSON, and what it has written."""
    root = logging.getLogger()
    before, level = root.handlers[:], root.level
    logging_app = create_app(replace(app.extensions["parvis"], logs_json=True))
    logging_app.test_client_class = Browser
    out = io.StringIO()
    handler = root.handlers[0]
    assert isinstance(handler, logging.StreamHandler)
    assert isinstance(handler.formatter, JsonLines)
    handler.setStream(out)
    yield logging_app, out
    root.handlers, root.level = before, level
    with logging_app.app_context():
        db.engine.dispose()


def lines(out: io.StringIO) -> list[dict[str, Any]]:
    return [json.loads(line) for line in out.getvalue().splitlines()]


def test_a_request_is_one_line_without_its_address(written: tuple[Flask, io.StringIO]) -> None:
    app, out = written
    app.test_client().get("/recherche?q=" + TYPED, headers={"X-Request-Id": "ab12cd34ef56"})
    (line,) = lines(out)
    assert (line["endpoint"], line["status"], line["method"]) == ("public.search_page", 200, "GET")
    assert (line["request"], line["person"]) == ("ab12cd34ef56", None)
    assert line["ms"] >= 0
    assert "Dubosc" not in out.getvalue()


def test_who_is_signed_in_is_a_number(app: Flask, written: tuple[Flask, io.StringIO]) -> None:
    logging_app, out = written
    id_ = add_person(logging_app, "c.lafforgue", Duty.CPE)
    signed_in(logging_app, id_).get("/accueil")
    line = lines(out)[-1]
    assert (line["endpoint"], line["person"]) == ("personal.home", id_)
    assert "lafforgue" not in out.getvalue()


@pytest.mark.parametrize("given", ["", "x", 'a"b' * 5, "é" * 10, "a" * 200, "a\tb" * 5])
def test_a_name_of_a_request_that_is_none_is_replaced(
    written: tuple[Flask, io.StringIO], given: str
) -> None:
    app, out = written
    app.test_client().get("/contact", headers={"X-Request-Id": given})
    assert len(lines(out)[-1]["request"]) == 32


def test_an_error_tells_where_and_not_what_was_typed(
    written: tuple[Flask, io.StringIO], monkeypatch: pytest.MonkeyPatch
) -> None:
    app, out = written

    @open_to_all
    def fail() -> str:
        raise ValueError(TYPED)

    monkeypatch.setitem(app.view_functions, "public.contact", fail)
    answer = app.test_client().get("/contact")
    assert answer.status_code == 500
    error, request = lines(out)[-2:]
    assert error["level"] == "error"
    assert error["error"] == "ValueError"
    assert error["where"][-1].startswith("tests/operation/test_logs.py:")
    assert error["request"] == request["request"]
    assert request["status"] == 500
    assert "Dubosc" not in out.getvalue()


def test_what_is_refused_is_no_error(
    written: tuple[Flask, io.StringIO], monkeypatch: pytest.MonkeyPatch
) -> None:
    app, out = written

    @open_to_all
    def refuse() -> str:
        abort(403)

    monkeypatch.setitem(app.view_functions, "public.contact", refuse)
    app.test_client().get("/contact")
    assert [line["level"] for line in lines(out)] == ["info"]


def test_the_form_of_the_log_is_a_setting(tmp_path: Any) -> None:
    own = {"PARVIS_DATA": str(tmp_path)}
    assert not read(own).logs_json
    assert read(own | {"PARVIS_LOG": "json"}).logs_json
    with pytest.raises(ConfigurationError, match="PARVIS_LOG"):
        read(own | {"PARVIS_LOG": "xml"})
