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
    """A page of the browser, what it complained of, and what it asked of other hosts."""

    page: Page
    site: str
    complaints: list[str] = field(default_factory=list)
    foreign: list[str] = field(default_factory=list)

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
        is_own_status = message.location["url"] == self.page.url and "status of 4" in message.text
        if message.type == "error" and not is_own_status:
            self.complaints.append(message.text)

    def _note_request(self, request: Any) -> None:
        if not request.url.startswith((f"{self.site}/", "data:")):
            self.foreign.append(request.url)


@dataclass
class Looks:
    """The contexts of one browser, each made once: a context is a person's settings."""

    browser: Browser
    site: str
    known: dict[tuple[tuple[str, Any], ...], BrowserContext] = field(default_factory=dict)

    def visit(self, width: int = 1440, height: int = HEIGHT, **settings: Any) -> Visit:
        """Open an empty page in a window of this size, all other hosts being out of reach."""
        wanted = {"viewport": {"width": width, "height": height}, **settings}
        key = tuple(sorted((name, str(value)) for name, value in wanted.items()))
        if key not in self.known:
            self.known[key] = self._context(**wanted)
        return self._open(self.known[key])

    def come_in(self, width: int = 1440, height: int = HEIGHT, **settings: Any) -> Visit:
        """Open an empty page in a browser of its own, that nobody has used before."""
        return self._open(self._context(viewport={"width": width, "height": height}, **settings))

    def close_windows(self) -> None:
        """Close every page; the contexts stay."""
        for context in self.known.values():
            for page in context.pages:
                page.close()

    def _context(self, **settings: Any) -> BrowserContext:
        wanted = {"locale": "fr-FR", "reduced_motion": "reduce", **settings}
        context = self.browser.new_context(**wanted)
        context.set_default_timeout(LONGEST_WAIT)
        context.route(lambda url: not url.startswith(f"{self.site}/"), lambda route: route.abort())
        return context

    def _open(self, context: BrowserContext) -> Visit:
        visit = Visit(context.new_page(), self.site)
        visit.listen()
        return visit
