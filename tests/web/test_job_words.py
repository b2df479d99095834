"""Jobs in words: each kind has some, and each reason for which one fails."""

import pytest
from flask import Flask

from app.jobs.handlers import HANDLERS
from blueprints.site.job_words import KINDS, reason_words


def test_each_kind_of_job_has_words() -> None:
    assert HANDLERS.keys() <= KINDS.keys()


@pytest.mark.parametrize(
    ("error", "words"),
    [
        ("SMTPAuthenticationError 535", "refuse le compte du site"),
        ("SMTPRecipientsRefused 450 550", "adresse de courriel"),
        ("SMTPRecipientsRefused 450", "revenir plus tard"),
        ("SMTPDataError 554", "définitivement"),
        ("not a mail address", "adresse de courriel"),
        ("SMTPServerDisconnected", "ne répond pas"),
        ("ConnectionRefusedError: Connection refused", "ne répond pas"),
        ("gaierror: Name or service not known", "ne répond pas"),
        ("TimeoutError", "ne répond pas"),
        ("OperationalError", "base de données"),
        ("OSError: No space left on device", "plein"),
        ("PermissionError: Permission denied", "écrire"),
        ("the worker was ended each time", "mémoire"),
        ("nothing does jobs of kind mystery", "ne connaît pas"),
        ("KeyError", "anomalie du programme"),
        (None, ""),
    ],
)
def test_reasons_are_told_in_words(app: Flask, error: str | None, words: str) -> None:
    with app.test_request_context():
        told = reason_words(error)
    assert words in told
    assert bool(told) is bool(error)
