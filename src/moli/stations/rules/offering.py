"""What a station does for villagers, in which state it is on a day, and what stands in it."""

from __future__ import annotations

from enum import StrEnum


class Service(StrEnum):
    """What a station offers at its counter."""

    BUY_FOR = "BUY_FOR"  # 代买
    SELL_FOR = "SELL_FOR"  # 代卖
    PARCELS = "PARCELS"  # 代收代发
    BILLS = "BILLS"  # 代缴


class OpenState(StrEnum):
    """In which state a station is on a day."""

    PLANNED = "PLANNED"  # opens on a later day
    OPEN = "OPEN"
    PAUSED = "PAUSED"
    CLOSED = "CLOSED"


class PauseReason(StrEnum):
    """Why a station is closed for a time."""

    HARVEST = "HARVEST"
    HOLIDAY = "HOLIDAY"
    REPAIR = "REPAIR"
    NO_OPERATOR = "NO_OPERATOR"
    PERSONAL = "PERSONAL"  # nobody need say more
    OTHER = "OTHER"


class EquipmentKind(StrEnum):
    """What stands in a station."""

    SCALE = "SCALE"
    TABLET = "TABLET"
    COMPUTER = "COMPUTER"
    PRINTER = "PRINTER"
    SCANNER = "SCANNER"
    SCREEN = "SCREEN"
    SHELVES = "SHELVES"
    FRIDGE = "FRIDGE"
    SIGN = "SIGN"
    NOTICE_BOARD = "NOTICE_BOARD"
    OTHER = "OTHER"
