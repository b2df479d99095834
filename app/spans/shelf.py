"""What requests keep for each other during one span, the least asked for forgotten."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Any, TypeVar

from app.spans.span import Span

Kept = TypeVar("Kept")
USUAL = 1000
"""What a value counts where nobody says its size, with what Python needs around it."""
LARGEST = 8
"""One value takes at most this part of the room: none drives out all the others."""
_MISSING: Any = object()


class Shelf:
    """Values of one span by their names; whoever gets one changes nothing of it."""

    def __init__(self, span: Span, room: int) -> None:
        """Begin empty; `room` is what the values may take, in characters or bytes."""
        self.span = span
        self.size = 0
        self._room = room
        self._values: OrderedDict[Hashable, tuple[Any, int]] = OrderedDict()
        self._lock = Lock()

    def get(
        self,
        name: Hashable,
        make: Callable[[], Kept],
        size: Callable[[Kept], int | None] | None = None,
    ) -> Kept:
        """Return a value that is kept, or make it; two requests at once may both make it.

        One of which `size` is none is not kept, nor what was made when the span was over already.
        """
        with self._lock:
            value, _size = self._values.get(name, (_MISSING, 0))
            if value is not _MISSING:
                self._values.move_to_end(name)
                return value  # type: ignore[no-any-return]
        value = make()
        takes = size(value) if size is not None else 0
        if takes is not None and takes <= self._room // LARGEST and self.span.holds():
            self._put(name, value, USUAL + takes)
        return value

    def _put(self, name: Hashable, value: Any, takes: int) -> None:
        with self._lock:
            _former, freed = self._values.pop(name, (None, 0))
            self._values[name] = (value, takes)
            self.size += takes - freed
            while self.size > self._room:
                _, (_oldest, freed) = self._values.popitem(last=False)
                self.size -= freed
