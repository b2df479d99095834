"""How long a piece of code works, whatever else the machine and Python do meanwhile."""

import gc
import time
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """Expect what stands in the block to take less processor time of this thread.

    Python sweeps no memory in it: among thousands of tests that takes a second by itself.
    """
    gc.disable()
    try:
        started = time.thread_time()
        yield
        taken = time.thread_time() - started
    finally:
        gc.enable()
    assert taken < seconds
