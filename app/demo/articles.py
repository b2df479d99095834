"""Make the articles of the demo in their states, from their texts."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from app.actions.contributors import approver_of
from app.actions.newest import note_newest
from app.actions.search import index_article
from app.demo.texts import CLOCK, ArticleText, moment
from app.demo.uses import use_media
from app.models import Article, Decision, Media, Revision
from app.rules.workflow import Status
from app.text.clean import sanitize_html
from app.text.slugs import slugify

LINK = re.compile(r'href="(article|rubrique):([^"]+)"')
REVIEW_TAKES = timedelta(hours=2)


@dataclass(frozen=True)
class Site:
    """What articles refer to: ids by key, login or article id, and files by name."""

    rubriques: Mapping[str, int]
    rubrique_names: Mapping[str, str]
    people: Mapping[str, int]
    articles: Mapping[str, int]
    titles: Mapping[str, str]
    pictures: Mapping[str, Media]
    files: Mapping[str, Media]

    def resolved(self, html: str) -> str:
        """Return a body with its links to articles and rubriques, cleaned as an editor's is."""

        def address(link: re.Match[str]) -> str:
            kind, key = link.groups()
            if kind == "article":
                return f'href="/articles/{self.articles[key]}-{slugify(self.titles[key])}"'
            name = slugify(self.rubrique_names[key])
            return f'href="/rubriques/{self.rubriques[key]}-{name}"'

        return sanitize_html(LINK.sub(address, html))


def article_ids(texts: Sequence[ArticleText]) -> dict[str, int]:
    """Return the id of each article; a waiting change has that of the article that it changes."""
    own = [text.about["id"] for text in texts if "revision_of" not in text.about]
    ids = {id_: number for number, id_ in enumerate(own, 1)}
    for text in texts:
        if "revision_of" in text.about:
            ids[text.about["id"]] = ids[text.about["revision_of"]]
    return ids


def store_articles(session: Session, texts: Sequence[ArticleText], site: Site) -> None:
    """Store the articles with their revisions, files and place in the search."""
    for text in texts:
        if "revision_of" not in text.about:
            _store_article(session, text, site)
    for text in texts:
        if "revision_of" in text.about:
            _store_change(session, text, site)


def _store_article(session: Session, text: ArticleText, site: Site) -> None:
    about = text.about
    status = Status(about["status"])
    dates = {
        name: moment(about[name]) if name in about else None
        for name in ("starts_at", "ends_at", "updated_at", "trashed_at")
    }
    created = dates["starts_at"] or CLOCK - timedelta(days=2)
    article = Article(
        id=site.articles[about["id"]],
        rubrique_id=site.rubriques[about["rubrique"]],
        author_id=site.people[about["author"]],
        status=Status.DRAFT,
        created_at=min(created, CLOCK) - timedelta(days=1),
        position=site.articles[about["id"]],
    )
    session.add(article)
    session.flush()
    if text.previous_body is not None:
        _revision(session, text, site, text.previous_body, 1)
    online = _revision(session, text, site, text.body, 2 if text.previous_body else 1)
    note_newest(session, article, online)
    if status is not Status.PENDING and status is not Status.DRAFT:
        article.starts_at, article.ends_at = dates["starts_at"], dates["ends_at"]
        article.updated_at = dates["updated_at"]
        article.bumped_at = dates["updated_at"] or dates["starts_at"]
    if status is Status.ONLINE:
        article.online_revision_id = online.id
        article.approved_by_id = approver_of(session, online.id)
        index_article(session, article, online)
    article.trashed_at = dates["trashed_at"]
    article.former_status = Status.DRAFT if status is Status.TRASHED else None
    article.waiting_since = online.submitted_at if status is Status.PENDING else None
    article.changed_at = min(
        CLOCK, max(filter(None, (article.bumped_at, online.created_at, online.decided_at)))
    )
    article.status = status
    session.flush()


def _store_change(session: Session, text: ArticleText, site: Site) -> None:
    article = session.get_one(Article, site.articles[text.about["id"]])
    change = _revision(session, text, site, text.body, 2)
    note_newest(session, article, change)
    article.waiting_since = change.submitted_at
    article.changed_at = change.created_at


def _revision(session: Session, text: ArticleText, site: Site, body: str, number: int) -> Revision:
    about = text.about
    saved = about.get("updated_at" if number == 2 else "starts_at") or about.get("starts_at")
    created = moment(saved) if saved else CLOCK - timedelta(days=2)
    revision = Revision(
        article_id=site.articles[about["id"]],
        number=number,
        author_id=site.people[about["author"]],
        created_at=min(created, CLOCK),
        title=about["title"],
        summary=about.get("summary", ""),
        body=site.resolved(body),
        **_review(about, created, site.people),
    )
    session.add(revision)
    session.flush()
    use_media(session, about, site.pictures, site.files, revision_id=revision.id)
    return revision


def _review(
    about: Mapping[str, Any], created: datetime, people: Mapping[str, int]
) -> dict[str, Any]:
    if "refusal" in about:
        return {
            "submitted_at": moment(about["submitted_at"]),
            "decision": Decision.REFUSED,
            "decided_at": moment(about["refused_at"]),
            "decided_by_id": people[about["refused_by"]],
            "reason": about["refusal"],
        }
    if "approved_by" in about:
        return {
            "submitted_at": created - REVIEW_TAKES,
            "decision": Decision.APPROVED,
            "decided_at": created,
            "decided_by_id": people[about["approved_by"]],
        }
    if "submitted_at" in about:
        return {"submitted_at": moment(about["submitted_at"])}
    return {}
