"""Why a household is poor, what may throw it back, and how it is classed."""

from __future__ import annotations

from enum import StrEnum


class Cause(StrEnum):
    """致贫原因: one main cause, at most two others, none twice."""

    ILLNESS = "ILLNESS"
    DISABILITY = "DISABILITY"
    SCHOOLING = "SCHOOLING"
    DISASTER = "DISASTER"
    NO_LAND = "NO_LAND"
    NO_WATER = "NO_WATER"
    NO_SKILL = "NO_SKILL"
    NO_LABOUR = "NO_LABOUR"
    NO_MONEY = "NO_MONEY"
    NO_ROAD = "NO_ROAD"
    NO_DRIVE = "NO_DRIVE"  # 自身发展动力不足
    OTHER = "OTHER"


class Risk(StrEnum):
    """致贫返贫风险: up to five a household; OTHER needs words."""

    ILLNESS = "ILLNESS"
    DISABILITY = "DISABILITY"
    SCHOOLING = "SCHOOLING"
    DISASTER = "DISASTER"
    ACCIDENT = "ACCIDENT"
    FAILED_PROJECT = "FAILED_PROJECT"
    UNSTABLE_WORK = "UNSTABLE_WORK"
    NO_LABOUR = "NO_LABOUR"
    HOUSING = "HOUSING"
    DRINKING_WATER = "DRINKING_WATER"
    OTHER = "OTHER"


class Attribute(StrEnum):
    """贫困户属性. An attribute, not a state: it says which support a household has."""

    GENERAL = "GENERAL"
    MINIMUM_LIVING = "MINIMUM_LIVING"  # 低保
    SPECIAL_SUPPORT = "SPECIAL_SUPPORT"  # 五保, 特困供养


class StandardLevel(StrEnum):
    """识别标准: by whose line a household was registered."""

    NATIONAL = "NATIONAL"
    PROVINCIAL = "PROVINCIAL"
    CITY = "CITY"


RISKS_MAX = 5
OTHER_CAUSES_MAX = 2
