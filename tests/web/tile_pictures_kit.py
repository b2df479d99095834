"""The pictures in the form of a tile, for tests."""

from io import BytesIO
from typing import Any

from lxml import html
from PIL import Image
from sqlalchemy import select
from werkzeug.test import TestResponse

from app.models import MediaForm, MediaUse
from tests.drafts_kit import ADDRESS
from tests.visits import Browser, saved
from tests.web.site_pages import send
from tests.web.site_school import School
from tests.web.tile_kit import fields_on

LARGE = (2400, 1200)
LEFT = "0.00000,0.10000,0.87500,0.50000"
"""2,100 by 480 pixels of a large picture."""


def gif(size: tuple[int, int] = (700, 160), frames: int = 3, **options: Any) -> bytes:
    """Return an animation: a red picture that becomes blue."""
    pieces = [Image.new("RGB", size, (255 - number % 2 * 255, 0, 90)) for number in range(frames)]
    target = BytesIO()
    told = {"duration": 500, "loop": 0, **options}
    pieces[0].save(target, "GIF", save_all=True, append_images=pieces[1:], **told)
    return target.getvalue()


def half_moving() -> bytes:
    """Return an animation of which the left half stands still."""
    pieces = []
    for number in range(3):
        piece = Image.new("RGB", (1400, 320), (0, 120, 90))
        piece.paste((255 - number % 2 * 255, 0, 90), (700, 0, 1400, 320))
        pieces.append(piece)
    target = BytesIO()
    pieces[0].save(target, "GIF", save_all=True, append_images=pieces[1:], duration=500, loop=0)
    return target.getvalue()


def send_pictures(
    client: Browser, address: str, *, data: bytes | None = None, **values: Any
) -> Any:
    """Send the form of a tile with some values, and perhaps a file."""
    typed = {**fields_on(client.get(address), address), "do": "save"}
    typed |= {name.replace("__", "-"): one for name, one in values.items()}
    if data is not None:
        typed["picture-file"] = (BytesIO(data), typed.pop("name", "photo.jpg"))
    typed = {name: one for name, one in typed.items() if one is not None}
    return client.post(address, data=typed, content_type="multipart/form-data")


def uses(school: School, address: str) -> list[tuple[str, int, str | None, str | None]]:
    number = int(address.rpartition("/")[2])
    with saved(school.app) as session:
        found = session.scalars(
            select(MediaUse).where(MediaUse.draft_tile_id == number).order_by(MediaUse.slot)
        )
        return [(str(one.slot), one.media_id, one.alt, one.caption) for one in found]


def forms(school: School, media_id: int) -> set[str]:
    with saved(school.app) as session:
        return set(session.scalars(select(MediaForm.name).where(MediaForm.media_id == media_id)))


def wrong(answer: TestResponse) -> str:
    document = html.document_fromstring(answer.text)
    return " ".join(one.text_content() for one in document.cssselect(".error-summary"))


def source_of(page: TestResponse) -> str:
    [shown] = html.document_fromstring(page.text).cssselect(
        ".hero > picture:not(.hero__moving) img"
    )
    return str(shown.get("src"))


def publish(client: Browser) -> TestResponse:
    return send(client, f"{ADDRESS}/publier", f"{ADDRESS}/publier", {"when": "now"})
