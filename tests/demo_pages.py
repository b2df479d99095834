"""The pages of the demo school that are looked at whole: one of each kind, and the special ones."""

from urllib.parse import quote

from app.demo.articles import article_ids
from app.demo.rubriques import rubrique_names
from app.demo.texts import articles
from app.text.slugs import slugify

ARTICLES = article_ids(articles())
TITLES = {text.about["id"]: text.about["title"] for text in articles()}
RUBRIQUES = {key: number for number, key in enumerate(rubrique_names(), 1)}


def article(name: str) -> str:
    """Return the address of an article by its name in the demo, A01 and so on."""
    return f"/articles/{ARTICLES[name]}-{slugify(TITLES[name])}"


def rubrique(key: str) -> str:
    """Return the address of a rubrique by its key in the demo."""
    return f"/rubriques/{RUBRIQUES[key]}-{slugify(rubrique_names()[key])}"


def search(question: str) -> str:
    """Return the address of a search."""
    return f"/recherche?q={quote(question)}"


NOWHERE = "/nulle-part"
PAGES = {
    "home": "/",
    "blog": rubrique("actualites"),
    "last page of a blog": f"{rubrique('actualites')}?page=2",
    "rubrique of pages": rubrique("le-college"),
    "article with pictures": article("A15"),
    "article in several languages": article("A10"),
    "article with a film": article("A25"),
    "article with a sound": article("A17"),
    "article with an embed": article("A36"),
    "article with files": article("A03"),
    "expired article": article("A19"),
    "agenda": "/agenda",
    "search": "/recherche",
    "search with results": search("orientation"),
    "search without result": search("zygomatique"),
    "refused search": search("a" * 201),
    "site plan": "/plan-du-site",
    "legal notice": "/mentions-legales",
    "accessibility": "/accessibilite",
    "personal data": "/donnees-personnelles",
    "contact": "/contact",
    "help": "/aide",
    "report": "/signaler?page=/agenda",
    "login": "/connexion",
    "nowhere": NOWHERE,
}
"""The address of each page by what it shows."""

STATUS = {"refused search": 400, "nowhere": 404}
"""The answer of the pages that do not answer 200."""
