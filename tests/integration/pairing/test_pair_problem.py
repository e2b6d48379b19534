"""From rows to the planner's problem: the worked example of docs/pairing.md, and its laws."""

from __future__ import annotations

from datetime import timedelta

import pytest
from pytest_django import DjangoAssertNumQueries

from moli.accounts.models import Appointment
from moli.enterprises.rules import EnterpriseStatus
from moli.households.models import Household
from moli.households.rules.statuses import State
from moli.kernel.distance import flat_kilometres
from moli.orders.models import WeighIn
from moli.pairing.queries.problem import LaidOut, TooFewChangesAllowed, lay_out
from moli.pairing.queries.reckoned import reckon
from moli.pairing.queries.rules_in_force import PairingRuleMissing
from moli.pairing.rules.kinds import PairingKind
from moli.places.models import Division
from moli.stations.models import Station
from tests.factories import (
    HEGUI,
    NOW,
    PANTANG_LUANCHENG,
    PANTANG_NAYANG,
    TODAY,
    YAOBU,
    county,
    demand,
    enterprise,
    first_secretary,
    guangzhou,
    household,
    junqiao,
    mushroom,
    reference,
)
from tests.factories.bulk import KG, accepted, brought, called_off, contract, first_part
from tests.factories.pair_plans import (
    fruit_of,
    on_a_line,
    paired,
    partner,
    poor_village,
    practitioner,
    tea_of,
    terms,
    worked_example,
)
from tests.factories.procedures import earned
from tests.factories.produce import grade
from tests.unchanged import refused, unchanged

pytestmark = pytest.mark.django_db

PARTNER, ENTERPRISE, PRACTITIONER = (
    PairingKind.PARTNER,
    PairingKind.ENTERPRISE,
    PairingKind.PRACTITIONER,
)


def _row(laid_out: LaidOut, key: str) -> int:
    return [row.key for row in laid_out.helped].index(key)


def _grown(laid_out: LaidOut, key: str) -> set[str]:
    return set(laid_out.helped[_row(laid_out, key)].products)


def _pairs(kind: PairingKind = PARTNER, **options: int) -> dict[str, str]:
    return {said.helped_key: said.helper_key for said in reckon(kind, on=TODAY, **options).said}


def test_the_worked_example_costs_what_is_reckoned_on_paper() -> None:
    near, far = worked_example()

    reckoned = reckon(PARTNER, on=TODAY)

    laid_out = reckoned.laid_out
    assert [row.key for row in laid_out.helped] == [PANTANG_NAYANG, YAOBU, HEGUI]
    assert laid_out.problem.helped.need.tolist() == [0, 1_000, 500]
    assert laid_out.problem.helped.stay.tolist() == [0, 0, 500]
    assert laid_out.ties == {HEGUI: far.key}
    assert {said.helped_key: said.helper_key for said in reckoned.said} == {
        YAOBU: near.key,
        HEGUI: far.key,
    }
    assert reckoned.plan.cost == 4_200
    assert reckoned.plan.is_proved_best
    why = next(said for said in reckoned.said if said.helped_key == HEGUI)
    assert (why.road_metres, why.fit_per_mille, why.need_per_mille) == (10_008, 500, 500)
    assert (why.cost_points, why.tie_key) == (700, far.key)


def test_without_its_tea_hegui_is_left_alone_and_pantang_is_served() -> None:
    near, far = worked_example(with_tea=False)

    reckoned = reckon(PARTNER, on=TODAY)

    assert {said.helped_key: said.helper_key for said in reckoned.said} == {
        YAOBU: near.key,
        PANTANG_NAYANG: far.key,
    }
    assert reckoned.plan.cost == 4_600


def test_partners_are_open_stations_with_an_operator() -> None:
    near, far = worked_example()
    Appointment.objects.filter(organisation_key=near.key).update(to_on=TODAY)
    Station.objects.filter(pk=far.pk).update(to_on=TODAY)

    assert lay_out(PARTNER, on=TODAY).helpers == []
    yesterday = lay_out(PARTNER, on=TODAY - timedelta(days=1))
    assert {row.key for row in yesterday.helpers} == {near.key, far.key}


def test_partners_are_for_poor_villages_with_a_first_secretary_enterprises_for_all() -> None:
    worked_example()
    poor_village(PANTANG_LUANCHENG)
    terms(ENTERPRISE)

    assert PANTANG_LUANCHENG not in {row.key for row in lay_out(PARTNER, on=TODAY).helped}
    assert PANTANG_LUANCHENG in {row.key for row in lay_out(ENTERPRISE, on=TODAY).helped}


def test_a_station_deals_in_what_it_weighed_keeps_and_what_its_village_offers() -> None:
    near, far = worked_example()

    dealt = {row.key: set(row.products) for row in lay_out(PARTNER, on=TODAY).helpers}

    assert dealt == {near.key: {"passion-fruit"}, far.key: {"jasmine-tea"}}


def test_a_village_grows_what_its_lots_and_weigh_ins_say_and_else_nobody_knows() -> None:
    worked_example()
    laid_out = lay_out(PARTNER, on=TODAY)

    assert _grown(laid_out, HEGUI) == {"passion-fruit", "jasmine-tea"}
    assert _grown(laid_out, YAOBU) == {"passion-fruit"}
    assert _grown(laid_out, PANTANG_NAYANG) == set()
    assert laid_out.problem.helped.products[_row(laid_out, PANTANG_NAYANG)] == 0


def test_an_enterprise_that_is_not_checked_takes_no_part() -> None:
    on_a_line()
    terms(ENTERPRISE)
    poor_village(YAOBU)
    enterprise(place=3, short_name="没核对", status=EnterpriseStatus.LEAD)
    checked = junqiao()

    assert [row.key for row in lay_out(ENTERPRISE, on=TODAY).helpers] == [checked.key]


def test_an_enterprise_stands_where_its_newest_demand_is_delivered_else_at_the_seat() -> None:
    on_a_line()
    terms(ENTERPRISE)
    poor_village(YAOBU)
    buys, quiet = junqiao(), enterprise(place=3, short_name="没需求")
    demand(enterprise=buys, lowest_grade=grade(product=mushroom()))
    newest = demand(enterprise=buys, destination=guangzhou())
    type(newest).objects.filter(pk=newest.pk).update(posted_at=NOW + timedelta(hours=1))
    seat = Division.objects.get(code="450181100")

    found = {row.key: row for row in lay_out(ENTERPRISE, on=TODAY).helpers}

    assert found[buys.key].point == (113.26, 23.13)
    assert set(found[buys.key].products) == {"passion-fruit", mushroom().code}
    assert found[quiet.key].point is None
    problem = lay_out(ENTERPRISE, on=TODAY).problem
    at = [row.key for row in lay_out(ENTERPRISE, on=TODAY).helpers].index(quiet.key)
    middle = Division.objects.get(code=YAOBU)
    assert (problem.helpers.x_km[at], problem.helpers.y_km[at]) == pytest.approx(
        flat_kilometres(
            longitude=seat.longitude or 0.0,
            latitude=seat.latitude or 0.0,
            origin_longitude=middle.longitude or 0.0,
            origin_latitude=middle.latitude or 0.0,
        )
    )


def test_contracts_and_loads_tie_an_enterprise_to_a_village() -> None:
    on_a_line()
    terms(ENTERPRISE, stay_points_per_result=100)
    poor_village(YAOBU)
    made = contract()
    called_off(made)

    laid_out = lay_out(ENTERPRISE, on=TODAY)

    assert laid_out.ties == {YAOBU: junqiao().key}
    # A contract and a load.
    assert laid_out.problem.helped.stay.tolist() == [200 + 2 * 100]


def test_results_of_long_ago_do_not_count_though_the_tie_stays() -> None:
    _, far = worked_example()
    WeighIn.objects.update(weighed_on=TODAY - timedelta(days=181))

    laid_out = lay_out(PARTNER, on=TODAY)

    assert laid_out.ties == {HEGUI: far.key}
    assert laid_out.problem.helped.stay[_row(laid_out, HEGUI)] == 200


def test_a_pairing_in_force_is_the_tie_whoever_has_traded_more() -> None:
    near, _ = worked_example()
    paired(PARTNER, near.key, HEGUI)

    laid_out = lay_out(PARTNER, on=TODAY)

    assert laid_out.ties == {HEGUI: near.key}
    assert laid_out.problem.helped.stay[_row(laid_out, HEGUI)] == 200


def test_a_pairing_with_somebody_who_may_not_be_helped_today_holds_its_place() -> None:
    near, far = worked_example()
    paired(PARTNER, near.key, PANTANG_LUANCHENG)

    laid_out = lay_out(PARTNER, on=TODAY)

    places = dict(
        zip([row.key for row in laid_out.helpers], laid_out.problem.helpers.capacity, strict=True)
    )
    assert places == {near.key: 0, far.key: 1}


def test_a_pairing_with_a_station_that_closed_is_no_tie() -> None:
    worked_example()
    closed = partner(PANTANG_LUANCHENG)
    paired(PARTNER, closed.key, YAOBU)
    Station.objects.filter(pk=closed.pk).update(to_on=TODAY)

    assert YAOBU not in lay_out(PARTNER, on=TODAY).ties


def test_practitioners_help_poor_households_of_poor_villages() -> None:
    on_a_line()
    terms(PRACTITIONER)
    reference()
    poor, *_ = poor_village(YAOBU, poor=1, of=2)
    household(village_code=HEGUI)
    here, there = practitioner(YAOBU), practitioner(HEGUI[:9])
    fruit_of(HEGUI)
    earned(poor, year=2015, yuan=4 * 1_430)

    laid_out = lay_out(PRACTITIONER, on=TODAY)

    assert {row.key: set(row.products) for row in laid_out.helpers} == {
        str(here.uid): set(),
        str(there.uid): {"passion-fruit"},
    }
    (row,) = laid_out.helped
    assert (row.key, row.village_id) == (poor.key, poor.village_id)
    # The line of 2015 is 2,855 yuan: (2855 − 1430) ÷ 2855 = 499 ‰.
    assert row.need_per_mille == 499


def test_a_household_grows_what_it_brought_or_what_its_quota_is_of() -> None:
    on_a_line()
    terms(PRACTITIONER)
    home, other = poor_village(YAOBU, poor=2, of=2)
    tea_of(home, at_station=partner(YAOBU))
    brought(first_part(called_off(contract())), mosts=[200 * KG], of=[other])

    laid_out = lay_out(PRACTITIONER, on=TODAY)

    assert _grown(laid_out, home.key) == {"jasmine-tea"}
    assert _grown(laid_out, other.key) == {"passion-fruit"}
    # Whose income nobody asked stands in the middle.
    assert {row.need_per_mille for row in laid_out.helped} == {500}


def test_whoever_runs_a_station_has_results_there_with_the_household_that_is_paired() -> None:
    on_a_line()
    terms(PRACTITIONER)
    home, other = poor_village(YAOBU, poor=2, of=2)
    who, runs = practitioner(YAOBU), partner(YAOBU)
    Appointment.objects.filter(organisation_key=runs.key).update(user=who)
    paired(PRACTITIONER, str(who.uid), home.key, code=YAOBU)
    for each in (home, other):
        tea_of(each, at_station=runs)

    laid_out = lay_out(PRACTITIONER, on=TODAY)

    # The other household is nobody's tie: who runs a station serves everybody.
    assert laid_out.ties == {home.key: str(who.uid)}
    assert laid_out.problem.helped.stay[_row(laid_out, home.key)] == 200 + 150


def test_fewer_changes_than_places_force_are_refused_with_how_many_there_must_be() -> None:
    near, _ = worked_example()
    for code in (YAOBU, HEGUI, PANTANG_NAYANG):
        paired(PARTNER, near.key, code)

    with refused(TooFewChangesAllowed, field="changes_max", asked=1, least=2):
        lay_out(PARTNER, on=TODAY, changes_max=1)

    assert lay_out(PARTNER, on=TODAY, changes_max=2).problem.changes_max == 2


def test_a_day_without_terms_is_refused() -> None:
    county()

    with refused(
        PairingRuleMissing, field="rule", pairing_kind="PARTNER", day_on=TODAY.isoformat()
    ):
        lay_out(PARTNER, on=TODAY)


def test_laying_out_writes_nothing() -> None:
    worked_example()

    with unchanged():
        reckon(PARTNER, on=TODAY)


@pytest.mark.parametrize(("kind", "queries"), [(PARTNER, 14), (ENTERPRISE, 13), (PRACTITIONER, 17)])
def test_a_larger_county_is_laid_out_in_as_many_queries(
    kind: PairingKind, queries: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    reference()
    for each in (ENTERPRISE, PRACTITIONER):
        terms(each)
    worked_example()
    for each in Division.objects.filter(code__in=[YAOBU, HEGUI]):
        practitioner(each.code)
    accepted()
    earned(Household.objects.filter(statuses__state=State.REGISTERED)[0], year=2015, yuan=900)
    with django_assert_num_queries(queries):
        lay_out(kind, on=TODAY)

    for home in poor_village(PANTANG_LUANCHENG, poor=3, of=4):
        earned(home, year=2015, yuan=4_000)
    first_secretary(village_code=PANTANG_LUANCHENG)
    practitioner(PANTANG_LUANCHENG)
    partner(PANTANG_LUANCHENG)
    demand(enterprise=enterprise(place=9, short_name="又一家"))

    with django_assert_num_queries(queries):
        lay_out(kind, on=TODAY)
