"""Turn the .po file of translations into the .mo file that Django reads.

Standard library only: `make demo` compiles in an environment that has no tool for translators,
and no gettext program. Reads what `tools/messages.py` writes, and any other plain .po file.
"""

from __future__ import annotations

import ast
import re
import struct
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CATALOGUE = ROOT / "src" / "moli" / "locale" / "en" / "LC_MESSAGES" / "django.po"

_PART = re.compile(r'(msgctxt|msgid_plural|msgid|msgstr)(?:\[(\d)\])? (".*")')
_MAGIC = 0x950412DE
_HEAD_BYTES = 28

Entry = dict[str, str]


def entries(text: str) -> Iterator[Entry]:
    """The entries of a .po file by part: msgctxt, msgid, msgid_plural, msgstr, msgstr0, msgstr1.

    Obsolete entries are comments, and fuzzy ones are left out: a guess is no translation.
    """
    entry: Entry = {}
    part, is_fuzzy = "", False
    for line in text.splitlines():
        if line.startswith("#,") and "fuzzy" in line:
            is_fuzzy = True
        found = _PART.fullmatch(line.strip())
        if found:
            begins = found[1] in {"msgctxt", "msgid"} and any(k.startswith("msgstr") for k in entry)
            if begins:
                yield entry
                entry = {}
            part = found[1] + (found[2] or "")
            entry[part] = ast.literal_eval(found[3])
            if part == "msgid" and is_fuzzy:
                entry["fuzzy"], is_fuzzy = "fuzzy", False
        elif line.startswith('"') and part:
            entry[part] += ast.literal_eval(line.strip())
    if entry:
        yield entry


def translations(text: str) -> dict[str, str]:
    """What each sentence means, in the keys and values of the .mo format."""
    found: dict[str, str] = {}
    for entry in entries(text):
        one = entry["msgid"]
        if "msgctxt" in entry:
            one = f"{entry['msgctxt']}\x04{one}"
        if "msgid_plural" in entry:
            one = f"{one}\0{entry['msgid_plural']}"
            meaning = [entry.get("msgstr0", ""), entry.get("msgstr1", "")]
        else:
            meaning = [entry.get("msgstr", "")]
        if all(meaning) and "fuzzy" not in entry:
            found[one] = "\0".join(meaning)
    return found


def packed(found: dict[str, str]) -> bytes:
    """The .mo format: a head, two tables of lengths and places, then the texts, each ended by 0."""
    pairs = sorted((key.encode(), value.encode()) for key, value in found.items())
    tables, texts = [b"", b""], b""
    texts_begin = _HEAD_BYTES + 16 * len(pairs)
    for side in (0, 1):
        for pair in pairs:
            tables[side] += struct.pack("<II", len(pair[side]), texts_begin + len(texts))
            texts += pair[side] + b"\0"
    values_at = _HEAD_BYTES + 8 * len(pairs)
    head = struct.pack("<7I", _MAGIC, 0, len(pairs), _HEAD_BYTES, values_at, 0, 0)
    return head + b"".join(tables) + texts


def compile_catalogue(catalogue: Path = CATALOGUE) -> Path:
    """Write the .mo file beside a .po file, at once or not at all."""
    compiled = catalogue.with_suffix(".mo")
    beside = compiled.with_suffix(".mo.new")
    beside.write_bytes(packed(translations(catalogue.read_text(encoding="utf-8"))))
    beside.replace(compiled)
    return compiled


if __name__ == "__main__":
    compile_catalogue(*map(Path, sys.argv[1:]))
