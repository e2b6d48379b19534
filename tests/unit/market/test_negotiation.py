"""What lies on the table after some answers, and which steps are lawful."""

from __future__ import annotations

import pytest

from moli.market.rules.negotiation import (
    AnswerKind,
    ProposalState,
    Said,
    Side,
    Table,
    may_become,
    table_after,
)

TONNE = 1_000_000


def _table(*answers: Said) -> Table:
    return table_after(price_fen_per_kg=640, grams=40 * TONNE, answers=answers)


def _said(side: Side, kind: AnswerKind, price: int = 640, tonnes: int = 40) -> Said:
    return Said(side, kind, price, tonnes * TONNE)


def test_before_any_answer_the_proposal_itself_lies_on_the_table() -> None:
    assert _table() == Table(640, 40 * TONNE, frozenset())


def test_two_yeses_agree() -> None:
    table = _table(_said(Side.BUYER, AnswerKind.ACCEPT), _said(Side.SELLER, AnswerKind.ACCEPT))

    assert table.is_agreed
    assert (table.price_fen_per_kg, table.grams) == (640, 40 * TONNE)


def test_one_side_saying_yes_twice_does_not_agree() -> None:
    table = _table(_said(Side.BUYER, AnswerKind.ACCEPT), _said(Side.BUYER, AnswerKind.ACCEPT))

    assert not table.is_agreed
    assert table.accepted == {Side.BUYER}


def test_a_counter_takes_the_other_side_s_yes_away() -> None:
    table = _table(
        _said(Side.BUYER, AnswerKind.ACCEPT), _said(Side.SELLER, AnswerKind.COUNTER, 660, 30)
    )

    assert table == Table(660, 30 * TONNE, frozenset({Side.SELLER}))


def test_a_yes_to_a_counter_agrees_on_its_terms() -> None:
    table = _table(
        _said(Side.SELLER, AnswerKind.COUNTER, 660, 30),
        _said(Side.BUYER, AnswerKind.ACCEPT, 660, 30),
    )

    assert table.is_agreed
    assert (table.price_fen_per_kg, table.grams) == (660, 30 * TONNE)


def test_the_last_of_two_counters_counts() -> None:
    table = _table(
        _said(Side.SELLER, AnswerKind.COUNTER, 660, 30),
        _said(Side.BUYER, AnswerKind.COUNTER, 650, 35),
    )

    assert table == Table(650, 35 * TONNE, frozenset({Side.BUYER}))


def test_a_no_ends_it_whatever_follows() -> None:
    table = _table(
        _said(Side.BUYER, AnswerKind.ACCEPT),
        _said(Side.SELLER, AnswerKind.DECLINE),
        _said(Side.SELLER, AnswerKind.ACCEPT),
    )

    assert table.declined_by is Side.SELLER
    assert not table.is_agreed


def test_sides_face_each_other() -> None:
    assert (Side.SELLER.other, Side.BUYER.other) == (Side.BUYER, Side.SELLER)


@pytest.mark.parametrize("before", ProposalState)
@pytest.mark.parametrize("after", ProposalState)
def test_only_five_steps_are_lawful(before: ProposalState, after: ProposalState) -> None:
    lawful = {
        ("PROPOSED", "INTRODUCED"),
        ("PROPOSED", "REPLACED"),
        ("INTRODUCED", "AGREED"),
        ("INTRODUCED", "DECLINED"),
        ("AGREED", "CONTRACTED"),
    }

    assert may_become(before, after) is ((before.value, after.value) in lawful)
