"""A real mail server on the loopback, which may be told to behave badly."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from tests.serving import free_port


@dataclass
class MailServer:
    """What arrived, and how the server behaves: accept, refuse, later, drop or slow."""

    port: int
    behaviour: str = "accept"
    received: list[tuple[list[str], EmailMessage]] = field(default_factory=list)

    async def handle_RCPT(  # noqa: N802 - the name that aiosmtpd calls
        self, server: SMTP, session: Session, envelope: Envelope, address: str, _options: Any
    ) -> str:
        """Take a reader or refuse him, for good or for now."""
        if self.behaviour == "refuse":
            return f"550 5.1.1 <{address}> is unknown"
        if self.behaviour == "later":
            return "451 4.7.1 come back later"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope
    ) -> str:
        """Keep a mail, hang up in the middle, or take more time than anybody has."""
        if self.behaviour == "drop":
            assert server.transport is not None
            server.transport.abort()
            return "451 gone"
        if self.behaviour == "slow":
            await asyncio.sleep(3)
            return "451 too slow"
        content = envelope.content
        assert isinstance(content, bytes)
        message = message_from_bytes(content, policy=policy.default)
        self.received.append((list(envelope.rcpt_tos), message))
        return "250 OK"


@contextmanager
def mail_server(port: int | None = None) -> Iterator[MailServer]:
    """Run a server, on a free port if none is given."""
    server = MailServer(port or free_port())
    controller = Controller(server, hostname="127.0.0.1", port=server.port)
    controller.start()
    try:
        yield server
    finally:
        controller.stop()
