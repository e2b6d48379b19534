"""Which lots and demands anybody may read, and which are within somebody's reach."""

from datetime import date

import pytest

from moli.accounts import queries as accounts
from moli.accounts.models import User
from moli.market.queries.offers import (
    demands_changeable_by,
    demands_visible_to,
    lots_changeable_by,
    lots_visible_to,
    open_demands,
    open_lots,
)
from moli.market.queries.reach import MarketReach, market_reach
from moli.market.rules.offers import Window
from moli.market.services.posting_demands import withdraw_demand
from moli.market.services.posting_lots import withdraw_lot
from tests.factories import Story, market, organisations, places
from tests.factories.moments import NOW, TESTER, TODAY

pytestmark = pytest.mark.django_db


def reach_of(user: User) -> MarketReach:
    """What a person reaches on the market today."""
    return market_reach(accounts.standing_of(user, on=TODAY), on=TODAY)


def test_open_lots_are_those_with_something_left_the_most_urgent_first() -> None:
    later = market.lot()
    sooner = market.lot(window=Window(TODAY, date(2016, 9, 20)))
    market.introduced(market.proposal(lot=market.lot()))
    withdraw_lot(lot_id=market.lot().pk, by=TESTER, at=NOW)
    market.lot(window=Window(TODAY, date(2016, 9, 12)))

    assert list(open_lots(on=date(2016, 9, 13))) == [sooner, later]


def test_open_demands_are_those_that_still_want_something_the_soonest_first() -> None:
    later = market.demand()
    sooner = market.demand(window=Window(TODAY, date(2016, 9, 20)))
    market.introduced(market.proposal(demand=market.demand(grams=40_000_000)))
    withdraw_demand(demand_id=market.demand().pk, by=TESTER, at=NOW)

    assert list(open_demands(on=TODAY)) == [sooner, later]


def test_each_role_reaches_its_own_lots_and_no_others(personas: Story) -> None:
    beyond = market.lot(village_code=places.HEGUI)
    seen = {
        name: {lot.pk for lot in lots_visible_to(reach_of(user))}
        for name, user in personas.people.items()
    }
    changeable = {
        name: {lot.pk for lot in lots_changeable_by(reach_of(user))}
        for name, user in personas.people.items()
    }
    own, both = {personas.lot.pk}, {personas.lot.pk, beyond.pk}

    assert seen == {
        "first_secretary": own,
        "village_committee": own,
        "station_operator": own,
        "organiser": both,
        "buyer": set(),
        "office": both,
        "leader": both,
        "auditor": both,
        "stranger": set(),
    }
    assert changeable == {
        "first_secretary": own,
        "village_committee": own,
        "station_operator": own,
        "organiser": set(),
        "buyer": set(),
        "office": both,
        "leader": set(),
        "auditor": set(),
        "stranger": set(),
    }


def test_each_role_reaches_its_own_demands_and_no_others(personas: Story) -> None:
    beyond = market.demand(enterprise=organisations.enterprise())
    seen = {
        name: {demand.pk for demand in demands_visible_to(reach_of(user))}
        for name, user in personas.people.items()
    }
    own, both = {personas.demand.pk}, {personas.demand.pk, beyond.pk}

    assert seen == {
        "first_secretary": set(),
        "village_committee": set(),
        "station_operator": set(),
        "organiser": own,
        "buyer": own,
        "office": both,
        "leader": both,
        "auditor": both,
        "stranger": set(),
    }
    assert list(demands_changeable_by(reach_of(personas.buyer))) == [personas.demand]
    for name in ("first_secretary", "organiser", "leader", "auditor", "stranger"):
        assert not demands_changeable_by(reach_of(personas.people[name])).exists()


def test_lists_bring_what_a_row_shows_in_one_query(django_assert_num_queries: object) -> None:
    market.lot()
    market.demand()

    with django_assert_num_queries(2):  # type: ignore[operator]
        for lot in open_lots(on=TODAY):
            assert all((lot.product.name, lot.grade.name, lot.village.parent))
        for demand in open_demands(on=TODAY):
            names = (
                demand.enterprise.short_name,
                demand.destination.name,
                demand.lowest_grade.name,
            )
            assert all(names)
