"""Joining scripts into one.

A worker in old browsers takes no modules, and what it does after the page is closed must be done
by the very code of the page. So our modules are put one after another, each in a function that
hands out what it exports. It understands what we write: imports of one line, and exports in front
of what they name.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

_IMPORT: Final = re.compile(r'^import \{ ([\w, ]+) \} from "\./(\w+)\.js";$', re.MULTILINE)
_EXPORT: Final = re.compile(
    r"^export (?=(?:async function|function|const|let|class) (\w+))", re.MULTILINE
)
_LEFT: Final = re.compile(r"^(?:import|export)\b.*$", re.MULTILINE)


class CannotJoin(ValueError):
    """A script imports or exports in a way that is not understood."""


def joined(scripts: Mapping[str, str]) -> str:
    """The scripts by name, each after those that it imports, as one; their exports are in scope."""
    parts, known = ["const joined = {};\n"], dict[str, list[str]]()
    for name, script in scripts.items():
        known[name] = _EXPORT.findall(script)
        parts.append(_wrapped(name, script, known))
    parts += [f"const {{ {', '.join(names)} }} = joined.{name};\n" for name, names in known.items()]
    return "".join(parts)


def _wrapped(name: str, script: str, known: Mapping[str, list[str]]) -> str:
    def imported(found: re.Match[str]) -> str:
        names, source = [each.strip() for each in found[1].split(",")], found[2]
        if not set(names) <= set(known.get(source, ())):
            raise CannotJoin(f"{name}.js: {found[0]}")
        return f"const {{ {', '.join(names)} }} = joined.{source};"

    text = _EXPORT.sub("", _IMPORT.sub(imported, script))
    if left := _LEFT.search(text):
        raise CannotJoin(f"{name}.js: {left[0]}")
    return f"joined.{name} = (() => {{\n{text}\nreturn {{ {', '.join(known[name])} }};\n}})();\n"
