"""Ten windows of one person send what they hold at the same moment."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models import WorkingCopy
from tests.actions_kit import make_newsroom
from tests.concurrent_typist import SENDS
from tests.together import run_together

PROCESSES = 10


def test_one_of_ten_windows_is_kept_whole_and_the_others_are_told(session: Session) -> None:
    newsroom = make_newsroom(session)
    article = newsroom.write("writer")
    writer = newsroom.people["writer"].id
    session.commit()
    url = session.get_bind().engine.url.render_as_string(hide_password=False)
    windows = [f"window{number:04}" for number in range(PROCESSES)]
    arguments = [(url, str(article.id), str(writer), window) for window in windows]
    session.rollback()

    said = run_together("tests.concurrent_typist", arguments)

    copy = session.scalars(select(WorkingCopy)).one()
    kept = dict(zip(windows, (int(number) for number in said), strict=True))
    winner = (copy.version or "").partition(".")[0]
    assert kept == {window: SENDS if window == winner else 0 for window in windows}
    assert copy.fields == {"title": [f"{winner} {SENDS}"]}
