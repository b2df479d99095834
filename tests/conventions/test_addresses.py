"""Addresses: French, lower case, kebab, typed; each POST asks for a token (DESIGN, "Addresses")."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.routing import Rule

FIRST_PARTS = frozenset(
    """
    rubriques articles rss.xml atom.xml feed.json agenda agenda.ics recherche plan-du-site
    sitemap.xml robots.txt mentions-legales accessibilite donnees-personnelles contact aide
    signaler connexion deconnexion mon-compte accueil annonces publication apercu site
    communication annuaire medias healthz style.css style-atelier.css manifest.webmanifest
    favicon.ico
    """.split()
) | {""}
"""Where an address may begin: the table of the design, and what browsers ask for by name."""

NUMBERS = frozenset({"id", "int"})
FREE_TEXTS = frozenset({"slug", "name", "token"})
"""Parameters that are any text without a slash; all others have a type."""

PLAIN_PART = re.compile(r"[a-z0-9]+(?:[-.][a-z0-9]+)*")
PARAMETER = re.compile(r"<(?:(?P<type>[a-z_]+)(?:\([^)]*\))?:)?(?P<name>[a-z_]+)>")


def rules(app: Flask) -> list[Rule]:
    """Return the addresses of an application."""
    return list(app.url_map.iter_rules())


def test_addresses_are_lower_case_and_kebab(worker_app: Flask) -> None:
    for rule in rules(worker_app):
        for part in PARAMETER.sub("1", rule.rule).strip("/").split("/"):
            assert part == "" or PLAIN_PART.fullmatch(part), rule.rule
        assert "//" not in rule.rule


def test_addresses_are_those_of_the_design(worker_app: Flask) -> None:
    """A new one is in French and begins with one of the agreed words."""
    firsts = {rule.rule.strip("/").split("/")[0] for rule in rules(worker_app)}
    assert firsts <= FIRST_PARTS


def test_parameters_are_typed(worker_app: Flask) -> None:
    for rule in rules(worker_app):
        for found in PARAMETER.finditer(rule.rule):
            if found["type"] in (None, "string", "path"):
                assert found["name"] in FREE_TEXTS, rule.rule
                assert found["type"] != "path", rule.rule
            elif found["name"].endswith("_id"):
                assert found["type"] in NUMBERS, rule.rule


def test_reading_and_writing_are_apart(worker_app: Flask) -> None:
    """An address that changes something has its own view: no view looks at the method."""
    for rule in rules(worker_app):
        methods = (rule.methods or set()) - {"OPTIONS", "HEAD"}
        assert methods in ({"GET"}, {"POST"}), rule.rule


@pytest.mark.parametrize("content_type", ["application/x-www-form-urlencoded", "text/plain"])
@pytest.mark.parametrize("token", [None, "", "wrong", "ImZvcmdlZCI.aaaaaa.bbbbbbbbbbb"])
def test_every_post_refuses_a_missing_token(
    app: Flask, client: FlaskClient, token: str | None, content_type: str
) -> None:
    posts = [rule for rule in rules(app) if "POST" in (rule.methods or ())]
    assert posts
    data = {} if token is None else {"csrf_token": token}
    for rule in posts:
        address = PARAMETER.sub("1", rule.rule)
        answer = client.post(address, data=data, content_type=content_type)
        assert answer.status_code == 400, rule.rule


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE"])
def test_no_address_knows_other_methods(app: Flask, client: FlaskClient, method: str) -> None:
    """Neither by name nor by the headers and fields that some frameworks obey."""
    for rule in rules(app):
        address = PARAMETER.sub("1", rule.rule)
        assert client.open(address, method=method).status_code in (400, 405), rule.rule
