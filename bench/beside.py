"""What pages are measured beside: nginx with a file, an empty application, bare Flask."""

from contextlib import ExitStack
from pathlib import Path

from bench import nginx
from bench.load import Target
from tests.serving import free_port, running

NGINX, EMPTY, FLASK = "nginx, the same bytes", "empty application", "bare Flask"
MIB = 32
WORKERS = 2
THREADS = 8
COMPRESSED = {"Accept-Encoding": "gzip, br"}


def served_beside(stack: ExitStack, folder: Path, kept: bytes, plain: bytes) -> dict[str, Target]:
    """Serve as many bytes as a kept page has, and as many as it has when it is made.

    nginx is left out where it is not installed.
    """
    targets = {}
    for name, module, body, share in (
        (EMPTY, "bench.empty", kept, 1.0),
        (FLASK, "bench.bare_flask", plain, 0.2),
    ):
        environment = {"BENCH_BYTES": str(len(body))}
        server = running(f"{module}:app", free_port(), WORKERS, THREADS, environment)
        targets[name] = Target(stack.enter_context(server), share=share)
    if nginx.is_here():
        targets[NGINX] = Target(stack.enter_context(nginx.sending(kept, folder / "nginx")))
    return targets
