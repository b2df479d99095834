"""Names of files as they are kept: short, readable, the same on every system."""

import re
import unicodedata
from pathlib import PurePosixPath

LONGEST = 180
"""Bytes of a name without its extension; systems allow 255 with it."""
_KEPT = frozenset(" -_()'’,+")
_SUFFIX = re.compile(r"[A-Za-z][A-Za-z0-9]{0,4}")
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com[0-9]|lpt[0-9])", re.IGNORECASE)
"""What Windows takes for a device."""


def clean_name(sent: str, extension: str) -> str:
    """Return the name of a file that was sent under any name, with the extension of its type.

    Letters of all languages stay; folders, invisible characters and signs that a system or an
    address reads as more than a letter go.
    """
    stem = clean_title(sent)
    return f"{stem}.{extension}"


def clean_title(sent: str) -> str:
    """Return the name of a file without its extension, "fichier" when nothing is left of it."""
    last = unicodedata.normalize("NFC", sent.replace("\\", "/")).rstrip("/").rpartition("/")[2]
    suffix = PurePosixPath(last).suffix
    if suffix and _SUFFIX.fullmatch(suffix[1:].strip()):
        last = last.removesuffix(suffix)
    shown = "".join(map(_readable, last))
    stem = re.sub(r"\s+", " ", shown).strip(" -_',’+")
    stem = stem.encode()[:LONGEST].decode(errors="ignore").rstrip(" -_',’+")
    if _RESERVED.fullmatch(stem):
        stem += "-fichier"
    return stem or "fichier"


def shown_name(sent: str) -> str:
    """Return the name of a refused file as a page may show it."""
    extension = extension_of(sent)
    is_plain = _SUFFIX.fullmatch(extension)
    return clean_name(sent, extension) if is_plain else clean_title(sent)


def extension_of(sent: str) -> str:
    """Return the extension of a name, in lower case without its dot."""
    return PurePosixPath(sent.replace("\\", "/").rpartition("/")[2]).suffix[1:].strip().lower()


def _readable(sign: str) -> str:
    category = unicodedata.category(sign)
    if sign in _KEPT or category[0] in "LNM":
        return sign
    elif category in ("Cf", "Cs", "Cn", "Co") or (category == "Cc" and not sign.isspace()):
        return ""
    else:
        return "-" if sign == "." else " "
