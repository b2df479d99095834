"""nginx sending one static file, as the fastest way to answer some bytes."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from http.client import HTTPConnection
from pathlib import Path
from time import monotonic, sleep

from tests.serving import Server, free_port

WHO = "user root;" if os.geteuid() == 0 else ""
"""Folders of measurements are closed to other accounts."""
CONFIGURATION = """{user}
daemon off;
worker_processes 1;
pid {folder}/nginx.pid;
error_log {folder}/error.log;
events {{ worker_connections 256; }}
http {{
    default_type text/html;
    sendfile on;
    open_file_cache max=100;
    access_log off;
    gzip off;
    keepalive_requests 100000000;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    server {{
        listen 127.0.0.1:{port};
        root {folder}/site;
    }}
}}
"""


def is_here() -> bool:
    """Tell whether nginx is installed."""
    return shutil.which("nginx") is not None


@contextmanager
def sending(body: bytes, folder: Path) -> Iterator[Server]:
    """Serve some bytes at `/`."""
    port = free_port()
    folder.mkdir()
    site = folder / "site"
    site.mkdir()
    (site / "index.html").write_bytes(body)
    (folder / "nginx.conf").write_text(CONFIGURATION.format(folder=folder, port=port, user=WHO))
    process = subprocess.Popen(
        [str(shutil.which("nginx")), "-p", str(folder), "-c", str(folder / "nginx.conf")],
        stderr=subprocess.DEVNULL,
        process_group=0,
    )
    try:
        end = monotonic() + 20
        while not _answers(port):
            if process.poll() is not None or monotonic() > end:
                raise RuntimeError("nginx does not start")
            sleep(0.05)
        yield Server(f"http://127.0.0.1:{port}", port, process)
    finally:
        process.terminate()
        process.wait()


def _answers(port: int) -> bool:
    with suppress(OSError), closing(HTTPConnection("127.0.0.1", port, timeout=5)) as connection:
        connection.request("GET", "/")
        connection.getresponse().read()
        return True
    return False
