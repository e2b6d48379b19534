"""Posting and withdrawing a demand: once, whole, and only for an enterprise that was checked."""

from datetime import date
from uuid import uuid4

import pytest

from moli.audit.models import Event
from moli.enterprises.rules import EnterpriseStatus
from moli.kernel.actor import Actor
from moli.kernel.refusal import Refusal
from moli.market.models import Demand
from moli.market.rules.negotiation import ProposalState
from moli.market.rules.offers import (
    OfferState,
    PriceOutOfRange,
    WeightOutOfRange,
    Window,
    WindowEndsBeforeStart,
    WindowOver,
)
from moli.market.services.posting_demands import (
    DemandOffer,
    EnterpriseNotChecked,
    post_demand,
    withdraw_demand,
)
from moli.market.services.posting_lots import GradeOfAnotherProduct, RequestKeyTaken
from tests.factories import market, organisations, places, produce
from tests.factories.moments import NOW, TESTER, TODAY, WINDOW

pytestmark = pytest.mark.django_db


def offer(**changes: object) -> DemandOffer:
    """Junqiao's 60 t to Nanning at no more than 3.60 yuan/jin, with fields changed."""
    fields: dict[str, object] = {
        "enterprise_id": organisations.junqiao().pk,
        "lowest_grade_id": produce.grade(rank=2).pk,
        "destination_id": places.nanning().pk,
        "grams": 60_000_000,
        "ceiling_fen_per_kg": 720,
        "window": WINDOW,
    }
    return DemandOffer(**{**fields, **changes})  # type: ignore[arg-type]


def verbs(demand: Demand) -> list[str]:
    """What the trail says of a demand, oldest first."""
    events = Event.objects.filter(subject_kind="demand", subject_key=demand.key)
    return list(events.order_by("id").values_list("verb", flat=True))


def test_a_posted_demand_holds_what_was_asked() -> None:
    demand = post_demand(offer=offer(), request_key=uuid4(), by=TESTER, at=NOW)

    demand.refresh_from_db()
    assert (demand.enterprise.short_name, demand.destination.code) == ("南宁君桥", "nanning")
    assert (demand.grams, demand.ceiling_fen_per_kg) == (60_000_000, 720)
    assert (demand.product.code, demand.lowest_grade.rank) == ("passion-fruit", 2)
    assert verbs(demand) == ["market.post_demand"]


def test_posting_twice_with_one_key_posts_once() -> None:
    request_key = uuid4()
    first = post_demand(offer=offer(), request_key=request_key, by=TESTER, at=NOW)
    second = post_demand(offer=offer(grams=1_000_000), request_key=request_key, by=TESTER, at=NOW)

    assert second.pk == first.pk
    assert Demand.objects.get().grams == 60_000_000
    somebody_else = Actor(key="user:else", name="别人")
    with pytest.raises(RequestKeyTaken):
        post_demand(offer=offer(), request_key=request_key, by=somebody_else, at=NOW)
    assert verbs(first) == ["market.post_demand"]


def test_a_demand_that_cannot_stand_is_refused_and_nothing_is_stored() -> None:
    unchecked = organisations.enterprise(place=9, status=EnterpriseStatus.LEAD)
    suspended = organisations.enterprise(place=8, status=EnterpriseStatus.SUSPENDED)
    wrong: list[tuple[type[Refusal], dict[str, object]]] = [
        (WeightOutOfRange, {"grams": 0}),
        (PriceOutOfRange, {"ceiling_fen_per_kg": 4_000_001}),
        (WindowEndsBeforeStart, {"window": Window(TODAY, date(2016, 9, 11))}),
        (WindowOver, {"window": Window(date(2016, 9, 1), date(2016, 9, 11))}),
        (GradeOfAnotherProduct, {"lowest_grade_id": 10**9}),
        (EnterpriseNotChecked, {"enterprise_id": unchecked.pk}),
        (EnterpriseNotChecked, {"enterprise_id": suspended.pk}),
    ]
    for refusal, change in wrong:
        with pytest.raises(refusal):
            post_demand(offer=offer(**change), request_key=uuid4(), by=TESTER, at=NOW)

    assert Demand.objects.count() == 0
    assert not Event.objects.filter(subject_kind="demand").exists()


def test_withdrawing_twice_is_once_and_keeps_what_was_promised() -> None:
    demand = market.demand()
    kept = market.introduced(market.proposal(demand=demand, grams=10_000_000))
    fresh = market.proposal(demand=demand, grams=20_000_000)

    withdraw_demand(demand_id=demand.pk, by=TESTER, at=NOW)
    withdraw_demand(demand_id=demand.pk, by=TESTER, at=NOW)

    demand.refresh_from_db()
    kept.refresh_from_db()
    fresh.refresh_from_db()
    assert (demand.state, demand.committed_grams) == (OfferState.WITHDRAWN, 10_000_000)
    assert (kept.state, fresh.state) == (ProposalState.INTRODUCED, ProposalState.REPLACED)
    assert verbs(demand) == ["market.post_demand", "market.withdraw_demand"]
