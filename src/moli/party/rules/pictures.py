"""Pictures as activities keep them: made small by whoever reads them, without their place."""

from __future__ import annotations

from typing import Final, Protocol

PICTURE_BYTES_MAX: Final = 300_000
PICTURES_MAX: Final = 9
_JPEG: Final = b"\xff\xd8\xff"
# Where a camera writes down place and time.
_NOTES: Final = (b"Exif\0\0", b"http://ns.adobe.com/xap/")


class Picture(Protocol):
    """A small picture and its size in points."""

    @property
    def content(self) -> bytes:
        """The picture itself, a JPEG."""

    @property
    def width(self) -> int:
        """Points from left to right."""

    @property
    def height(self) -> int:
        """Points from top to bottom."""

    @property
    def digest(self) -> str:
        """By which the same picture is known."""


def is_fit(content: bytes) -> bool:
    """Whether a picture is a small JPEG without a camera's notes."""
    is_small = len(content) <= PICTURE_BYTES_MAX
    return is_small and content.startswith(_JPEG) and not any(n in content for n in _NOTES)
