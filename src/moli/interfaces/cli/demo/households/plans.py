"""What was proposed in the summer of 2016: exits in several towns, two clues of a relapse.

Forty procedures are open at all steps, some of them overdue; three exits were agreed to and one
was turned down.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from moli.households.rules.living import HouseGrade
from moli.households.rules.people import Schooling
from moli.households.rules.procedures import ProcedureKind
from moli.households.rules.statuses import State
from moli.interfaces.cli.demo.households.drafts import Made
from moli.interfaces.cli.demo.places import HEGUI, SHITANG, YAOBU

# How many days before the demo day each step was taken: proposed, first and second signature,
# review, notice put up, notice closed, town, county. What is missing was not done yet.
Days = tuple[int, ...]
# How long a notice hangs.
NOTICE_DAYS = 7
_LINE_2015_YUAN = 2_855
_TOWNS, _IN_A_TOWN = 9, 5
_SCHOOL_AGES = range(7, 16)

_YAOBU: tuple[Days, ...] = ((8,), (14, 7, 6), (23, 16, 15, 8, 4), (32, 24, 23, 17, 12, 4))
_YAOBU_RELAPSES: tuple[Days, ...] = ((10, 4), (6,))
_HEGUI: tuple[Days, ...] = (
    (3,),
    (29, 16, 15),
    (21, 13, 12, 6, 2),
)
# Turned down at the review.
_TURNED_DOWN: Days = (40, 31, 30, 23)
_OTHERS: tuple[Days, ...] = (
    (58, 50, 49, 42, 38, 30, 22, 15),  # agreed to
    (44, 35, 34, 27, 22, 14, 5),
    (34, 26, 25, 18, 14, 6),
    (24, 15, 14, 9, 5),
    _TURNED_DOWN,
    (41, 33, 32, 24, 20, 12, 3),
    (47, 38, 37, 29, 25, 17, 8),
    (43, 34, 33, 26, 21, 13),
    (52, 43, 42, 35, 30, 22, 14),  # late at the county
    (62, 54, 53, 46, 42, 34, 26, 19),  # agreed to
    (36, 27, 26, 19, 15, 8),
    (31, 22, 21, 14, 10, 2),
    (46, 36, 35, 28, 23, 15),  # late at the town
    (30, 22, 21, 14, 9),  # the notice should have come down
    (33, 24, 23, 16, 12),
    (59, 50, 49, 42, 37, 29, 21, 12),  # agreed to
    (22, 14, 13, 7, 3),
    (20, 12, 11, 6, 1),
    (25, 17, 16, 10, 6),
    (17, 9, 8, 3),
    (15, 8, 7, 2),
    (27, 17, 16, 9),  # nobody put up the notice
    (16, 8, 7),
    (18, 10, 9),
    (13, 5, 5),
    (15, 9, 8),
    (7, 2),
    (5,),
    (9,),
    (11,),
    (12,),
    (13,),
    (17,),  # nobody went there
    (19,),
    (22,),
)


@dataclass(frozen=True)
class Plan:
    """One procedure: of which household, what for, and when its steps were taken."""

    made: Made
    kind: ProcedureKind
    days: Days

    @property
    def is_turned_down(self) -> bool:
        """Whether the last step said no."""
        return self.days is _TURNED_DOWN


def plans(households: Sequence[Made]) -> Iterator[Plan]:
    """All procedures of the demo, as far as there are households for them."""
    ready = [made for made in households if _may_exit(made)]
    fallen = [made for made in households if made.village_code == YAOBU and _has_fallen(made)]
    for code, courses in ((YAOBU, _YAOBU), (HEGUI, _HEGUI)):
        there = [made for made in ready if made.village_code == code]
        for made, days in zip(there, courses, strict=False):
            yield Plan(made, ProcedureKind.EXIT, days)
    for made, days in zip(fallen, _YAOBU_RELAPSES, strict=False):
        yield Plan(made, ProcedureKind.RELAPSE, days)
    for made, days in zip(_elsewhere(ready), _OTHERS, strict=False):
        yield Plan(made, ProcedureKind.EXIT, days)


def _elsewhere(ready: Sequence[Made]) -> list[Made]:
    """Households of one village in each of some towns, Yaobu's neighbours first, dealt in turn."""
    by_village: dict[str, list[Made]] = {}
    for made in ready:
        if made.village_code not in {YAOBU, HEGUI}:
            by_village.setdefault(made.village_code, []).append(made)
    fullest = sorted(by_village, key=lambda code: (-len(by_village[code]), code))
    fullest.sort(key=lambda code: code[:9] != SHITANG)
    chosen: dict[str, str] = {}
    for code in fullest:
        chosen.setdefault(code[:9], code)
    villages = [by_village[code][:_IN_A_TOWN] for code in list(chosen.values())[:_TOWNS]]
    return [
        village[place]
        for place in range(_IN_A_TOWN)
        for village in villages
        if place < len(village)
    ]


def _may_exit(made: Made) -> bool:
    """Above the line, with all that 八有 asks for."""
    living, year = made.living, made.years[-1]
    if living is None or made.state not in {State.REGISTERED, State.RELAPSED}:
        return False
    has_house = living.house_grade in {HouseGrade.A, HouseGrade.B} and living.house_square_metres
    return bool(
        year.net_yuan > _LINE_2015_YUAN * year.people
        and has_house
        and living.has_safe_water
        and living.has_power
        and living.has_television
        and all(person.has_medical_insurance for person in made.people)
        and not any(
            person.age in _SCHOOL_AGES
            and person.schooling in {None, Schooling.NONE, Schooling.DROPPED_OUT}
            for person in made.people
        )
    )


def _has_fallen(made: Made) -> bool:
    """Out of poverty, and below the line again in 2015."""
    year = made.years[-1]
    return made.state is State.EXITED and year.net_yuan < _LINE_2015_YUAN * year.people
