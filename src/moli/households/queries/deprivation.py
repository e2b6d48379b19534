"""Poverty in many dimensions of an area, split by the places below it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from moli.households.models import Standard
from moli.households.queries.lines import standard_on
from moli.households.queries.quality_records import chunks_of, records_of, visible_households
from moli.households.rules.deprivation import (
    DeprivationStandard,
    Profile,
    Tally,
    deprivation_standard,
    tally,
)
from moli.households.rules.deprived import profile_of
from moli.households.rules.standards import StandardKind

# By how many digits of its code a place is found, and those of the places below it.
_DIGITS_BELOW = {6: 9, 9: 12, 12: 12}


@dataclass(frozen=True)
class AreaDeprivation:
    """The figures of an area on a day, and of each place below it, by code.

    Parts add up to the whole exactly. `households` are those that were counted.
    """

    version: Standard
    whole: Tally
    parts: dict[str, Tally]
    households: int

    @property
    def standard(self) -> DeprivationStandard:
        """Indicators, weights and cut."""
        return self.whole.standard


def deprivation_of(area_code: str, *, on: date) -> AreaDeprivation | None:
    """The figures of a county by town, of a town by village; None before a standard held.

    Two queries, and a fixed number for each five hundred households.
    """
    version = standard_on(StandardKind.DEPRIVATION, on=on)
    if version is None:
        return None
    standard = deprivation_standard(version.content)
    digits = _DIGITS_BELOW[len(area_code)]
    profiles: dict[str, list[Profile]] = {}
    for code, profile in _profiles(area_code, on=on):
        profiles.setdefault(code[:digits], []).append(profile)
    parts = {code: tally(found, standard) for code, found in sorted(profiles.items())}
    return AreaDeprivation(
        version=version,
        whole=sum(parts.values(), start=Tally(standard)),
        parts=parts,
        households=sum(map(len, profiles.values())),
    )


def _profiles(area_code: str, *, on: date) -> Iterator[tuple[str, Profile]]:
    for ids in chunks_of(visible_households(area_code=area_code)):
        for located in records_of(ids, on=on):
            profile = profile_of(located.record)
            if profile.people:
                yield located.village_code, profile
