"""Which rounds, proposals and contracts somebody may open, introduce, answer and draw up."""

from __future__ import annotations

import pytest

from moli.accounts.models import User
from moli.accounts.queries import standing_of
from moli.market.models import Proposal
from moli.market.queries.introducers import introducers_of
from moli.market.queries.proposals import (
    contracts_visible_to,
    proposals_answerable_by,
    proposals_to_draw_up,
    proposals_to_introduce,
    proposals_visible_to,
    rounds_visible_to,
)
from moli.market.queries.reach import MarketReach, market_reach
from moli.market.queries.sight import Sight, sight_of, viewer_of
from moli.market.rules.negotiation import ProposalState, Side
from tests.factories import (
    HEGUI,
    TODAY,
    YAOBU,
    Story,
    agreed,
    branch,
    contracted,
    enterprise,
    first_secretary,
    introduced,
    junqiao,
    organiser,
)

pytestmark = pytest.mark.django_db
READERS = {"organiser", "office", "leader", "auditor"}
SELLERS = {"first_secretary", "village_committee", "station_operator"}


def _reach(user: User) -> MarketReach:
    return market_reach(standing_of(user, on=TODAY), on=TODAY)


def _who_sees(personas: Story) -> set[str]:
    return {
        name
        for name, user in personas.people.items()
        if proposals_visible_to(_reach(user)).filter(pk=personas.proposal.pk).exists()
    }


def test_before_the_introduction_no_side_sees_a_proposal(personas: Story) -> None:
    assert _who_sees(personas) == READERS


def test_after_the_introduction_both_sides_see_it(personas: Story) -> None:
    introduced(personas.proposal)

    assert _who_sees(personas) == READERS | SELLERS | {"buyer"}


def test_what_a_later_round_replaced_is_gone_for_the_sides(personas: Story) -> None:
    Proposal.objects.update(state=ProposalState.REPLACED)

    assert _who_sees(personas) == READERS


def test_another_village_sees_nothing(personas: Story) -> None:
    introduced(personas.proposal)
    neighbour = first_secretary(village_code=HEGUI, name="韦邻村")

    assert not proposals_visible_to(_reach(neighbour)).exists()
    assert not proposals_answerable_by(_reach(neighbour), side=Side.SELLER).exists()


def test_only_who_leads_both_sides_may_introduce_and_draw_up(personas: Story) -> None:
    sellers_only = organiser(branch=branch(name="石塘支部", areas=["450181110"]), name="半边甲")
    fresh = {name: proposals_to_introduce(_reach(user)) for name, user in personas.people.items()}

    assert {name for name, rows in fresh.items() if rows.exists()} == {"organiser"}
    assert not proposals_to_introduce(_reach(sellers_only)).exists()
    agreed(personas.proposal)
    ready = {name: proposals_to_draw_up(_reach(user)) for name, user in personas.people.items()}
    assert {name for name, rows in ready.items() if rows.exists()} == {"organiser"}
    assert not fresh["organiser"].all().exists()


def test_each_side_answers_for_itself(personas: Story) -> None:
    introduced(personas.proposal)

    def answering(side: Side) -> set[str]:
        return {
            name
            for name, user in personas.people.items()
            if proposals_answerable_by(_reach(user), side=side).exists()
        }

    assert answering(Side.BUYER) == {"buyer"}
    assert answering(Side.SELLER) >= SELLERS
    assert "buyer" not in answering(Side.SELLER)


def test_rounds_are_for_organisers_and_county_roles(personas: Story) -> None:
    seen = {
        name for name, user in personas.people.items() if rounds_visible_to(_reach(user)).exists()
    }

    assert seen == READERS


def test_a_contract_is_seen_by_both_sides_and_readers(personas: Story) -> None:
    contracted(personas.proposal)
    seen = {
        name
        for name, user in personas.people.items()
        if contracts_visible_to(_reach(user)).exists()
    }

    assert seen == READERS | SELLERS | {"buyer"}


def _sight(user: User) -> Sight:
    viewer = viewer_of(standing_of(user, on=TODAY), on=TODAY)
    return sight_of(viewer, village_code=YAOBU, enterprise_key=junqiao().key)


def test_who_sees_which_limit(personas: Story) -> None:
    """Floor, ceiling, and the figures from which both could be worked out."""
    seen = {
        name: (sight.floor, sight.ceiling, sight.reckoning, sight.contacts)
        for name, user in personas.people.items()
        for sight in [_sight(user)]
    }

    assert seen == {
        "first_secretary": (True, False, False, True),
        "village_committee": (True, False, False, True),
        "station_operator": (True, False, False, True),
        "organiser": (True, True, True, True),
        "buyer": (False, True, False, True),
        "office": (False, False, True, False),
        "leader": (False, False, True, False),
        "auditor": (False, False, True, False),
        "stranger": (False, False, False, False),
    }


def test_an_organiser_of_one_side_sees_that_side_s_limit_alone(personas: Story) -> None:
    sellers_only = organiser(branch=branch(name="石塘支部", areas=["450181110"]), name="半边乙")

    sight = _sight(sellers_only)

    assert (sight.floor, sight.ceiling, sight.reckoning) == (True, False, False)
    assert (sight.leads_both, sight.contacts) == (False, False)


def test_the_nearest_branch_that_leads_both_may_introduce(personas: Story) -> None:
    county = personas.proposal
    pair = (YAOBU, county.demand.enterprise.key)

    names = introducers_of([pair], on=TODAY)[pair]

    assert [name.zh for name in names] == ["横县电子商务党支部"]


def test_a_pair_that_nobody_leads_has_no_introducer(personas: Story) -> None:
    stray = enterprise(place=9, name="别家公司", short_name="别家")

    assert introducers_of([(YAOBU, stray.key)], on=TODAY)[YAOBU, stray.key] == ()
