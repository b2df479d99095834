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
    """The windows that were opened on a prepared school.

    One for each person stays open, in `windows`, for the pages that are only looked at.
    """

    school: School
    known: Mapping[str, Any]
    windows: dict[str, Visit] = field(default_factory=dict)
    visits: list[Visit] = field(default_factory=list)

    def look(self, name: str) -> Visit:
        """Open a page in the window of the person who may see it."""
        sight = SIGHTS[name]
        if sight.login not in self.windows:
            self.windows[sight.login] = self._come_in(sight.login)
        visit = self.windows[sight.login]
        visit.page.emulate_media(color_scheme="null")
        assert visit.go(sight.path(self.school.app, self.known)) == sight.status
        return visit

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
        visit = self._come_in(sight.login, **settings)
        self.visits.append(visit)
        answers: list[Response] = []
        visit.page.on("response", lambda answer: answers.append(answer))
        assert visit.go(sight.path(self.school.app, self.known)) == sight.status
        if deed:
            deed.act(visit.page)
            visit.page.wait_for_load_state("networkidle")
        return visit, answers

    def _come_in(self, login: str, **settings: Any) -> Visit:
        if login:
            settings["storage_state"] = self.school.open_session(login)
        return self.school.looks.come_in(**settings)
