"""How households live: house, water, power, road and land.

The shares are the demo's own and plausible, see the folder.
"""

from __future__ import annotations

from moli.households.rules.living import Fuel, HouseGrade, HouseStructure, RoadKind
from moli.households.rules.statuses import State
from moli.interfaces.cli.demo.chance import Chance
from moli.interfaces.cli.demo.households.drafts import Living, Made

_GRADES = (HouseGrade.A, HouseGrade.B, HouseGrade.C, HouseGrade.D)
_STRUCTURES = (
    HouseStructure.CONCRETE,
    HouseStructure.BRICK,
    HouseStructure.TIMBER,
    HouseStructure.EARTH,
)
_ROADS = (RoadKind.CEMENT, RoadKind.GRAVEL, RoadKind.EARTH)
_FUELS = (Fuel.WOOD, Fuel.GAS, Fuel.ELECTRICITY, Fuel.BIOGAS)
_STRUCTURE_WEIGHTS = {
    HouseGrade.A: (58, 41, 1, 0),
    HouseGrade.B: (26, 64, 4, 6),
    HouseGrade.C: (2, 42, 16, 40),
    HouseGrade.D: (0, 18, 22, 60),
}


def living_of(made: Made, chance: Chance) -> Living:
    """What an exited household has, and what a poor one may lack."""
    is_out = made.state is State.EXITED
    people = len(made.people)
    grade = chance.weighed(_GRADES, (34, 65, 1, 0) if is_out else (16, 54, 19, 11))
    metres_each = chance.whole(14, 34) if is_out else chance.whole(9, 27)
    if people <= 2:
        metres_each += chance.whole(6, 22)
    return Living(
        house_square_metres=people * metres_each,
        house_grade=grade,
        house_structure=chance.weighed(_STRUCTURES, _STRUCTURE_WEIGHTS[grade]),
        has_safe_water=chance.share() < (0.992 if is_out else 0.84),
        has_power=chance.share() < (1 if is_out else 0.995),
        has_work_power=chance.share() < 0.62,
        has_television=chance.share() < (0.995 if is_out else 0.87),
        has_clean_toilet=chance.share() < (0.66 if is_out else 0.38),
        is_in_cooperative=chance.share() < (0.46 if made.is_grower else 0.14),
        road_kind=chance.weighed(_ROADS, (78, 16, 6) if is_out else (56, 25, 19)),
        main_road_metres=chance.whole(1, 60) ** 2 + 20,
        fuel=chance.weighed(_FUELS, (64, 16, 12, 8)),
        arable=max(2, people * chance.whole(4, 11)),
        forest=chance.whole(5, 60) if chance.share() < 0.4 else 0,
        orchard=_orchard(made, chance),
    )


def _orchard(made: Made, chance: Chance) -> int:
    if made.is_grower:
        return chance.whole(10, 40)
    return chance.whole(3, 20) if chance.share() < 0.12 else 0
