"""One kind of pairing, laid out from rows as the planner's arrays, and the keys to lead back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import fmean

import numpy as np

from moli.kernel.distance import flat_kilometres
from moli.kernel.refusal import Refusal
from moli.pairing.models import Pairing
from moli.pairing.queries.helped import HelpedRow, helped_of
from moli.pairing.queries.helping import HelperRow, Point, helpers_of
from moli.pairing.queries.rules_in_force import terms_on
from moli.pairing.queries.traded import confirmed_results, traded_between
from moli.pairing.rules.content import PairingTerms
from moli.pairing.rules.kinds import PairingKind, PairingState
from moli.pairing.rules.planning import (
    Pair,
    Traded,
    bits_of,
    mask_of,
    stay_points,
    with_trade,
)
from moli.places.models import Division
from moli.places.rules.divisions import Level
from moli.planner.columns import Floats
from moli.planner.pairing import NOBODY, Helped, Helpers, Problem

NOWHERE: Point = (0.0, 0.0)


class TooFewChangesAllowed(Refusal):
    """Fewer ties may change than must: their helpers have no places for all of them."""


@dataclass(frozen=True)
class LaidOut:
    """A kind of pairing on a day: the problem, and who stands in its rows."""

    kind: PairingKind
    on: date
    terms: PairingTerms
    problem: Problem
    helpers: Sequence[HelperRow]
    helped: Sequence[HelpedRow]

    @property
    def ties(self) -> Mapping[str, str]:
        """The helper of each of the helped that has one, by their keys."""
        tie = self.problem.helped.tie
        return {
            row.key: self.helpers[tie[place]].key
            for place, row in enumerate(self.helped)
            if tie[place] != NOBODY
        }


def lay_out(kind: PairingKind, *, on: date, changes_max: int | None = None) -> LaidOut:
    """The problem of a kind on a day, in a fixed number of queries, however large the county is.

    Equal rows give equal problems, in whatever order they were stored. A place that the map does
    not know counts as the county's seat. A helper has as many places as the terms say, less
    those that pairings with somebody hold who may not be helped today. Refuses a day without
    terms, and a bound on changes that places rule out.
    """
    terms = terms_on(kind, on=on)
    helpers, helped = helpers_of(kind, on=on), helped_of(kind, on=on)
    in_force = _in_force(kind)
    asking = {row.key for row in helped}
    elsewhere = Counter(helper for one, helper in in_force.items() if one not in asking)
    places = {row.key: max(0, terms.capacity - elsewhere[row.key]) for row in helpers}
    since = on - timedelta(days=terms.result_days)
    traded = traded_between(kind, since=since, on=on)
    may_tie = {} if kind == PairingKind.PRACTITIONER else traded
    ties = with_trade(
        {one: helper for one, helper in in_force.items() if one in asking},
        {pair: found for pair, found in may_tie.items() if pair.helped_key in asking},
        places=places,
    )
    _must_allow(ties, places, changes_max)
    stay = _worth(terms, ties, traded, confirmed_results(kind, since=since, on=on))
    bits = bits_of(row.products for row in helped)
    flat = _flat_from(helped)
    problem = Problem(
        helpers=_helpers(helpers, bits, flat, places),
        helped=_helped(helped, bits, flat, _rows(helpers, ties), stay),
        weights=terms.weights,
        changes_max=changes_max,
    )
    return LaidOut(kind, on, terms, problem, helpers, helped)


def _in_force(kind: PairingKind) -> dict[str, str]:
    """The helper of everybody whose pairing holds: one query."""
    rows = Pairing.objects.filter(pairing_kind=kind, state=PairingState.IN_FORCE)
    return dict(rows.order_by("helped_key").values_list("helped_key", "helper_key"))


def _must_allow(
    ties: Mapping[str, str], places: Mapping[str, int], changes_max: int | None
) -> None:
    held = Counter(ties.values())
    least = sum(max(0, count - places[helper]) for helper, count in held.items())
    if changes_max is not None and changes_max < least:
        raise TooFewChangesAllowed(field="changes_max", asked=changes_max, least=least)


def _worth(
    terms: PairingTerms,
    ties: Mapping[str, str],
    traded: Mapping[Pair, Traded],
    confirmed: Mapping[Pair, int],
) -> dict[str, int]:
    """What it is worth that each tie stays, by the key of the helped."""
    return {
        helped: stay_points(
            terms,
            results=traded.get(pair, Traded()).results + confirmed.get(pair, 0),
        )
        for helped, helper in ties.items()
        for pair in [Pair(helper, helped)]
    }


def _rows(helpers: Sequence[HelperRow], ties: Mapping[str, str]) -> dict[str, int]:
    rows = {row.key: place for place, row in enumerate(helpers)}
    return {helped: rows[helper] for helped, helper in ties.items()}


def _helpers(
    rows: Sequence[HelperRow],
    bits: Mapping[str, int],
    flat: Callable[[Sequence[Point | None]], Floats],
    places: Mapping[str, int],
) -> Helpers:
    at = flat([row.point for row in rows])
    return Helpers(
        x_km=at[:, 0],
        y_km=at[:, 1],
        products=np.array([mask_of(row.products, bits) for row in rows], dtype=np.uint64),
        capacity=np.array([places[row.key] for row in rows], dtype=np.int64),
    )


def _helped(
    rows: Sequence[HelpedRow],
    bits: Mapping[str, int],
    flat: Callable[[Sequence[Point | None]], Floats],
    ties: Mapping[str, int],
    stay: Mapping[str, int],
) -> Helped:
    at = flat([row.point for row in rows])
    return Helped(
        x_km=at[:, 0],
        y_km=at[:, 1],
        products=np.array([mask_of(row.products, bits) for row in rows], dtype=np.uint64),
        need=np.array([row.need_per_mille for row in rows], dtype=np.int64),
        tie=np.array([ties.get(row.key, NOBODY) for row in rows], dtype=np.int64),
        stay=np.array([stay.get(row.key, 0) for row in rows], dtype=np.int64),
    )


def _flat_from(helped: Sequence[HelpedRow]) -> Callable[[Sequence[Point | None]], Floats]:
    """How points become kilometres around the middle of the helped; without a point, the seat."""
    points = [row.point for row in helped if row.point is not None]
    longitudes, latitudes = zip(*(points or [NOWHERE]), strict=True)
    # Sorted, so that rows in another order have the same middle to the last digit.
    longitude, latitude = fmean(sorted(longitudes)), fmean(sorted(latitudes))
    seat = _seat() or (longitude, latitude)

    def flat(asked: Sequence[Point | None]) -> Floats:
        rows = [
            flat_kilometres(
                longitude=point[0],
                latitude=point[1],
                origin_longitude=longitude,
                origin_latitude=latitude,
            )
            for point in ((each or seat) for each in asked)
        ]
        return np.array(rows, dtype=np.float64).reshape(-1, 2)

    return flat


def _seat() -> Point | None:
    """Where the county's offices stand: its own point, else that of its first town: one query.

    Codes of towns begin with the one that holds the seat.
    """
    rows = Division.objects.filter(level__in=[Level.COUNTY, Level.TOWN]).exclude(longitude=None)
    found = rows.order_by("code").values_list("longitude", "latitude").first()
    if found is None or found[0] is None or found[1] is None:
        return None
    return found[0], found[1]
