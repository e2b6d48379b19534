"""Answering an introduction: yes, another price, or no."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest

from moli.audit.models import Event
from moli.kernel.actor import Actor
from moli.kernel.refusal import Refusal
from moli.market.models import Answer, Demand, Lot, Proposal
from moli.market.rules.negotiation import AnswerKind, DeclineReason, ProposalState, Side
from moli.market.rules.offers import PriceOutOfRange
from moli.market.services.answering import (
    MoreThanHeld,
    ReasonMissing,
    Reply,
    TermsChanged,
    answer,
)
from moli.market.services.introducing import ProposalMovedOn
from moli.market.services.posting_lots import RequestKeyTaken
from tests.factories import NOW, TESTER, introduced, key, proposal

pytestmark = pytest.mark.django_db
TONNE = 1_000_000


def _say(
    row: Proposal,
    side: Side,
    kind: AnswerKind,
    *,
    request_key: UUID | None = None,
    by: Actor = TESTER,
    **changes: Any,
) -> Proposal:
    terms = {"price_fen_per_kg": 640, "grams": 40 * TONNE, **changes}
    reply = Reply(side=side, kind=kind, **terms)
    return answer(proposal_id=row.pk, reply=reply, request_key=request_key or key(), by=by, at=NOW)


def _committed() -> tuple[int, int]:
    return Lot.objects.get().committed_grams, Demand.objects.get().committed_grams


def test_one_yes_waits_for_the_other() -> None:
    row = introduced()

    after = _say(row, Side.BUYER, AnswerKind.ACCEPT)

    assert (after.state, after.agreed_fen_per_kg) == (ProposalState.INTRODUCED, None)
    assert _committed() == (40 * TONNE, 40 * TONNE)


def test_two_yeses_agree_on_the_fair_price() -> None:
    row = introduced()

    _say(row, Side.BUYER, AnswerKind.ACCEPT)
    after = _say(row, Side.SELLER, AnswerKind.ACCEPT)

    assert (after.state, after.agreed_fen_per_kg) == (ProposalState.AGREED, 640)
    assert after.held_grams == 40 * TONNE


def test_less_weight_agreed_frees_the_rest() -> None:
    row = introduced()

    _say(row, Side.SELLER, AnswerKind.COUNTER, price_fen_per_kg=660, grams=30 * TONNE)
    after = _say(row, Side.BUYER, AnswerKind.ACCEPT, price_fen_per_kg=660, grams=30 * TONNE)

    assert (after.state, after.agreed_fen_per_kg) == (ProposalState.AGREED, 660)
    assert after.held_grams == 30 * TONNE
    assert _committed() == (30 * TONNE, 30 * TONNE)


def test_a_no_with_a_reason_frees_everything() -> None:
    row = introduced()

    after = _say(row, Side.SELLER, AnswerKind.DECLINE, reason=DeclineReason.PRICE)

    assert (after.state, after.held_grams) == (ProposalState.DECLINED, 0)
    assert _committed() == (0, 0)
    event = Event.objects.get(verb="market.decline")
    assert (event.facts["side"], event.facts["reason"]) == ("SELLER", "PRICE")


def test_the_same_key_twice_answers_once() -> None:
    row, sent = introduced(), key()

    _say(row, Side.BUYER, AnswerKind.ACCEPT, request_key=sent)
    after = _say(row, Side.BUYER, AnswerKind.ACCEPT, request_key=sent)

    assert after.pk == row.pk
    assert Answer.objects.count() == 1
    assert Event.objects.filter(verb="market.accept").count() == 1


def test_a_key_resent_after_the_agreement_still_answers() -> None:
    row, sent = introduced(), key()
    _say(row, Side.BUYER, AnswerKind.ACCEPT)
    _say(row, Side.SELLER, AnswerKind.ACCEPT, request_key=sent)

    after = _say(row, Side.SELLER, AnswerKind.ACCEPT, request_key=sent)

    assert after.state == ProposalState.AGREED
    assert Answer.objects.count() == 2


def test_somebody_else_s_key_is_refused() -> None:
    row, sent = introduced(), key()
    _say(row, Side.BUYER, AnswerKind.ACCEPT, request_key=sent)

    with pytest.raises(RequestKeyTaken):
        _say(row, Side.SELLER, AnswerKind.ACCEPT, request_key=sent, by=Actor("user:2", "别人"))

    assert Answer.objects.count() == 1


def test_a_yes_to_terms_that_have_changed_is_refused_with_the_new_ones() -> None:
    row = introduced()
    _say(row, Side.SELLER, AnswerKind.COUNTER, price_fen_per_kg=660, grams=30 * TONNE)

    with pytest.raises(TermsChanged) as refused:
        _say(row, Side.BUYER, AnswerKind.ACCEPT)

    assert refused.value.facts == {"price_fen_per_kg": 660, "grams": 30 * TONNE}
    assert Answer.objects.count() == 1
    row.refresh_from_db()
    assert row.state == ProposalState.INTRODUCED


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"kind": AnswerKind.COUNTER, "grams": 40 * TONNE + 1}, MoreThanHeld),
        ({"kind": AnswerKind.COUNTER, "grams": 0}, MoreThanHeld),
        ({"kind": AnswerKind.COUNTER, "grams": -1}, MoreThanHeld),
        ({"kind": AnswerKind.COUNTER, "price_fen_per_kg": 0}, PriceOutOfRange),
        ({"kind": AnswerKind.COUNTER, "price_fen_per_kg": -5}, PriceOutOfRange),
        ({"kind": AnswerKind.DECLINE}, ReasonMissing),
    ],
)
def test_an_answer_that_cannot_be_changes_nothing(
    changes: dict[str, Any], refusal: type[Refusal]
) -> None:
    row = introduced()

    with pytest.raises(refusal):
        _say(row, Side.SELLER, **changes)

    row.refresh_from_db()
    assert (row.state, row.held_grams) == (ProposalState.INTRODUCED, 40 * TONNE)
    assert not Answer.objects.exists()
    assert _committed() == (40 * TONNE, 40 * TONNE)


def test_nobody_answers_before_the_introduction() -> None:
    row = proposal()

    with pytest.raises(ProposalMovedOn):
        _say(row, Side.SELLER, AnswerKind.ACCEPT)

    assert not Answer.objects.exists()


def test_nobody_answers_after_a_no() -> None:
    row = introduced()
    _say(row, Side.SELLER, AnswerKind.DECLINE, reason=DeclineReason.DATES)

    with pytest.raises(ProposalMovedOn):
        _say(row, Side.BUYER, AnswerKind.ACCEPT)

    assert Answer.objects.count() == 1
