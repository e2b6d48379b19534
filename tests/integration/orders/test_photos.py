"""Photos of claims: made small, upright, and freed of where they were taken."""

from __future__ import annotations

import random
from io import BytesIO

import pytest
from PIL import Image

from moli.orders.rules.delivering import PHOTO_BYTES_MAX, Photo
from moli.orders.services.photos import PhotoTooLarge, PhotoUnreadable, read_photo

_ORIENTATION, _MAKER, _GPS = 0x0112, 0x010F, 0x8825


def _upload(picture: Image.Image, kind: str = "JPEG", **options: object) -> bytes:
    file = BytesIO()
    picture.save(file, kind, **options)
    return file.getvalue()


def _opened(photo: Photo) -> Image.Image:
    return Image.open(BytesIO(photo.content))


def _any(count: int) -> bytes:
    return random.Random(1).randbytes(count)  # noqa: S311 - no secret, the same each time


def _noise(width: int, height: int) -> Image.Image:
    """The hardest picture to make small."""
    return Image.frombytes("RGB", (width, height), _any(3 * width * height))


def test_a_large_picture_is_made_small() -> None:
    photo = read_photo(_upload(Image.new("RGB", (4_000, 3_000), "green")))

    assert (photo.width, photo.height) == (1_600, 1_200)
    assert (_opened(photo).format, _opened(photo).size) == ("JPEG", (1_600, 1_200))
    assert len(photo.content) <= PHOTO_BYTES_MAX


def test_a_small_picture_keeps_its_size() -> None:
    photo = read_photo(_upload(Image.new("RGB", (640, 480), "red"), "PNG"))

    assert (photo.width, photo.height) == (640, 480)
    assert _opened(photo).format == "JPEG"


def test_even_noise_becomes_small_enough() -> None:
    photo = read_photo(_upload(_noise(1_600, 1_200), "PNG"))

    assert len(photo.content) <= PHOTO_BYTES_MAX
    assert photo.width / photo.height == pytest.approx(4 / 3, abs=0.01)


def test_where_and_by_what_it_was_taken_is_left_out() -> None:
    exif = Image.Exif()
    exif[_MAKER] = "a camera"
    exif.get_ifd(_GPS)[1] = "N"
    upload = _upload(Image.new("RGB", (40, 30), "blue"), exif=exif, comment=b"taken at home")
    assert b"a camera" in upload
    assert b"taken at home" in upload

    photo = read_photo(upload)

    assert not _opened(photo).getexif()
    for trace in (b"a camera", b"taken at home", b"Exif"):
        assert trace not in photo.content


def test_a_picture_that_was_taken_sideways_stands_upright() -> None:
    exif = Image.Exif()
    exif[_ORIENTATION] = 6

    photo = read_photo(_upload(Image.new("RGB", (400, 300), "blue"), exif=exif))

    assert (photo.width, photo.height) == (300, 400)


def test_what_shines_through_is_painted_on_white() -> None:
    photo = read_photo(_upload(Image.new("RGBA", (40, 30), (0, 0, 0, 0)), "PNG"))

    assert _opened(photo).getpixel((20, 15)) == (255, 255, 255)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_the_same_picture_is_the_same_photo(kind: str) -> None:
    upload = _upload(Image.new("RGB", (40, 30), "blue"), kind)

    assert read_photo(upload).digest == read_photo(upload).digest


@pytest.mark.parametrize(
    "upload",
    [
        b"",
        b"not a picture",
        _upload(Image.new("RGB", (400, 300), "blue"))[:200],
        _upload(Image.new("RGB", (40, 30), "blue"), "GIF"),
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
    ],
    ids=["nothing", "text", "cut off", "another kind", "drawing"],
)
def test_what_is_no_picture_of_a_phone_is_refused(upload: bytes) -> None:
    with pytest.raises(PhotoUnreadable) as caught:
        read_photo(upload)

    assert caught.value.field == "photos"


def test_a_file_or_a_picture_too_large_is_refused_before_it_is_unpacked() -> None:
    poster = _upload(Image.new("1", (9_000, 8_000)), "PNG")
    assert len(poster) < 50_000
    trap = _upload(Image.new("1", (20_000, 10_000)), "PNG")

    with pytest.raises(PhotoTooLarge):
        read_photo(b"\xff" * 15_000_001)
    with pytest.raises(PhotoTooLarge):
        read_photo(poster)
    with pytest.raises((PhotoTooLarge, PhotoUnreadable)):
        read_photo(trap)
