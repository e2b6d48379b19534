"""Who crossed the line with this year's sales: counted from rows, changing none."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from moli.households.models import Household, IncomeYear, Line, Status
from moli.households.rules.statuses import State, Track
from moli.settlement.models import Share
from moli.settlement.queries.crossing import distance_of, households_crossed
from tests.factories import COUNTY, HEGUI, TODAY, YAOBU, household, reference
from tests.factories.settlement import general_rule, packed_order, settled, shelf_of_three
from tests.unchanged import unchanged

pytestmark = pytest.mark.django_db
YUAN = 100


def recorded(row: Household, *, year: int = 2015, **kinds: int) -> IncomeYear:
    """The income of docs/incomes.md §5, in yuan, with kinds changed: 2,300 a head, 555 short."""
    yuan = {"wage": 4_800, "business": 2_160, "transfer": 2_640, "cost": 400, **kinds}
    fen = {f"{kind}_fen": amount * YUAN for kind, amount in yuan.items()}
    return IncomeYear.objects.create(household=row, year=year, people=4, source="入户", **fen)


def poor(row: Household, state: State = State.REGISTERED) -> Household:
    """A household that is registered poor since 2014."""
    Status.objects.create(
        household=row, track=Track.POVERTY, state=state, from_on=date(2014, 5, 20), risks=[]
    )
    return row


def sells(*rows: Household, units: int) -> None:
    """Boxes of tea of some households in equal parts, settled: 32.00 yuan net a box."""
    code = f"tea-{Share.objects.count()}"
    shelf_of_three(grams=(250_000,) * len(rows), of=list(rows), code=code)
    settled(packed_order(code=code, units=units))


@pytest.fixture
def lines() -> None:
    """The poverty lines: 2,855 yuan in 2015, 2,952 in 2016; and a rule to share by."""
    reference()
    general_rule()


@pytest.mark.usefixtures("lines")
def test_a_poor_household_crosses_with_its_sales_and_stays_registered() -> None:
    row = poor(household())
    recorded(row)
    # 2,952 × 4 − (4,800 + 2,640 − 400) = 4,768.00 yuan would be exactly on the line.
    sells(row, units=149)
    at_the_line = distance_of(row, year=2016)
    assert at_the_line is not None
    assert (at_the_line.sales_fen, at_the_line.gap_fen) == (476_800, 0)
    assert households_crossed([COUNTY], year=2016, on=TODAY).households == ()
    sells(row, units=1)

    with unchanged():
        crossed = households_crossed([COUNTY], year=2016, on=TODAY)

    assert crossed.households == (row.pk,)
    distance = crossed.distances[row.pk]
    assert (distance.recorded_year, distance.recorded.per_capita_fen) == (2015, 230_000)
    assert (distance.recorded_line_fen, distance.line_fen) == (285_500, 295_200)
    assert distance.gap_fen == 800
    assert distance == distance_of(row, year=2016)


@pytest.mark.usefixtures("lines")
def test_only_poor_households_of_the_area_with_a_record_below_the_line_are_counted() -> None:
    crosses, relapsed = poor(household()), poor(household(), State.RELAPSED)
    exited, never = poor(household(), State.EXITED), household()
    was_above, unknown = poor(household()), poor(household())
    idle, elsewhere = poor(household()), poor(household(village_code=HEGUI))
    for row in (crosses, relapsed, exited, never, idle, elsewhere):
        recorded(row)
    recorded(was_above, wage=9_000)
    for row in (crosses, relapsed, exited, never, was_above, unknown, elsewhere):
        sells(row, units=150)

    yaobu = households_crossed([YAOBU], year=2016, on=TODAY)

    assert yaobu.households == (crosses.pk, relapsed.pk)
    assert set(yaobu.distances) == {crosses.pk, relapsed.pk, was_above.pk, idle.pk}
    assert yaobu.without_record == 1
    county = households_crossed([COUNTY], year=2016, on=TODAY)
    assert county.households == (crosses.pk, relapsed.pk, elsewhere.pk)
    assert households_crossed([], year=2016, on=TODAY).households == ()


@pytest.mark.usefixtures("lines")
def test_the_newest_record_before_the_year_counts_and_this_years_does_not() -> None:
    row = poor(household())
    recorded(row, year=2014, wage=9_000)
    recorded(row, year=2015)
    recorded(row, year=2016, wage=90_000)

    distance = distance_of(row, year=2016)

    assert distance is not None
    assert (distance.recorded_year, distance.recorded.wage_fen) == (2015, 480_000)
    assert distance.gap_fen == 186_000 - 295_200


@pytest.mark.usefixtures("lines")
def test_without_a_line_nothing_is_said() -> None:
    row = poor(household())
    recorded(row)
    sells(row, units=200)
    Line.objects.filter(year=2016, kind="POVERTY").delete()

    assert households_crossed([COUNTY], year=2016, on=TODAY).households == ()
    assert households_crossed([COUNTY], year=2016, on=TODAY).without_record == 1
    distance = distance_of(row, year=2016)
    assert distance is not None
    assert distance.gap_fen is None
    assert distance_of(household(), year=2016) is None


@pytest.mark.usefixtures("lines")
def test_the_count_costs_the_same_for_any_number_of_households() -> None:
    rows = [poor(household())]
    recorded(rows[0])
    sells(*rows, units=10)
    with CaptureQueriesContext(connection) as one:
        households_crossed([COUNTY], year=2016, on=TODAY)
    rows += [poor(household(village_code=HEGUI)) for _ in range(4)]
    for row in rows[1:]:
        recorded(row)
    sells(*rows, units=10)

    with CaptureQueriesContext(connection) as five:
        households_crossed([COUNTY], year=2016, on=TODAY)

    assert len(five) == len(one) <= 5
