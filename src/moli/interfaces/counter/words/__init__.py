"""All sentences of the app by key. They stand here, so that one catalogue translates them all.

A sentence with `%(n)s` that differs in English for one and for many is a pair: `ngettext_lazy`
asked for 1 and for 2.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import chain
from typing import Final

from moli.interfaces.counter.words.frame import FRAME, Said
from moli.interfaces.counter.words.screens_a import SCREENS_A
from moli.interfaces.counter.words.screens_b import SCREENS_B

PARTS: Final[tuple[Mapping[str, Said], ...]] = (FRAME, SCREENS_A, SCREENS_B)
WORDS: Final[Mapping[str, Said]] = dict(chain.from_iterable(part.items() for part in PARTS))
