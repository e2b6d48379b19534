"""Sealed values and their blind indexes."""

from __future__ import annotations

import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moli.kernel.sealing import KeyRing, SealBroken, new_key

PLACE, OTHER_PLACE = "households.familymember.id_number", "households.household.phone"
NUMBER = "450127197001010018"
RING = KeyRing("k1", {"k1": bytes(range(32))}, bytes(range(32, 64)))
NEXT = KeyRing(
    "k2", {"k1": bytes(range(32)), "k2": bytes(range(64, 96))}, bytes(32), (RING.index_key,)
)


@given(st.text())
def test_what_is_sealed_opens(text: str) -> None:
    assert RING.open(RING.seal(text, place=PLACE), place=PLACE) == text


def test_a_sealed_value_shows_nothing_of_what_is_in_it() -> None:
    sealed = RING.seal(NUMBER, place=PLACE)

    assert sealed.startswith("k1:")
    assert NUMBER not in sealed
    assert NUMBER.encode() not in base64.b64decode(sealed.partition(":")[2])


def test_the_same_value_never_looks_the_same_twice() -> None:
    assert len({RING.seal(NUMBER, place=PLACE) for _ in range(1_000)}) == 1_000


def test_a_value_moved_to_another_column_does_not_open() -> None:
    sealed = RING.seal(NUMBER, place=PLACE)

    with pytest.raises(SealBroken, match="does not open"):
        RING.open(sealed, place=OTHER_PLACE)


def test_a_value_with_any_changed_byte_does_not_open() -> None:
    raw = bytearray(base64.b64decode(RING.seal(NUMBER, place=PLACE).partition(":")[2]))
    for place in range(len(raw)):
        changed = bytes([*raw[:place], raw[place] ^ 1, *raw[place + 1 :]])
        with pytest.raises(SealBroken):
            RING.open(f"k1:{base64.b64encode(changed).decode()}", place=PLACE)


@pytest.mark.parametrize("sealed", ["", NUMBER, "k1:", "k1:????", "k1:AAAA", "k1:一", "k9:AAAA"])
def test_what_was_never_sealed_is_loud_and_never_shown(sealed: str) -> None:
    with pytest.raises(SealBroken) as caught:
        RING.open(sealed, place=PLACE)

    assert NUMBER not in str(caught.value)


def test_a_key_that_is_unknown_is_named() -> None:
    sealed = NEXT.seal(NUMBER, place=PLACE)

    with pytest.raises(SealBroken, match="no key is called 'k2'"):
        RING.open(sealed, place=PLACE)


def test_a_key_of_the_same_name_but_another_content_does_not_open() -> None:
    stranger = KeyRing("k1", {"k1": new_key()}, RING.index_key)

    with pytest.raises(SealBroken):
        stranger.open(RING.seal(NUMBER, place=PLACE), place=PLACE)


def test_an_older_key_still_opens_and_the_active_one_seals() -> None:
    old, fresh = RING.seal(NUMBER, place=PLACE), NEXT.seal(NUMBER, place=PLACE)

    assert NEXT.open(old, place=PLACE) == NEXT.open(fresh, place=PLACE) == NUMBER
    assert (NEXT.is_current(old), NEXT.is_current(fresh)) == (False, True)


@given(st.text(), st.text())
def test_indexes_are_equal_for_equal_values_alone(one: str, other: str) -> None:
    same = RING.index_of(one, place=PLACE) == RING.index_of(other, place=PLACE)

    assert same == (one == other)


def test_an_index_belongs_to_its_place_and_key_and_tells_nothing() -> None:
    index = RING.index_of(NUMBER, place=PLACE)

    assert len(index) == 32
    assert index != RING.index_of(NUMBER, place=OTHER_PLACE)
    assert index != NEXT.index_of(NUMBER, place=PLACE)
    # Place and value are kept apart: neither can borrow a sign of the other.
    assert RING.index_of("ab", place="x") != RING.index_of("b", place="xa")


def test_while_keys_change_a_value_is_looked_for_under_both() -> None:
    assert NEXT.indexes_of(NUMBER, place=PLACE) == (
        NEXT.index_of(NUMBER, place=PLACE),
        RING.index_of(NUMBER, place=PLACE),
    )
    assert RING.indexes_of(NUMBER, place=PLACE) == (RING.index_of(NUMBER, place=PLACE),)


def test_new_keys_are_long_and_never_the_same() -> None:
    keys = {new_key() for _ in range(100)}

    assert len(keys) == 100
    assert {len(key) for key in keys} == {32}
