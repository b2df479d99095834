"""A connection that is cut in the middle of a transaction is told as that; the next one works."""

from pathlib import Path

import pytest
from sqlalchemy import create_engine, event, select, update
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from app.database import AWAY, prepare_engine
from app.models import Base, SiteVersion

READ_ONLY = "attempt to write a readonly database"


def test_a_connection_that_may_not_write_is_opened_anew(tmp_path: Path) -> None:
    engine = create_engine(f"sqlite:///{tmp_path}/a.db")
    prepare_engine(engine)
    Base.metadata.create_all(engine)
    with Session(engine) as session:
        session.add(SiteVersion(id=1, value=1))
        session.commit()
    opened: list[object] = []
    event.listen(engine, "connect", lambda connection, _record: opened.append(connection))
    with Session(engine) as session:
        session.connection().exec_driver_sql("PRAGMA query_only=ON")
        with pytest.raises(OperationalError, match=READ_ONLY):
            session.execute(update(SiteVersion).values(value=2))
        session.rollback()
        session.execute(update(SiteVersion).values(value=3))
        session.commit()
    assert len(opened) == 1
    with Session(engine) as session:
        assert session.scalar(select(SiteVersion.value)) == 3
    engine.dispose()
    assert issubclass(OperationalError, AWAY)
