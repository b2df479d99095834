"""A small site whose good addresses are known, on which bad ones are tried."""

from flask import Flask
from werkzeug.test import TestResponse

from app.models import Media, MediaKind, MediaUse, Setting, Slot
from tests.factories import NOW, make_article, make_rubrique
from tests.visits import saved

CLEAR = {200, 301, 303, 308, 400, 404, 405, 414}


def make_small_site(app: Flask) -> dict[str, str]:
    """Write a rubrique with an article and a file; return the good addresses by name."""
    stored = app.extensions["storage"].put(b"%PDF-1.7", ".pdf")
    with saved(app) as session:
        session.add(Setting(name="name", value="Collège des Trois-Rivières"))
        rubrique = make_rubrique(session, "Vie scolaire")
        rubrique.has_agenda = True
        article = make_article(session, rubrique, "La vie scolaire")
        media = Media(
            kind=MediaKind.DOCUMENT,
            title="Menu",
            filename="menu.pdf",
            stored_name=stored,
            mime_type="application/pdf",
            size=8,
            created_at=NOW,
        )
        session.add(media)
        session.flush()
        session.add(MediaUse(media_id=media.id, slot=Slot.PICTURE, rubrique_id=rubrique.id))
        return {
            "home": "/",
            "rubrique": f"/rubriques/{rubrique.id}-vie-scolaire",
            "article": f"/articles/{article.id}-la-vie-scolaire",
            "media": f"/medias/{media.id}/menu.pdf",
            "search": "/recherche?q=vie",
            "agenda": "/agenda",
            "feed": "/rss.xml",
            "rubrique feed": f"/rubriques/{rubrique.id}-vie-scolaire/rss.xml",
            "static": "/static/img/icon.svg",
            "style": "/style.css",
            "login": "/connexion",
            "report": "/signaler",
        }


def clear(answer: TestResponse) -> bool:
    """Tell whether an answer is one of those expected; a page has a heading."""
    is_page = answer.mimetype == "text/html" and answer.status_code not in range(300, 400)
    return answer.status_code in CLEAR and (not is_page or b"<h1" in answer.data)
