"""What the planner is told of rows: bits, need, what a tie is worth, and what fits."""

from __future__ import annotations

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from moli.pairing.rules.footing import Able, Footing, PairChange, Standing, change_of, footings
from moli.pairing.rules.planning import (
    NEED_UNKNOWN,
    PRODUCTS_MAX,
    RESULTS_COUNTED_MAX,
    Pair,
    Traded,
    Wish,
    bits_of,
    mask_of,
    need_by_income,
    needs_by_share,
    stay_points,
    those_that_fit,
    with_trade,
)
from tests.factories.pair_plans import TERMS


def test_each_product_that_is_grown_has_a_bit_of_its_own() -> None:
    bits = bits_of([{"tea", "corn"}, {"tea"}])

    assert bits == {"corn": 1, "tea": 2}
    assert mask_of({"tea", "corn"}, bits) == 3
    assert mask_of({"tea", "silk"}, bits) == 2


def test_of_more_than_sixty_four_products_those_that_most_grow_have_a_bit() -> None:
    grown = [{f"p{place:03d}" for place in range(PRODUCTS_MAX + 6)}, {"p069", "p068"}]

    bits = bits_of(grown)

    assert len(bits) == PRODUCTS_MAX
    assert {"p068", "p069", "p000", "p061"} <= set(bits)
    assert not {"p062", "p063", "p067"} & set(bits)
    assert sum(bits.values()) == 2**PRODUCTS_MAX - 1


def test_the_village_with_the_greatest_share_of_poor_households_needs_it_most() -> None:
    needs = needs_by_share({"a": (2, 4), "b": (1, 4), "c": (0, 9), "d": (0, 0), "e": (1, 3)})

    assert needs == {"a": 1_000, "b": 500, "c": 0, "d": 0, "e": 666}


def test_where_nobody_is_poor_nobody_is_in_need() -> None:
    assert needs_by_share({"a": (0, 4), "b": (0, 0)}) == {"a": 0, "b": 0}


def test_a_household_needs_it_by_its_distance_to_the_line() -> None:
    line = 300_000
    by_income = {
        fen: need_by_income(per_capita_fen=fen, line_fen=line)
        for fen in (0, 150_000, 299_999, 300_000, 900_000, -50_000)
    }

    assert by_income == {0: 1_000, 150_000: 500, 299_999: 0, 300_000: 0, 900_000: 0, -50_000: 1_000}
    assert need_by_income(per_capita_fen=None, line_fen=line) == NEED_UNKNOWN
    assert need_by_income(per_capita_fen=0, line_fen=None) == NEED_UNKNOWN


def test_what_a_tie_is_worth_grows_with_its_results_up_to_a_bound() -> None:
    assert stay_points(TERMS, results=0) == 200
    assert stay_points(TERMS, results=2) == 500
    assert stay_points(TERMS, results=99) == 200 + 150 * RESULTS_COUNTED_MAX


def test_who_has_traded_most_is_the_tie_of_whoever_has_no_pairing() -> None:
    traded = {
        Pair("a", "x"): Traded(grams=10),
        Pair("b", "x"): Traded(grams=20),
        Pair("b", "y"): Traded(grams=90),
        Pair("a", "z"): Traded(grams=0, results=3),
        Pair("gone", "w"): Traded(grams=500),
    }

    ties = with_trade({"y": "a", "v": "gone"}, traded, places={"a": 3, "b": 3})

    assert ties == {"y": "a", "x": "b"}


def test_trade_takes_only_places_that_no_pairing_holds_the_greatest_first() -> None:
    traded = {Pair("a", one): Traded(grams) for one, grams in (("x", 5), ("y", 9), ("z", 7))}

    assert with_trade({"w": "a"}, traded, places={"a": 3}) == {"w": "a", "y": "a", "z": "a"}
    assert with_trade({"w": "a", "v": "a"}, traded, places={"a": 1}) == {"w": "a", "v": "a"}


def test_a_tie_that_is_left_frees_its_place_for_the_next() -> None:
    chain = [Wish(Pair("a", "y")), Wish(Pair("b", "x"), leaves_key="a")]

    assert those_that_fit(chain, held={"a": 1}, capacity=1) == chain
    assert those_that_fit(chain[:1], held={"a": 1}, capacity=1) == []


def test_full_places_exchanged_in_a_circle_do_not_fit() -> None:
    circle = [
        Wish(Pair("a", "y"), leaves_key="b"),
        Wish(Pair("b", "x"), leaves_key="a"),
    ]

    assert those_that_fit(circle, held={"a": 1, "b": 1}, capacity=1) == []


KEYS = st.sampled_from("abc")


@given(st.data(), st.integers(1, 3))
def test_what_fits_can_be_agreed_to_one_after_the_other(data: st.DataObject, capacity: int) -> None:
    ties = data.draw(st.dictionaries(st.sampled_from("uvwxyz"), KEYS, max_size=6))
    wishes = [
        Wish(Pair(helper, helped), leaves_key=ties.get(helped, ""))
        for helped, helper in data.draw(
            st.dictionaries(st.sampled_from("uvwxyz"), KEYS, max_size=6)
        ).items()
        if ties.get(helped) != helper
    ]
    held = Counter(ties.values())

    fitting = those_that_fit(wishes, held=held, capacity=capacity)

    left, moved = list(fitting), True
    while moved:
        moved = False
        for wish in list(left):
            if held[wish.pair.helper_key] < capacity:
                held[wish.pair.helper_key] += 1
                held[wish.leaves_key] -= bool(wish.leaves_key)
                left.remove(wish)
                moved = True
    assert left == []
    # And nothing that was left out had a place in the end.
    dropped = [wish for wish in wishes if wish not in fitting]
    assert all(held[wish.pair.helper_key] >= capacity for wish in dropped)


def test_each_pair_of_a_plan_says_how_it_stands() -> None:
    standing = Standing(
        in_force={"kept": "a", "moves": "b"},
        proposed={"waits": "c", "other": "d"},
        declined=[Pair("e", "refused")],
    )
    pairs = {
        Pair("a", "kept"): Footing.KEPT,
        Pair("c", "waits"): Footing.WAITS,
        Pair("e", "other"): Footing.OTHER_WAITS,
        Pair("e", "refused"): Footing.DECLINED,
        Pair("closed", "moves"): Footing.GONE,
        Pair("e", "left"): Footing.GONE,
        Pair("a", "new"): Footing.FULL,
        Pair("f", "free"): Footing.FREE,
    }
    able = Able(helpers=set("abcdef"), helped={pair.helped_key for pair in pairs} - {"left"})

    assert footings(list(pairs), standing, able, capacity=1) == pairs


def test_a_pairing_that_something_is_to_replace_counts_for_whom_it_was_proposed() -> None:
    standing = Standing(in_force={"x": "a", "y": "a"}, proposed={"x": "b"})

    assert standing.held == Counter({"a": 1, "b": 1})


def test_a_plan_keeps_changes_or_makes_a_tie() -> None:
    assert change_of(helper_key="a", tie_key="a") is PairChange.KEPT
    assert change_of(helper_key="a", tie_key="b") is PairChange.CHANGED
    assert change_of(helper_key="a", tie_key="") is PairChange.NEW
