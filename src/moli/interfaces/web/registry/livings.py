"""How a household lives, in words; what was not asked says so."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext, pgettext

from moli.households.rules.living import Fuel, HouseGrade, HouseStructure, RoadKind
from moli.households.rules.yearly import LAND_COLUMNS
from moli.interfaces.words.amounts import kilometres, mu, number
from moli.interfaces.words.labels import field_label, label

_ANSWERS = (
    "has_safe_water",
    "has_power",
    "has_work_power",
    "has_television",
    "has_clean_toilet",
    "is_in_cooperative",
)


Pairs = list[tuple[str, str]]


def living_facts(row: Any) -> tuple[Pairs, Pairs]:
    """Labels and values of a year: what is there or not, and what it is like."""
    return (
        [
            (gettext("住房"), _house(row)),
            (gettext("进村路"), _road(row)),
            (field_label("fuel"), label(Fuel(row.fuel)) if row.fuel else _answer(None)),
            (gettext("土地"), _land(row)),
        ],
        [(field_label(name), _answer(getattr(row, name))) for name in _ANSWERS],
    )


def _house(row: Any) -> str:
    parts = []
    if row.house_square_metres is not None:
        parts.append(gettext("%(size)s 平方米") % {"size": number(row.house_square_metres)})
    if row.house_structure:
        parts.append(label(HouseStructure(row.house_structure)))
    if row.house_grade:
        parts.append(label(HouseGrade(row.house_grade)))
    return gettext("，").join(parts) or _answer(None)


def _road(row: Any) -> str:
    parts = [label(RoadKind(row.road_kind))] if row.road_kind else []
    if row.main_road_metres is not None:
        parts.append(gettext("离主干路 %(far)s") % {"far": kilometres(row.main_road_metres)})
    return gettext("，").join(parts) or _answer(None)


def _land(row: Any) -> str:
    kinds = [(name, getattr(row, name)) for name in LAND_COLUMNS]
    parts = [f"{field_label(name)} {mu(size)}" for name, size in kinds if size]
    return gettext("，").join(parts) or gettext("没有土地")


def _answer(answer: bool | None) -> str:  # noqa: FBT001 - it is the value of a column
    if answer is None:
        return pgettext("answer", "没问")
    return pgettext("answer", "有") if answer else pgettext("answer", "没有")
