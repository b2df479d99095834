"""The pages of one span, each rendered once however many ask, the least asked for forgotten."""

from collections import OrderedDict
from collections.abc import Callable
from threading import Event, Lock

from app.page_cache.declared import Key
from app.page_cache.page import Answer, Form, Page, page_of
from app.spans.span import Span

PATIENCE = 5.0
"""Seconds for which one waits for a page that another request renders."""
LARGEST = 8
"""A page, or a form of it, takes at most this part of the room: none drives out all the others."""
Way = tuple[str, ...]
"""All of a visitor's request that decides which form he gets: method, address, encodings."""
MOST_WAYS = 1000
LONGEST_WAY = 500
"""Characters: what anybody can send is not kept without end."""


class Pages:
    """Pages that hold together; with the span all of them are let go at once."""

    def __init__(self, span: Span, room: int) -> None:
        """Begin without any; `room` is what they may take, in bytes."""
        self.span = span
        self.size = 0
        self._room = room
        self._kept: OrderedDict[Key, Page] = OrderedDict()
        self._asked: dict[Way, Form] = {}
        self._rendering: dict[Key, Event] = {}
        self._lock = Lock()

    def asked(self, way: Way) -> Form | None:
        """Return what was sent last to who asked in just this way, while nothing was forgotten."""
        return self._asked.get(way)

    def find(self, key: Key) -> Page | None:
        """Return a page that is kept."""
        with self._lock:
            page = self._kept.get(key)
            if page is not None:
                self._kept.move_to_end(key)
            return page

    def rendered(self, key: Key, render: Callable[[], Answer]) -> Page | Answer:
        """Return a page that was not there: rendered now, or by who renders it already.

        Whoever waits in vain renders it himself: what another one got may not have been to keep.
        """
        mine = Event()
        with self._lock:
            others = self._rendering.setdefault(key, mine)
        if others is not mine:
            others.wait(PATIENCE)
            return self.find(key) or self._keep(key, render())
        try:
            return self.find(key) or self._keep(key, render())
        finally:
            with self._lock:
                del self._rendering[key]
            mine.set()

    def form(self, key: Key, page: Page, encoding: str | None) -> Form:
        """Return a page in an encoding, made once if it is not too large to be kept."""
        encoding = encoding if page.compresses else None
        form = page.forms.get(encoding)
        if form is None:
            form = page.made(encoding)
            if form.size <= self._room // LARGEST:
                self._add(key, page, encoding, form)
        return form

    def remember(self, way: Way, key: Key, form: Form) -> None:
        """Remember in which way a page was asked for in a form, as long as it is kept."""
        if sum(map(len, way)) > LONGEST_WAY:
            return
        with self._lock:
            page = self._kept.get(key)
            if page is not None and form in page.forms.values():
                if len(self._asked) >= MOST_WAYS:
                    self._asked.clear()
                self._asked[way] = form

    def _keep(self, key: Key, answer: Answer) -> Page | Answer:
        """Keep an answer that may be kept; it was rendered while the span held, or is not."""
        if not (answer.may_be_kept and self.span.holds()):
            return answer
        page = page_of(answer)
        if page.size <= self._room // LARGEST:
            with self._lock:
                former = self._kept.pop(key, None)
                self._kept[key] = page
                self._grow(page.size - (former.size if former else 0))
        return page

    def _add(self, key: Key, page: Page, encoding: str | None, form: Form) -> None:
        with self._lock:
            before = page.size
            page.forms[encoding] = form
            if self._kept.get(key) is page:
                self._grow(page.size - before)

    def _grow(self, size: int) -> None:
        """Count what was added, and forget pages until all that is kept has room."""
        self.size += size
        while self.size > self._room:
            _, oldest = self._kept.popitem(last=False)
            self.size -= oldest.size
            self._asked.clear()  # forms go with their page, and who asks again counts
