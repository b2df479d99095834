"""What the commands of an instance share: how far they are, and errors in one line."""

import time
from collections.abc import Iterator
from contextlib import contextmanager

import click
from sqlalchemy.exc import DBAPIError


class Progress:
    """One line that says how far something is."""

    def __init__(self) -> None:
        self.done = 0
        self.last = 0.0

    def add(self, step: str, part: int, total: int) -> None:
        """Tell of a part more."""
        self.done += part
        self.show(step, self.done, total)

    def show(self, step: str, done: int, total: int) -> None:
        """Tell how far it is, a few times a second."""
        if time.monotonic() - self.last > 0.3 or done >= total:
            self.last = time.monotonic()
            click.echo(f"\r{step}: {100 * done // max(total, 1):3d} %", nl=False, err=True)

    def end(self) -> None:
        """End the line."""
        click.echo("", err=True)


@contextmanager
def in_one_line() -> Iterator[None]:
    """Tell troubles of the disk and the database in one line and end with 1, without a trace."""
    try:
        yield
    except DBAPIError as error:
        said = str(error.orig).partition("\n")[0]
        raise click.ClickException(
            f"the database says: {said} (`flask --app wsgi prepare` makes and updates its tables)"
        ) from error
    except OSError as error:
        raise click.ClickException(str(error)) from error
