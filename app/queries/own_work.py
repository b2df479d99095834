"""What a person made: texts, announcements, files, decisions; nobody else's words among it."""

from typing import Any

from sqlalchemy import Select, select

from app.models import (
    Announcement,
    Article,
    Batch,
    DirectoryImport,
    Draft,
    Event,
    Layout,
    Media,
    PreviewLink,
    Revision,
    Waiver,
    WorkingCopy,
)
from app.queries.own_part import Part


def _articles(person_id: int) -> Select[*tuple[Any, ...]]:
    """Select a person's articles, by the title that he last gave: others may have changed it."""
    own_title = (
        select(Revision.title)
        .where(Revision.article_id == Article.id, Revision.author_id == person_id)
        .order_by(Revision.number.desc())
        .limit(1)
        .scalar_subquery()
    )
    return (
        select(
            Article.id, own_title.label("title"), Article.status, Article.created_at,
            Article.starts_at, Article.ends_at, Article.trashed_at,
        )
        .where(Article.author_id == person_id)
        .order_by(Article.id.desc())
    )  # fmt: skip


def _texts(person_id: int) -> Select[*tuple[Any, ...]]:
    return (
        select(
            Revision.article_id, Revision.number, Revision.created_at, Revision.title,
            Revision.summary, Revision.body, Revision.submitted_at, Revision.decision,
            Revision.decided_at, Revision.reason,
        )
        .where(Revision.author_id == person_id)
        .order_by(Revision.id.desc())
    )  # fmt: skip


def _decisions(person_id: int) -> Select[*tuple[Any, ...]]:
    return (
        select(
            Revision.article_id, Revision.number, Revision.decision, Revision.decided_at,
            Revision.reason,
        )
        .where(Revision.decided_by_id == person_id)
        .order_by(Revision.id.desc())
    )  # fmt: skip


def _announcements(person_id: int) -> Select[*tuple[Any, ...]]:
    return (
        select(
            Announcement.id, Announcement.severity, Announcement.status, Announcement.title,
            Announcement.body, Announcement.link_url, Announcement.starts_at, Announcement.ends_at,
            Announcement.created_at, Announcement.submitted_at, Announcement.decided_at,
            Announcement.refusal.label("reason"),
        )
        .where(Announcement.author_id == person_id)
        .order_by(Announcement.id.desc())
    )  # fmt: skip


def _decided_announcements(person_id: int) -> Select[*tuple[Any, ...]]:
    return (
        select(Announcement.id, Announcement.decided_at, Announcement.refusal.label("reason"))
        .where(Announcement.decided_by_id == person_id)
        .order_by(Announcement.id.desc())
    )


def _events(person_id: int) -> Select[*tuple[Any, ...]]:
    return (
        select(
            Event.id, Event.rubrique_id, Event.status, Event.title, Event.place,
            Event.description.label("text"), Event.starts_at, Event.ends_at, Event.proposed,
            Event.waiting_since.label("submitted_at"), Event.refusal.label("reason"),
            Event.trashed_at,
        )
        .where(Event.author_id == person_id)
        .order_by(Event.id.desc())
    )  # fmt: skip


def _decided_events(person_id: int) -> Select[*tuple[Any, ...]]:
    return (
        select(Event.id, Event.refusal.label("reason"))
        .where(Event.decided_by_id == person_id)
        .order_by(Event.id.desc())
    )


def _copies(person_id: int) -> Select[*tuple[Any, ...]]:
    return (
        select(
            WorkingCopy.article_id, WorkingCopy.rubrique_id, WorkingCopy.fields,
            WorkingCopy.saved_at, WorkingCopy.opened_at, WorkingCopy.seen_at,
        )
        .where(WorkingCopy.person_id == person_id)
        .order_by(WorkingCopy.id.desc())
    )  # fmt: skip


def _files(person_id: int) -> Select[*tuple[Any, ...]]:
    return (
        select(
            Media.id, Media.title, Media.filename, Media.kind, Media.mime_type, Media.size,
            Media.alt, Media.credit, Media.shows_people, Media.consent, Media.consent_ends_on,
            Media.transcript, Media.keywords, Media.created_at,
        )
        .where(Media.owner_id == person_id)
        .order_by(Media.id.desc())
    )  # fmt: skip


def _links(person_id: int) -> Select[*tuple[Any, ...]]:
    return (
        select(PreviewLink.created_at, PreviewLink.expires_at, PreviewLink.revoked_at)
        .where(PreviewLink.created_by_id == person_id)
        .order_by(PreviewLink.id.desc())
    )


def _batches(person_id: int) -> Select[*tuple[Any, ...]]:
    return (
        select(Batch.action, Batch.state, Batch.total, Batch.created_at, Batch.ended_at)
        .where(Batch.person_id == person_id)
        .order_by(Batch.id.desc())
    )


def _waivers(person_id: int) -> Select[*tuple[Any, ...]]:
    return (
        select(Waiver.article_id, Waiver.reason, Waiver.at)
        .where(Waiver.person_id == person_id)
        .order_by(Waiver.id.desc())
    )


def _imports(person_id: int) -> Select[*tuple[Any, ...]]:
    return (
        select(DirectoryImport.state, DirectoryImport.created_at, DirectoryImport.ended_at)
        .where(DirectoryImport.person_id == person_id)
        .order_by(DirectoryImport.id.desc())
    )


def _layouts(person_id: int) -> Select[*tuple[Any, ...]]:
    return (
        select(Layout.page, Layout.created_at, Layout.published_at)
        .where(Layout.created_by_id == person_id)
        .order_by(Layout.id.desc())
    )


def _drafts(person_id: int) -> Select[*tuple[Any, ...]]:
    return (
        select(Draft.page, Draft.created_at, Draft.changed_at)
        .where(Draft.changed_by_id == person_id)
        .order_by(Draft.page)
    )


WORK = (
    Part("articles", ("article.author_id",), _articles),
    Part("textes", ("revision.author_id",), _texts),
    Part("copies-de-travail", ("working_copy.person_id",), _copies),
    Part("annonces", ("announcement.author_id",), _announcements),
    Part("evenements", ("event.author_id",), _events),
    Part("fichiers", ("media.owner_id",), _files),
    Part("decisions", ("revision.decided_by_id", "article.approved_by_id"), _decisions),
    Part("annonces-decidees", ("announcement.decided_by_id",), _decided_announcements),
    Part("evenements-decides", ("event.decided_by_id",), _decided_events),
    Part("confirmations", ("waiver.person_id",), _waivers),
    Part("liens-d-apercu", ("preview_link.created_by_id",), _links),
    Part("lots", ("batch.person_id",), _batches),
    Part("imports", ("directory_import.person_id",), _imports),
    Part("compositions", ("layout.created_by_id",), _layouts),
    Part("brouillons-de-pages", ("draft.changed_by_id",), _drafts),
)
