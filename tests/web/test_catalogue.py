"""Words of templates are translated when these are compiled, as they would be when shown."""

import pytest
from flask import Flask
from flask_babel import gettext
from jinja2 import Environment

from app.catalogue import Worded

TEMPLATES = (
    '{{ _("Search") }}',
    '{% set word = _("Search") %}{{ word|upper }}{{ word ~ "<" }}',
    '{{ _("Choose: %(title)s", title=title) }}',
    '{{ _("Choose: %(title)s", title=title|upper) ~ title }}',
    '{{ pgettext("column", "Type") }}',
    '{{ _(title) }}',
    '{{ ngettext("%(num)d page", "%(num)d pages", 3) }}',
    '{% macro say(words=_("Search")) %}{{ words }}{% endmacro %}{{ say() }}{{ say(_("Menu")) }}',
    '{{ {"a": _("Draft")}["a"] }}',
    '{{ _("not in the catalogue: 100 %% <b>") }}',
)  # fmt: skip


@pytest.mark.parametrize("source", TEMPLATES)
@pytest.mark.parametrize("autoescape", [True, False])
def test_words_are_those_that_jinja_finds(
    worker_app: Flask, source: str, *, autoescape: bool
) -> None:
    ours = worker_app.jinja_env.overlay(autoescape=autoescape)
    theirs = worker_app.jinja_env.overlay(autoescape=autoescape)
    theirs.code_generator_class = Environment.code_generator_class
    assert ours.code_generator_class is Worded is not theirs.code_generator_class
    given = {"title": "<Une & une>"}
    assert ours.from_string(source).render(given) == theirs.from_string(source).render(given)


def test_words_are_french_in_both_places(worker_app: Flask) -> None:
    with worker_app.test_request_context():
        assert worker_app.jinja_env.from_string('{{ _("Search") }}').render() == "Rechercher"
        assert gettext("Search") == "Rechercher"
