"""Ways to find things: the search, the site plan, and what machines read."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask import Response, abort, current_app, json, render_template, request, url_for

from app.access import now, open_to_all, peer, school, viewer
from app.addresses import page_number
from app.extensions import db
from app.page_cache.declared import kept
from app.pagination import Page
from app.queries.cards import ArticleCard
from app.queries.rubriques import listed_tree, readable_tree
from app.queries.search import CANDIDATES, Filters, Hit, search
from app.queries.sitemap import article_addresses
from app.rules.audience import ANONYMOUS
from app.shared import shared
from app.templating import absolute_url, asset_url, local
from app.text.excerpts import Piece, highlight, plain_text
from app.text.typography import no_break
from app.tree import branches, indented, with_descendants
from blueprints.public import public
from blueprints.public.forms import SearchForm, school_year_start

PAGE_SIZE = 10
EXTRACT = 260
"""Characters of the text shown around the words that were found."""
SITEMAP_ARTICLES = 45_000
"""A site map holds at most 50,000 addresses (sitemaps.org); the rest is for rubriques."""
SITEMAP_PIECES = 2000
"""Of the template, some 400 addresses."""


@dataclass(frozen=True)
class Result:
    """An article found: its card, its title and an extract in pieces, whether it is expired."""

    card: ArticleCard
    title: list[Piece]
    extract: list[Piece]
    expired: bool


@dataclass(frozen=True)
class Places:
    """Where one may search: the rubriques as options of a field, and what is below each."""

    options: Sequence[tuple[str, str]]
    below: Mapping[int, frozenset[int]]


@public.get("/recherche")
@open_to_all
def search_page() -> tuple[str, int]:
    """Show what the viewer may read of what holds all the words."""
    form, places = SearchForm(request.args), _places()
    form.offer(places.options)
    if not form.validate():
        return render_template("public/search.html", form=form, question="", results=None), 400
    total, shown = _found(form, places)
    results = Page(shown, page_number(), PAGE_SIZE, min(total, CANDIDATES))
    if not results.exists:
        abort(404)
    body = render_template(
        "public/search.html",
        form=form,
        question=form.question(),
        results=results,
        has_more=total > CANDIDATES,
        is_narrowed=bool(form.rubrique.data or form.period.data),
    )
    return body, 200


@public.get("/plan-du-site")
@open_to_all
@kept()
def site_plan() -> str:
    """Show the tree of the rubriques that the viewer may read, and the useful pages."""
    tree = branches(db.session.scalars(listed_tree(viewer())).all())
    return render_template("public/site_plan.html", branches=tree)


@public.get("/sitemap.xml")
@open_to_all
@kept()
def sitemap() -> Response:
    """List the public addresses for search engines.

    It is written in parts: with all the pieces of a large one at once, a process takes 12 MiB that
    it does not give back.
    """
    parts = current_app.jinja_env.get_template("public/sitemap.xml").stream(
        rubriques=db.session.scalars(listed_tree(ANONYMOUS)).all(),
        articles=db.session.execute(
            article_addresses(now()).limit(SITEMAP_ARTICLES).execution_options(yield_per=1000)
        ),
    )
    parts.enable_buffering(SITEMAP_PIECES)
    return Response([part.encode() for part in parts], mimetype="application/xml")


@public.get("/robots.txt")
@open_to_all
@kept()
def robots() -> Response:
    """Tell search engines what is not for them."""
    lines = (
        "User-agent: *",
        "Disallow: /recherche",
        "Disallow: /connexion",
        "Disallow: /signaler?",
        f"Sitemap: {absolute_url(url_for('.sitemap'))}",
        "",
    )
    return Response("\n".join(lines), mimetype="text/plain")


@public.get("/manifest.webmanifest")
@open_to_all
@kept()
def manifest() -> Response:
    """Describe the site to phones that install it."""
    icons = [
        {"src": asset_url(f"img/icon-{size}.png"), "sizes": f"{size}x{size}", "type": "image/png"}
        for size in (192, 512)
    ]
    body = {
        "name": school().name,
        "short_name": school().name,
        "lang": "fr",
        "start_url": url_for(".home"),
        "display": "standalone",
        "background_color": "#f0ede9",
        "theme_color": school().colour,
        "icons": [
            *icons,
            {
                "src": asset_url("img/icon-maskable-512.png"),
                "sizes": "512x512",
                "type": "image/png",
                "purpose": "maskable",
            },
        ],
    }
    return Response(json.dumps(body), mimetype="application/manifest+json")


def _places() -> Places:
    def read() -> Places:
        tree = branches(db.session.scalars(readable_tree(peer())).all())
        ids = [branch.rubrique.id for branch in tree]
        return Places(indented(tree), {id_: with_descendants(tree, id_) for id_ in ids})

    return shared(("places to search", peer()), read)


def _found(form: SearchForm, places: Places) -> tuple[int, list[Result]]:
    """Return how many were found, and those of this page; the same question is answered once."""
    question, number = form.question(), page_number()
    root = int(form.rubrique.data) if form.rubrique.data else None
    filters = Filters(
        rubrique_ids=places.below[root] if root else None,
        since=school_year_start(local(now()).date()) if form.period.data else None,
    )

    def find() -> tuple[int, list[Result]]:
        found = search(
            db.session(),
            peer(),
            now(),
            question,
            filters=filters,
            limit=PAGE_SIZE,
            offset=(number - 1) * PAGE_SIZE,
        )
        return found.total, [_result(hit, question) for hit in found.hits]

    return shared(
        ("search", peer(), question, filters, number), find, size=lambda found: _size(found[1])
    )


def _size(results: Sequence[Result]) -> int:
    return sum(len(piece.text) for one in results for piece in (*one.title, *one.extract))


def _result(hit: Hit, question: str) -> Result:
    title, text = (
        no_break(part) for part in (hit.card.title, f"{hit.card.summary} {plain_text(hit.body)}")
    )
    return Result(
        card=hit.card,
        title=highlight(title, question, len(title)),
        extract=highlight(text, question, EXTRACT),
        expired=hit.card.ends_at is not None and hit.card.ends_at <= now(),
    )
