"""Pictures, recordings and downloads: is the file there, how large is it, is it safe to show."""

import struct
from dataclasses import dataclass

from learning.content.folder import Attachment
from learning.content.kinds import Kind
from learning.content.mistakes import Findings, Place, listed, nearest
from learning.content.reading.materials import Materials
from learning.content.reading.svg import read_svg

Size = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture that can be shown, with its size in pixels."""

    address: str
    width: int
    height: int


def attachment(
    name: str,
    place: Place,
    materials: Materials,
    *,
    key: str = "src",
    endings: tuple[str, ...] = (),
) -> Attachment | None:
    """Return the file called ``name``; None, and a mistake, if it cannot be used."""
    if "/" in name or "\\" in name or name.startswith("."):
        materials.findings.add(Kind.NOT_A_NAME, place, name=name)
    elif not (found := materials.attachments.get(name)):
        near = nearest(name, materials.attachments)
        materials.findings.add(Kind.NO_ATTACHMENT, place, name=name, near=near)
    elif endings and not name.lower().endswith(endings):
        known = listed(endings)
        materials.findings.add(Kind.WRONG_FORMAT, place, name=name, key=key, known=known)
    else:
        return found
    return None


def picture(name: str, place: Place, materials: Materials) -> Picture | None:
    """Return the picture called ``name``; None, and a mistake, if it cannot be shown."""
    found = attachment(name, place, materials)
    if found and found.picture is None:
        materials.findings.add(Kind.NOT_A_PICTURE, place, name=name)
    elif found:
        width, height = materials.sizes.get(name, (0, 0))
        return Picture(found.address, width, height)
    return None


def measure(attachments: dict[str, Attachment], findings: Findings) -> dict[str, Size]:
    """Return the size of every picture; note those without one, and drawings that could act."""
    sizes = {}
    for file in attachments.values():
        if file.picture is None:
            continue
        if file.name.lower().endswith(".svg"):
            drawing = read_svg(file.picture)
            size = drawing.size
            for line, column, what in drawing.unsafe:
                findings.add(Kind.UNSAFE_SVG, Place(file.place.file, line, column), what=what)
        else:
            size = _pixels(file.picture)
        if size:
            sizes[file.name] = size
        else:
            findings.add(Kind.NO_SIZE, file.place)
    return sizes


def _pixels(content: bytes) -> Size | None:
    """Return the size that the header of a PNG or JPEG gives."""
    if content.startswith(b"\x89PNG\r\n\x1a\n") and len(content) >= 24:
        width, height = struct.unpack(">II", content[16:24])
        return _positive(width, height)
    return _jpeg(content) if content.startswith(b"\xff\xd8") else None


def _jpeg(content: bytes) -> Size | None:
    """Walk the segments of a JPEG to the frame header, which holds the size."""
    at = 2
    while at + 9 <= len(content) and content[at] == 0xFF:
        marker, length = content[at + 1], int.from_bytes(content[at + 2 : at + 4], "big")
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            height, width = struct.unpack(">HH", content[at + 5 : at + 9])
            return _positive(width, height)
        at += 2 + length
    return None


def _positive(width: int, height: int) -> Size | None:
    return (width, height) if width and height else None
