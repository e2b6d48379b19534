"""Names of helpers and helped: whom a list shows, households masked."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from moli.pairing.queries.naming import PairKeys, names_of, pair_names
from moli.pairing.rules.kinds import PairingKind
from tests.factories import HEGUI, TODAY, YAOBU, junqiao, station, station_operator
from tests.factories.pairings import (
    enterprise_pair,
    in_force,
    partner_pair,
    poor_village,
    practitioner,
    practitioner_pair,
    proposed,
)

pytestmark = pytest.mark.django_db


def test_a_partner_is_a_station_with_its_operator_and_a_village_has_its_secretary() -> None:
    own = station(village_code=HEGUI, name="贺桂村服务站")
    station_operator(station=own, name="徐建勇")
    row = in_force(partner_pair(station=own))
    names = names_of([row], on=TODAY)[row.pk]
    assert (names.station, names.enterprise, names.helper_person) == (own, None, "徐建勇")
    assert names.village is not None
    assert (names.village.code, names.helped_person) == (YAOBU, "徐世坚")


def test_a_household_is_named_by_its_head_masked() -> None:
    pair = practitioner_pair(helper=practitioner(name="陆电商"))
    row = proposed(pair)
    names = names_of([row], on=TODAY)[row.pk]
    assert (names.helper_person, names.helped_person) == ("陆电商", "韦*生")
    assert names.village is not None
    assert names.village.code == YAOBU


def test_an_enterprise_is_named_itself() -> None:
    row = proposed(enterprise_pair())
    names = names_of([row], on=TODAY)[row.pk]
    assert (names.enterprise, names.helper_person) == (junqiao(), "")


def test_pairs_of_a_plan_are_named_and_what_nobody_knows_has_no_name() -> None:
    poor_village()
    known = PairKeys(PairingKind.ENTERPRISE, junqiao().key, YAOBU)
    gone = PairKeys(PairingKind.PARTNER, "x", "999999999999")
    nobody = PairKeys(
        PairingKind.PRACTITIONER,
        "00000000-0000-4000-8000-000000000001",
        "00000000-0000-4000-8000-000000000002",
    )
    names = pair_names([known, gone, nobody], on=TODAY)
    assert names[known].enterprise == junqiao()
    assert (names[gone].station, names[gone].helper_person, names[gone].village) == (None, "", None)
    assert (names[nobody].helper_person, names[nobody].helped_person) == ("", "")


def test_any_number_of_names_costs_the_same(
    django_assert_num_queries: Callable[..., Any],
) -> None:
    own = station()
    rows = [
        proposed(pair)
        for pair in (
            partner_pair(station=own),
            enterprise_pair(),
            practitioner_pair(),
            partner_pair(station=own, village_code=HEGUI),
            practitioner_pair(),
        )
    ]
    for some in (rows[:3], rows):
        with django_assert_num_queries(8):
            names_of(some, on=TODAY)
    with django_assert_num_queries(0):
        assert names_of([], on=TODAY) == {}
