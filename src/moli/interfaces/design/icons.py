"""Icons: a 24 px grid, one round stroke. A page carries only those that it shows.

Templates write `{% icon "leaf" %}`, which refers to a symbol by name. When the whole body has been
rendered, `sprite` looks which symbols it refers to and draws those, once each, at its end. So it
does not matter where an icon was written: in a page, a part, an included row or a message.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

from django.utils.safestring import SafeString, mark_safe

_SHEET = Path(__file__).with_name("icons.svg").read_text(encoding="ascii")
SYMBOLS: Final[dict[str, str]] = {
    name: symbol for symbol, name in re.findall(r'(<symbol id="i-([a-z]+)".*</symbol>)', _SHEET)
}

# User text cannot look like this: its quotes are escaped.
_REFERENCE = re.compile(r'<use href="#i-([a-z]+)"')


def sprite(body: str) -> SafeString:
    """The symbols that a rendered body refers to; nothing when it shows no icon."""
    names = sorted(set(_REFERENCE.findall(body)) & SYMBOLS.keys())
    if not names:
        return SafeString("")
    symbols = "".join(SYMBOLS[name] for name in names)
    return mark_safe(f'<svg class="sprite" aria-hidden="true">{symbols}</svg>')  # noqa: S308
