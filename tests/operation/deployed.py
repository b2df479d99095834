"""The units and the nginx configuration of `deploy/`, run as they are but for folders and ports."""

import os
import re
import shlex
import signal
import socket
import ssl
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import replace
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path

from flask import Flask

from app.config import ROOT, Config
from tests.equipment import program
from tests.serving import environment_of, free_port

DEPLOY = ROOT / "deploy"
HOST = "college.example.fr"
PATIENCE = 60
"""Seconds for an answer: on a busy machine new workers take long to start, and requests wait."""


class Door(HTTPConnection):
    """A connection to a server on a socket of the file system."""

    def __init__(self, place: Path) -> None:
        super().__init__(HOST, timeout=PATIENCE)
        self.place = place

    def connect(self) -> None:
        """Open the socket."""
        self.sock = socket.socket(socket.AF_UNIX)
        self.sock.settimeout(self.timeout)
        self.sock.connect(str(self.place))


class Secure(HTTPConnection):
    """A connection to the site over TLS, under its own name, on a port of the loopback."""

    def __init__(self, port: int) -> None:
        super().__init__(HOST, timeout=20)
        self.own_port = port

    def connect(self) -> None:
        """Open the connection; the certificate is one that nobody signed."""
        context = ssl.create_default_context()
        context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
        plain = socket.create_connection(("127.0.0.1", self.own_port), self.timeout)
        self.sock = context.wrap_socket(plain, server_hostname=HOST)


def at_home(app: Flask) -> Config:
    """Return the configuration of an instance that is known by its public name, behind nginx."""
    own: Config = app.extensions["parvis"]
    return replace(own, base_url=f"https://{HOST}", proxy="nginx")


def exec_start(unit: str) -> list[str]:
    """Return the command of a unit."""
    text = (DEPLOY / "systemd" / unit).read_text().replace("\\\n", " ")
    found = re.search(r"^ExecStart=(.+)$", text, re.MULTILINE)
    assert found
    return shlex.split(found[1])


@contextmanager
def web_unit(config: Config, place: Path) -> Iterator["subprocess.Popen[bytes]"]:
    """Serve an instance on the socket `place` as `parvis-web@.service` does."""
    words = [
        word.replace("%t/parvis/%i/web.sock", str(place))
        for word in exec_start("parvis-web@.service")
    ]
    assert words[0] == "/opt/parvis/.venv/bin/granian"
    with started([sys.executable, "-m", "granian", *words[1:]], config) as process:
        wait_for(process, place)
        yield process


@contextmanager
def started(command: list[str], config: Config) -> Iterator["subprocess.Popen[bytes]"]:
    """Run a server of an instance, and end all of it after."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PARVIS_")}
    process = subprocess.Popen(
        command,
        cwd=ROOT,
        env=kept | environment_of(config),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        process_group=0,
    )
    try:
        yield process
    finally:
        process.terminate()
        with suppress(subprocess.TimeoutExpired):
            process.wait(20)
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def wait_for(process: "subprocess.Popen[bytes]", place: Path) -> None:
    """Wait until the server on a socket answers."""
    end = time.monotonic() + 60
    while True:
        assert process.poll() is None, "the server has ended"
        assert time.monotonic() < end, "the server does not answer"
        with suppress(OSError), closing(Door(place)) as door:
            door.request("GET", "/healthz")
            door.getresponse().read()
            return
        time.sleep(0.1)


def children(process: "subprocess.Popen[bytes]") -> set[int]:
    """Return the processes that a process has started."""
    listed = Path(f"/proc/{process.pid}/task/{process.pid}/children")
    return {int(number) for number in listed.read_text().split()}


@contextmanager
def nginx(folder: Path, socket_place: Path, data: Path) -> Iterator[tuple[int, int]]:
    """Run nginx with the configuration of `deploy/nginx`; give its two ports, plain and TLS."""
    plain, secure = free_port(), free_port()
    binary = program("nginx")
    (folder / "snippets").mkdir()
    certificate(folder)
    changes = {
        "/run/parvis/college/web.sock": str(socket_place),
        "/var/lib/parvis/college/files/": f"{data}/files/",
        "/opt/parvis/static": str(ROOT / "static"),
        "/etc/letsencrypt/live/college.example.fr": str(folder),
        "/var/log/nginx": str(folder),
        "/var/www/html": str(folder),
        "listen 80": f"listen 127.0.0.1:{plain}",
        "listen 443": f"listen 127.0.0.1:{secure}",
    }
    for name, place in (
        ("parvis.conf", "parvis.conf"),
        ("college.conf", "college.conf"),
        ("parvis-headers.conf", "snippets/parvis-headers.conf"),
    ):
        text = (DEPLOY / "nginx" / name).read_text()
        text = re.sub(r"^ *listen \[::\].*\n", "", text, flags=re.MULTILINE)
        for before, after in changes.items():
            text = text.replace(before, after)
        (folder / place).write_text(text)
    (folder / "nginx.conf").write_text(MAIN.format(folder=folder, user=WHO))
    command = [binary, "-p", str(folder), "-c", str(folder / "nginx.conf")]
    tried = subprocess.run([*command, "-t"], capture_output=True, text=True, check=False)
    assert tried.returncode == 0, tried.stderr
    process = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    try:
        end = time.monotonic() + 20
        while True:
            with suppress(OSError), socket.create_connection(("127.0.0.1", secure), 1):
                break
            assert time.monotonic() < end
            time.sleep(0.05)
        yield plain, secure
    finally:
        process.terminate()
        process.wait(20)


def certificate(folder: Path) -> None:
    """Make a certificate that nobody signed."""
    subprocess.run(
        [program("openssl"), "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2",
         "-subj", f"/CN={HOST}", "-keyout", str(folder / "privkey.pem"),
         "-out", str(folder / "fullchain.pem")],
        check=True,
        capture_output=True,
    )  # fmt: skip


def ask(
    connection: HTTPConnection,
    path: str,
    method: str = "GET",
    body: bytes | None = None,
    **headers: str,
) -> tuple[HTTPResponse, bytes]:
    """Ask for one thing; return the answer and what it holds."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    with closing(connection):
        connection.request(method, path, body, named)
        answer = connection.getresponse()
        return answer, answer.read()


WHO = "user root;" if os.geteuid() == 0 else ""
MAIN = """{user}
daemon off;
worker_processes 1;
pid {folder}/nginx.pid;
error_log {folder}/error.log;
events {{ worker_connections 256; }}
http {{
    include /etc/nginx/mime.types;
    default_type application/octet-stream;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    include {folder}/parvis.conf;
    include {folder}/college.conf;
}}
"""
