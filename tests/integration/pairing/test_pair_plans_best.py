"""Plans from rows: the best of all there are, written out by hand, and the same from equal rows."""

from __future__ import annotations

import random
from itertools import product as every

import numpy as np
import pytest
from django.db import transaction

from moli.accounts.models import Appointment
from moli.accounts.rules import Role
from moli.households.models import Household
from moli.kernel.distance import flat_kilometres
from moli.market.models import Lot
from moli.orders.models import WeighIn
from moli.pairing.models import Pairing
from moli.pairing.queries.reckoned import reckon
from moli.pairing.queries.rules_in_force import terms_on
from moli.pairing.rules.kinds import PairingKind
from moli.places.models import Division
from moli.stations.models import Station
from tests.factories import (
    HEGUI,
    PANTANG_LUANCHENG,
    PANTANG_NAYANG,
    TODAY,
    YAOBU,
    first_secretary,
)
from tests.factories.bulk import KG
from tests.factories.pair_plans import (
    CHENGSI,
    fruit_of,
    on_a_line,
    paired,
    partner,
    poor_village,
    tea_of,
    terms,
)

pytestmark = pytest.mark.django_db

PARTNER = PairingKind.PARTNER
CODES = (YAOBU, HEGUI, CHENGSI, PANTANG_NAYANG, PANTANG_LUANCHENG)


def _small_county(chance: random.Random) -> None:
    """Five villages, up to four partners, fruit, tea and pairings drawn by lot."""
    on_a_line()
    capacity = chance.choice([1, 2])
    terms(PARTNER, capacity=capacity)
    stations = [partner(code) for code in chance.sample(CODES, chance.randint(2, 4))]
    held = {row.key: 0 for row in stations}
    for code in chance.sample(CODES, 4):
        homes = poor_village(code, poor=chance.randint(0, 2), of=2)
        first_secretary(village_code=code)
        if chance.random() < 0.6:
            fruit_of(code)
        if chance.random() < 0.6:
            tea_of(homes[0], at_station=chance.choice(stations), grams=chance.randint(1, 9) * KG)
        free = [row for row in stations if held[row.key] < capacity]
        if free and chance.random() < 0.5:
            tie = chance.choice(free)
            held[tie.key] += 1
            paired(PARTNER, tie.key, code)


def _by_hand(changes_max: int | None) -> int:
    """The least cost of all plans there are, from rows and terms, one plan after another."""
    stations = list(Station.objects.select_related("village").order_by("pk"))
    villages = list(Division.objects.filter(pk__in=_asking()).order_by("pk"))
    capacity = terms_on(PARTNER, on=TODAY).capacity
    fruit = set(Lot.objects.values_list("village_id", flat=True))
    tea = set(WeighIn.objects.values_list("village_id", "station_key", "grams"))
    shares = {village.pk: _poor_share(village) for village in villages}
    greatest = max(shares.values())

    def cost(station: Station, village: Division) -> int:
        east, north = flat_kilometres(
            longitude=station.village.longitude or 0.0,
            latitude=station.village.latitude or 0.0,
            origin_longitude=village.longitude or 0.0,
            origin_latitude=village.latitude or 0.0,
        )
        grown = {"fruit"} if village.pk in fruit else set()
        grown |= {"tea" for of, _, _ in tea if of == village.pk}
        dealt = {"fruit"} if station.village_id in fruit else set()
        dealt |= {"tea" for _, at, _ in tea if at == station.key}
        missing = len(grown - dealt) / len(grown) if grown else 0
        return round(20 * float(np.hypot(east, north)) + 1_000 * missing)

    alone = {
        village.pk: 4_000 + (int(1_000 * shares[village.pk] / greatest) if greatest else 0)
        for village in villages
    }
    ties = _ties_by_hand(stations, capacity)
    least = None
    for chosen in every([None, *stations], repeat=len(villages)):
        keys = [station.key for station in chosen if station]
        if any(keys.count(key) > capacity for key in keys):
            continue
        total, changed = 0, 0
        for village, station in zip(villages, chosen, strict=True):
            tie, results = ties.get(village.code, (None, 0))
            is_kept = station is not None and station.key == tie
            changed += tie is not None and not is_kept
            total += alone[village.pk] if station is None else cost(station, village)
            total -= 200 + 150 * results if is_kept else 0
        if changes_max is None or changed <= changes_max:
            least = total if least is None else min(least, total)
    assert least is not None
    return least


def _asking() -> list[int]:
    """The poor villages with a first secretary, as appointments say."""
    found = Appointment.objects.filter(role=Role.FIRST_SECRETARY)
    return list(found.values_list("area", flat=True))


def _poor_share(village: Division) -> float:
    homes = Household.objects.filter(village=village)
    return homes.filter(statuses__state="REGISTERED").count() / homes.count()


def _ties_by_hand(stations: list[Station], capacity: int) -> dict[str, tuple[str, int]]:
    found = dict(Pairing.objects.values_list("helped_key", "helper_key"))
    left = {row.key: capacity - list(found.values()).count(row.key) for row in stations}
    # Each village brought tea to one station at most, so its greatest trade is its only one.
    for row in WeighIn.objects.select_related("village").order_by(
        "-grams", "station_key", "village__code"
    ):
        if row.village.code not in found and left.get(row.station_key, 0) > 0:
            found[row.village.code] = row.station_key
            left[row.station_key] -= 1
    return {
        code: (
            helper,
            WeighIn.objects.filter(village__code=code, station_key=helper).count(),
        )
        for code, helper in found.items()
    }


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("changes_max", [None, 0, 1])
def test_a_plan_from_rows_is_the_best_of_all_there_are(seed: int, changes_max: int | None) -> None:
    _small_county(random.Random(seed))  # noqa: S311 - the same county each time

    plan = reckon(PARTNER, on=TODAY, changes_max=changes_max).plan

    assert plan.cost == _by_hand(changes_max)


def _told(*, is_turned: bool) -> tuple[object, ...]:
    """A county stored in one order or the other, planned, in words that no random key enters.

    Two of the villages stand in one place and say the same, and there are fewer partners.
    """
    on_a_line()
    terms(PARTNER)
    Division.objects.filter(code=PANTANG_LUANCHENG).update(latitude=22.790)
    codes = [YAOBU, HEGUI, PANTANG_NAYANG, PANTANG_LUANCHENG]
    stations = {}
    for code in reversed(codes) if is_turned else codes:
        poor_village(code, poor=1, of=1)
        first_secretary(village_code=code)
        if code != HEGUI:
            stations[partner(code).key] = code
    reckoned = reckon(PARTNER, on=TODAY)
    pairs = [(said.helped_key, stations[said.helper_key]) for said in reckoned.said]
    return pairs, reckoned.plan.cost, reckoned.laid_out.problem.helped.y_km.tolist()


def test_equal_rows_stored_in_another_order_get_the_same_plan() -> None:
    told = []
    for is_turned in (False, True):
        with transaction.atomic():
            told.append(_told(is_turned=is_turned))
            transaction.set_rollback(True)

    assert told[0] == told[1]
    assert len(told[0][0]) == 3  # type: ignore[arg-type]
