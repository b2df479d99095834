"""What the editor of texts asks of the site: its settings, and how another site is shown."""

from flask import Response, jsonify, request

from app.access import for_those, rights, roles, worker
from app.headers import expect_editor
from app.queries.work import rubriques_to_write_in
from app.rules.audience import Viewer
from app.rules.pages import composed_with
from app.text.embeds import PROVIDERS, embed_of
from app.text.policy import CLASSES, kept
from app.text.typed import html_of
from blueprints.newsroom import newsroom
from blueprints.newsroom.editor_words import languages, words

LONGEST_ADDRESS = 4_000


@newsroom.app_template_global()
def editor_settings() -> dict[str, object]:
    """Return what the scripts of the editor need to know; the page that asks gets their policy."""
    expect_editor()
    return {
        "kept": kept(),
        "classes": sorted(CLASSES),
        "hosts": {host: provider.label for host, provider in PROVIDERS.items()},
        "languages": languages(),
        "words": words(),
    }


@newsroom.app_template_filter()
def as_html(typed: str) -> str:
    """Return the clean HTML of a body as it was typed."""
    return html_of(typed)


def _writes_with_the_editor(_viewer: Viewer) -> bool:
    """Tell whether somebody writes articles, or texts on the home pages."""
    return bool(composed_with(rights())) or bool(rubriques_to_write_in(roles(), worker().archived))


@newsroom.get("/integration")
@for_those(_writes_with_the_editor)
def embed() -> Response:
    """Say how the content of an address is shown, if its site is known; nothing is fetched."""
    found = embed_of(request.args.get("adresse", "")[:LONGEST_ADDRESS])
    if found is None:
        return jsonify(embed=None)
    return jsonify(embed={"src": found.src, "title": found.title, "provider": found.provider})
