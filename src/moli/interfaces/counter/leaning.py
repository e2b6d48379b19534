"""Scripts without what only people read, so that the app comes over a slow line in less time."""

from __future__ import annotations

import re
from typing import Final

# Comments that have their lines to themselves, as all of ours do; whatever stands behind code on
# a line stays, so that no string or pattern is ever cut.
_BLOCK: Final = re.compile(r"^[ \t]*/\*.*?\*/[ \t]*\n", re.MULTILINE | re.DOTALL)
_LINE: Final = re.compile(r"^[ \t]*//.*\n", re.MULTILINE)
_INDENT: Final = re.compile(r"^[ \t]+", re.MULTILINE)
_EMPTY: Final = re.compile(r"\n{2,}")


def lean_script(script: str) -> str:
    """A script without comments of their own lines, indentation and empty lines; twice is once.

    Not for scripts with texts of several lines: we write none.
    """
    bare = _LINE.sub("", _BLOCK.sub("", script))
    return _EMPTY.sub("\n", _INDENT.sub("", bare)).lstrip("\n")
