"""Texts that a table program would reckon instead of showing, made harmless, and read back.

A cell of somebody's making that begins with a formula's sign runs on the machine of whoever opens
the sheet, or saves it as CSV and opens that. A leading apostrophe makes it a text. Reading takes
the apostrophe off again, so that a name like "-" comes back as it went.
"""

from __future__ import annotations

import re

# The ASCII signs and their full-width sisters, which Excel takes for the same; also behind blanks
# and signs that nobody sees, which some programs drop. A tab or a line's end begins a new cell in
# a CSV that is read carelessly.
_INVISIBLE = r"\s\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff"
_WIDE = r"\uff1d\uff0b\uff0d\uff20\uff5c\uff05"
_FORMULA = rf"[{_INVISIBLE}]*[=+\-@|%{_WIDE}]|[\t\r\n]"
# Apostrophes before such a sign count too: else one that was there already would be lost.
_DANGEROUS = re.compile(rf"'*(?:{_FORMULA})")
_QUOTED = re.compile(rf"''*(?:{_FORMULA})")


def harmless(text: str) -> str:
    """A text that no table program takes for a formula, however it is copied on."""
    return f"'{text}" if _DANGEROUS.match(text) else text


def as_written(text: str) -> str:
    """A text of a cell without the apostrophe that made it harmless."""
    # Most cells of most sheets: not worth a pattern.
    if not text.startswith("'"):
        return text
    return text[1:] if _QUOTED.match(text) else text
