"""Another process on a database of SQLite, told what to do by lines of SQL.

`python -m tests.sqlite_process FILE`
"""

import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parent.parent


class Other:
    """What another process does with a database."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self._process = process

    def does(self, sql: str) -> str:
        """Let it run a statement; return the first row, in words, once it is done."""
        assert self._process.stdin
        assert self._process.stdout
        print(sql, file=self._process.stdin, flush=True)
        return self._process.stdout.readline().strip()


@contextmanager
def another(database: Path) -> Iterator[Other]:
    """Begin a process that has opened a database, and end it after."""
    words = [sys.executable, "-m", "tests.sqlite_process", str(database)]
    with subprocess.Popen(
        words, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        yield Other(process)
        assert process.stdin
        process.stdin.close()


def main(database: str) -> None:
    """Run each line, a transaction of its own unless it says otherwise."""
    connection = sqlite3.connect(database, isolation_level=None, timeout=0)
    for line in sys.stdin:
        print(connection.execute(line).fetchone(), flush=True)
    connection.close()


if __name__ == "__main__":
    main(sys.argv[1])
