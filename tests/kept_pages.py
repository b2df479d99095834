"""Pages as a process that keeps them answers, beside those of one that keeps none."""

from collections.abc import Mapping
from typing import Any

from flask import Flask, request_started, url_for
from werkzeug.test import TestResponse

from app.models import Article, Rubrique
from app.text.slugs import slugify
from tests.visits import browser

NOTHING: Mapping[str, str] = {}
NOT_KEPT = {
    "public.health": "it asks the database each time, which is its purpose",
    "public.media": "files are sent from the disk, in parts if wished, by the rights of their uses",
    "public.preview": "for whoever has a link, for a time that is not the school's",
    "public.preview_media": "the same",
    "public.report": "it repeats any path that it is asked with",
    "public.search_page": "questions are many, and each is asked rarely twice",
}
"""The pages of the public site that are made anew each time, with the reason."""


def kept_endpoints(app: Flask) -> set[str]:
    """Return the endpoints that declare that their pages may be kept."""
    return {name for name, view in app.view_functions.items() if hasattr(view, "kept")}


def kept_addresses(app: Flask, rubrique: Rubrique, article: Article, title: str) -> dict[str, str]:
    """Return an address of each page that may be kept, by its endpoint."""
    about_rubrique = {"rubrique_id": rubrique.id, "slug": slugify(rubrique.name)}
    arguments: dict[str, dict[str, Any]] = {
        "public.article": {"article_id": article.id, "slug": slugify(title)}
    }
    with app.test_request_context():
        return {
            name: url_for(
                name,
                **(about_rubrique if "rubrique" in name else arguments.get(name, {})),
            )
            for name in sorted(kept_endpoints(app))
        }


def is_hit(
    app: Flask, path: str, *, method: str = "GET", cookies: Mapping[str, str] = NOTHING
) -> bool:
    """Ask for a page; tell whether it was kept: Flask was not asked for it."""
    asked: list[Flask] = []

    def note(sender: Flask, **_more: object) -> None:
        asked.append(sender)

    visitor = browser(app)
    for name, value in cookies.items():
        visitor.set_cookie(name, value)
    with request_started.connected_to(note, app):
        answer = visitor.open(path, method=method)
    assert answer.status_code == 200, answer.status
    return not asked


def assert_same(kept: TestResponse, plain: TestResponse) -> None:
    """Check that two answers are the same, but for the tag that only a kept page has.

    The date of its sending is the server's to say.
    """
    assert kept.status == plain.status
    assert kept.get_data() == plain.get_data()
    kept_headers, plain_headers = dict(kept.headers), dict(plain.headers)
    plain_headers.pop("Date", None)
    if "ETag" not in plain_headers:
        kept_headers.pop("ETag", None)
    assert kept_headers == plain_headers, (kept_headers, plain_headers)
