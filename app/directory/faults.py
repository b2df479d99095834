"""What is wrong with the files of a directory: where, and why."""

from dataclasses import dataclass, field
from enum import StrEnum

MOST = 100
"""Faults that are told: whoever mends these sends the files again."""


class Why(StrEnum):
    """Why a file is refused; the words are in `app/import_words.py`."""

    MISSING_FILE = "missing_file"
    TOO_LARGE = "too_large"
    UTF16 = "utf16"
    CP1252 = "cp1252"
    NOT_UTF8 = "not_utf8"
    NO_HEADER = "no_header"
    UNKNOWN_COLUMN = "unknown_column"
    MISSING_COLUMN = "missing_column"
    DOUBLE_COLUMN = "double_column"
    CELLS = "cells"
    CUT = "cut"
    QUOTES = "quotes"
    FIELD_TOO_LONG = "field_too_long"
    UNREADABLE = "unreadable"
    EMPTY = "empty"
    UNKNOWN_CODE = "unknown_code"
    BAD_LOGIN = "bad_login"
    BAD_MAIL = "bad_mail"
    TWICE = "twice"
    LOGIN_TWICE = "login_twice"
    NAME_TWICE = "name_twice"
    NOBODY = "nobody"
    NO_GROUP = "no_group"
    NO_LEVEL = "no_level"
    LEVEL_OF_NO_CLASS = "level_of_no_class"
    ONESELF = "oneself"
    LOGIN_TAKEN = "login_taken"
    NAME_TAKEN = "name_taken"
    NOT_ACADEMIC = "not_academic"
    YOURSELF = "yourself"
    LAST_HEAD = "last_head"
    LAST_ADMIN = "last_admin"
    GUARDED_LEAVES = "guarded_leaves"
    GUARDED_CHANGES = "guarded_changes"
    GIVES_MORE = "gives_more"
    GROUP_GIVES_MORE = "group_gives_more"
    YOURSELF_MORE = "yourself_more"
    YOURSELF_JOINS = "yourself_joins"
    YOURSELF_TIED = "yourself_tied"


@dataclass(frozen=True)
class Fault:
    """One fault; `line` counts from 1, none where it is the whole file; `value` is what stands."""

    file: str
    why: Why
    line: int | None = None
    column: str = ""
    value: str = ""


class Refused(Exception):
    """The files cannot be imported."""

    def __init__(self, faults: list[Fault]) -> None:
        """Say why."""
        super().__init__(f"{len(faults)} faults")
        self.faults = faults


@dataclass
class Faults:
    """Collects faults; raises Refused when there are as many as anybody would read."""

    found: list[Fault] = field(default_factory=list)

    def add(
        self, file: str, why: Why, line: int | None = None, column: str = "", value: str = ""
    ) -> None:
        """Add one."""
        self.found.append(Fault(file, why, line, column, value[:80]))
        if len(self.found) >= MOST:
            raise Refused(self.found)

    def check(self) -> None:
        """Raise Refused when anything was found."""
        if self.found:
            raise Refused(self.found)
