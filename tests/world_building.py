"""Write a drawn site to the database, with its secret words, its files and its home page."""

from datetime import timedelta
from typing import Any

from sqlalchemy import insert, update
from sqlalchemy.orm import Session

from app.actions.search import index_article
from app.models import (
    Article,
    Event,
    Grant,
    Group,
    GroupKind,
    Guardian,
    Layout,
    Media,
    MediaKind,
    MediaUse,
    Membership,
    PageKind,
    Person,
    PersonDuty,
    PersonFunction,
    Revision,
    Rubrique,
    SiteVersion,
    Slot,
    Tile,
    TileAudience,
)
from app.rules.audience import Duty, Function, Guardianship, Part
from app.rules.workflow import Status
from app.text.stems import sort_key
from tests.factories import NOW
from tests.worlds import (
    CLASS_ID,
    HEAD_ID,
    MOST_FILES,
    PARENT_ID,
    PUPIL_ID,
    TEACHER_ID,
    DrawnArticle,
    Kind,
    World,
    secret,
)

LONG_AGO = NOW - timedelta(days=300)
PEOPLE = {
    PUPIL_ID: Function.ELV,
    PARENT_ID: Function.TUT,
    TEACHER_ID: Function.ENS,
    HEAD_ID: Function.DIR,
}


def build(session: Session, world: World, stored_name: str) -> None:
    """Write a site; all files have the same content, `stored_name`."""
    _add_people(session)
    _add_rubriques(session, world)
    _add_files(session, stored_name)
    for number, article in enumerate(world.articles):
        _add_article(session, world, number, article)
    for use in world.uses:
        if use.place == "rubrique":
            session.add(MediaUse(media_id=use.file + 1, slot=Slot.PICTURE, rubrique_id=use.number))
    for number, event in enumerate(world.events):
        session.add(
            Event(
                id=number + 1,
                rubrique_id=event.rubrique,
                article_id=None if event.article is None else event.article + 1,
                title=f"Réunion {secret(Kind.EVENT, number)}",
                place=f"Salle {secret(Kind.EVENT, number)}",
                starts_at=NOW + event.starts,
                ends_at=NOW + event.starts + timedelta(hours=3),
                changed_at=LONG_AGO,
            )
        )
    _add_home_page(session, world)
    session.commit()


def _add_people(session: Session) -> None:
    session.execute(
        insert(Person),
        [
            {
                "id": id_,
                "login": function.lower(),
                "first_name": "Camille",
                "last_name": "Dupré",
                "sort_key": "dupre",
            }
            for id_, function in PEOPLE.items()
        ],
    )
    rows = [{"person_id": id_, "function": function} for id_, function in PEOPLE.items()]
    session.execute(insert(PersonFunction), rows)
    session.add(PersonDuty(person_id=HEAD_ID, duty=Duty.HEAD))
    session.add(Group(id=CLASS_ID, kind=GroupKind.CLASS, name="6A", sort_key="6a"))
    session.flush()
    session.add(Membership(person_id=PUPIL_ID, group_id=CLASS_ID, part=Part.PUPIL))
    session.add(Guardian(adult_id=PARENT_ID, pupil_id=PUPIL_ID, kind=Guardianship.LEGAL))


def _add_rubriques(session: Session, world: World) -> None:
    session.execute(
        insert(Rubrique),
        [
            {
                "id": node.id,
                "parent_id": node.parent_id,
                "name": f"Rubrique {secret(Kind.RUBRIQUE, node.id)}",
                "name_key": sort_key(f"Rubrique {secret(Kind.RUBRIQUE, node.id)}"),
                "introduction": f"<p>{secret(Kind.RUBRIQUE, node.id)}</p>",
                "visibility": node.visibility,
                "inherits": node.inherits,
                "has_blog": has_blog,
                "has_agenda": True,
                "archived_at": LONG_AGO if node.archived else None,
                "trashed_at": LONG_AGO if node.trashed else None,
            }
            for node, has_blog in zip(world.rubriques, world.blogs, strict=True)
        ],
    )
    for node in world.rubriques:
        for key, role in node.grants.items():
            session.add(Grant(rubrique_id=node.id, key=key, role=role))


def _add_files(session: Session, stored_name: str) -> None:
    session.execute(
        insert(Media),
        [
            {
                "id": number + 1,
                "kind": MediaKind.DOCUMENT,
                "title": f"Fichier {secret(Kind.FILE, number)}",
                "filename": f"{secret(Kind.FILE, number)}.pdf",
                "stored_name": stored_name,
                "mime_type": "application/pdf",
                "size": 8,
                "created_at": LONG_AGO,
            }
            for number in range(MOST_FILES)
        ],
    )


def _add_article(session: Session, world: World, number: int, article: DrawnArticle) -> None:
    """Add an article whose texts are, in order: a past one, the one of its state, a next one."""
    row = Article(
        id=number + 1,
        rubrique_id=article.rubrique,
        status=Status.DRAFT,
        created_at=LONG_AGO,
        starts_at=NOW + article.starts,
        ends_at=None if article.ends is None else NOW + article.ends,
        bumped_at=NOW + article.starts,
    )
    session.add(row)
    session.flush()
    texts = {"past": article.past, "online": True, "draft": article.draft}
    revisions = {}
    for place, written in texts.items():
        if written:
            revisions[place] = _revision(number, place, len(revisions) + 1)
    session.add_all(revisions.values())
    session.flush()
    row.newest_revision_id = [*revisions.values()][-1].id
    if article.status in (Status.ONLINE, Status.TRASHED):
        row.online_revision_id = revisions["online"].id
        index_article(session, row, revisions["online"])
    session.flush()
    row.status = article.status
    row.trashed_at = NOW if article.status is Status.TRASHED else None
    for use in world.uses:
        if use.number == number and use.place in revisions:
            session.add(
                MediaUse(
                    media_id=use.file + 1,
                    slot=Slot.ATTACHMENT,
                    revision_id=revisions[use.place].id,
                )
            )
    session.flush()


def _revision(number: int, place: str, revision_number: int) -> Revision:
    words = {
        "past": (Kind.PAST, Kind.PAST, Kind.PAST),
        "online": (Kind.TITLE, Kind.SUMMARY, Kind.BODY),
        "draft": (Kind.DRAFT, Kind.DRAFT, Kind.DRAFT),
    }
    title, summary, body = (secret(kind, number) for kind in words[place])
    return Revision(
        article_id=number + 1,
        number=revision_number,
        created_at=LONG_AGO,
        title=f"Article {title}",
        summary=f"En bref {summary}",
        body=f"<p>Du texte avec {body} dedans.</p>",
    )


def _add_home_page(session: Session, world: World) -> None:
    """Add a tile of each kind that shows contents, all for everybody, pointing at everything."""
    rubriques = [node.id for node in world.rubriques]
    articles = [number + 1 for number in range(len(world.articles))]
    settings: list[tuple[str, dict[str, Any]]] = [
        ("hero", {"enabled": True, "article": article}) for article in articles[:2]
    ]
    settings += [
        ("news_feed", {"rubriques": rubriques, "maximum": 30}),
        ("article_pick", {"articles": articles}),
        ("rubrique_list", {"rubriques": rubriques}),
        ("events", {"rubriques": [], "maximum": 30}),
    ]
    layout = Layout(page=PageKind.PUBLIC_HOME, created_at=LONG_AGO, published_at=LONG_AGO)
    layout.tiles = [
        Tile(
            position=position,
            kind=kind,
            settings=values,
            mark=f"mark-{position}",
            audience=[TileAudience(key="public")],
        )
        for position, (kind, values) in enumerate(settings)
    ]
    session.add(layout)
    session.execute(update(SiteVersion).values(value=SiteVersion.value + 1))
