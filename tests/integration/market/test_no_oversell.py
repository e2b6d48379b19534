"""Sixty organisers at the same moment, and a lot that has enough for ten of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from functools import partial

import pytest
from django.db import IntegrityError, transaction

from moli.audit.models import Event
from moli.market.models import Demand, Introduction, Lot, Proposal
from moli.market.rules.negotiation import AnswerKind, DeclineReason, Side
from moli.market.services.answering import Reply, answer
from moli.market.services.introducing import introduce
from moli.market.services.posting_lots import post_lot
from tests.concurrency import Outcome, at_once
from tests.factories import NOW, TESTER, demand, introduced, key, lot, lot_offer, proposal

TONNE = 1_000_000

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


def _introduce(row: Proposal) -> Callable[[], object]:
    later = NOW + timedelta(days=3)
    return partial(introduce, proposal_ids=[row.pk], answer_by=later, by=TESTER, at=NOW)


def _names(outcomes: list[Outcome]) -> Counter[str]:
    return Counter("ok" if each.ok else type(each.error).__name__ for each in outcomes)


def test_sixty_introductions_hold_exactly_what_a_lot_has() -> None:
    shared = lot(grams=10 * TONNE)
    rows = [proposal(lot=shared, demand=demand(grams=TONNE), grams=TONNE) for _ in range(60)]

    outcomes = at_once([_introduce(row) for row in rows])

    assert _names(outcomes) == {"ok": 10, "NotEnoughLeft": 50}
    shared.refresh_from_db()
    assert shared.committed_grams == shared.grams == 10 * TONNE
    held = Proposal.objects.filter(held_grams__gt=0)
    assert [row.held_grams for row in held] == [TONNE] * 10
    assert Introduction.objects.count() == 10
    assert Event.objects.filter(verb="market.introduce").count() == 10
    assert sum(Demand.objects.values_list("committed_grams", flat=True)) == 10 * TONNE


def test_sixty_introductions_fill_exactly_what_a_demand_wants() -> None:
    shared = demand(grams=10 * TONNE)
    rows = [proposal(lot=lot(grams=TONNE), demand=shared, grams=TONNE) for _ in range(60)]

    outcomes = at_once([_introduce(row) for row in rows])

    assert _names(outcomes) == {"ok": 10, "NotEnoughLeft": 50}
    shared.refresh_from_db()
    assert shared.committed_grams == 10 * TONNE
    assert sum(Lot.objects.values_list("committed_grams", flat=True)) == 10 * TONNE


def test_one_proposal_introduced_by_twenty_at_once_is_introduced_once() -> None:
    row = proposal()

    outcomes = at_once([_introduce(row)] * 20)

    assert _names(outcomes) == {"ok": 20}
    assert len({each.result[0].pk for each in outcomes}) == 1
    assert Introduction.objects.count() == 1
    assert Event.objects.filter(verb="market.introduce").count() == 1
    assert Lot.objects.get().committed_grams == row.grams


def test_organisers_who_cross_each_other_wait_and_never_deadlock() -> None:
    lots, demands = [lot(), lot()], [demand(), demand()]
    forward = [proposal(lot=lots[i], demand=demands[i], grams=TONNE) for i in (0, 1)]
    crossed = [proposal(lot=lots[i], demand=demands[1 - i], grams=TONNE) for i in (1, 0)]
    later = NOW + timedelta(days=3)
    calls = [
        partial(
            introduce, proposal_ids=[row.pk for row in rows], answer_by=later, by=TESTER, at=NOW
        )
        for rows in (forward, crossed, forward[::-1], crossed[::-1]) * 5
    ]

    outcomes = at_once(calls)

    assert _names(outcomes) == {"ok": 20}
    assert [row.committed_grams for row in Lot.objects.order_by("pk")] == [2 * TONNE] * 2
    assert [row.committed_grams for row in Demand.objects.order_by("pk")] == [2 * TONNE] * 2


def test_a_no_and_new_introductions_at_once_leave_no_gram_unaccounted_for() -> None:
    shared = lot(grams=10 * TONNE)
    first = introduced(proposal(lot=shared, demand=demand(), grams=10 * TONNE))
    others = [proposal(lot=shared, demand=demand(), grams=TONNE) for _ in range(20)]
    no = Reply(
        side=Side.BUYER,
        kind=AnswerKind.DECLINE,
        price_fen_per_kg=first.fair_fen_per_kg,
        grams=first.grams,
        reason=DeclineReason.PRICE,
    )

    outcomes = at_once(
        [
            partial(answer, proposal_id=first.pk, reply=no, request_key=key(), by=TESTER, at=NOW),
            *[_introduce(row) for row in others],
        ]
    )

    assert outcomes[0].ok
    assert set(_names(outcomes)) <= {"ok", "NotEnoughLeft"}
    shared.refresh_from_db()
    assert shared.committed_grams == sum(Proposal.objects.values_list("held_grams", flat=True))


def test_a_double_tap_posts_one_lot() -> None:
    offer, tapped = lot_offer(), key()

    outcomes = at_once([partial(post_lot, offer=offer, request_key=tapped, by=TESTER, at=NOW)] * 10)

    assert _names(outcomes) == {"ok": 10}
    assert len({each.result.pk for each in outcomes}) == 1
    assert Lot.objects.count() == 1
    assert Event.objects.filter(verb="market.post_lot").count() == 1


def test_the_database_itself_refuses_to_commit_more_than_there_is() -> None:
    row = lot(grams=TONNE)

    with pytest.raises(IntegrityError), transaction.atomic():
        Lot.objects.filter(pk=row.pk).update(committed_grams=TONNE + 1)

    row.refresh_from_db()
    assert row.committed_grams == 0
