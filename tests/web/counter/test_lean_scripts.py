"""The counter's scripts come without comments, and whole."""

from __future__ import annotations

from pathlib import Path

import pytest
from brotli import compress

import moli.interfaces
from moli.interfaces.counter.contents import SCRIPTS, contents, script_names, style_names
from moli.interfaces.counter.leaning import lean_script

WIRE_BYTES_MAX = 100 * 1024
STATIC = Path(moli.interfaces.__file__).parent


def _script(name: str) -> str:
    return (SCRIPTS / name).read_text(encoding="utf-8")


def test_only_comments_indentation_and_empty_lines_go() -> None:
    script = (
        "/** What it does.\n * More of it. */\n\n"
        "export function url(said) {\n"
        "  // Why it does so.\n"
        '  const at = "https://a/*b*/"; // behind code it stays\n'
        "  return at.replace(/\\/\\*/, said);\n"
        "}\n"
    )
    assert lean_script(script) == (
        "export function url(said) {\n"
        'const at = "https://a/*b*/"; // behind code it stays\n'
        "return at.replace(/\\/\\*/, said);\n"
        "}\n"
    )
    assert lean_script(lean_script(script)) == lean_script(script)


@pytest.mark.parametrize("name", script_names())
def test_every_line_of_code_is_still_there(name: str) -> None:
    code, is_comment = [], False
    for line in (each.strip() for each in _script(name).splitlines()):
        is_comment = is_comment or line.startswith("/*")
        if line and not is_comment and not line.startswith("//"):
            code.append(line)
        is_comment = is_comment and not line.endswith("*/")
    assert lean_script(_script(name)).splitlines() == code


def test_no_script_has_a_text_of_several_lines() -> None:
    assert [
        name
        for name in script_names()
        if any(line.count("`") % 2 for line in _script(name).splitlines())
    ] == []


def test_the_app_comes_in_a_hundred_kilobytes() -> None:
    sheets = {"design": STATIC / "design", "counter": STATIC / "counter"}
    styles = [sheets[name.split("/")[0]] / "static" / name for name in style_names()]
    made = contents()
    texts = [
        *(lean_script(_script(name)) for name in script_names()),
        *(each.read_text(encoding="utf-8") for each in styles),
        *(made.shell, made.words["zh-hans"]),
    ]
    assert sum(len(compress(text.encode(), quality=11)) for text in texts) <= WIRE_BYTES_MAX
