"""Ten processes change the same article at the same time."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.models import LogEntry, Revision
from app.rules.roles import Role
from app.rules.workflow import Status
from tests.actions_kit import make_newsroom
from tests.concurrent_editor import SAVES
from tests.factories import make_person
from tests.together import run_together

PROCESSES = 10


def test_nothing_that_ten_people_save_is_lost_and_one_of_them_approves(session: Session) -> None:
    newsroom = make_newsroom(session)
    people = [make_person(session) for _ in range(PROCESSES)]
    for person in people:
        newsroom.grant(person, Role.MODERATOR)
    article = newsroom.write("writer")
    newsroom.make("writer", article, "submit")
    session.commit()
    url = session.get_bind().engine.url.render_as_string(hide_password=False)
    arguments = [(url, str(article.id), str(person.id)) for person in people]
    session.rollback()

    said = run_together("tests.concurrent_editor", arguments)

    titles = session.scalars(select(Revision.title).where(Revision.article_id == article.id)).all()
    wanted = {f"Texte {number} de {person.id}" for number in range(SAVES) for person in people}
    assert wanted <= set(titles)
    numbers = session.scalars(select(Revision.number).where(Revision.article_id == article.id))
    assert sorted(numbers) == list(range(1, len(titles) + 1))
    assert article.status is Status.ONLINE
    assert said.count("approved\n") == 1
    approvals = select(func.count()).select_from(LogEntry).where(LogEntry.action == "approve")
    assert session.scalar(approvals) == 1
