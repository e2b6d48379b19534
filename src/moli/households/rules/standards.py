"""What the kinds of standards hold, and how their content is read.

EXIT          {"items": [code, …], "line_kind": LineKind}: what a household must have to exit
LIMITS        {"check_days_max": …, …}: days and months of procedures, see `Limits`
DEPRIVATION   {"indicators": [{"code", "dimension", "weight"}, …], "cut": …}: whole numbers
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from moli.households.rules.lines import LineKind


class StandardKind(StrEnum):
    """Which standard a version belongs to."""

    EXIT = "EXIT"
    LIMITS = "LIMITS"
    DEPRIVATION = "DEPRIVATION"


class ExitItem(StrEnum):
    """八有: the eight things that a household has when it exits; 一超 is judged by the line."""

    INCOME_SOURCE = "INCOME_SOURCE"
    HOUSE = "HOUSE"
    MEDICAL = "MEDICAL"
    SCHOOL = "SCHOOL"
    ROAD = "ROAD"
    WATER = "WATER"
    POWER = "POWER"
    TELEVISION = "TELEVISION"


@dataclass(frozen=True)
class ExitStandard:
    """A version of 八有一超: what is asked, and by which line the income is judged."""

    items: tuple[ExitItem, ...]
    line_kind: LineKind


@dataclass(frozen=True)
class Limits:
    """Days and months of procedures. `*_min` refuses, `*_max` makes a step overdue."""

    check_days_max: int
    review_days_max: int
    notice_days_min: int
    removal_notice_days_min: int
    town_days_max: int
    county_days_max: int
    removal_months_min: int


def exit_standard(content: Mapping[str, Any]) -> ExitStandard:
    """The content of an EXIT standard."""
    return ExitStandard(
        items=tuple(ExitItem(code) for code in content["items"]),
        line_kind=LineKind(content["line_kind"]),
    )


def limits(content: Mapping[str, Any]) -> Limits:
    """The content of a LIMITS standard."""
    return Limits(**{name: int(content[name]) for name in Limits.__dataclass_fields__})
