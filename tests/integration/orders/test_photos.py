"""Photos of claims: made small, upright, and freed of where they were taken."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from io import BytesIO
from pathlib import Path

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


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_large_picture_that_was_taken_sideways_is_made_small_and_stands(kind: str) -> None:
    exif = Image.Exif()
    exif[_ORIENTATION] = 6
    lying = Image.new("RGB", (4_000, 2_000), "blue")
    lying.paste("yellow", (0, 0, 2_000, 2_000))

    photo = read_photo(_upload(lying, kind, exif=exif))

    # Turned by a quarter to the right: what was on the left is above.
    assert (photo.width, photo.height) == (800, 1_600)
    above, below = (_opened(photo).getpixel((400, y)) for y in (200, 1_400))
    assert above == pytest.approx((255, 255, 0), abs=4)
    assert below == pytest.approx((0, 0, 255), abs=4)


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA"])
def test_a_large_picture_of_every_kind_of_points_is_made_small(mode: str) -> None:
    """A palette's numbers have no middle: it is painted before it is made small."""
    striped = Image.new("L", (3_200, 1_600), 0)
    for left in range(0, 3_200, 2):
        striped.paste(255, (left, 0, left + 1, 1_600))

    photo = read_photo(_upload(striped.convert(mode), "PNG"))

    assert (photo.width, photo.height) == (1_600, 800)
    assert _opened(photo).getpixel((800, 400)) == pytest.approx((128, 128, 128), abs=4)


def test_what_shines_through_a_palette_is_white_however_large_it_is() -> None:
    clear = Image.new("P", (4_000, 2_000), 1)
    clear.putpalette([255, 0, 0, 0, 0, 0])

    photo = read_photo(_upload(clear, "PNG", transparency=1))

    assert _opened(photo).getpixel((800, 400)) == (255, 255, 255)


_MEMORY = """
import pathlib, sys
from moli.orders.services.photos import read_photo
photo = read_photo(pathlib.Path(sys.argv[1]).read_bytes())
assert (photo.width, photo.height) == (1_600, 1_600)
lines = pathlib.Path("/proc/self/status").read_text().splitlines()
print(next(line.split()[1] for line in lines if line.startswith("VmHWM")))
"""


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="only Linux tells")
@pytest.mark.parametrize(
    ("mode", "kind", "megabytes_max"),
    [("RGB", "JPEG", 200), ("RGB", "PNG", 450), ("P", "PNG", 500), ("RGBA", "PNG", 700)],
)
def test_the_largest_picture_is_read_in_little_memory(
    mode: str, kind: str, megabytes_max: int, tmp_path: Path
) -> None:
    """8,000 x 8,000 points are 256 MB as they are unpacked; each further copy is as much again."""
    (tmp_path / "large").write_bytes(_upload(Image.new(mode, (8_000, 8_000)), kind))

    told = subprocess.run(
        [sys.executable, "-c", _MEMORY, str(tmp_path / "large")],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    )

    assert int(told.stdout) < megabytes_max * 1_000


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
