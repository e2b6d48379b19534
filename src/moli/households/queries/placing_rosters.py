"""A roster beside the registry: where its households live, and which of them are known."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from moli.households.models import Batch, Household
from moli.households.queries.registered import (
    homes_of_numbers,
    registered_codes,
    registered_households,
)
from moli.households.rules.roster import Roster, RosterHousehold
from moli.households.rules.roster_columns import RosterColumn, RosterColumns
from moli.households.rules.roster_differences import differences
from moli.households.rules.roster_report import RosterReport
from moli.kernel.refusal import Fact
from moli.kernel.report import Finding, SheetRefused
from moli.places.models import Division
from moli.places.queries.known_villages import KnownVillages

_COUNTY_DIGITS = 6


@dataclass(frozen=True)
class Placed:
    """A household of a roster and the village that it lives in."""

    told: RosterHousehold
    village: Division


def placed_households(roster: Roster, villages: KnownVillages) -> list[Placed]:
    """The households of a roster with their villages.

    Raises SheetRefused with all findings of the roster, and those of villages that are unknown,
    ambiguous, out of reach, or in another county than the first.
    """
    findings = list(roster.findings)
    placed: list[Placed] = []
    for told in roster.households:
        village = _village(told, roster.columns, villages)
        if isinstance(village, Finding):
            findings.append(village)
        else:
            placed.append(Placed(told, village))
    county = placed[0].village.code[:_COUNTY_DIGITS] if placed else ""
    findings += (
        Finding(one.told.row, roster.columns.heading(RosterColumn.VILLAGE_CODE), "ANOTHER_COUNTY")
        for one in placed
        if not one.village.code.startswith(county)
    )
    _refuse(roster, findings)
    return placed


def _village(
    told: RosterHousehold, columns: RosterColumns, villages: KnownVillages
) -> Division | Finding:
    """The village that a head's row means. Its name alone never decides between two."""
    place = told.told.place

    def fault(column: RosterColumn, code: str, **facts: Fact) -> Finding:
        return Finding(told.row, columns.heading(column), f"ROSTER_VILLAGE_{code}", facts)

    if place.code:
        village = villages.of_code(place.code)
        if village is None:
            return fault(RosterColumn.VILLAGE_CODE, "UNKNOWN")
        if place.village and place.village not in {village.name, village.short_name}:
            return fault(RosterColumn.VILLAGE, "OF_OTHER_CODE")
    else:
        named = villages.named(place.village, town=place.town)
        if not named:
            return fault(RosterColumn.VILLAGE, "UNKNOWN")
        if len(named) > 1:
            towns = tuple(one.parent.name for one in named if one.parent)
            return fault(RosterColumn.TOWN, "AMBIGUOUS", towns=towns)
        village = named[0]
    if village.code not in villages.reachable_codes:
        return fault(RosterColumn.VILLAGE, "OUT_OF_REACH", village=village.short_name)
    return village


def _refuse(roster: Roster, findings: Sequence[Finding]) -> None:
    if findings:
        found = tuple(sorted(findings, key=lambda finding: finding.row))
        raise SheetRefused(RosterReport(rows=roster.rows, findings=found))


def compared(
    placed: Sequence[Placed],
    roster: Roster,
    *,
    batch: Batch | None,
    reachable_codes: Collection[str],
) -> tuple[list[Placed], tuple[Finding, ...]]:
    """The households that are new here, and where registered ones say otherwise.

    What this batch has stored already is neither. `reachable_codes` are the villages that the
    person reaches. Raises SheetRefused when somebody is registered in another household, or an
    official number is that of a household beyond reach: comparing would tell what stands there.
    """
    by_code = {one.told.code: one for one in placed}
    registered = registered_codes(by_code)
    fresh = [one for one in placed if one.told.code not in registered]
    beyond = {code for code, village in registered.items() if village not in reachable_codes}
    _refuse(
        roster,
        [
            *_codes_elsewhere(beyond, by_code, roster.columns),
            *_people_elsewhere(fresh, roster.columns),
        ],
    )
    stored = set() if batch is None else _codes_of(batch)
    differing = [
        finding
        for code, stands in registered_households(sorted(registered.keys() - stored))
        for finding in differences(
            by_code[code].told,
            stands,
            village_code=by_code[code].village.code,
            columns=roster.columns,
        )
    ]
    return fresh, tuple(sorted(differing, key=lambda finding: finding.row))


def _codes_of(batch: Batch) -> set[str]:
    rows = Household.objects.filter(batch=batch).order_by("pk")
    return set(rows.values_list("national_code", flat=True))


def _codes_elsewhere(
    beyond: Collection[str], by_code: Mapping[str, Placed], columns: RosterColumns
) -> Iterator[Finding]:
    """A finding for each official number that is a household's of somebody else's area."""
    heading = columns.heading(RosterColumn.HOUSEHOLD_CODE)
    for code in beyond:
        yield Finding(by_code[code].told.row, heading, "ROSTER_CODE_ELSEWHERE")


def _people_elsewhere(fresh: Sequence[Placed], columns: RosterColumns) -> Iterator[Finding]:
    """A finding for each person who is registered in another household already."""
    rows = {
        person.id_number: (row, one.told.code)
        for one in fresh
        for row, person in zip(one.told.rows, one.told.people, strict=True)
        if person.id_number
    }
    for number, code in homes_of_numbers(rows).items():
        row, own = rows[number]
        # The same household may have been stored at this moment, from the same file.
        if code != own:
            yield Finding(row, columns.heading(RosterColumn.ID_NUMBER), "SamePersonTwice")
