"""The text of an article as it leaves the site: absolute addresses, embeds as links."""

import re
from html import escape
from urllib.parse import urlsplit

from app.text.embeds import Embed, split

_TAG = re.compile(r"<[^<>]*>")
_OWN_ADDRESS = re.compile(r"""(?<=\s)(href|src)="([/#][^"]*)\"""")


def absolute_content(html: str, site: str, page: str) -> str:
    """Return cleaned HTML that reads the same elsewhere.

    `site` is the address of the site without path, `page` that of the text: places in the page
    ("#…") are looked for there. A frame becomes a link to the page of what it shows.
    """
    pieces = (_link(piece) if isinstance(piece, Embed) else piece for piece in split(html))
    return _TAG.sub(lambda tag: _absolute(tag[0], site, page), "\n".join(pieces))


def _link(embed: Embed) -> str:
    host = urlsplit(embed.page_url).netloc
    return f'<p><a href="{escape(embed.page_url)}">{escape(embed.title)}</a> ({escape(host)})</p>'


def _absolute(tag: str, site: str, page: str) -> str:
    def address(found: re.Match[str]) -> str:
        base = page if found[2].startswith("#") else site
        return f'{found[1]}="{escape(base)}{found[2]}"'

    return _OWN_ADDRESS.sub(address, tag)
