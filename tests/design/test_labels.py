"""Words on a drawing keep apart at every width, not only at the one they were placed for."""

from __future__ import annotations

import pytest

from moli.interfaces.design.svg.labels import (
    Anchor,
    Spot,
    Stretching,
    first_free,
    place_in_row,
    place_of,
    width_em,
)


def _place(x: float, y: float, dy: float) -> Stretching:
    return place_of(Spot(x, y, 0, dy, Anchor.MIDDLE), ["瑶埠村"], shape=1)


def test_a_chinese_character_is_an_em_and_a_latin_letter_over_half() -> None:
    assert width_em("瑶埠村") == 3.0
    assert width_em("Yaobu") == pytest.approx(2.9)


def test_words_that_cross_only_in_a_wider_drawing_are_seen() -> None:
    # The dot at 50 % has its name far below it, the dot at 60 % far above: the first name is the
    # lower one in a small drawing, the upper one in a large one, and on the way they cross.
    high_dot, low_dot = _place(50, 50, 3.0), _place(50, 60, -1.0)

    assert not high_dot.at(10).overlaps(low_dot.at(10))
    assert not high_dot.at(90).overlaps(low_dot.at(90))
    assert high_dot.at(40).overlaps(low_dot.at(40))
    assert high_dot.meets(low_dot, from_width=10)
    assert not high_dot.meets(low_dot, from_width=90)


def test_words_beside_each_other_never_meet() -> None:
    assert not _place(20, 50, 0).meets(_place(80, 50, 0), from_width=10)


def test_words_on_the_same_spot_always_meet() -> None:
    assert _place(20, 50, 0).meets(_place(20, 50, 0.5), from_width=10)


def test_the_first_spot_that_is_free_is_taken_and_none_is_an_answer() -> None:
    left, right = Spot(2, 50, 0, 0, Anchor.END), Spot(2, 50, 0, 0, Anchor.START)
    taken = place_of(right, ["瑶埠村"], shape=1)

    assert first_free([left, right], ["谢村"], width=20, shape=1, taken=[]) == right
    assert first_free([left, right], ["谢村"], width=20, shape=1, taken=[taken]) is None


def test_words_under_an_axis_turn_away_from_their_neighbours() -> None:
    words = [["卖家最低"], ["扣运费后"], ["买家最高"]]

    assert place_in_row([15, 50, 85], words, width=20) == [Anchor.MIDDLE] * 3
    assert place_in_row([50, 60, 90], words, width=14)[0] is Anchor.END
    assert place_in_row([], [], width=14) == []
