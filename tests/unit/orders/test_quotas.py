"""Sharing a load out: the worked examples of docs/bulk.md, laws for any load, and brute force."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from moli.kernel.weight import GRAMS_PER_KG as KG
from moli.orders.rules.quotas import LARGE_STEP_GRAMS, Want, share_out

A, B, C, D, E = range(1, 6)
SMALL = (
    Want(A, 300 * KG, is_poor=True),
    Want(B, 90 * KG, is_poor=True),
    Want(C, 250 * KG, is_poor=False),
    Want(D, 250 * KG, is_poor=False),
    Want(E, 40 * KG, is_poor=False),
)


def _kilograms(grants: dict[int, int]) -> dict[int, int]:
    assert all(grams % KG == 0 for grams in grants.values())
    return {key: grams // KG for key, grams in grants.items()}


def test_yaobu_shares_forty_tonnes_among_63() -> None:
    wants = [Want(place, 2_000 * KG, is_poor=place <= 32) for place in range(1, 64)]

    shared = _kilograms(share_out(40_000 * KG, wants, poor_per_mille=500, cap_grams=None))

    assert Counter(shared.values()) == {635: 62, 630: 1}
    assert shared[63] == 630


def test_where_few_are_poor_half_of_it_is_theirs_first() -> None:
    wants = [Want(place, 2_000 * KG, is_poor=place <= 26) for place in range(1, 64)]

    shared = _kilograms(share_out(40_000 * KG, wants, poor_per_mille=500, cap_grams=None))

    poor = Counter(shared[place] for place in range(1, 27))
    others = Counter(shared[place] for place in range(27, 64))
    assert poor == {770: 22, 765: 4}
    assert others == {545: 4, 540: 33}


def test_a_small_load_on_paper() -> None:
    shared = share_out(600 * KG, SMALL, poor_per_mille=700, cap_grams=200 * KG)

    assert _kilograms(shared) == {A: 200, B: 90, C: 135, D: 135, E: 40}


def test_what_is_given_up_goes_to_poor_households_first_and_then_to_the_lowest() -> None:
    before = {A: (120, 120), B: (150, 90), C: (250, 135), D: (250, 135), E: (40, 40)}
    wants = [
        Want(key, most * KG, is_poor=key in {A, B}, has_grams=has * KG)
        for key, (most, has) in before.items()
    ]

    shared = share_out(80 * KG, wants, poor_per_mille=1_000, cap_grams=200 * KG)

    assert _kilograms(shared) == {A: 0, B: 60, C: 10, D: 10, E: 0}


def test_what_nobody_can_bring_stays_free() -> None:
    before = {A: (120, 120), B: (150, 150), C: (45, 45), D: (250, 145), E: (40, 40)}
    wants = [
        Want(key, most * KG, is_poor=key in {A, B}, has_grams=has * KG)
        for key, (most, has) in before.items()
    ]

    shared = share_out(100 * KG, wants, poor_per_mille=1_000, cap_grams=200 * KG)

    assert _kilograms(shared) == {A: 0, B: 0, C: 0, D: 55, E: 0}


def test_nobody_gets_anything_of_nothing_and_a_load_without_households_stays_whole() -> None:
    assert set(share_out(0, SMALL, poor_per_mille=500, cap_grams=None).values()) == {0}
    assert share_out(600 * KG, (), poor_per_mille=500, cap_grams=None) == {}


def test_a_few_grams_beyond_whole_kilograms_go_to_one_household() -> None:
    wants = [Want(place, 50 * KG, is_poor=False) for place in range(1, 4)]

    shared = share_out(10 * KG + 7, wants, poor_per_mille=0, cap_grams=None)

    assert shared == {1: 4 * KG, 2: 3 * KG + 7, 3: 3 * KG}


_LOADS = st.integers(0, 3_000_000)


@st.composite
def _wants(draw: st.DrawFn, *, unit: int = 1, most: int = 1_000_000) -> list[Want]:
    found = []
    for key in draw(st.lists(st.integers(1, 99), unique=True, max_size=12)):
        limit = draw(st.integers(0, most // unit)) * unit
        has = draw(st.integers(0, limit // unit)) * unit if draw(st.booleans()) else 0
        found.append(Want(key, limit, is_poor=draw(st.booleans()), has_grams=has))
    return found


_PER_MILLE = st.integers(0, 1_000)
_CAPS = st.none() | st.integers(1, 800_000)


@given(total=_LOADS, wants=_wants(), per_mille=_PER_MILLE, cap=_CAPS)
@settings(max_examples=300)
def test_sums_caps_and_the_share_of_the_poor_hold_for_any_load(
    total: int, wants: list[Want], per_mille: int, cap: int | None
) -> None:
    shared = share_out(total, wants, poor_per_mille=per_mille, cap_grams=cap)

    rooms = {want.key: want.room(cap) for want in wants}
    assert all(0 <= shared[key] <= room for key, room in rooms.items())
    assert sum(shared.values()) == min(total, sum(rooms.values()))
    poor = {want.key for want in wants if want.is_poor}
    can_bring = sum(rooms[key] for key in poor)
    assert 1_000 * sum(shared[key] for key in poor) >= min(total * per_mille, 1_000 * can_bring)


@given(total=_LOADS, wants=_wants(), cap=_CAPS)
@settings(max_examples=300)
def test_nobody_who_could_bring_more_is_left_a_step_behind(
    total: int, wants: list[Want], cap: int | None
) -> None:
    shared = share_out(total, wants, poor_per_mille=0, cap_grams=cap)

    is_large = total >= 20 * LARGE_STEP_GRAMS * len(wants)
    step = LARGE_STEP_GRAMS if is_large else KG
    levels = {want.key: want.has_grams + shared[want.key] for want in wants}
    raised = [levels[want.key] for want in wants if shared[want.key]]
    for want in wants:
        if shared[want.key] < want.room(cap):
            assert all(level <= levels[want.key] + step for level in raised)


@given(data=st.data(), total=_LOADS, wants=_wants(), per_mille=_PER_MILLE, cap=_CAPS)
def test_the_order_in_which_households_stand_changes_nothing(
    data: st.DataObject, total: int, wants: list[Want], per_mille: int, cap: int | None
) -> None:
    mixed = data.draw(st.permutations(wants))

    assert share_out(total, mixed, poor_per_mille=per_mille, cap_grams=cap) == share_out(
        total, wants, poor_per_mille=per_mille, cap_grams=cap
    )


@given(
    total=st.integers(0, 3_000),
    wants=_wants(unit=KG),
    per_mille=_PER_MILLE,
    cap=st.integers(1, 800),
)
def test_whole_kilograms_stay_whole(
    total: int, wants: list[Want], per_mille: int, cap: int
) -> None:
    shared = share_out(total * KG, wants, poor_per_mille=per_mille, cap_grams=cap * KG)

    assert all(grams % KG == 0 for grams in shared.values())


@given(
    total=st.integers(0, 14),
    wants=_wants(unit=KG, most=5 * KG).filter(lambda wants: len(wants) <= 5),
    per_mille=_PER_MILLE,
    cap=st.none() | st.integers(1, 5).map(lambda kilograms: kilograms * KG),
)
@settings(max_examples=200, deadline=None)
def test_no_other_sharing_in_kilograms_is_fairer(
    total: int, wants: list[Want], per_mille: int, cap: int | None
) -> None:
    """Of all sharings with the poor's share, none raises the lowest further, then the next."""
    shared = share_out(total * KG, wants, poor_per_mille=per_mille, cap_grams=cap)

    rooms = [want.room(cap) // KG for want in wants]
    whole = min(total, sum(rooms))
    poor_room = sum(room for want, room in zip(wants, rooms, strict=True) if want.is_poor)
    promised = min(-(-total * per_mille // 1_000), poor_room)
    best = max(
        sorted(want.has_grams // KG + each for want, each in zip(wants, given_out, strict=True))
        for given_out in product(*(range(room + 1) for room in rooms))
        if sum(given_out) == whole
        and sum(g for want, g in zip(wants, given_out, strict=True) if want.is_poor) >= promised
    )
    assert sorted((want.has_grams + shared[want.key]) // KG for want in wants) == best


@given(total=_LOADS, wants=_wants(), cap=_CAPS)
def test_more_for_the_poor_first_is_never_less_for_them(
    total: int, wants: list[Want], cap: int | None
) -> None:
    def of_the_poor(per_mille: int) -> int:
        shared = share_out(total, wants, poor_per_mille=per_mille, cap_grams=cap)
        return sum(shared[want.key] for want in wants if want.is_poor)

    assert of_the_poor(0) <= of_the_poor(500) <= of_the_poor(1_000)


def test_who_has_more_already_waits_until_the_others_have_as_much() -> None:
    wants = [replace(want, is_poor=False) for want in SMALL[2:4]]
    wants = [replace(wants[0], has_grams=100 * KG), wants[1]]

    shared = share_out(60 * KG, wants, poor_per_mille=0, cap_grams=None)

    assert _kilograms(shared) == {C: 0, D: 60}
