"""Whether an account takes a password now."""

from datetime import datetime

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session

from app.models import LoginFailure
from app.rules.login_limits import WINDOW, must_rest


def is_resting(session: Session, login: str, address: str, now: datetime) -> bool:
    """Tell whether a login failed too often lately, from this address or from anywhere."""
    here = func.sum(case((LoginFailure.address == address, 1), else_=0))
    from_here, from_anywhere = session.execute(
        select(func.coalesce(here, 0), func.count()).where(
            LoginFailure.login == login, LoginFailure.at > now - WINDOW
        )
    ).one()
    return must_rest(from_here, from_anywhere)
