"""Mail: one plain text to one address, handed to the school's mail server.

Without `PARVIS_MAIL` a mail is kept as a file in the folder `mail` of the instance's data instead.
Subject and names are made one line before they become headers, and an address is checked as one
address, so that nothing typed anywhere can begin another header or reach another reader.
"""

import os
import smtplib
import ssl
from contextlib import suppress
from dataclasses import dataclass
from email.header import Header
from email.mime.text import MIMEText
from email.utils import formataddr
from pathlib import Path
from typing import Any
from unicodedata import category

from email_validator import EmailNotValidError, validate_email
from flask import Flask, current_app
from flask_mailman import EmailMessage, Mail
from flask_mailman.backends.smtp import EmailBackend
from flask_mailman.message import utf8_charset_qp

from app.config import Config

TIMEOUT = 15
"""Seconds that the mail server may take for each answer."""


class BadAddress(Exception):
    """A mail cannot go to what stands in the place of an address."""


@dataclass(frozen=True)
class Letter:
    """A mail to be sent; `reference` is the same each time that this mail is tried."""

    reference: str
    to: str
    subject: str
    text: str
    school: str


class PlainMessage(EmailMessage):
    """A mail whose subject is folded after its first word, not before, however long it is."""

    encoding = utf8_charset_qp

    def message(self) -> Any:
        """Return the mail as it is sent."""
        message = super().message()
        subject: Any = Header(self.subject, "utf-8", header_name="Subject")
        del message["Subject"]
        MIMEText.__setitem__(message, "Subject", subject)  # checked above, by `one_line`
        return message


class VerifiedSmtp(smtplib.SMTP):
    """SMTP of which STARTTLS looks at the certificate, which smtplib's own does not."""

    def starttls(self, *, context: ssl.SSLContext | None = None, **_: Any) -> Any:  # type: ignore[override]  # no more is used
        """Begin TLS with a server that proves its name."""
        return super().starttls(context=context or ssl.create_default_context())


class Backend(EmailBackend):
    """Flask-Mailman's SMTP, with certificates verified either way."""

    @property
    def connection_class(self) -> type[smtplib.SMTP]:
        """Return how the server is spoken to."""
        return smtplib.SMTP_SSL if self.use_ssl else VerifiedSmtp


def init_mail(app: Flask) -> None:
    """Bind Flask-Mailman to the application of a worker; servers of pages send no mail."""
    settings: Config = app.extensions["parvis"]
    if settings.mail is not None:
        app.config.update(
            MAIL_SERVER=settings.mail.host,
            MAIL_PORT=settings.mail.port,
            MAIL_USERNAME=settings.mail.user,
            MAIL_PASSWORD=settings.mail.password,
            MAIL_USE_TLS=settings.mail.security == "smtp+starttls",
            MAIL_USE_SSL=settings.mail.security == "smtps",
        )
    app.config.update(MAIL_TIMEOUT=TIMEOUT, MAIL_BACKEND=Backend)
    Mail(app)


def deliver(letter: Letter) -> None:
    """Hand a mail over, or keep it as a file; when this returns, the server has accepted it.

    No transaction may be open: a slow server would hold the database's lock. Raises BadAddress,
    SMTPException or OSError.
    """
    settings: Config = current_app.extensions["parvis"]
    message = _message(letter, settings)
    if settings.mail is None:
        _keep(message, settings.data / "mail" / f"{letter.reference}.eml")
        return
    backend = current_app.extensions["mailman"].get_connection()
    backend.open()
    try:
        backend.send_messages([message])
    finally:
        with suppress(OSError, smtplib.SMTPException):
            backend.close()  # what was accepted is sent, whatever becomes of the farewell


def one_line(text: str) -> str:
    """Return a text as a header may carry it: one line, without control characters."""
    words = "".join(
        " " if category(character) in ("Cc", "Cf", "Zl", "Zp") else character
        for character in text
        if category(character) != "Cs"
    )
    return " ".join(words.split())


def _message(letter: Letter, settings: Config) -> PlainMessage:
    return PlainMessage(
        subject=one_line(letter.subject),
        body=letter.text,
        from_email=formataddr((one_line(letter.school), settings.sender)),
        to=[_address(letter.to)],
        headers={
            "Message-ID": f"<{letter.reference}@{settings.host}>",
            "Auto-Submitted": "auto-generated",
            "Content-Language": "fr",
        },
    )


def _address(text: str) -> str:
    try:
        checked = validate_email(
            text, check_deliverability=False, allow_smtputf8=False, test_environment=True
        )
    except EmailNotValidError as error:
        raise BadAddress("not a mail address") from error
    return checked.ascii_email or checked.normalized


def _keep(message: PlainMessage, place: Path) -> None:
    place.parent.mkdir(mode=0o700, exist_ok=True)
    descriptor = os.open(place, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(message.message().as_bytes())
    current_app.logger.info("no mail server is set: a mail is kept as %s", place.name)
