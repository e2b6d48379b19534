"""Within a series the same question is asked once; outside, each time."""

from __future__ import annotations

import pytest

from moli.kernel.remembering import forget, remembered, remembering

asked: list[tuple[object, ...]] = []


@remembered
def _price(code: str, *, on: int) -> int:
    asked.append((code, on))
    if code == "none":
        raise LookupError(code)
    return len(asked)


@pytest.fixture(autouse=True)
def _nothing_asked() -> None:
    asked.clear()


def test_outside_every_answer_is_fresh() -> None:
    assert [_price("a", on=1), _price("a", on=1)] == [1, 2]


def test_within_the_same_question_is_asked_once() -> None:
    with remembering():
        answers = [_price("a", on=1), _price("a", on=2), _price("b", on=1), _price("a", on=1)]

    assert answers == [1, 2, 3, 1]
    assert len(asked) == 3


def test_nothing_is_remembered_from_one_series_to_the_next() -> None:
    for _ in range(2):
        with remembering():
            _price("a", on=1)

    assert len(asked) == 2


def test_what_may_have_changed_is_forgotten() -> None:
    with remembering():
        _price("a", on=1)
        forget()
        assert _price("a", on=1) == 2
    forget()


def test_a_refusal_is_not_remembered() -> None:
    with remembering():
        for _ in range(2):
            with pytest.raises(LookupError):
                _price("none", on=1)

    assert len(asked) == 2
