"""Open the working pages and their states, each as the person who may see it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Response

from tests.browser.looks import Visit
from tests.browser.school import School
from tests.browser.states import STATES
from tests.desk_pages import SIGHTS


@dataclass
class Opening:
    """The windows that were opened on a prepared school, with the last page that each was sent."""

    school: School
    known: Mapping[str, Any]
    visits: list[Visit] = field(default_factory=list)

    def open(self, name: str, **settings: Any) -> Visit:
        """Open a page as the person who may see it, and do there what leads to its state."""
        visit, _ = self._sent(name, **settings)
        return visit

    def source(self, name: str) -> str:
        """Return a page as the server sends it."""
        _, answers = self._sent(name, java_script_enabled=False)
        documents = [one for one in answers if one.request.is_navigation_request()]
        return next(one.text() for one in reversed(documents) if not 300 <= one.status < 400)

    def close(self) -> None:
        """Close all windows."""
        for visit in self.visits:
            visit.page.context.close()
        self.visits.clear()

    def _sent(self, name: str, **settings: Any) -> tuple[Visit, list[Response]]:
        deed = STATES.get(name)
        sight = SIGHTS[deed.sight if deed else name]
        if sight.login:
            settings["storage_state"] = self.school.open_session(sight.login)
        visit = self.school.looks.come_in(**settings)
        self.visits.append(visit)
        answers: list[Response] = []
        visit.page.on("response", lambda answer: answers.append(answer))
        assert visit.go(sight.path(self.school.app, self.known)) == sight.status
        if deed:
            deed.act(visit.page)
            visit.page.wait_for_load_state("networkidle")
        return visit, answers
