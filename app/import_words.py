"""What is wrong with the files of a directory, in words."""

from collections.abc import Mapping
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.directory.faults import Fault, Why

WORDS: Mapping[Why, Any] = {
    Why.MISSING_FILE: _l("This file is missing."),
    Why.TOO_LARGE: _l("This file has more than 64 MB."),
    Why.UTF16: _l("The encoding is UTF-16. Save the file as CSV UTF-8."),
    Why.CP1252: _l(
        "The encoding is that of Windows (cp1252), which would spoil accents. Save the file as"
        " CSV UTF-8."
    ),
    Why.NOT_UTF8: _l("These bytes are no UTF-8. Save the file as CSV UTF-8."),
    Why.NO_HEADER: _l("The file is empty: its first line must name the columns."),
    Why.UNKNOWN_COLUMN: _l("This column is not known. Columns are separated by semicolons."),
    Why.MISSING_COLUMN: _l("This column is missing."),
    Why.DOUBLE_COLUMN: _l("This column is there twice."),
    Why.CELLS: _l("This line has another number of cells (%(value)s) than the first one."),
    Why.CUT: _l("The file ends in the middle of a line: it was cut. Export it again."),
    Why.QUOTES: _l("The quotation marks of this line do not come in pairs."),
    Why.FIELD_TOO_LONG: _l("This cell is too long."),
    Why.UNREADABLE: _l("This cell holds characters that cannot be read."),
    Why.EMPTY: _l("This cell must not be empty."),
    Why.UNKNOWN_CODE: _l("“%(value)s” is not one of the codes of this column."),
    Why.BAD_LOGIN: _l("“%(value)s” cannot be a login: no spaces, at most 100 characters."),
    Why.BAD_MAIL: _l("“%(value)s” is not a mail address."),
    Why.TWICE: _l("“%(value)s” is there twice."),
    Why.LOGIN_TWICE: _l("Two people have the login “%(value)s”."),
    Why.NAME_TWICE: _l("Two groups are called “%(value)s”."),
    Why.NOBODY: _l("“%(value)s” is nobody in personnes.csv."),
    Why.NO_GROUP: _l("“%(value)s” is no group in groupes.csv."),
    Why.NO_LEVEL: _l("“%(value)s” is no level in groupes.csv."),
    Why.LEVEL_OF_NO_CLASS: _l("Only a class has a level: leave this cell empty."),
    Why.ONESELF: _l("“%(value)s” cannot watch over herself or himself."),
    Why.LOGIN_TAKEN: _l("The login “%(value)s” is that of somebody who is not in the files."),
    Why.NAME_TAKEN: _l("A group that is not in the files is called “%(value)s” already."),
    Why.NOT_ACADEMIC: _l("“%(value)s” is the identifier of something that the school manages."),
    Why.YOURSELF: _l("You are not in the files yourself: your own account would be closed."),
    Why.LAST_HEAD: _l(
        "“%(value)s” is the only head of the school and is not in the files: name another one"
        " first."
    ),
    Why.LAST_ADMIN: _l(
        "“%(value)s” is the only administrator and is not in the files: name another one first."
    ),
    Why.GUARDED_LEAVES: _l(
        "“%(value)s” is not in the files and may do more on the site than you: ask the head of the"
        " school or an administrator to import them."
    ),
    Why.GUARDED_CHANGES: _l(
        "“%(value)s” may do more on the site than you: the head of the school or an administrator"
        " imports this change."
    ),
    Why.GIVES_MORE: _l(
        "“%(value)s” gives rights that you do not have: the head of the school or an administrator"
        " imports this change."
    ),
    Why.GROUP_GIVES_MORE: _l(
        "The group “%(value)s” gives rights that you do not have: the head of the school or an"
        " administrator imports who comes into it."
    ),
    Why.YOURSELF_MORE: _l(
        "Nobody gives himself a function: the head of the school or an administrator imports yours."
    ),
    Why.YOURSELF_JOINS: _l(
        "The group “%(value)s” would give you rights that you do not have: the head of the school"
        " or an administrator imports this."
    ),
    Why.YOURSELF_TIED: _l(
        "Nobody ties himself to a pupil: the head of the school or an administrator imports this."
    ),
}


def fault_words(fault: Fault) -> str:
    """Say why something is refused."""
    return str(WORDS[fault.why]) % {"value": fault.value}


def place_words(fault: Fault) -> str:
    """Say where it stands: the file, the line and the column, as far as they are known."""
    if fault.line is not None and fault.column:
        return str(
            _(
                "%(file)s, line %(line)d, column %(column)s",
                file=fault.file,
                line=fault.line,
                column=fault.column,
            )
        )
    elif fault.line is not None:
        return str(_("%(file)s, line %(line)d", file=fault.file, line=fault.line))
    elif fault.column:
        return str(_("%(file)s, column %(column)s", file=fault.file, column=fault.column))
    return fault.file


def stored_fault(values: Mapping[str, Any]) -> Fault:
    """Return a fault that was kept as JSON."""
    return Fault(
        values["file"], Why(values["why"]), values["line"], values["column"], values["value"]
    )
