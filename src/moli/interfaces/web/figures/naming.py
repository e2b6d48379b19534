"""Names of the villages that figures speak of."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

from moli.interfaces.web.naming import village_name
from moli.places.queries.directory import divisions_of_codes

T = TypeVar("T")


def named_villages(by_code: Mapping[str, T]) -> list[tuple[str, T]]:
    """What stands under village codes, with the villages' names, by code: at most one query."""
    if not by_code:
        return []
    names = {row.code: village_name(row) for row in divisions_of_codes(by_code)}
    return [(names.get(code, code), by_code[code]) for code in sorted(by_code)]
