"""How a household lives: house, water, power, road, fuel and land, as the form asks."""

from __future__ import annotations

from enum import StrEnum


class HouseGrade(StrEnum):
    """房屋安全等级: C and D are dangerous houses (JGJ 125)."""

    A = "A"
    B = "B"
    C = "C"
    D = "D"

    @property
    def is_dangerous(self) -> bool:
        """Whether nobody should live in it as it is."""
        return self in {HouseGrade.C, HouseGrade.D}


class HouseStructure(StrEnum):
    """住房结构."""

    CONCRETE = "CONCRETE"
    BRICK = "BRICK"
    TIMBER = "TIMBER"
    EARTH = "EARTH"
    OTHER = "OTHER"


class RoadKind(StrEnum):
    """入户路类型."""

    CEMENT = "CEMENT"
    GRAVEL = "GRAVEL"
    EARTH = "EARTH"


class Fuel(StrEnum):
    """主要燃料."""

    WOOD = "WOOD"
    GAS = "GAS"
    BIOGAS = "BIOGAS"
    ELECTRICITY = "ELECTRICITY"
    COAL = "COAL"


class LandKind(StrEnum):
    """Kinds of land a household works."""

    ARABLE = "ARABLE"  # 耕地
    FOREST = "FOREST"  # 林地
    ORCHARD = "ORCHARD"  # 林果
    RETURNED = "RETURNED"  # 退耕还林
    GRASS = "GRASS"  # 牧草地
    WATER = "WATER"  # 水面
