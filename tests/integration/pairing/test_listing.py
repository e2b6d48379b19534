"""Lists of pairings by whose they are and what came of them, and whom to call."""

from __future__ import annotations

from datetime import timedelta

import pytest

from moli.accounts.models import User
from moli.accounts.queries import standing_of
from moli.pairing.models import Pairing
from moli.pairing.queries.contacts import contacts_of
from moli.pairing.queries.listing import (
    Latest,
    Wanted,
    counts_by_kind,
    latest_of,
    own_pairings,
    pairings_of_kind,
    towns_of,
)
from moli.pairing.queries.sight import PairingSight, pairing_sight
from moli.pairing.rules.kinds import PairingKind, PairingState, PairSide, ResultKind
from tests.factories import (
    HEGUI,
    SHITANG,
    TODAY,
    YAOBU,
    office,
    station,
    town_office,
    village_committee,
)
from tests.factories.bulk import KG, accepted, brought, called_off, contract, first_part, sent
from tests.factories.pairings import (
    SPRING,
    Pair,
    confirmed,
    ended,
    enterprise_pair,
    in_force,
    partner_pair,
    practitioner_pair,
    proposed,
    reported,
)

pytestmark = pytest.mark.django_db


def _sight(user: User) -> PairingSight:
    return pairing_sight(standing_of(user, on=TODAY), on=TODAY)


def _partner_at(code: str) -> Pair:
    return partner_pair(village_code=code, station=station(village_code=code, name=f"{code}站"))


def test_own_ones_stand_first_then_proposals_then_those_in_force() -> None:
    yaobu, hegui = _partner_at(YAOBU), _partner_at(HEGUI)
    mine = in_force(yaobu, at=SPRING)
    theirs = proposed(hegui)
    found = pairings_of_kind(PairingKind.PARTNER, sight=_sight(office()))
    assert list(found) == [theirs, mine]
    # Somebody who sees both through the town and is a side of one has his own first.
    sight = _sight(yaobu.helper)
    assert list(pairings_of_kind(PairingKind.PARTNER, sight=sight)) == [mine]
    assert list(own_pairings(sight)) == [mine]
    assert list(own_pairings(_sight(office()))) == []


def test_a_committee_speaks_in_pairings_of_its_village_but_not_for_its_secretary() -> None:
    in_force(_partner_at(YAOBU), at=SPRING)
    enterprise = in_force(enterprise_pair(), at=SPRING)
    household = in_force(practitioner_pair(), at=SPRING)
    in_force(enterprise_pair(village_code=HEGUI), at=SPRING)
    sight = _sight(village_committee())
    assert list(own_pairings(sight)) == [enterprise, household]
    assert [bool(sight.speaks_for(row)) for row in Pairing.objects.order_by("pk")] == [
        *(False, True, True),
        False,
    ]


def test_lists_are_narrowed_by_state_town_and_result() -> None:
    active, idle = _partner_at(YAOBU), _partner_at(HEGUI)
    with_result = in_force(active, at=SPRING)
    confirmed(with_result, active)
    without = in_force(idle, at=SPRING)
    sight = _sight(office())

    def found(wanted: Wanted) -> list[Pairing]:
        return list(pairings_of_kind(PairingKind.PARTNER, sight=sight, wanted=wanted))

    assert found(Wanted(is_active=True)) == [with_result]
    assert found(Wanted(is_active=False)) == [without]
    ended(without)
    assert found(Wanted(is_active=False)) == []
    assert found(Wanted(state=PairingState.ENDED)) == [without]
    assert found(Wanted(town_code=SHITANG)) == [with_result]
    assert SHITANG in {town.code for town in towns_of(PairingKind.PARTNER, sight=sight)}


def test_counts_are_of_what_is_seen() -> None:
    in_force(practitioner_pair(), at=SPRING)
    proposed(_partner_at(HEGUI))
    assert counts_by_kind(_sight(office())) == {
        PairingKind.PARTNER: 1,
        PairingKind.ENTERPRISE: 0,
        PairingKind.PRACTITIONER: 1,
    }
    seen = counts_by_kind(_sight(town_office(area_code=SHITANG)))
    assert seen[PairingKind.PRACTITIONER] == 1


def test_the_latest_result_is_a_days_sales_or_what_was_confirmed_since() -> None:
    pair = enterprise_pair()
    row = in_force(pair, at=SPRING)
    assert latest_of([row], on=TODAY) == {}
    order = called_off(contract(grams=900 * KG, village_code=YAOBU))
    accepted(sent(brought(first_part(order), mosts=[900 * KG])))
    [sold] = latest_of([row], on=TODAY + timedelta(days=60)).values()
    assert sold.result_kind is ResultKind.SALE
    assert sold.amount > 0

    earlier = in_force(_partner_at(HEGUI), at=SPRING)
    other = partner_pair(village_code=HEGUI, station=None)
    reported(earlier, other)
    assert latest_of([earlier], on=TODAY) == {}
    confirmed(earlier, other, on=TODAY - timedelta(days=1))
    assert latest_of([earlier], on=TODAY)[earlier.pk] == Latest(
        TODAY - timedelta(days=1), ResultKind.TRAINING, 2
    )
    assert latest_of([earlier], on=TODAY - timedelta(days=2)) == {}


def test_whom_to_call_is_told_to_the_two_sides_while_it_holds() -> None:
    pair = partner_pair()
    row = proposed(pair)
    assert contacts_of(row, sight=_sight(pair.helper)) == {}
    row = in_force(enterprise_pair(), at=SPRING)
    buyer, village = enterprise_pair().helper, pair.helped
    across = contacts_of(row, sight=_sight(buyer))
    assert [one.phone for one in across[PairSide.HELPED]] == [village.phone]
    assert list(across) == [PairSide.HELPED]
    assert [one.phone for one in contacts_of(row, sight=_sight(village))[PairSide.HELPER]] == [
        buyer.phone
    ]
    for user in (office(), town_office(area_code=SHITANG), pair.helper):
        assert contacts_of(row, sight=_sight(user)) == {}
    assert contacts_of(ended(row), sight=_sight(buyer)) == {}


def test_the_village_stands_in_for_a_households_number() -> None:
    pair = practitioner_pair()
    row = in_force(pair, at=SPRING)
    across = contacts_of(row, sight=_sight(pair.helper))
    assert [one.phone for one in across[PairSide.HELPED]] == [pair.helped.phone]
    assert [one.phone for one in contacts_of(row, sight=_sight(pair.helped))[PairSide.HELPER]] == [
        pair.helper.phone
    ]
