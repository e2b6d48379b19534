"""A closed day in the books: its entries always sum to nought; its shares to the commission."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from moli.counter.rules.closing import shares_of
from moli.counter.rules.day_books import DaySums, lines_of

_FEN = st.integers(min_value=0, max_value=10**8)
_SIGNED = st.integers(min_value=-(10**8), max_value=10**8)


@given(_SIGNED, _SIGNED, _SIGNED, _SIGNED, st.tuples(*[_FEN] * 5))
def test_the_entries_of_a_day_sum_to_nought(
    ordered: int, billed: int, commission: int, difference: int, others: tuple[int, ...]
) -> None:
    handed_out, passed_on, brought_in, handed_in, fees_taken = others
    moved = ordered + billed + commission + brought_in - handed_in - fees_taken
    sums = DaySums(
        cash_fen=moved + difference,
        ordered_fen=ordered,
        billed_fen=billed,
        commission_fen=commission,
        handed_out_fen=handed_out,
        passed_on_fen=passed_on,
        brought_in_fen=brought_in,
        handed_in_fen=handed_in,
        fees_taken_fen=fees_taken,
        difference_fen=difference,
    )
    lines = lines_of("station", sums)
    assert sum(lines.values()) == 0
    assert 0 not in lines.values()
    assert len(lines) != 1


@given(_SIGNED, st.lists(st.integers(min_value=1, max_value=1_000), min_size=1, max_size=8))
def test_shares_sum_to_the_commission_and_have_its_sign(commission: int, parts: list[int]) -> None:
    shares = shares_of(commission, parts)
    assert sum(shares) == commission
    assert all(share * commission >= 0 for share in shares)
