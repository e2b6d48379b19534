"""Whatever the line does to two queues, in the end the rows stand as if it had been perfect.

Pushes are shuffled, cut short, sent again and mixed, with the real handlers behind them.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import count

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from moli.counter.queries.laws import counter_laws
from moli.households.models import Household
from moli.sync.models import Operation
from moli.sync.queries.laws import sync_laws
from moli.sync.rules.outcomes import Outcome
from tests.factories import YAOBU, household
from tests.factories.drawers import ware
from tests.factories.orders import tea
from tests.factories.parcels import agreed_to_deputy
from tests.web.counter.two_queues import KINDS, Desk, Plan, desk, outcomes, state

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
PLANS = st.lists(
    st.lists(st.tuples(st.integers(0, 99), st.integers(0, 9)), min_size=1, max_size=7),
    min_size=2,
    max_size=2,
)
# Which device sends, and which of its operations, in which order, how often.
PUSHES = st.lists(
    st.tuples(st.integers(0, 1), st.lists(st.integers(0, 11), max_size=12)), max_size=6
)
Pushes = Sequence[tuple[int, Sequence[int]]]
names = count(1)


@pytest.fixture
def neighbours() -> list[Household]:
    """Two households that agreed to the station's acting for them, goods and wares."""
    tea()
    ware(code="fertilizer", price_fen=4_500, fee_fen=200)
    rows = [household(village_code=YAOBU) for _ in range(2)]
    for row in rows:
        agreed_to_deputy(row)
    return rows


def _name() -> str:
    return f"站{next(names)}"


def _sent(made: Desk, pushes: Pushes) -> None:
    """Send as the line lets us, and in the end everything that there is, once in its order."""
    for which, places in pushes:
        made.push(which, places)
    for which in (0, 1):
        made.push_all(which)


def _nothing_is_lost_or_doubled(made: Desk) -> None:
    """Each operation was decided once; sent again, each is told what became of it."""
    before, decided = state(made), outcomes(made)
    assert set(decided) == {made.labels[each.uid] for queue in made.queues for each in queue}
    for which in (0, 1):
        for answer in made.push_all(which).answers:
            assert answer.outcome == Outcome.DUPLICATE
            assert (answer.first, answer.code) == decided[made.labels[answer.uid]]
            # What was not applied says why.
            assert (answer.first == Outcome.APPLIED) == (answer.code == "")
            assert answer.code != "ServerFault"
    assert (state(made), outcomes(made)) == (before, decided)


def _laws_hold() -> None:
    assert [check.law for check in [*sync_laws(), *counter_laws()] if not check.holds] == []


def test_devices_that_work_on_things_of_their_own_end_as_if_the_line_were_perfect(
    neighbours: list[Household],
) -> None:
    @settings(max_examples=30)
    @given(plans=PLANS, pushes=PUSHES)
    def check(plans: Sequence[Plan], pushes: Pushes) -> None:
        perfect, bad = (desk(_name(), neighbours, plans) for _ in range(2))
        for which in (0, 1):
            perfect.push_all(which)

        _sent(bad, pushes)

        assert outcomes(bad) == outcomes(perfect)
        assert state(bad) == state(perfect)
        _nothing_is_lost_or_doubled(bad)

    check()
    _laws_hold()


def test_devices_that_share_things_and_close_days_end_as_if_done_in_the_order_of_arrival(
    neighbours: list[Household],
) -> None:
    """One after the other without a fault, in the order in which they were decided: the same."""

    @settings(max_examples=30)
    @given(plans=PLANS, pushes=PUSHES)
    def check(plans: Sequence[Plan], pushes: Pushes) -> None:
        bad, calm = (
            desk(_name(), neighbours, plans, shares_things=True, kinds=(*KINDS, "close_day"))
            for _ in range(2)
        )

        _sent(bad, pushes)

        for label in _as_decided(bad):
            number, place = label.split(" ")[0].split("/")
            calm.push(int(number), [int(place) - 1])
        assert outcomes(bad) == outcomes(calm)
        assert state(bad) == state(calm)
        _nothing_is_lost_or_doubled(bad)

    check()
    _laws_hold()


def _as_decided(made: Desk) -> list[str]:
    rows = Operation.objects.filter(device__in=made.devices).order_by("pk")
    return [made.labels[uid] for uid in rows.values_list("uid", flat=True)]
