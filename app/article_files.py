"""The sounds, films and files of an article, as its page shows them."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from urllib.parse import quote

from app.models import Media, Slot
from app.queries.cards import Picture, picture_in
from app.queries.reading import Files

ICONS: Mapping[str, str] = {
    "csv": "file-spreadsheet",
    "ods": "file-spreadsheet",
    "xls": "file-spreadsheet",
    "xlsx": "file-spreadsheet",
    "zip": "file-archive",
    "odp": "presentation",
    "ppt": "presentation",
    "pptx": "presentation",
    "mp3": "file-audio",
    "mp4": "file-video",
    "jpg": "file-image",
    "png": "file-image",
}

PLAIN = "!$&'()*+,:;=@"
"""What stands as it is in a part of an address."""


@dataclass(frozen=True)
class Player:
    """A sound or a film; what it lacks is empty. `duration` is in words: "1 min 42"."""

    title: str
    url: str
    mime_type: str
    duration: str
    transcript: str
    captions_url: str = ""
    poster_url: str = ""


@dataclass(frozen=True)
class Download:
    """A file to take away; `format` is what its reader calls it ("PDF"), `size` is in bytes."""

    title: str
    url: str
    format: str
    size: int
    pages: int
    icon: str


def sounds(files: Files) -> list[Player]:
    """Return the sounds of an article."""
    return [
        Player(
            media.title,
            _url(files, media),
            media.mime_type,
            _duration(media),
            media.transcript or "",
        )
        for _, media in files.in_slot(Slot.AUDIO)
    ]


def films(files: Files) -> list[Player]:
    """Return the films of an article, each with the captions and the poster of its position."""
    captions = {use.position: _url(files, media) for use, media in files.in_slot(Slot.CAPTIONS)}
    posters = {
        use.position: card_url(picture)
        for use, media in files.in_slot(Slot.POSTER)
        if (picture := picture_in(media, "")) is not None
    }
    return [
        Player(
            media.title,
            _url(files, media),
            media.mime_type,
            _duration(media),
            media.transcript or "",
            captions.get(use.position, ""),
            posters.get(use.position, ""),
        )
        for use, media in files.in_slot(Slot.VIDEO)
    ]


def downloads(files: Files) -> list[Download]:
    """Return the files to take away from an article."""
    return [download(media, _url(files, media)) for _, media in files.in_slot(Slot.ATTACHMENT)]


def download(media: Media, url: str) -> Download:
    """Return a file to take away from an address."""
    extension = PurePosixPath(media.filename).suffix.removeprefix(".")
    return Download(
        title=media.title,
        url=url,
        format=extension.upper(),
        size=media.size,
        pages=media.pages or 0,
        icon=ICONS.get(extension.lower(), "file-text"),
    )


def card_url(picture: Picture) -> str:
    """Return the address of the largest JPEG card of a picture."""
    width, _ = picture.sizes("card")[-1]
    return picture.url("card", width)


def _url(files: Files, media: Media) -> str:
    return f"{files.place}/{media.id}/{quote(media.filename, safe=PLAIN)}"


def _duration(media: Media) -> str:
    if not media.duration:
        return ""
    minutes, seconds = divmod(media.duration, 60)
    return f"{minutes}\u00a0min\u00a0{seconds:02}" if minutes else f"{seconds}\u00a0s"
