"""A school whose home pages say who publishes on them, and tiles of news for it."""

from flask import Flask

from app.models import SiteRight
from app.rules.audience import user_key
from app.rules.pages import COMPOSED_BY
from tests.layouts import lay_tile
from tests.visits import saved
from tests.web.site_school import School, make_school

PUBLIC, PERSONAL = "/site/page-accueil/qui-publie", "/site/page-personnelle/qui-publie"


def composed_school(app: Flask) -> School:
    """Store the school, with a teacher who may compose both pages."""
    school = make_school(app)
    with saved(app) as session:
        session.add_all(
            SiteRight(right=right, key=user_key(school.people["teacher"]))
            for right in COMPOSED_BY.values()
        )
    return school


def lay_news(school: School, *names: str) -> None:
    """Lay a tile with the news of some rubriques, for everybody."""
    with saved(school.app) as session:
        ids = [school.rubriques[name] for name in names]
        lay_tile(session, "news_feed", {"rubriques": ids, "maximum": 4}, title="À la une")
