"""A secure site is asked by its name, and believed only with a certificate of that name."""

import socket
import ssl
import subprocess
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from shutil import which

import pytest

from app.external.address import Policy
from app.external.faults import Fault, FeedFault
from app.external.fetch import Asking, fetch
from tests.external.conftest import NONE

NAME = "rectorat.example"
ANSWER = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A certificate of one name, signed by itself, and its key."""
    if which("openssl") is None:
        pytest.skip("openssl is not there")
    folder = tmp_path_factory.mktemp("tls")
    made, key = folder / "certificate.pem", folder / "key.pem"
    words = f"req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN={NAME} -keyout {key} -out {made}"
    names = ["-addext", f"subjectAltName=DNS:{NAME}"]
    subprocess.run(["openssl", *words.split(), *names], check=True, capture_output=True)
    return made, key


@pytest.fixture
def secure(certificate: tuple[Path, Path]) -> Iterator[tuple[int, list[str | None]]]:
    """The port of a secure site, and the names by which it was asked."""
    names: list[str | None] = []
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*certificate)
    context.sni_callback = lambda _socket, name, _context: names.append(name)
    listening = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        while True:
            try:
                plain, _ = listening.accept()
                with context.wrap_socket(plain, server_side=True) as connection:
                    connection.recv(65_536)
                    connection.sendall(ANSWER)
            except ssl.SSLError:
                continue
            except OSError:
                return

    threading.Thread(target=serve, daemon=True).start()
    yield listening.getsockname()[1], names
    listening.close()


def asking(port: int, certificate: Path) -> Asking:
    policy = Policy(also=frozenset({("127.0.0.1", port)}), resolve=lambda _: ["127.0.0.1"])
    return Asking(policy=policy, tls=ssl.create_default_context(cafile=str(certificate)))


def test_the_name_is_told_though_the_address_is_asked(
    secure: tuple[int, list[str | None]], certificate: tuple[Path, Path]
) -> None:
    port, names = secure
    answer = fetch(f"https://{NAME}:{port}/rss", NONE, asking(port, certificate[0]))
    assert answer.body == b"ok"
    assert names == [NAME]


@pytest.mark.parametrize("trusted", [True, False])
def test_another_name_or_an_unknown_signature_is_not_believed(
    secure: tuple[int, list[str | None]], certificate: tuple[Path, Path], trusted: bool
) -> None:
    port, _ = secure
    ask = asking(port, certificate[0])
    host = "autre.example" if trusted else NAME
    with pytest.raises(FeedFault) as found:
        fetch(f"https://{host}:{port}/", NONE, ask if trusted else replace(ask, tls=None))
    assert found.value.fault is Fault.INSECURE


def test_a_plain_site_under_a_secure_address_is_told(certificate: tuple[Path, Path]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port = listening.getsockname()[1]

        def serve() -> None:
            plain, _ = listening.accept()
            with plain:
                plain.sendall(ANSWER)

        threading.Thread(target=serve, daemon=True).start()
        with pytest.raises(FeedFault) as found:
            fetch(f"https://{NAME}:{port}/", NONE, asking(port, certificate[0]))
    assert found.value.fault in (Fault.INSECURE, Fault.UNREACHABLE)
