"""What people type in a plain field, as it is stored; and stored text, as they type it.

A body without any tag is plain text: blank lines part its paragraphs, and the address of a known
site alone on its line is shown in a frame, still without a title. With tags it is HTML, which
is cleaned. Going there and back changes nothing, so that saving an untouched form saves nothing.
"""

import re
from html import escape, unescape
from itertools import groupby

from app.text.clean import sanitize_html
from app.text.embeds import embed_of
from app.text.policy import TAGS
from app.text.well_formed import INVALID, RENAMED

_TAG = re.compile(r"</?([a-zA-Z][a-zA-Z0-9]*)(?:[\s/][^<>]*)?>")
_BLANK_LINES = re.compile(r"\n[ \t\u00a0]*(?:\n[ \t\u00a0]*)+")
_PARAGRAPH = re.compile(r"<p>((?:[^<]|<br>)*)</p>")
_PARAGRAPHS = re.compile(rf"(?:{_PARAGRAPH.pattern}\s*)+")


def line_of(typed: str) -> str:
    """Return what was typed as one line, without characters that nobody can type."""
    return " ".join(INVALID.sub("", typed).split())


def lines_of(typed: str) -> str:
    """Return what was typed as plain text of several lines."""
    return _readable(typed).strip()


def html_of(typed: str) -> str:
    """Return the clean HTML of a body as it was typed."""
    text = _readable(typed)
    if _has_tags(text):
        cleaned = sanitize_html(text)
        if "<" in cleaned:
            return cleaned
        text = unescape(cleaned)
    return sanitize_html(_paragraphs(text))


def typed_of(html: str) -> str:
    """Return a stored body as its author types it: without tags where that loses nothing."""
    if _PARAGRAPHS.fullmatch(html) is None:
        return html
    paragraphs = (part.replace("<br>", "\n") for part in _PARAGRAPH.findall(html))
    text = unescape("\n\n".join(paragraphs))
    is_same = not _has_tags(text) and _paragraphs(text) == html
    return text if is_same else html


def _readable(typed: str) -> str:
    return INVALID.sub("", typed.replace("\r\n", "\n").replace("\r", "\n"))


def _has_tags(text: str) -> bool:
    names = (tag[1].lower() for tag in _TAG.finditer(text))
    return any(name in TAGS or name in RENAMED for name in names)


def _paragraphs(text: str) -> str:
    parts = [part.strip(" \t\n") for part in _BLANK_LINES.split(text)]
    return "".join(_paragraph(part.splitlines()) for part in parts if part)


def _paragraph(lines: list[str]) -> str:
    """Return the HTML of lines that stand together; a frame parts those above from those below."""
    written = ""
    for is_frame, together in groupby(lines, _is_embed):
        if is_frame:
            frames = (embed_of(line) for line in together)
            written += "".join(
                f'<p><iframe src="{escape(one.src)}"></iframe></p>' for one in frames if one
            )
        else:
            written += f"<p>{'<br>'.join(escape(line, quote=False) for line in together)}</p>"
    return written


def _is_embed(line: str) -> bool:
    return line.startswith("https://") and embed_of(line) is not None
