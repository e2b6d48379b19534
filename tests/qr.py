"""Reading a QR code back from its modules, for tests: what a telephone would see.

Written from ISO/IEC 18004 and not from the library that draws: format and mask, the zigzag of the
modules, the order of the blocks, bytes and capitals. Codes without damage alone, versions 1 to 6.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

Modules = Sequence[Sequence[bool]]
_MASKS: Sequence[Callable[[int, int], bool]] = (
    lambda y, x: (y + x) % 2 == 0,
    lambda y, x: y % 2 == 0,
    lambda y, x: x % 3 == 0,
    lambda y, x: (y + x) % 3 == 0,
    lambda y, x: (y // 2 + x // 3) % 2 == 0,
    lambda y, x: y * x % 2 + y * x % 3 == 0,
    lambda y, x: (y * x % 2 + y * x % 3) % 2 == 0,
    lambda y, x: ((y + x) % 2 + y * x % 3) % 2 == 0,
)
# Level M: number of blocks and data bytes in each, by version.
_BLOCKS_M = {1: (1, 16), 2: (1, 28), 3: (1, 44), 4: (2, 32), 5: (2, 43), 6: (4, 27)}
_LEVELS = {0b01: "L", 0b00: "M", 0b11: "Q", 0b10: "H"}
_DRAWING = re.compile(r'<svg class="qr" viewBox="0 0 (\d+) \d+".*?</svg>')
_RUN = re.compile(r"M(\d+) (\d+)h(\d+)v1")
_QUIET = 4
_FORMAT_MASK = 0b101010000010010
_BYTES = 0b0100


def texts_of_page(page: str) -> list[str]:
    """What a telephone reads from each code that is drawn on a page."""
    found = []
    for match in _DRAWING.finditer(page):
        side = int(match[1]) - 2 * _QUIET
        modules = [[False] * side for _ in range(side)]
        for x, y, width in _RUN.findall(match[0]):
            for place in range(int(width)):
                modules[int(y) - _QUIET][int(x) - _QUIET + place] = True
        found.append(text_of(modules))
    return found


def level_of(modules: Modules) -> str:
    """How much of the code may be damaged: L, M, Q or H."""
    return _LEVELS[_format(modules) >> 13]


def text_of(modules: Modules) -> str:
    """The text that a code of level M in bytes carries."""
    size = len(modules)
    version = (size - 17) // 4
    mask = _MASKS[_format(modules) >> 10 & 0b111]
    bits = [modules[y][x] ^ mask(y, x) for y, x in _data_places(size, version)]
    codewords = [_number(bits[at : at + 8]) for at in range(0, len(bits) // 8 * 8, 8)]
    blocks, length = _BLOCKS_M[version]
    data = [codewords[row * blocks + block] for block in range(blocks) for row in range(length)]
    stream = [bool(byte >> place & 1) for byte in data for place in range(7, -1, -1)]
    assert _number(stream[:4]) == _BYTES
    count = _number(stream[4:12])
    body = stream[12 : 12 + 8 * count]
    return bytes(_number(body[at : at + 8]) for at in range(0, len(body), 8)).decode()


def _format(modules: Modules) -> int:
    places = [(8, x) for x in (0, 1, 2, 3, 4, 5, 7, 8)] + [(y, 8) for y in (7, 5, 4, 3, 2, 1, 0)]
    return _number([modules[y][x] for y, x in places]) ^ _FORMAT_MASK


def _number(bits: Sequence[bool]) -> int:
    return sum(bit << place for place, bit in enumerate(reversed(bits)))


def _data_places(size: int, version: int) -> Iterator[tuple[int, int]]:
    """Two columns at a time from the right, up and down in turn, around what is no data."""
    is_upward = True
    for right in [*range(size - 1, 6, -2), 5, 3, 1]:
        for step in range(size):
            y = size - 1 - step if is_upward else step
            for x in (right, right - 1):
                if not _is_pattern(y, x, size, version):
                    yield y, x
        is_upward = not is_upward


def _is_pattern(y: int, x: int, size: int, version: int) -> bool:
    """Finders with their formats, timing lines, the dark module, the one alignment pattern."""
    near, far = 9, size - 8
    if (y < near and (x < near or x >= far)) or (y >= far and x < near):
        return True
    centre = size - 7
    is_aligned = version > 1 and abs(y - centre) <= 2 and abs(x - centre) <= 2
    return 6 in {y, x} or is_aligned
