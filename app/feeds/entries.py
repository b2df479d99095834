"""A feed in plain values, ready for each format: addresses are absolute, texts fit XML."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from flask import url_for
from flask_babel import gettext as _
from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from app.feeds.content import absolute_content
from app.models import Article, MediaForm, Revision, Rubrique
from app.queries.articles import articles_of, current_articles, in_flow
from app.queries.cards import ArticleCard, cards
from app.queries.consent import bodies_for_readers
from app.queries.school import School
from app.rules.audience import ANONYMOUS
from app.rules.signature import Signature, SignatureKind
from app.templating import absolute_url, asset_url
from app.text.excerpts import excerpt, plain_text
from app.text.slugs import slugify

SIZE = 20
SUMMARY_LENGTH = 300
LANGUAGE = "fr"
LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)
"""The date of a feed in which nothing was published yet."""

# What XML 1.0 forbids, and the control characters and non-characters that it advises against.
_NOT_XML = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
)
_SPACES = re.compile("[ \t\r\n]+")


@dataclass(frozen=True)
class Enclosure:
    """The illustration of an entry; `size` in bytes."""

    url: str
    size: int
    mime_type: str


@dataclass(frozen=True)
class Entry:
    """An article in a feed; `id` stays the same when it is renamed, `content` is HTML."""

    id: str
    url: str
    title: str
    summary: str
    content: str
    author: str
    category: str
    published_at: datetime
    updated_at: datetime
    enclosure: Enclosure | None


@dataclass(frozen=True)
class Feed:
    """The newest articles of the site or of a rubrique; `updated_at` is that of its last change."""

    id: str
    home_url: str
    title: str
    description: str
    icon_url: str
    updated_at: datetime
    entries: Sequence[Entry]

    @property
    def language(self) -> str:
        """The language of the whole feed (BCP 47)."""
        return LANGUAGE


def site_feed(session: Session, school: School, now: datetime) -> Feed:
    """Return the newest articles of all public blogs, in a constant number of queries."""
    home = absolute_url(url_for("public.home"))
    return _feed(
        home,
        home,
        school.name,
        _("The news of %(school)s", school=school.name),
        _entries(session, in_flow(current_articles(ANONYMOUS, now)), now),
    )


def rubrique_feed(session: Session, school: School, now: datetime, rubrique: Rubrique) -> Feed:
    """Return the newest articles of a public blog, in a constant number of queries."""
    slug = slugify(rubrique.name)
    [shown] = bodies_for_readers(session, [rubrique.introduction], now)
    introduction = excerpt(plain_text(shown), SUMMARY_LENGTH)
    return _feed(
        absolute_url(url_for("public.rubrique", rubrique_id=rubrique.id)),
        absolute_url(url_for("public.rubrique", rubrique_id=rubrique.id, slug=slug)),
        f"{rubrique.name} – {school.name}",
        introduction or _("The news of %(school)s", school=f"{rubrique.name}, {school.name}"),
        _entries(session, articles_of(ANONYMOUS, now, rubrique.id), now),
    )


def fit_for_xml(text: str) -> str:
    """Return a text without the characters that no XML document may hold."""
    return _NOT_XML.sub("", text)


def one_line(text: str) -> str:
    """Return a text fit for XML, on one line; no-break spaces stay."""
    return _SPACES.sub(" ", fit_for_xml(text)).strip(" ")


def _feed(
    feed_id: str, home_url: str, title: str, description: str, entries: Sequence[Entry]
) -> Feed:
    return Feed(
        id=feed_id,
        home_url=home_url,
        title=one_line(title),
        description=one_line(description),
        icon_url=absolute_url(asset_url("img/icon-512.png")),
        updated_at=max((entry.updated_at for entry in entries), default=LONG_AGO),
        entries=entries,
    )


def _entries(session: Session, articles: Select[Article], now: datetime) -> list[Entry]:
    newest = articles.limit(SIZE)
    listed = cards(session, newest, now)
    bodies = _bodies(session, newest, now)
    pictures = _enclosures(session, [card.picture.media_id for card in listed if card.picture])
    return [
        _entry(card, bodies[card.id], pictures.get(card.picture.media_id) if card.picture else None)
        for card in listed
        if card.id in bodies
    ]


def _entry(card: ArticleCard, body: str, enclosure: Enclosure | None) -> Entry:
    url = absolute_url(url_for("public.article", article_id=card.id, slug=card.slug))
    return Entry(
        id=absolute_url(url_for("public.article", article_id=card.id)),
        url=url,
        title=one_line(card.title),
        summary=one_line(card.summary or excerpt(plain_text(body), SUMMARY_LENGTH)),
        content=fit_for_xml(absolute_content(body, absolute_url(""), url)),
        author=one_line(_signed(card.signature)),
        category=one_line(card.rubrique_name),
        published_at=card.published_at,
        updated_at=card.updated_at or card.published_at,
        enclosure=enclosure,
    )


def _bodies(session: Session, articles: Select[Article], now: datetime) -> Mapping[int, str]:
    statement = articles.join(Revision, Revision.id == Article.online_revision_id)
    rows = session.execute(statement.with_only_columns(Article.id, Revision.body)).all()
    bodies = bodies_for_readers(session, [row.body for row in rows], now)
    return {row.id: body for row, body in zip(rows, bodies, strict=True)}


def _enclosures(session: Session, media_ids: Sequence[int]) -> dict[int, Enclosure]:
    """Return the largest JPEG card of each picture: every feed reader shows a JPEG."""
    forms = session.scalars(
        select(MediaForm)
        .where(
            MediaForm.media_id.in_(media_ids),
            MediaForm.name.startswith("card-"),
            MediaForm.mime_type == "image/jpeg",
        )
        .order_by(MediaForm.width)
    )
    return {
        form.media_id: Enclosure(
            absolute_url(url_for("public.media", media_id=form.media_id, name=form.name)),
            form.size,
            form.mime_type,
        )
        for form in forms
    }


def _signed(signature: Signature) -> str:
    """Return a signature in words; the same words as under an article (components/byline.html)."""
    if signature.text:
        return signature.text
    elif signature.kind is SignatureKind.PARENT:
        return str(_("A pupil’s parent"))
    elif signature.kind is SignatureKind.MEMBER:
        return str(_("A member of the school"))
    else:
        return str(_("A former member"))
