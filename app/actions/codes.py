"""Issue one-time codes, and use them up; only hashes are kept, and no code is ever logged."""

import hashlib
import secrets
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, update
from sqlalchemy.orm import Session

from app.models import AccessCode, CodeKind
from app.queries.codes import count_codes
from app.rules.access_codes import ACTIVATION_LASTS, MOST_RESETS, RESET_LASTS
from app.text.codes import new_code, same_code


class CodeUsed(Exception):
    """A code was used by another request, or replaced, in the meantime."""


def issue_activation_codes(
    session: Session, moment: datetime, person_ids: Sequence[int], issuer_id: int | None
) -> dict[int, str]:
    """Return a new code for each person; those issued before open nothing any more.

    `moment` is real time, as in all functions here. Nobody issues those of a command.
    """
    session.execute(
        delete(AccessCode).where(
            AccessCode.kind == CodeKind.ACTIVATION,
            AccessCode.person_id.in_(person_ids),
            AccessCode.used_at.is_(None),
        )
    )
    codes = {person_id: new_code() for person_id in person_ids}
    session.add_all(
        AccessCode(
            kind=CodeKind.ACTIVATION,
            person_id=person_id,
            code_hash=activation_hash(person_id, code),
            created_at=moment,
            created_by_id=issuer_id,
            expires_at=moment + ACTIVATION_LASTS,
        )
        for person_id, code in codes.items()
    )
    return codes


def new_reset_token(session: Session, moment: datetime, person_id: int) -> str | None:
    """Return the token of a link for a new password, or none after too many of them."""
    if count_codes(session, CodeKind.RESET, person_id, moment) >= MOST_RESETS:
        return None
    token = secrets.token_urlsafe(32)
    session.add(
        AccessCode(
            kind=CodeKind.RESET,
            person_id=person_id,
            code_hash=reset_hash(token),
            created_at=moment,
            expires_at=moment + RESET_LASTS,
        )
    )
    return token


def use_code(session: Session, moment: datetime, code_hash: str) -> None:
    """Use a code up; raises CodeUsed when it was used, replaced or too old by now."""
    used = session.execute(
        update(AccessCode)
        .where(
            AccessCode.code_hash == code_hash,
            AccessCode.used_at.is_(None),
            AccessCode.expires_at > moment,
        )
        .values(used_at=moment)
    )
    if used.rowcount != 1:  # type: ignore[attr-defined]
        raise CodeUsed


def drop_codes(session: Session, person_id: int) -> None:
    """Take away the unused codes of a person, who has a new password."""
    session.execute(
        delete(AccessCode).where(AccessCode.person_id == person_id, AccessCode.used_at.is_(None))
    )


def activation_hash(person_id: int, code: str) -> str:
    """Return what is kept of a code; another for each person: guesses do not add up."""
    return hashlib.sha256(f"{person_id}:{same_code(code)}".encode()).hexdigest()


def reset_hash(token: str) -> str:
    """Return what is kept of a link's token."""
    return hashlib.sha256(token.encode()).hexdigest()
