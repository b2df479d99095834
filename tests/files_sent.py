"""Files as people send them, made small: each is what its format needs, then zeros or spaces."""

import struct
import zlib
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from PIL import Image
from pypdf import PdfWriter
from werkzeug.datastructures import FileStorage

MP3_FRAME = b"\xff\xfb\x90\x00" + b"\0" * 413
"""128 kbit/s at 44,100 Hz: 417 bytes."""
MP3 = MP3_FRAME * 3
OGG = b"OggS\0\x02" + b"\0" * 20 + b"\x01\x1e\x01vorbis" + b"\0" * 40
WEBM = b"\x1aE\xdf\xa3\x93B\x86\x81\x01B\xf2\x81\x04B\x82\x84webmB\x87\x81\x04"
VTT = "WEBVTT\n\n00:00.000 --> 00:02.000\nBonjour à tous\n".encode()
SRT = "1\r\n00:00:01,000 --> 00:00:02,500\r\nBonjour à tous\r\n".encode()
OOXML = "application/vnd.openxmlformats-officedocument"


def sent(data: bytes, name: str) -> FileStorage:
    """Return a file as a form hands it over."""
    return FileStorage(BytesIO(data), filename=name)


def picture(file_format: str = "JPEG", size: tuple[int, int] = (900, 700), **options) -> bytes:
    """Return a small picture."""
    target = BytesIO()
    Image.new("RGB", size, "teal").save(target, file_format, **options)
    return target.getvalue()


def halves(size: tuple[int, int] = (1400, 800), file_format: str = "JPEG", **options) -> bytes:
    """Return a picture that is red at the left and blue at the right."""
    image = Image.new("RGB", size, "red")
    image.paste("blue", (size[0] // 2, 0, *size))
    target = BytesIO()
    image.save(target, file_format, **options)
    return target.getvalue()


def box(kind: bytes, content: bytes) -> bytes:
    """Return a box of an MP4 file."""
    return struct.pack(">I", 8 + len(content)) + kind + content


def mp4(seconds: int = 42, brand: bytes = b"isom") -> bytes:
    """Return the skeleton of a film."""
    header = struct.pack(">IIIII", 0, 0, 0, 1000, seconds * 1000) + b"\0" * 80
    return box(b"ftyp", brand + b"\0\0\2\0isomiso2") + box(b"moov", box(b"mvhd", header))


def pdf(pages: int = 2) -> bytes:
    """Return blank pages."""
    writer, target = PdfWriter(), BytesIO()
    for _ in range(pages):
        writer.add_blank_page(595, 842)
    writer.write(target)
    return target.getvalue()


def archive(members: dict[str, bytes], compression: int = ZIP_DEFLATED) -> bytes:
    """Return a ZIP file."""
    target = BytesIO()
    with ZipFile(target, "w", compression) as file:
        for name, data in members.items():
            file.writestr(name, data)
    return target.getvalue()


def office(part: str = "wordprocessingml.document", **more: bytes) -> bytes:
    """Return the skeleton of an office document."""
    types = f'<Types><Override ContentType="{OOXML}.{part}.main+xml"/></Types>'
    return archive({"[Content_Types].xml": types.encode(), **more})


def open_document(kind: str = "text", **more: bytes) -> bytes:
    """Return the skeleton of an OpenDocument file."""
    return archive({"mimetype": f"application/vnd.oasis.opendocument.{kind}".encode(), **more})


def padded(data: bytes, length: int) -> bytes:
    """Return data made as long as that, a text with spaces."""
    is_text = (data.isascii() and b"\0" not in data) or data == VTT
    return data.ljust(length, b" " if is_text else b"\0")


def png_chunk(kind: bytes, data: bytes) -> bytes:
    """Return a chunk of a PNG."""
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(width: int, height: int, *chunks: bytes, depth: int = 1, colour: int = 0) -> bytes:
    """Return a PNG that announces a size and holds one short row, after some other chunks."""
    head = png_chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, 0))
    row = png_chunk(b"IDAT", zlib.compress(b"\0" * 9))
    return b"\x89PNG\r\n\x1a\n" + head + b"".join(chunks) + row + png_chunk(b"IEND", b"")


def gif(frames: int, size: tuple[int, int] = (1, 1)) -> bytes:
    """Return an animation of one-pixel frames."""
    head = b"GIF89a" + struct.pack("<HH", *size) + b"\x80\0\0" + b"\0\0\0\xff\xff\xff"
    frame = b"\x2c\0\0\0\0\1\0\1\0\0\x02\x02\x44\x01\0"
    return head + frame * frames + b"\x3b"
