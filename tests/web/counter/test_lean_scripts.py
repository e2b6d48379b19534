"""The counter's app comes over a slow line: without what only people read, in 100 KB."""

from __future__ import annotations

from pathlib import Path

from brotli import compress
from rjsmin import jsmin

import moli.interfaces
from moli.interfaces.counter.contents import SCRIPTS, contents, script_names, style_names

WIRE_BYTES_MAX = 100 * 1024
STATIC = Path(moli.interfaces.__file__).parent


def test_the_app_comes_in_a_hundred_kilobytes() -> None:
    sheets = {"design": STATIC / "design", "counter": STATIC / "counter"}
    styles = [sheets[name.split("/")[0]] / "static" / name for name in style_names()]
    made = contents()
    scripts = [(SCRIPTS / name).read_text(encoding="utf-8") for name in script_names()]
    texts = [
        *(jsmin(script) for script in scripts),
        *(each.read_text(encoding="utf-8") for each in styles),
        *(made.shell, made.words["zh-hans"], made.worker),
    ]
    sent = sum(len(compress(text.encode(), quality=11)) for text in texts)

    assert scripts
    assert 0 < sent <= WIRE_BYTES_MAX, f"{sent} bytes"
