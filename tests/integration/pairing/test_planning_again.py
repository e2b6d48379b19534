"""Rows planned, proposed, agreed to and planned again: places and bounds hold, whatever comes."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from moli.households.models import Household
from moli.pairing.models import Pairing, PairPlan, PlannedPair
from moli.pairing.rules.kinds import PairingKind, PairingState, PairSide
from moli.pairing.services.agreeing import HelperFull, agree
from moli.stations.models import Station
from tests.factories import (
    HEGUI,
    NOW,
    PANTANG_LUANCHENG,
    PANTANG_NAYANG,
    YAOBU,
    first_secretary,
)
from tests.factories.pair_plans import (
    CHENGSI,
    HELPED,
    HELPER,
    declined,
    fruit_of,
    on_a_line,
    partner,
    planned,
    poor_village,
    proposed,
    tea_of,
    terms,
)

pytestmark = pytest.mark.django_db

PARTNER = PairingKind.PARTNER


@dataclass(frozen=True)
class County:
    """Four poor villages and three partners."""

    stations: list[Station]
    villages: tuple[str, ...] = (YAOBU, HEGUI, PANTANG_NAYANG, PANTANG_LUANCHENG)


@pytest.fixture
def small_county(db: None) -> County:
    """Rows that every example begins with."""
    on_a_line()
    for code in County.villages:
        poor_village(code, poor=1, of=1)
        first_secretary(village_code=code)
    return County([partner(code) for code in (YAOBU, CHENGSI, PANTANG_NAYANG)])


def _in_force() -> dict[str, str]:
    rows = Pairing.objects.filter(state=PairingState.IN_FORCE)
    return dict(rows.values_list("helped_key", "helper_key"))


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data(), capacity=st.integers(1, 2))
def test_rows_planned_proposed_agreed_and_planned_again_keep_places_and_bounds(
    small_county: County, data: st.DataObject, capacity: int
) -> None:
    with transaction.atomic():
        terms(PARTNER, capacity=capacity)
        for _ in range(3):
            _something_happens(small_county, data)
            before = _in_force()
            changes_max = data.draw(st.none() | st.integers(0, 4), label="changes_max")
            # Places never rule a bound out: what is in force was agreed to within them.
            plan = planned(changes_max=changes_max)
            _holds(plan, capacity, before)
            rows = proposed(plan)
            _promises_hold(capacity)
            for row in data.draw(st.permutations(rows), label="in this order"):
                _answered(row, is_yes=data.draw(st.booleans(), label="yes"))
                _places_hold(capacity)
            after = _in_force()
            if changes_max is not None:
                assert sum(after.get(one) != helper for one, helper in before.items()) <= (
                    changes_max
                )
        transaction.set_rollback(True)


def _something_happens(county: County, data: st.DataObject) -> None:
    """Fruit is offered or tea is brought somewhere."""
    code = data.draw(st.sampled_from(county.villages), label="village")
    if data.draw(st.booleans(), label="fruit"):
        fruit_of(code)
    else:
        home = Household.objects.filter(village__code=code)[0]
        tea_of(home, at_station=data.draw(st.sampled_from(county.stations), label="station"))


def _holds(plan: PairPlan, capacity: int, before: dict[str, str]) -> None:
    rows = list(PlannedPair.objects.filter(plan=plan))
    assert max(Counter(row.helper_key for row in rows).values(), default=0) <= capacity
    now = {row.helped_key: row.helper_key for row in rows}
    torn = sum(now.get(one) != helper for one, helper in before.items())
    assert torn <= plan.changed
    assert plan.changes_max is None or plan.changed <= plan.changes_max


def _places_hold(capacity: int) -> None:
    """Nobody holds more than there are places, nobody is helped by two."""
    assert max(Counter(_in_force().values()).values(), default=0) <= capacity


def _promises_hold(capacity: int) -> None:
    """With all that was just proposed nobody is promised more: what is to go counts no longer."""
    rows = Pairing.objects.filter(state=PairingState.PROPOSED)
    going = set(rows.exclude(instead_of=None).values_list("helped_key", flat=True))
    promised = Counter(rows.values_list("helper_key", flat=True))
    promised.update(helper for one, helper in _in_force().items() if one not in going)
    assert max(promised.values(), default=0) <= capacity


def _answered(row: Pairing, *, is_yes: bool) -> None:
    if not is_yes:
        declined(row)
        return
    agree(pairing_uid=row.uid, pair_side=PairSide.HELPER, by=HELPER, at=NOW)
    try:
        with transaction.atomic():
            agree(pairing_uid=row.uid, pair_side=PairSide.HELPED, by=HELPED, at=NOW)
    except HelperFull:
        declined(row)
