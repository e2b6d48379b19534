"""What a station's devices hold, part by part, as JSON has it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import fields
from datetime import date, datetime
from functools import partial
from typing import Any, Final
from uuid import UUID

from moli.counter.queries.drawer import closings_part, drawer, moves_part
from moli.counter.queries.snapshot_goods import (
    parcels_part,
    products_part,
    quotas_part,
    weigh_ins_part,
)
from moli.counter.queries.snapshot_households import households_part
from moli.counter.queries.snapshot_money import bills_part, buy_fors_part, wares_part
from moli.stations.queries.snapshot_parts import station_part, tasks_part

Told = Mapping[str, object]

# Keys of our rows are nobody else's matter.
_NOT_TOLD: Final = {"ware_id"}
_RENAMED: Final = {"unit_name": "unit"}
# Who brings parcels to villages; another name can be typed.
CARRIERS: Final = ("邮政", "中通", "圆通", "韵达", "申通", "百世", "顺丰", "京东")


_PARTS: Final[Mapping[str, Callable[..., Any]]] = {
    "station": station_part,
    "households": households_part,
    "products": products_part,
    "quotas": quotas_part,
    "wares": wares_part,
    "parcels": parcels_part,
    "buy_fors": buy_fors_part,
    "bills": bills_part,
    "weigh_ins": weigh_ins_part,
    "tasks": tasks_part,
    "drawer": drawer,
    "moves": moves_part,
    "closings": closings_part,
}


def counter_told(station_key: str, *, on: date, language: str) -> Told:
    """All parts of a station's snapshot on a day, with names in one language."""
    tell = partial(_plain, is_english=language == "en")
    parts = {name: tell(ask(station_key=station_key, on=on)) for name, ask in _PARTS.items()}
    return {**parts, "carriers": list(CARRIERS)}


def _plain(value: Any, *, is_english: bool) -> object:
    match value:
        case None | bool() | int() | str():
            # A member of an enumeration is its value.
            return value
        case UUID():
            return str(value)
        case datetime() | date():
            return value.isoformat()
        case list() | tuple():
            return [_plain(each, is_english=is_english) for each in value]
        case _:
            return _told(value, is_english=is_english)


def _told(part: Any, *, is_english: bool) -> dict[str, object]:
    """A part's fields as JSON has them. Of a name in two languages one is told."""
    told = {
        each.name: _plain(getattr(part, each.name), is_english=is_english)
        for each in fields(part)
        if each.name not in _NOT_TOLD
    }
    for name in [each for each in told if each.endswith("_en")]:
        english, chinese = told.pop(name), name.removesuffix("_en")
        told[chinese] = (is_english and english) or told[chinese]
    return {_RENAMED.get(name, name): value for name, value in told.items()}
