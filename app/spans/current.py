"""Which span it is, and what is kept as long as it lasts: both asked at each request."""

from collections.abc import Callable
from threading import Lock
from typing import Generic, Protocol, TypeVar

from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError

from app.spans.span import Span, span_of
from app.spans.version import VersionReader, VersionUnknown


class Spans:
    """The spans of a site, one after the other."""

    def __init__(self, engine: Engine) -> None:
        self.latest: Span | None = None
        """The last one that was found, as far as nobody knows it to be over: never an older one
        than somebody has seen."""
        self._engine = engine
        self._version = VersionReader(engine)
        self._turning = Lock()

    def now(self) -> Span | None:
        """Return the span that is now; none while the database cannot say which.

        It is asked before the first question of a request: what that reads is as new as the span,
        or newer.
        """
        try:
            version, span = self._version.read(), self.latest
            if span is not None and span.version == version and span.holds():
                return span
            return self._turned()
        except (VersionUnknown, SQLAlchemyError):
            return None

    def _turned(self) -> Span:
        """Return the next span, or what another thread has found meanwhile."""
        with self._turning:  # so that it never gives way to an older one
            version, span = self._version.read(), self.latest
            if span is None or span.version != version or not span.holds():
                self.latest = None  # it is over, whether or not the database says what follows
                span = self.latest = span_of(self._engine, version)
            return span


class HasSpan(Protocol):
    """Whatever holds as long as a span."""

    span: Span


Held = TypeVar("Held", bound=HasSpan)


class Current(Generic[Held]):
    """What is kept of the span that is now; with the span all of it is let go at once."""

    def __init__(self, spans: Spans, begin: Callable[[Span], Held]) -> None:
        """Begin anew with each span by calling `begin`."""
        self._spans = spans
        self._begin = begin
        self.held: Held | None = None
        """What was found last, whether or not it still holds."""
        self._turning = Lock()

    def get(self) -> Held | None:
        """Return it; none while the database cannot say which span it is."""
        span, held = self._spans.now(), self.held
        if span is None or (held is not None and held.span is span):
            return held if span is not None else None
        with self._turning:
            span, held = self._spans.latest or span, self.held
            if held is None or held.span is not span:
                held = self.held = self._begin(span)
            return held

    def last(self) -> Held | None:
        """Return what was found last, where nobody can tell but nothing says that it is over."""
        held = self.held
        return held if held is not None and held.span is self._spans.latest else None
