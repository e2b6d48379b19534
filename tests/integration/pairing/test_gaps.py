"""Who has nobody yet, as branches and villages see it."""

from __future__ import annotations

import pytest
from pytest_django import DjangoAssertNumQueries

from moli.accounts.models import User
from moli.accounts.queries import standing_of
from moli.pairing.queries.gaps import Gap, gaps_of, households_alone
from moli.pairing.queries.sight import PairingSight, pairing_sight
from moli.pairing.rules.kinds import PairingKind, PairSide
from tests.factories import (
    HEGUI,
    TODAY,
    branch,
    enterprise,
    first_secretary,
    organiser,
    village_committee,
)
from tests.factories.pairings import (
    agreed_by,
    enterprise_pair,
    in_force,
    partner_pair,
    poor_household,
    poor_village,
    practitioner_pair,
    proposed,
)

pytestmark = pytest.mark.django_db

SHITANG_TOWN = "450181110"


def sight_of(user: User) -> PairingSight:
    return pairing_sight(standing_of(user, on=TODAY), on=TODAY)


@pytest.fixture
def leader_of_shitang(db: None) -> User:
    return organiser(branch=branch(name="石塘支部", areas=[SHITANG_TOWN]), name="石塘的人")


def test_a_branch_counts_the_poor_villages_that_it_leads(
    leader_of_shitang: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    poor_village()
    poor_village(HEGUI)
    sight = sight_of(leader_of_shitang)

    with django_assert_num_queries(3):
        found = gaps_of(sight)

    assert found == [
        Gap(PairingKind.PARTNER, in_force=0, proposed=0, alone=1),
        Gap(PairingKind.ENTERPRISE, in_force=0, proposed=0, alone=1),
    ]


def test_a_village_is_alone_until_it_is_asked_and_paired_when_both_agreed(
    leader_of_shitang: User,
) -> None:
    pair = partner_pair()
    sight = sight_of(leader_of_shitang)

    row = proposed(pair)
    assert gaps_of(sight)[0] == Gap(PairingKind.PARTNER, in_force=0, proposed=1, alone=0)
    for side in PairSide:
        agreed_by(row, pair, side)
    assert gaps_of(sight)[0] == Gap(PairingKind.PARTNER, in_force=1, proposed=0, alone=0)
    assert gaps_of(sight)[1].alone == 1


def test_a_village_that_is_paired_and_asked_to_another_counts_as_paired(
    leader_of_shitang: User,
) -> None:
    in_force(enterprise_pair())
    proposed(enterprise_pair(enterprise=enterprise()))

    assert gaps_of(sight_of(leader_of_shitang))[1] == Gap(
        PairingKind.ENTERPRISE, in_force=1, proposed=0, alone=0
    )


def test_whoever_leads_no_area_has_no_gaps(db: None) -> None:
    poor_village()

    assert gaps_of(sight_of(village_committee())) == []


def test_a_village_sees_its_own_poor_households_that_nobody_looks_after(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    poor_village()
    poor_village(HEGUI)
    here = [poor_household() for _ in range(3)]
    poor_household(village_code=HEGUI)
    proposed(practitioner_pair())
    sight = sight_of(first_secretary())

    with django_assert_num_queries(3):
        found = households_alone(sight, at_most=2)

    assert found.count == 3
    assert set(found.first) < set(here)
    assert len(found.first) == 2


def test_nobody_but_the_village_learns_which_households_they_are(
    leader_of_shitang: User,
) -> None:
    poor_village()
    poor_household()

    assert households_alone(sight_of(leader_of_shitang), at_most=5).count == 0
