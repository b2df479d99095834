"""The public home page, made of tiles."""

from flask import render_template

from app.access import now, open_to_all, peer, rights, school
from app.models import PageKind, Slot
from app.page_cache.declared import kept
from app.page_urls import url_of
from app.rules.pages import COMPOSED_BY
from app.shared import shared
from app.templating import absolute_url
from app.tile_rendering import RenderedTile, render_page
from blueprints.public import public
from blueprints.public.structured_data import home_data
from tiles import TYPES


@public.get("/")
@open_to_all
@kept()
def home() -> str:
    """Show the tiles that reach whoever comes."""
    page = PageKind.PUBLIC_HOME
    tiles = render_page(TYPES, page, peer(), now(), composes=lambda: COMPOSED_BY[page] in rights())
    return render_template(
        "public/home.html",
        wide_tiles=[one for one in tiles if one.is_wide],
        tiles=[one for one in tiles if not one.is_wide],
        address=absolute_url(url_of("public.home")),
        picture_url=_picture_url(tiles),
        has_embeds=any("data-embed=" in (one.html or "") for one in tiles),
        structured_data=shared(("home's data",), lambda: home_data(school())),
    )


def _picture_url(tiles: list[RenderedTile]) -> str:
    """Return the address of the high picture, as social networks show it."""
    pictures = [one.tile.pictures.get(Slot.PICTURE) for one in tiles if one.is_wide]
    picture = next((one for one in pictures if one is not None), None)
    if picture is None:
        return ""
    width, _ = picture.sizes("hero-narrow")[0]
    return absolute_url(picture.url("hero-narrow", width))
