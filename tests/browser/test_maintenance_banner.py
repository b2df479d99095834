"""The banner of a maintenance at the head of pages: it can be read, and it fits."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from sqlalchemy import delete

from app.models import Setting
from app.queries.school import MAINTENANCE
from app.rules.maintenance import LONGEST_NOTE, Maintenance
from tests.browser.composing_kit import school_time
from tests.browser.looks import Visit
from tests.browser.school import School
from tests.browser.test_every_page import JUDGE_COLOURS, RUN_AXE, WIDER_THAN_WINDOW
from tests.sights import HEAD, TEACHER
from tests.visits import saved

pytestmark = pytest.mark.browser
NOTE = "Le serveur est changé ; vos textes sont gardés. " * 5
PAGES = {"/": None, "/accueil": TEACHER, "/site/reglages/maintenance": HEAD}


@pytest.fixture
def announced(school: School) -> Iterator[Maintenance]:
    now = school_time(school.app)
    one = Maintenance(
        now + timedelta(days=1), now + timedelta(days=2), now, NOTE[:LONGEST_NOTE].strip()
    )
    with saved(school.app) as session:
        session.merge(Setting(name=MAINTENANCE, value=one.stored()))
    yield one
    with saved(school.app) as session:
        session.execute(delete(Setting).where(Setting.name == MAINTENANCE))


@pytest.mark.parametrize("path", PAGES)
def test_it_can_be_read_and_fits(
    school: School, announced: Maintenance, axe: str, path: str
) -> None:
    login = PAGES[path]
    session = {"storage_state": school.open_session(login)} if login else {}
    visit: Visit = school.looks.come_in(**session)
    assert visit.go(path) == 200
    assert visit.page.get_by_role("region", name="Maintenance annoncée").count() == 1
    visit.page.evaluate(axe)
    faults = {}
    for width, height in ((320, 640), (1440, 900)):
        visit.resize(width, height)
        faults[width] = visit.page.evaluate(WIDER_THAN_WINDOW) + visit.page.evaluate(RUN_AXE)
    visit.page.emulate_media(color_scheme="dark")
    faults[0] = visit.page.evaluate(JUDGE_COLOURS)
    assert {width: found for width, found in faults.items() if found} == {}
    assert visit.complaints == []
    visit.page.context.close()
