"""An announcement as its readers will see it, from what was typed or from what is stored."""

from collections.abc import Iterable
from dataclasses import dataclass

from flask import url_for

from app.access import now
from app.actions.announcements import AnnouncementText
from app.article_files import Download, download
from app.days import period
from app.extensions import db
from app.linked_article import linked_article
from app.models import Media
from app.queries.cards import Picture, picture_in
from app.queries.checked import Standards
from app.queries.consent import bodies_for_readers
from app.rules.announcements import Severity
from app.targets import told_names
from app.text.check import CheckedArticle, check
from app.text.embeds import Embed, split
from app.text.kinds import PERSONAL
from app.wording import key_in_words
from blueprints.communication.files import AnnouncementFiles


@dataclass(frozen=True)
class Shown:
    """What readers will see; the parts that `content` of components/announcement.html draws."""

    severity: Severity
    title: str
    pieces: list[str | Embed]
    period: str
    asks_acknowledgement: bool
    picture: Picture | None
    downloads: list[Download]
    link: tuple[int, str, str] | None
    link_url: str
    reached: list[str]
    """Whom it addresses, in words."""
    personal: list[str]
    """Words in it that look like personal data: advice, nothing is refused for them."""


def shown(text: AnnouncementText, files: AnnouncementFiles) -> Shown:
    """Return an announcement for a look at it before it goes out."""
    [body] = bodies_for_readers(db.session(), [text.body], now())
    picture = picture_in(files.illustration, files.alt) if files.illustration else None
    return Shown(
        text.severity,
        text.title,
        split(body),
        period(text.starts_at, text.ends_at),
        text.asks_acknowledgement,
        picture,
        [download(one, _address(one)) for one in files.attachments],
        linked_article(text.link_article_id),
        text.link_url or "",
        in_words(text.targets),
        _personal(text),
    )


def in_words(keys: Iterable[str]) -> list[str]:
    """Say whom some keys address."""
    keys = list(keys)
    names = told_names(keys)
    return [key_in_words(key, names) for key in keys]


def _address(media: Media) -> str:
    return url_for("public.media", media_id=media.id, name=media.filename)


def _personal(text: AnnouncementText) -> list[str]:
    standards = Standards(db.session())
    article = CheckedArticle(text.title, "", text.body)
    found = check(article, standards.names_for([article]), standards.allowed)
    return list(dict.fromkeys(one.place for one in found if one.kind in PERSONAL))
