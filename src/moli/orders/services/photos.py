"""Photos of claims: read, made small, and freed of what the camera wrote beside the picture."""

from __future__ import annotations

from io import BytesIO
from typing import Final
from warnings import catch_warnings, simplefilter

from PIL import Image, ImageOps, UnidentifiedImageError

from moli.kernel.refusal import Refusal
from moli.orders.rules.delivering import PHOTO_BYTES_MAX, Photo

UPLOAD_BYTES_MAX: Final = 15_000_000
# A picture of more points is a trap or a poster, never a phone's.
POINTS_MAX: Final = 64_000_000
LONG_SIDE_MAX: Final = 1_600
_FORMATS: Final = ("JPEG", "PNG", "WEBP")
# Tried in turn until the photo is small enough; below it, the picture itself is halved.
_QUALITIES: Final = (82, 70, 55, 40)
# Between points of these kinds there are others; a palette, say, has to be painted first.
_SMOOTH: Final = frozenset({"L", "LA", "RGB", "RGBA", "CMYK", "YCbCr"})


class PhotoUnreadable(Refusal):
    """What was sent is no picture that a phone takes."""


class PhotoTooLarge(Refusal):
    """A picture of more bytes or points than a phone's."""


def read_photo(upload: bytes, *, bytes_max: int = PHOTO_BYTES_MAX) -> Photo:
    """A picture as it is kept: JPEG, upright, its long side at most 1,600 points, under 300 kB.

    `bytes_max` asks for fewer bytes. Where and when it was taken, and by which camera, is left
    out. Nothing is stored. Refuses what is no picture, and one that is too large to be looked at
    safely.
    """
    if len(upload) > UPLOAD_BYTES_MAX:
        raise PhotoTooLarge(field="photos", megabytes_max=UPLOAD_BYTES_MAX // 1_000_000)
    return small_photo(_upright(upload), bytes_max=bytes_max)


def _upright(upload: bytes) -> Image.Image:
    try:
        with catch_warnings():
            simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(BytesIO(upload), formats=_FORMATS) as opened:
                if opened.width * opened.height > POINTS_MAX:
                    raise PhotoTooLarge(field="photos", megabytes_max=UPLOAD_BYTES_MAX // 1_000_000)
                turned = ImageOps.exif_transpose(_small(opened))
    except (
        Image.DecompressionBombError,
        Image.DecompressionBombWarning,
        UnidentifiedImageError,
        OSError,
        SyntaxError,
        ValueError,
    ) as error:
        raise PhotoUnreadable(field="photos") from error
    return _on_white(turned)


def _small(opened: Image.Image) -> Image.Image:
    """A picture with its long side in bounds, before it is turned or painted.

    Each further copy of a large one would take hundreds of megabytes.
    """
    # A JPEG is not even unpacked whole: at a half, a quarter or an eighth. Others ignore it.
    opened.draft("RGB", (LONG_SIDE_MAX, LONG_SIDE_MAX))
    opened.load()
    picture = opened
    if opened.mode not in _SMOOTH or "transparency" in opened.info:
        picture = opened.convert("RGBA" if opened.has_transparency_data else "RGB")
    picture.thumbnail((LONG_SIDE_MAX, LONG_SIDE_MAX))
    return picture


def _on_white(picture: Image.Image) -> Image.Image:
    """The points of a picture and nothing else, in plain colours; what shines through is white.

    They go onto a new picture, because a converted one keeps its notes and writes them again.
    """
    plain = Image.new("RGB", picture.size, "white")
    if picture.has_transparency_data:
        painted = picture.convert("RGBA")
        plain.paste(painted, mask=painted.getchannel("A"))
    else:
        plain.paste(picture.convert("RGB"))
    return plain


def small_photo(picture: Image.Image, *, bytes_max: int = PHOTO_BYTES_MAX) -> Photo:
    """A picture as it is kept, in plain colours: JPEG, under 300 kB, halved until it is."""
    while True:
        for quality in _QUALITIES:
            kept = BytesIO()
            picture.save(kept, "JPEG", quality=quality, optimize=True)
            if kept.tell() <= bytes_max:
                return Photo(kept.getvalue(), picture.width, picture.height)
        picture = picture.resize((max(1, picture.width // 2), max(1, picture.height // 2)))
