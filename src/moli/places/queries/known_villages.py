"""The villages that a sheet may name, by code, old code and name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from moli.places.models import CodeAlias, Division
from moli.places.queries.directory import counties, villages_inside


@dataclass(frozen=True)
class KnownVillages:
    """All villages of the counties served, and which of them somebody reaches.

    A village name leads to all villages of that name; a sheet that names one of two must say
    its town or its code.
    """

    by_code: Mapping[str, Division]
    by_name: Mapping[str, tuple[Division, ...]]
    reachable_codes: frozenset[str]
    old_prefixes: Mapping[str, str]

    def of_code(self, code: str) -> Division | None:
        """The village of a code, be it today's or one that its county had before."""
        found = self.by_code.get(code)
        for length in (12, 9, 6):
            today = self.old_prefixes.get(code[:length])
            if found is None and today is not None:
                found = self.by_code.get(today + code[length:])
        return found

    def named(self, name: str, *, town: str = "") -> tuple[Division, ...]:
        """The villages of a name, in one town when it is said."""
        return tuple(
            village
            for village in self.by_name.get(name, ())
            if not town or (village.parent and village.parent.name == town)
        )


def known_villages(*, area_codes: Iterable[str]) -> KnownVillages:
    """The villages of all counties, and those within some areas: three queries.

    All of them are known, so that one beyond reach is told apart from one that does not exist.
    """
    villages = list(villages_inside(area_codes=[county.code for county in counties()]))
    reach = tuple(area_codes)
    by_name: dict[str, tuple[Division, ...]] = {}
    for village in villages:
        for name in {village.name, village.short_name}:
            by_name[name] = (*by_name.get(name, ()), village)
    return KnownVillages(
        by_code={village.code: village for village in villages},
        by_name=by_name,
        reachable_codes=frozenset(v.code for v in villages if v.code.startswith(reach)),
        old_prefixes={
            alias.old_code: alias.division.code
            for alias in CodeAlias.objects.select_related("division").order_by("-from_on")
        },
    )
