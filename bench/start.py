"""How long a site that is there already takes from `bin/run` to its first page."""

import subprocess
from contextlib import closing
from dataclasses import replace
from http.client import HTTPConnection
from time import perf_counter, sleep

from app.config import ROOT, Config
from tests.serving import environment_of, free_port, others_settings

PAUSE = 0.01


def first_page(config: Config) -> float:
    """Return the seconds from the command to the whole home page."""
    port = free_port()
    settings = environment_of(replace(config, base_url=f"http://127.0.0.1:{port}"))
    began = perf_counter()
    process = subprocess.Popen(
        [str(ROOT / "bin" / "run")],
        cwd=ROOT,
        env={**others_settings(), **settings, "PORT": str(port)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        while not _is_answered(port):
            if process.poll() is not None:
                raise RuntimeError("bin/run has ended")
            sleep(PAUSE)
        return perf_counter() - began
    finally:
        process.terminate()
        process.wait()


def _is_answered(port: int) -> bool:
    with closing(HTTPConnection("127.0.0.1", port, timeout=60)) as connection:
        try:
            connection.request("GET", "/")
        except ConnectionRefusedError:
            return False
        answer = connection.getresponse()
        answer.read()
        return answer.status == 200
