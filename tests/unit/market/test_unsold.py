"""Which goods would have been left unsold: every condition, one by one."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from moli.market.rules.unmatched import Unmet
from moli.market.rules.unsold import Deal, Offered, RoundSaid, unsold_terms, would_be_unsold

LAST_ON = date(2016, 9, 25)
EARLIER = datetime(2016, 9, 19, 1, tzinfo=UTC)
BOUND = datetime(2016, 9, 21, 1, tzinfo=UTC)
DEAL = Deal(lot_id=1, enterprise_id=7, bound_at=BOUND, proposal_id=3)
NOBODY = RoundSaid(on=date(2016, 9, 19), run_at=EARLIER, unmatched={1: Unmet.NO_LINK_PRICE})
TAKEN = Offered(pk=3, lot_id=1, enterprise_id=7, run_at=BOUND, others_would_take=False)


def test_a_week_is_data_with_its_reason() -> None:
    assert unsold_terms().last_days == 7
    assert unsold_terms().last_days_reason


def test_nobody_wanted_it_in_its_last_days_and_one_came() -> None:
    assert would_be_unsold(DEAL, last_on=LAST_ON, rounds=[NOBODY], offers=[TAKEN])
    by_quote = replace(DEAL, proposal_id=None)
    assert would_be_unsold(by_quote, last_on=LAST_ON, rounds=[NOBODY], offers=[])


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ([], "no round was run"),
        ([replace(NOBODY, on=date(2016, 9, 17))], "there was time left"),
        ([replace(NOBODY, on=date(2016, 9, 26))], "the harvest was over"),
        ([replace(NOBODY, run_at=BOUND)], "the round came with the deal"),
        ([replace(NOBODY, unmatched={1: Unmet.PART_ONLY})], "somebody wanted a part"),
        ([replace(NOBODY, unmatched={2: Unmet.OUTBID})], "it was another lot"),
    ],
)
def test_without_a_round_that_found_nobody_nothing_is_proved(
    said: list[RoundSaid], why: str
) -> None:
    assert not would_be_unsold(DEAL, last_on=LAST_ON, rounds=said, offers=[TAKEN]), why


@pytest.mark.parametrize(
    ("offer", "why"),
    [
        (replace(TAKEN, pk=2, enterprise_id=8, run_at=EARLIER), "another was matched before"),
        (replace(TAKEN, pk=2, enterprise_id=8), "another was matched with it"),
        (replace(TAKEN, others_would_take=True), "others stood behind the buyer"),
    ],
)
def test_with_anybody_else_in_sight_nothing_is_proved(offer: Offered, why: str) -> None:
    offers = [offer, TAKEN]

    assert not would_be_unsold(DEAL, last_on=LAST_ON, rounds=[NOBODY], offers=offers), why


def test_offers_of_other_lots_and_after_the_deal_say_nothing() -> None:
    later = replace(TAKEN, pk=9, enterprise_id=8, run_at=datetime(2016, 9, 23, tzinfo=UTC))
    other = replace(TAKEN, pk=8, lot_id=2, enterprise_id=8)

    assert would_be_unsold(DEAL, last_on=LAST_ON, rounds=[NOBODY], offers=[TAKEN, later, other])
