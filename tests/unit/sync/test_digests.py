"""A digest tells apart operations that say different things, and those alone."""

from __future__ import annotations

from dataclasses import replace

import pytest

from moli.kernel.actor import Actor
from tests.factories.devices import operation
from tests.factories.moments import NOW

ONE = operation(1, kind="cash", body={"amount_fen": 5, "cash_kind": "FLOAT"}, base_version=1)


@pytest.mark.parametrize(
    "other",
    [
        replace(ONE, kind="bill"),
        replace(ONE, body={"amount_fen": 6, "cash_kind": "FLOAT"}),
        replace(ONE, body={"amount_fen": "5", "cash_kind": "FLOAT"}),
        replace(ONE, body={}),
        replace(ONE, by_key=Actor("user:other", "").key),
        replace(ONE, base_version=2),
        replace(ONE, base_version=None),
    ],
)
def test_anything_that_is_said_otherwise_is_another_digest(other: object) -> None:
    assert other.digest != ONE.digest


def test_order_number_and_moment_say_nothing_of_their_own() -> None:
    same = replace(
        ONE,
        body={"cash_kind": "FLOAT", "amount_fen": 5},
        sequence=9,
        made_at=NOW.replace(year=2015),
    )

    assert same.digest == ONE.digest


def test_half_a_sign_has_a_digest() -> None:
    """A text that was cut in the middle of a sign must not stop a queue."""
    assert len(replace(ONE, body={"words": "\ud83d"}).digest) == 64
