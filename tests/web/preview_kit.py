"""Preview links in tests: made through the page, with files that a text uses."""

from lxml import html

from app.models import Media, MediaForm, MediaKind, MediaUse, Slot
from app.storage import Storage
from tests.factories import NOW
from tests.visits import saved
from tests.web.newsroom_kit import Desk, forms_of


def share(desk: Desk, name: str, article_id: int) -> str:
    """Let somebody make a link to the newest text; return the path of its address."""
    shown = desk.at(name, f"/publication/articles/{article_id}")
    address = f"/publication/articles/{article_id}/lien-apercu"
    answer = desk.browsers[name].post(address, data=forms_of(shown)[address])
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "no-store"
    [found] = html.fromstring(answer.text).cssselect("#preview-address")
    return str(found.get("value")).removeprefix("http://localhost")


def add_file(desk: Desk, revision_id: int, slot: Slot = Slot.ATTACHMENT) -> int:
    """Store a file that a text uses; return its id."""
    storage: Storage = desk.app.extensions["storage"]
    is_picture = slot is not Slot.ATTACHMENT
    with saved(desk.app) as session:
        media = Media(
            kind=MediaKind.PICTURE if is_picture else MediaKind.DOCUMENT,
            title="Programme",
            filename="photo.jpg" if is_picture else "Le programme.pdf",
            stored_name=None if is_picture else storage.put(b"%PDF-1.7", ".pdf"),
            mime_type="image/jpeg" if is_picture else "application/pdf",
            size=8,
            width=800 if is_picture else None,
            height=600 if is_picture else None,
            created_at=NOW,
        )
        session.add(media)
        session.flush()
        session.add(MediaUse(media_id=media.id, slot=slot, revision_id=revision_id))
        for name in ("card-680.jpg", "full-800.jpg", "master-800.jpg") if is_picture else ():
            stored = storage.put(name.encode(), ".jpg")
            session.add(
                MediaForm(
                    media_id=media.id,
                    name=name,
                    width=int(name.rpartition("-")[2].removesuffix(".jpg")),
                    height=6,
                    size=9,
                    mime_type="image/jpeg",
                    stored_name=stored,
                )
            )
        return media.id


def ways_to_end(desk: Desk, article_id: int) -> list[str]:
    """Return the addresses that end the links of an article, the latest link first."""
    shown = desk.at("writer", f"/publication/articles/{article_id}")
    return [path for path in forms_of(shown) if path.endswith("/revoquer")]
