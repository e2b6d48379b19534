"""Where households stood on their way out of poverty, and what that asks of their incomes.

The shares are the demo's own and plausible, see the folder.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from moli.households.rules.causes import Attribute
from moli.households.rules.statuses import State
from moli.interfaces.cli.demo.chance import Chance
from moli.interfaces.cli.demo.households.drafts import Made

# What a head had in yuan: from, to. The lines were 2,800 (2014) and 2,855 (2015).
_POOR_2014, _POOR_2015 = (1450, 2760), (1620, 2830)
_OUT_2014, _OUT_2015 = (2850, 4100), (2920, 4700)
_FALLEN_2015 = (2150, 2820)
# Poor for what they lack, not for what they earn.
_JUST_ABOVE = (2870, 3300)


@dataclass(frozen=True)
class History:
    """One course: its states with their first days, and what a head had in each year."""

    states: tuple[tuple[State, date], ...]
    per_head: dict[int, tuple[int, int]]


# Where the price fell between the two years.
_BEFORE_THE_FALL, _AFTER_THE_FALL = (2250, 2770), (1500, 2080)


def history_of(made: Made, chance: Chance, *, is_falling: bool) -> History:
    """A course that fits a household.

    `is_falling`: its village lost the price of its fruit in 2015, so that hardly anybody exited
    then and some who had exited before are in danger.
    """
    registered = date(2014, 6, 16) + timedelta(days=chance.whole(0, 45))
    if is_falling:
        fallen = (_caught_by_the_fall, _held_on, _late, _out_in_2014, _out_in_2015)
        return chance.weighed(fallen, (54, 8, 4, 26, 4))(chance, registered, 60)
    weights = [500, 120, 120, 210, 15]
    if made.attribute is not Attribute.GENERAL:
        weights[2], weights[3] = weights[2] // 2, weights[3] * 2 // 3
    courses = (_still_poor, _late, _out_in_2014, _out_in_2015, _fallen_back)
    return chance.weighed(courses, weights)(chance, registered, 5)


def _still_poor(chance: Chance, registered: date, _: int) -> History:
    per_head = {
        2014: _POOR_2014,
        2015: _POOR_2015 if chance.share() < 0.9 else _JUST_ABOVE,
    }
    return History(((State.REGISTERED, registered),), per_head)


def _caught_by_the_fall(_: Chance, registered: date, __: int) -> History:
    per_head = {2014: _BEFORE_THE_FALL, 2015: _AFTER_THE_FALL}
    return History(((State.REGISTERED, registered),), per_head)


def _held_on(_: Chance, registered: date, __: int) -> History:
    """Found work or another buyer: these may exit in the summer of 2016."""
    return History(((State.REGISTERED, registered),), {2014: _POOR_2014, 2015: _JUST_ABOVE})


def _late(chance: Chance, _: date, __: int) -> History:
    """Found by the review of the winter of 2015."""
    found = date(2015, 12, 10) + timedelta(days=chance.whole(0, 21))
    return History(((State.REGISTERED, found),), {2015: _POOR_2015})


def _out_in_2014(chance: Chance, registered: date, danger_percent: int) -> History:
    is_in_danger = chance.whole(1, 100) <= danger_percent
    per_head = {2014: _OUT_2014, 2015: _FALLEN_2015 if is_in_danger else _OUT_2015}
    return History(((State.REGISTERED, registered), (State.EXITED, date(2014, 12, 26))), per_head)


def _out_in_2015(_: Chance, registered: date, __: int) -> History:
    states = ((State.REGISTERED, registered), (State.EXITED, date(2015, 12, 25)))
    return History(states, {2014: _POOR_2014, 2015: _OUT_2015})


def _fallen_back(chance: Chance, registered: date, _: int) -> History:
    fell = date(2016, 3, 15) + timedelta(days=chance.whole(0, 100))
    states = (
        (State.REGISTERED, registered),
        (State.EXITED, date(2014, 12, 26)),
        (State.RELAPSED, fell),
    )
    return History(states, {2014: _OUT_2014, 2015: _FALLEN_2015})
