"""Compose the home pages, public and personal, and store the settings and the site rights."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Session

from app.demo.articles import Site
from app.demo.keys import Keys
from app.demo.texts import CLOCK, load, moment
from app.demo.uses import use_media
from app.models import Layout, Setting, SiteRight, Tile, TileAudience
from app.queries.school import FIELDS
from app.text.clean import sanitize_html
from app.text.slugs import slugify


def store_home(session: Session, site: Site) -> None:
    """Store the layouts that show on the demo's day."""
    for name in ("tiles", "personal_tiles"):
        _store_layout(session, site, load(name))


def _store_layout(session: Session, site: Site, data: Mapping[str, Any]) -> None:
    published = moment(CLOCK.replace(tzinfo=None, month=1, day=5))
    layout = Layout(page=data["page"], created_at=published, published_at=published)
    session.add(layout)
    session.flush()
    for position, about in enumerate(data["tile"], 1):
        tile = Tile(
            layout_id=layout.id,
            position=position,
            kind=about["kind"],
            title=about["title"],
            width=about["width"],
            height=about["height"],
            finish=about["finish"],
            settings=_settings(about["settings"], site),
            mark=f"{data['page']}-{position}",
            audience=[TileAudience(key=key) for key in about["audience"]],
        )
        session.add(tile)
        session.flush()
        use_media(session, about, site.pictures, site.files, tile_id=tile.id)


def store_settings(session: Session) -> None:
    """Store the school's settings."""
    settings = load("settings")
    session.add_all(Setting(name=name, value=settings[name]) for name in settings if name in FIELDS)


def store_site_rights(session: Session, keys: Keys) -> None:
    """Store who holds which right on the whole site."""
    session.add_all(
        SiteRight(right=right, key=keys.resolve(about["key"]))
        for about in load("site_rights")["site_right"]
        for right in about["rights"]
    )


def _settings(about: Mapping[str, Any], site: Site) -> dict[str, Any]:
    settings = dict(about)
    if "article" in about:
        settings["article"] = site.articles[about["article"]]
    if "articles" in about:
        settings["articles"] = [site.articles[id_] for id_ in about["articles"]]
    if "rubriques" in about:
        settings["rubriques"] = [site.rubriques[key] for key in about["rubriques"]]
    if "html" in about:
        settings["html"] = sanitize_html(about["html"])
    if "rubrique" in about:
        key = settings.pop("rubrique")
        name = slugify(site.rubrique_names[key])
        settings["url"] = f"/rubriques/{site.rubriques[key]}-{name}"
    return settings
