"""Visits with a real browser: what a page shows, complains of, and asks of other hosts."""

from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page

HEIGHT = 900
LONGEST_WAIT = 15_000
"""Milliseconds that a page gets, which many tests at once make slow."""
IS_DRAWN = """async () => {
  await document.fonts.ready;
  for (const _ of [1, 2]) await new Promise(requestAnimationFrame);
  await Promise.allSettled(document.getAnimations().map(motion => motion.finished));
}"""


@dataclass
class Visit:
    """A page of the browser: its complaints, what it asked of other hosts, where it went last."""

    page: Page
    site: str
    complaints: list[str] = field(default_factory=list)
    foreign: list[str] = field(default_factory=list)
    asked: str = ""

    def go(self, path: str) -> int:
        """Open a page of the site and return its status; what was noted before is forgotten."""
        self.complaints.clear()
        self.foreign.clear()
        answer = self.page.goto(self.site + path)
        assert answer is not None
        return answer.status

    def resize(self, width: int, height: int) -> None:
        """Change the window and wait until the page is drawn anew."""
        self.page.set_viewport_size({"width": width, "height": height})
        self.page.evaluate(IS_DRAWN)

    def listen(self) -> None:
        """Note errors of the console, which tell of the Content-Security-Policy too."""
        self.page.on("console", self._note_console)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("request", self._note_request)

    def _note_console(self, message: Any) -> None:
        # The line can come before the browser has taken the address of what it asked for.
        own = {self.page.url, self.asked}
        is_own_status = message.location["url"] in own and "status of 4" in message.text
        if message.type == "error" and not is_own_status:
            self.complaints.append(message.text)

    def _note_request(self, request: Any) -> None:
        if request.is_navigation_request() and request.frame == self.page.main_frame:
            self.asked = request.url
        if not request.url.startswith((f"{self.site}/", "data:")):
            self.foreign.append(request.url)


@dataclass
class Looks:
    """The windows of one browser: one for all looks with the same settings, page after page.

    A window of its own for each look would cost more than the look.
    """

    browser: Browser
    site: str
    windows: dict[tuple[tuple[str, Any], ...], Visit] = field(default_factory=dict)
    in_use: list[Visit] = field(default_factory=list)

    def visit(self, width: int = 1440, height: int = HEIGHT, **settings: Any) -> Visit:
        """Give a window of this size."""
        wanted = {"viewport": {"width": width, "height": height}, **settings}
        key = tuple(sorted((name, str(value)) for name, value in wanted.items()))
        if key not in self.windows:
            self.windows[key] = self._open(self._context(**wanted))
        visit = self.windows[key]
        if visit in self.in_use:
            visit = self._open(visit.page.context)
        else:
            visit.page.set_viewport_size(wanted["viewport"])
            visit.page.emulate_media(media="null", color_scheme="null")
        self.in_use.append(visit)
        return visit

    def come_in(self, width: int = 1440, height: int = HEIGHT, **settings: Any) -> Visit:
        """Open an empty page in a browser of its own, that nobody has used before."""
        return self._open(self._context(viewport={"width": width, "height": height}, **settings))

    def give_back(self) -> None:
        """Close every page but the first of each window, which shows the next one that is asked."""
        for visit in self.windows.values():
            for page in visit.page.context.pages:
                if page is not visit.page:
                    page.close()
        self.in_use.clear()

    def _context(self, **settings: Any) -> BrowserContext:
        wanted = {"locale": "fr-FR", "reduced_motion": "reduce", **settings}
        context = self.browser.new_context(**wanted)
        context.set_default_timeout(LONGEST_WAIT)
        return context

    def _open(self, context: BrowserContext) -> Visit:
        visit = Visit(context.new_page(), self.site)
        visit.listen()
        return visit
