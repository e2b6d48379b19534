"""A picture for the demo's claim, drawn: crates of fruit, some of it crushed."""

from __future__ import annotations

from PIL import Image, ImageDraw

from moli.interfaces.cli.demo.chance import Chance
from moli.orders.rules.delivering import Photo
from moli.orders.services.photos import small_photo

_SIZE = (960, 720)
_FLOOR, _CRATE, _FRUIT, _CRUSHED = "#d9d2c5", "#3f6f4a", "#6d3552", "#3a2026"
_RADIUS = 34


def damaged_fruit() -> Photo:
    """The same picture every time, as a claim keeps it."""
    picture = Image.new("RGB", _SIZE, _FLOOR)
    draw = ImageDraw.Draw(picture)
    chance = Chance("damaged fruit")
    for left in (30, 350, 670):
        draw.rounded_rectangle((left, 60, left + 260, 660), radius=18, fill=_CRATE)
        for row in range(8):
            for place in range(3):
                x = left + 50 + 80 * place + chance.whole(-8, 8)
                y = 110 + 68 * row + chance.whole(-6, 6)
                _fruit(draw, x, y, is_crushed=chance.share() < row / 12)
    return small_photo(picture)


def _fruit(draw: ImageDraw.ImageDraw, x: int, y: int, *, is_crushed: bool) -> None:
    flat = 12 if is_crushed else 0
    box = (x - _RADIUS, y - _RADIUS + flat, x + _RADIUS, y + _RADIUS)
    draw.ellipse(box, fill=_CRUSHED if is_crushed else _FRUIT)
    if is_crushed:
        draw.line((x - 20, y + 4, x + 22, y + 14), fill="#c9a13b", width=6)
    else:
        draw.ellipse((x - 14, y - 20, x - 2, y - 10), fill="#a9718f")
