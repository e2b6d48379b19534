"""The English of every Chinese sentence: gather what is said, merge what was translated, compile.

    messages.py gather            add new sentences to the .po file, drop those no longer said
    messages.py merge FILE.po …   take translations over from other files
    messages.py check             fail when a sentence has no English, or a wrong one

The .po file is sorted and carries no line numbers or dates, so that a change shows what changed.
`tools/compile_messages.py` makes the .mo file of it that Django reads.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

import polib

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src" / "moli"
CATALOGUE = SOURCE / "locale" / "en" / "LC_MESSAGES" / "django.po"
HEADER = {
    "Project-Id-Version": "moli",
    "Language": "en",
    "MIME-Version": "1.0",
    "Content-Type": "text/plain; charset=UTF-8",
    "Content-Transfer-Encoding": "8bit",
    "Plural-Forms": "nplurals=2; plural=(n != 1);",
}
_PLAIN = ("gettext", "gettext_lazy", "gettext_noop", "_")
KEYWORDS: dict[str, Any] = {
    **dict.fromkeys(_PLAIN),
    **dict.fromkeys(("ngettext", "ngettext_lazy"), (1, 2)),
    **dict.fromkeys(("pgettext", "pgettext_lazy"), ((1, "c"), 2)),
    **dict.fromkeys(("npgettext", "npgettext_lazy"), ((1, "c"), 2, 3)),
}
CHINESE = re.compile(r"[\u3400-\u9fff\u3000-\u303f\uff01-\uff0f\uff1a-\uff20]+")
# The name of the project, and of a language in its own words, are not translated.
OWN_NAMES = {"茉莉", "中文"}
# A comment on an entry whose English shows a Chinese word on purpose: what to type, what was read.
QUOTES = "quotes Chinese"
_PLACEHOLDER = re.compile(r"%\(\w+\)[sdif]|%[sdif]|\{\w*\}")


@dataclass(frozen=True, order=True)
class Sentence:
    """One sentence as the code says it; `many` is its plural form, `context` tells twins apart."""

    one: str
    many: str = ""
    context: str = ""


def _said_in(python: str, *, where: Path) -> Iterator[Sentence]:
    from babel.messages.extract import extract_python

    known: Any = list(KEYWORDS)
    found: Any = extract_python(BytesIO(python.encode()), known, [], {"encoding": "utf-8"})
    for _line, function, words, _comments in found:
        name = str(function)
        said = list(words) if isinstance(words, tuple | list) else [words]
        wanted = len(KEYWORDS[name]) if KEYWORDS[name] else 1
        if not all(isinstance(each, str) for each in [*said, None][:wanted]):
            raise SystemExit(f"{where}: {name}({said}) must be given its sentence as written")
        context = said.pop(0) if "pgettext" in name else ""
        many = said[1] if name.startswith("n") else ""
        yield Sentence(one=said[0], many=many, context=context)


def _sentences_of(path: Path) -> Iterator[Sentence]:
    text = path.read_text(encoding="utf-8")
    if path.suffix != ".py":
        from django.utils.translation.template import templatize

        # What is left of the markup is no Python: indented lines would not fit each other.
        text = "\n".join(line.lstrip() for line in templatize(text, str(path)).split("\n"))
    yield from _said_in(text, where=path)


def gather(source: Path = SOURCE) -> set[Sentence]:
    """Every sentence that templates and Python files ask to be translated."""
    found = _said(source)
    return found - {twin for twin, _ in _said_both_ways(found)}


def _said(source: Path) -> set[Sentence]:
    files = [path for end in ("*.py", "*.html", "*.txt") for path in sorted(source.rglob(end))]
    return {sentence for path in files for sentence in _sentences_of(path) if sentence.one}


def _said_both_ways(said: set[Sentence]) -> Iterator[tuple[Sentence, Sentence]]:
    """Sentences said without a number and with one: one entry, which is that with the plural."""
    plural = {(each.one, each.context): each for each in said if each.many}
    for each in said:
        if not each.many and (twin := plural.get((each.one, each.context))):
            yield each, twin


def read(path: Path) -> dict[Sentence, polib.POEntry]:
    """The entries of a .po file; obsolete ones are left out."""
    if not path.exists():
        return {}
    entries = polib.pofile(str(path), encoding="utf-8")
    return {_key(entry): entry for entry in entries if entry.msgid and not entry.obsolete}


def _key(entry: polib.POEntry) -> Sentence:
    return Sentence(entry.msgid, entry.msgid_plural or "", entry.msgctxt or "")


def _plain_entry(sentence: Sentence, entry: polib.POEntry | None) -> polib.POEntry:
    """An entry with its words and nothing else: no line numbers, no marks, no dates."""
    said = polib.POEntry(msgid=sentence.one, msgctxt=sentence.context or None)
    if sentence.many:
        said.msgid_plural = sentence.many
        said.msgstr_plural = dict(entry.msgstr_plural if entry else {0: "", 1: ""})
    elif entry is not None:
        said.msgstr = entry.msgstr
    if entry is not None:
        said.tcomment = entry.tcomment
        said.flags = [flag for flag in entry.flags if flag == "fuzzy"]
    return said


def write(path: Path, entries: dict[Sentence, polib.POEntry | None]) -> None:
    """Write a .po file, sorted, an entry a line however long."""
    catalogue = polib.POFile(wrapwidth=0)
    catalogue.metadata = dict(HEADER)
    for sentence in sorted(entries):
        catalogue.append(_plain_entry(sentence, entries[sentence]))
    path.parent.mkdir(parents=True, exist_ok=True)
    catalogue.save(str(path))


def renew(source: Path, catalogue: Path) -> tuple[int, int]:
    """Bring a .po file up to what is said now; returns how many were added and dropped."""
    said, known = gather(source), read(catalogue)
    write(catalogue, {sentence: known.get(sentence) for sentence in said})
    return len(said - set(known)), len(set(known) - said)


def merge(fragments: Iterable[Path], catalogue: Path) -> list[str]:
    """Take translations over; returns the sentences that two files translate differently.

    What the catalogue has stays; among the fragments the first one wins.
    """
    known, quarrels = read(catalogue), []
    for fragment in fragments:
        for sentence, entry in read(fragment).items():
            mine = known.get(sentence)
            if mine is None or not _english(mine):
                known[sentence] = entry
            elif _english(mine) != _english(entry) and _english(entry):
                quarrels.append(f"{fragment.name}: {sentence.one} → {_english(entry)[0]}")
    write(catalogue, dict(known))
    return quarrels


def _english(entry: polib.POEntry) -> list[str]:
    words = list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]
    return words if all(words) else []


def _faults_of(sentence: Sentence, entry: polib.POEntry) -> Iterator[str]:
    english = _english(entry)
    if not english:
        yield "has no English"
    if entry.fuzzy:
        yield "is marked fuzzy"
    if sentence.many and len(english) == 1:
        yield "has one English form instead of two"
    wanted = set(_PLACEHOLDER.findall(sentence.many or sentence.one))
    for words in english:
        # "one lot" may leave its number out.
        missing, extra = wanted - set(_PLACEHOLDER.findall(words)), set()
        extra = set(_PLACEHOLDER.findall(words)) - wanted
        if extra or (missing and not (sentence.many and words == english[0])):
            yield f"has other placeholders in English: {', '.join(sorted(missing | extra))}"
        left = [found for found in CHINESE.findall(words) if found not in OWN_NAMES]
        if left and QUOTES not in entry.tcomment:
            yield f"still has Chinese in its English: {''.join(left)}"


def faults(source: Path = SOURCE, catalogue: Path = CATALOGUE) -> list[str]:
    """What keeps the English pages from being English, a line each."""
    found, known = _said(source), read(catalogue)
    both = list(_said_both_ways(found))
    said = found - {plain for plain, _ in both}
    # Said without its number it would be in English of one, however many there are.
    numberless = [
        f"{twin.one!r} is said without its number somewhere; say it by ngettext there too"
        for _, twin in sorted(both)
        if twin in known and len(set(_english(known[twin]))) > 1
    ]
    missing = [f"{each.one!r} has no English" for each in sorted(said - set(known))]
    stale = [f"{each.one!r} is no longer said" for each in sorted(set(known) - said)]
    wrong = [
        f"{sentence.one!r} {fault}"
        for sentence in sorted(said & set(known))
        for fault in _faults_of(sentence, known[sentence])
    ]
    return missing + stale + wrong + numberless


def main(arguments: list[str]) -> int:
    """Do one of the three things; 0 when all is well."""
    match arguments:
        case ["gather"]:
            added, dropped = renew(SOURCE, CATALOGUE)
            print(f"{added} added, {dropped} dropped")
        case ["merge", *fragments] if fragments:
            for quarrel in merge(map(Path, fragments), CATALOGUE):
                print(f"kept ours, {quarrel}")
        case ["check"]:
            found = faults()
            print("\n".join([*found[:200], f"{len(found)} to mend"] if found else ["complete"]))
            return 1 if found else 0
        case _:
            print(__doc__)
            return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
