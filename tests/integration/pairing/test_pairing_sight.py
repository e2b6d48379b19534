"""Who sees which pairings: both sides, their village, organisers, offices, and nobody else."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from moli.accounts.models import User
from moli.accounts.queries import standing_of
from moli.accounts.rules import NOBODY
from moli.pairing.models import Pairing
from moli.pairing.queries.sight import (
    PairingSight,
    pairing_seen,
    pairing_sight,
    pairings_seen,
    practitioner_counts,
)
from moli.pairing.rules.kinds import PairingKind, PairingState, PairSide
from moli.party.rules.branches import LedKind
from moli.party.services.leading import give_lead
from tests.factories import (
    COUNTY,
    HEGUI,
    JIAOYI,
    NOW,
    SHITANG,
    TESTER,
    TODAY,
    YAOBU,
    auditor,
    branch,
    buyer,
    county_branch,
    first_secretary,
    leader,
    office,
    organiser,
    person,
    station,
    station_operator,
    stranger,
    town_office,
    village_committee,
)
from tests.factories.organisations import FOUNDED_ON
from tests.factories.pairings import (
    Pair,
    enterprise_pair,
    in_force,
    partner_pair,
    practitioner,
    practitioner_pair,
    proposed,
)

pytestmark = pytest.mark.django_db
ALL = frozenset(PairingKind)
OPEN = frozenset({PairingKind.PARTNER, PairingKind.ENTERPRISE})
SIDES = (PairSide.HELPER, PairSide.HELPED)


@pytest.fixture
def pairs() -> dict[PairingKind, Pair]:
    """Yaobu, helped in each of the three ways."""
    own = station(village_code=HEGUI, name="贺桂村服务站")
    found = [partner_pair(station=own), enterprise_pair(), practitioner_pair()]
    for pair in found:
        in_force(pair)
    return {pair.kind: pair for pair in found}


def _sight(user: User) -> PairingSight:
    return pairing_sight(standing_of(user, on=TODAY), on=TODAY)


def _kinds(user: User) -> set[PairingKind]:
    return {PairingKind(row.pairing_kind) for row in pairings_seen(_sight(user))}


def _of(kind: PairingKind) -> Pairing:
    return Pairing.objects.select_related("village").get(pairing_kind=kind)


def _led(kind: LedKind, *keys: str) -> User:
    own = branch(name=f"带头支部{keys[0]}"[:40])
    give_lead(branch=own, kind=kind, keys=keys, from_on=FOUNDED_ON, by=TESTER, at=NOW)
    return organiser(branch=own)


def test_each_side_sees_its_own(pairs: dict[PairingKind, Pair]) -> None:
    for kind, pair in pairs.items():
        assert _kinds(pair.helper) == {kind}
    assert _kinds(pairs[PairingKind.PARTNER].helped) == ALL, "the village's first secretary"
    assert _kinds(village_committee()) == ALL
    assert _kinds(town_office(area_code=SHITANG)) == ALL
    assert _kinds(office()) == ALL


def test_leaders_auditors_and_organisers_see_no_poor_household(
    pairs: dict[PairingKind, Pair],
) -> None:
    for user in (leader(), auditor(), organiser(branch=county_branch())):
        assert _kinds(user) == OPEN
        counts = practitioner_counts(_sight(user))
        assert counts == {**dict.fromkeys(PairingState, 0), PairingState.IN_FORCE: 1}


def test_an_organiser_sees_what_the_branch_leads_on_either_side(
    pairs: dict[PairingKind, Pair],
) -> None:
    keys = {kind: pair.helper_key for kind, pair in pairs.items()}
    assert _kinds(_led(LedKind.STATION, keys[PairingKind.PARTNER])) == {PairingKind.PARTNER}
    assert _kinds(_led(LedKind.ENTERPRISE, keys[PairingKind.ENTERPRISE])) == {
        PairingKind.ENTERPRISE
    }
    assert _kinds(_led(LedKind.AREA, SHITANG)) == OPEN
    assert _kinds(_led(LedKind.AREA, JIAOYI)) == set()


def test_whoever_is_not_named_sees_none(pairs: dict[PairingKind, Pair]) -> None:
    others = [
        stranger(),
        person(),
        first_secretary(village_code=HEGUI),
        village_committee(village_code=HEGUI),
        town_office(area_code=JIAOYI),
        station_operator(station=station()),
        practitioner(),
        leader(area_code=JIAOYI),
        office(area_code=JIAOYI),
    ]
    for user in others:
        assert _kinds(user) == set(), user
        assert sum(practitioner_counts(_sight(user)).values()) == 0
    nobody = pairing_sight(NOBODY, on=TODAY)
    assert not pairings_seen(nobody).exists()
    assert sum(practitioner_counts(nobody).values()) == 0


def test_one_pairing_opens_for_whoever_sees_it(pairs: dict[PairingKind, Pair]) -> None:
    row = _of(PairingKind.PRACTITIONER)
    assert pairing_seen(row.key, sight=_sight(office())) == row
    assert pairing_seen(row.key, sight=_sight(leader())) is None
    assert pairing_seen("x", sight=_sight(office())) is None


def test_each_speaks_for_its_own_side_alone(pairs: dict[PairingKind, Pair]) -> None:
    helper, helped = (PairSide.HELPER,), (PairSide.HELPED,)
    secretary = pairs[PairingKind.PARTNER].helped
    for kind, pair in pairs.items():
        row = _of(kind)
        assert _sight(pair.helper).speaks_for(row) == helper
        assert _sight(secretary).speaks_for(row) == helped
        others = [other.helper for each, other in pairs.items() if each is not kind]
        others += [office(), leader(), organiser(branch=county_branch()), stranger()]
        assert [_sight(user).speaks_for(row) for user in others] == [()] * len(others)
    committee = _sight(village_committee())
    spoken = {kind: committee.speaks_for(_of(kind)) for kind in PairingKind}
    assert spoken == {
        PairingKind.PARTNER: (),
        PairingKind.ENTERPRISE: helped,
        PairingKind.PRACTITIONER: helped,
    }


def test_households_words_are_written_down_by_their_village(
    pairs: dict[PairingKind, Pair],
) -> None:
    row = _of(PairingKind.ENTERPRISE)
    writes = {
        user.name: _sight(user).writes_for_households(row)
        for user in (
            village_committee(),
            pairs[PairingKind.PARTNER].helped,
            village_committee(village_code=HEGUI, name="别村"),
            pairs[PairingKind.ENTERPRISE].helper,
            office(),
        )
    }
    assert list(writes.values()) == [True, True, False, False, False]


def test_sides_organisers_and_the_office_end_and_organisers_no_practitioner_s(
    pairs: dict[PairingKind, Pair],
) -> None:
    own = organiser(branch=county_branch())
    for kind, pair in pairs.items():
        row = _of(kind)
        allowed = [pair.helper, pair.helped, office()]
        assert all(_sight(user).ends(row) for user in allowed), kind
        assert _sight(own).ends(row) is (kind in OPEN)
        assert not any(_sight(user).ends(row) for user in (leader(), auditor(), stranger()))


def test_who_plans_and_who_proposes() -> None:
    own = _sight(organiser(branch=county_branch()))
    village = _sight(first_secretary())
    county = _sight(office())
    for kind in PairingKind:
        assert county.plans(kind)
        assert county.proposes(kind, village_code=YAOBU)
        assert own.plans(kind) is (kind in OPEN)
        assert own.proposes(kind, village_code=YAOBU) is (kind in OPEN)
        assert not village.plans(kind)
        assert village.proposes(kind, village_code=YAOBU) is (kind not in OPEN)
        assert not village.proposes(kind, village_code=HEGUI)
        assert not _sight(leader()).plans(kind)
        assert not _sight(buyer()).proposes(kind, village_code=YAOBU)
    assert COUNTY in county.office_areas


def test_a_list_costs_the_same_however_long_it_is(
    pairs: dict[PairingKind, Pair], django_assert_num_queries: Callable[..., Any]
) -> None:
    standing = standing_of(organiser(branch=county_branch()), on=TODAY)
    proposed(enterprise_pair(village_code=HEGUI))
    with django_assert_num_queries(3):
        assert len(pairings_seen(pairing_sight(standing, on=TODAY))) == 3
    standing = standing_of(office(), on=TODAY)
    with django_assert_num_queries(1):
        assert len(pairings_seen(pairing_sight(standing, on=TODAY))) == 4
