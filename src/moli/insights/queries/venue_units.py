"""Venues of villages, with the stations that stand in them and what those did."""

from __future__ import annotations

from collections import defaultdict

from moli.insights.queries.counting import Unit
from moli.insights.queries.facts import Facts
from moli.insights.rules.evidence import Evidence, EvidenceKind, newest_first
from moli.kernel.period import covers
from moli.market.queries.naming import Name


def venue_units(facts: Facts, *, active_only: bool) -> tuple[Unit, ...]:
    """Every venue in use, by village, with its open stations, or with what they did.

    Three queries, or seven.
    """
    found: dict[int, set[Evidence]] = defaultdict(set)
    for row in facts.hostings:
        station = row.station
        if not covers(from_on=station.from_on, to_on=station.to_on, on=facts.on):
            continue
        if active_only:
            found[row.venue_id] |= set(facts.activity.get(station.key, ()))
        else:
            found[row.venue_id].add(Evidence(row.from_on, EvidenceKind.STATION, station.key))
    return tuple(
        Unit(
            key=venue.key,
            names=Name(venue.name, venue.name),
            town_code=venue.village.code[:9],
            village_code=venue.village.code,
            branch_uid=facts.leads.of_village(venue.village.code),
            evidence=newest_first(found[venue.pk]),
        )
        for venue in facts.venues
    )
