"""A place where markup may do its worst in a real browser: what it runs, asks for and opens."""

import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from html import escape
from typing import Any

from playwright.sync_api import Browser, Frame, Page, Request

SITE = "http://parvis.test"
AT_ONCE = 50
"""Markups before the browser at the same time, each in a frame of its own."""
TIME_TO_ACT = 150
"""Milliseconds that what is late gets: pictures that fail, animations, refreshes."""

# In every frame before anything else: what an attack calls tells of itself.
HOOK = """for (const name of ['alert', 'confirm', 'prompt', 'print'])
  window[name] = () => { hit(name); return ''; };"""

# In the outer page: parse again what was parsed, as scripts do, and touch everything.
WALK = """() => {
  const parsed = html => new DOMParser().parseFromString(html, 'text/html').body.innerHTML;
  const events = ['mouseover', 'mouseenter', 'mousemove', 'pointerover', 'pointerenter',
    'mousedown', 'pointerdown', 'mouseup', 'pointerup', 'keydown', 'input', 'change', 'toggle',
    'submit', 'copy', 'paste', 'dragstart', 'wheel', 'contextmenu'];
  const stay = event => {
    const link = event.target.closest?.('a, area');
    if (link && !/^javascript:/i.test(link.href?.baseVal ?? link.href)) event.preventDefault();
  };
  const walk = frame => {
    const inside = frame.contentDocument;
    inside.addEventListener('click', stay);
    const as_shown = inside.body.innerHTML;
    for (const html of [as_shown, parsed(as_shown), parsed(parsed(as_shown))]) {
      const once = inside.createElement('div'), twice = inside.createElement('div');
      inside.body.append(once, twice);
      once.innerHTML = html;
      twice.innerHTML = once.innerHTML;
    }
    for (const element of inside.querySelectorAll('body *')) {
      for (const {name} of element.attributes)
        if (name.startsWith('on')) frame.dataset.handlers = name;
      element.focus?.();
      for (const name of events)
        element.dispatchEvent(new Event(name, {bubbles: true, cancelable: true}));
      element.dispatchEvent(new MouseEvent('click', {bubbles: true, cancelable: true}));
    }
  };
  for (const frame of document.querySelectorAll('iframe')) {
    try { walk(frame); } catch { /* a page that shadows its own functions is left alone */ }
  }
}"""


@dataclass
class Deeds:
    """What some markups did, by their numbers."""

    ran: set[int] = field(default_factory=set)
    asked: dict[int, set[str]] = field(default_factory=dict)
    """Addresses of other places than the page itself."""
    left: set[int] = field(default_factory=set)
    """Those whose frame is on another page than its own."""
    handlers: dict[int, str] = field(default_factory=dict)

    @property
    def harmful(self) -> set[int]:
        """Those that ran something, could, or went elsewhere."""
        return self.ran | self.left | set(self.handlers) | set(self.asked)


def let_loose(browser: Browser, markups: Sequence[str], around: str = "{}") -> Deeds:
    """Show markups, each in a page of its own, touch all that is there, and tell what happened.

    No policy of the page is in their way; nothing leaves the machine. `around` holds a markup.
    """
    deeds = Deeds()
    with _page(browser, deeds) as page:
        for first in range(0, len(markups), AT_ONCE):
            some = list(enumerate(markups[first : first + AT_ONCE], start=first))
            _walk(page, deeds, [(number, around.replace("{}", text)) for number, text in some])
    return deeds


def _walk(page: Page, deeds: Deeds, markups: Iterable[tuple[int, str]]) -> None:
    frames = "".join(
        f'<iframe name="n{number}" srcdoc="{escape(_document(text))}"></iframe>'
        for number, text in markups
    )
    page.unroute_all()
    page.route("**/*", lambda route: route.fulfill(
        body=f"<!doctype html><meta charset=utf-8>{frames}", content_type="text/html; charset=utf-8"
    ) if route.request.url == f"{SITE}/" else route.abort())  # fmt: skip
    page.goto(f"{SITE}/", wait_until="commit")
    page.wait_for_load_state("domcontentloaded")
    page.wait_for_timeout(TIME_TO_ACT)
    for frame in page.main_frame.child_frames:
        number = _number(frame)
        if number is not None and frame.url not in ("about:srcdoc", ""):
            deeds.left.add(number)
    page.evaluate(WALK)
    page.wait_for_timeout(TIME_TO_ACT)
    for name, handler in page.evaluate(
        "() => [...document.querySelectorAll('iframe[data-handlers]')]"
        ".map(frame => [frame.name, frame.dataset.handlers])"
    ):
        deeds.handlers[int(name[1:])] = handler


def _document(markup: str) -> str:
    # What no document can hold is sent as browsers read it.
    text = re.sub("[\ud800-\udfff]", "\ufffd", markup)
    return f"<!doctype html><html lang=fr><meta charset=utf-8><title>a</title><body>{text}"


@contextmanager
def _page(browser: Browser, deeds: Deeds) -> Iterator[Page]:
    context = browser.new_context()

    def hit(source: Any, _name: str) -> None:
        number = _number(source["frame"])
        deeds.ran.add(-1 if number is None else number)

    def note(request: Request) -> None:
        number = None if request.is_navigation_request() and _is_top(request) else _asker(request)
        if number is not None:
            deeds.asked.setdefault(number, set()).add(request.url)

    context.expose_binding("hit", hit)
    context.add_init_script(HOOK)
    page = context.new_page()
    page.on("request", note)
    page.on("dialog", lambda dialog: (deeds.ran.add(-1), dialog.dismiss()))
    context.on("page", lambda opened: opened is page or (deeds.left.add(-1), opened.close()))
    yield page
    context.close()


def _is_top(request: Request) -> bool:
    return request.frame.parent_frame is None


def _asker(request: Request) -> int | None:
    return _number(request.frame)


def _number(frame: Frame) -> int | None:
    """Return the number of the markup in which a frame stands; none for the page itself."""
    while frame.parent_frame is not None and frame.parent_frame.parent_frame is not None:
        frame = frame.parent_frame
    found = re.fullmatch(r"n([0-9]+)", frame.name)
    return int(found[1]) if found else None
