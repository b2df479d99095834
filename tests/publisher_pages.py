"""The pages that say who publishes on the home pages, and why an article is there."""

from tests.demo_pages import ARTICLES
from tests.sights import HEAD, Sight

SIGHTS = {
    "publishers of the home page": Sight("site.home_publishers"),
    "publishers of the personal page": Sight("site.personal_publishers"),
    "publishers of a draft": Sight("site.home_publishers", HEAD, {"de": "brouillon"}),
    "why an article is in a draft": Sight(
        "site.why_on_home", HEAD, {"article": ARTICLES["A30"], "de": "brouillon"}
    ),
    "why an article is there": Sight("site.why_on_home", HEAD, {"article": ARTICLES["A30"]}),
    "which article is meant": Sight("site.why_on_home", HEAD, {"q": "le"}),
    "no article is meant": Sight("site.why_on_home", HEAD, {"q": "zzz"}),
    "too long a question": Sight("site.why_on_home", HEAD, {"q": "x" * 501}, 422),
    "why on the personal page": Sight(
        "site.why_on_personal", HEAD, {"article": ARTICLES["A45"], "pour": "profile:parent"}
    ),
    "finding a reader": Sight("site.find_reader_of_home", HEAD, {"q": "dub"}),
    "finding a reader of the personal page": Sight("site.find_reader_of_personal"),
}
