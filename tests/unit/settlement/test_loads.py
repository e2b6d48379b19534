"""Sharing deliveries: when a portion is due, and that its shares add up to it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moli.settlement.rules.loads import (
    DeliveryNotPaid,
    LoadFacts,
    Portion,
    ReceivedFacts,
    SharedBefore,
    portion_of,
    shares_of_load,
)
from moli.settlement.rules.shares import ShareKind, Taker
from moli.settlement.rules.waterfall import Brought, CapUnit, Terms

TONNE = 1_000_000
# 1 t at 6.40 yuan/kg; 10 % are claimed, half of that is upheld.
WHOLE = ReceivedFacts(total_fen=640_000, received_grams=TONNE, remitted_fen=640_000, waived_fen=0)
OPEN = ReceivedFacts(640_000, TONNE, 576_000, claimed_fen=64_000, claimed_grams=100_000)
SETTLED = replace(OPEN, waived_fen=32_000, waived_grams=50_000)
NOTHING = SharedBefore()
LOAD = LoadFacts(
    freight_fen=10_000,
    packaging_fen=5_000,
    brought=(Brought("a", "s", 600_000), Brought("b", "t", 300_000), Brought("a", "t", 100_000)),
)
TERMS = Terms(commission_per_mille=30)


def _of(shares: dict[Taker, int], kind: ShareKind) -> dict[str, int]:
    return {taker.owner_key: fen for taker, fen in shares.items() if taker.kind is kind}


def test_without_a_claim_all_is_shared_at_once() -> None:
    assert portion_of(WHOLE, NOTHING) == Portion(1, 640_000, TONNE)
    assert portion_of(WHOLE, SharedBefore(640_000)) is None


def test_what_is_undisputed_is_shared_first_and_what_the_outcome_leaves_second() -> None:
    assert portion_of(OPEN, NOTHING) == Portion(1, 576_000, 900_000)
    assert portion_of(OPEN, SharedBefore(576_000)) is None
    assert portion_of(SETTLED, SharedBefore(576_000)) is None
    paid = replace(SETTLED, remitted_fen=608_000)
    assert portion_of(paid, SharedBefore(576_000)) == Portion(2, 32_000, 950_000)
    assert portion_of(paid, SharedBefore(608_000)) is None


def test_what_was_paid_after_the_outcome_and_before_any_sharing_is_shared_at_once() -> None:
    paid = replace(SETTLED, remitted_fen=608_000)
    assert portion_of(paid, NOTHING) == Portion(1, 608_000, 950_000)


def test_an_outcome_that_is_not_paid_yet_does_not_keep_back_what_was_undisputed() -> None:
    assert portion_of(SETTLED, NOTHING) == Portion(1, 576_000, 900_000)


def test_a_claim_that_is_upheld_whole_leaves_nothing_for_a_second_stage() -> None:
    upheld = replace(OPEN, waived_fen=64_000, waived_grams=100_000)
    assert portion_of(upheld, SharedBefore(576_000)) is None


def test_a_load_that_is_claimed_whole_waits_for_the_outcome() -> None:
    everything = replace(OPEN, claimed_fen=640_000, claimed_grams=TONNE, remitted_fen=0)
    assert portion_of(everything, NOTHING) is None
    halved = replace(everything, waived_fen=320_000, waived_grams=500_000)
    with pytest.raises(DeliveryNotPaid):
        portion_of(halved, NOTHING)
    paid = replace(halved, remitted_fen=320_000)
    assert portion_of(paid, NOTHING) == Portion(1, 320_000, 500_000)


@pytest.mark.parametrize("facts", [WHOLE, OPEN, SETTLED])
def test_a_fen_too_little_is_refused(facts: ReceivedFacts) -> None:
    short = replace(facts, remitted_fen=facts.total_fen - facts.claimed_fen - 1)
    with pytest.raises(DeliveryNotPaid) as caught:
        portion_of(short, NOTHING)
    assert caught.value.facts["paid_fen"] == short.remitted_fen


def test_costs_are_taken_from_the_first_portion_alone() -> None:
    first = shares_of_load(LOAD, Portion(1, 576_000, 900_000), TERMS, NOTHING)
    second = shares_of_load(LOAD, Portion(2, 32_000, 950_000), TERMS, SharedBefore(576_000, 17_280))

    assert _of(first, ShareKind.TRANSPORT) == {"county": 10_000}
    assert _of(first, ShareKind.PACKAGING) == {"county": 5_000}
    # 576,000 − 17,280 − 15,000 = 543,720, by 700 and 300 kg; the stations weighed 600 and 400
    assert _of(first, ShareKind.HOUSEHOLD) == {"a": 380_604, "b": 163_116}
    assert _of(first, ShareKind.STATION) == {"s": 10_368, "t": 6_912}
    assert {taker.kind for taker in second} == {ShareKind.STATION, ShareKind.HOUSEHOLD}
    assert sum(second.values()) == 32_000


def test_a_cap_by_the_kilogram_holds_for_both_portions_together() -> None:
    terms = replace(TERMS, cap_fen=15, cap_unit=CapUnit.KG)
    first = shares_of_load(LOAD, Portion(1, 576_000, 900_000), terms, NOTHING)
    taken = sum(_of(first, ShareKind.STATION).values())
    assert taken == 13_500
    second = shares_of_load(LOAD, Portion(2, 32_000, 950_000), terms, SharedBefore(576_000, taken))
    assert sum(_of(second, ShareKind.STATION).values()) == 750


def test_a_cap_by_the_unit_says_nothing_of_a_load() -> None:
    terms = replace(TERMS, cap_fen=1, cap_unit=CapUnit.UNIT)
    shares = shares_of_load(LOAD, Portion(1, 576_000, 900_000), terms, NOTHING)
    assert sum(_of(shares, ShareKind.STATION).values()) == 17_280


@given(
    terms=st.builds(
        Terms,
        commission_per_mille=st.integers(0, 200),
        cap_fen=st.none() | st.integers(0, 100),
        cap_unit=st.sampled_from(CapUnit),
        platform_per_mille=st.integers(0, 100),
    ),
    grams=st.lists(st.integers(1, 10**7), min_size=1, max_size=70),
    costs=st.tuples(st.integers(0, 10**7), st.integers(0, 10**7)),
    fen=st.integers(1, 10**9),
    before=st.integers(0, 10**7),
)
def test_shares_of_any_load_are_what_was_paid(
    terms: Terms, grams: list[int], costs: tuple[int, int], fen: int, before: int
) -> None:
    brought = tuple(Brought(f"h{n % 40}", f"s{n % 3}", g) for n, g in enumerate(grams))
    load = LoadFacts(costs[0], costs[1], brought)
    for stage in (1, 2):
        shares = shares_of_load(
            load, Portion(stage, fen, sum(grams)), terms, SharedBefore(before, before)
        )
        assert sum(shares.values()) == fen
        assert all(share > 0 for share in shares.values())


@given(
    total=st.integers(1, 10**8),
    claimed_per_mille=st.integers(0, 1_000),
    upheld_per_mille=st.integers(0, 1_000),
    early=st.booleans(),
)
def test_the_stages_of_any_delivery_are_what_its_buyer_paid(
    total: int, claimed_per_mille: int, upheld_per_mille: int, early: bool
) -> None:
    claimed = total * claimed_per_mille // 1_000
    waived = claimed * upheld_per_mille // 1_000
    shared = SharedBefore()
    moments = [
        ReceivedFacts(total, total, total - claimed, claimed, claimed),
        ReceivedFacts(total, total, total - waived, claimed, claimed, waived, waived),
    ]
    for facts in moments if early else moments[1:]:
        for _ in range(2):
            portion = portion_of(facts, shared)
            shared = SharedBefore(shared.total_fen + (portion.fen if portion else 0))
    assert shared.total_fen == total - waived
