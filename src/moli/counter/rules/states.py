"""The kinds and states of what lies, waits or is owed at a counter."""

from __future__ import annotations

from enum import StrEnum


class Direction(StrEnum):
    """Which way a parcel goes."""

    IN = "IN"  # came for a villager
    OUT = "OUT"  # a villager sends it


class ParcelState(StrEnum):
    """Where a parcel is."""

    ON_SHELF = "ON_SHELF"  # IN: waits to be fetched
    HANDED = "HANDED"  # IN: the villager has it
    GIVEN_BACK = "GIVEN_BACK"  # IN: nobody fetched it, the carrier has it again
    TO_COLLECT = "TO_COLLECT"  # OUT: waits for the carrier
    COLLECTED = "COLLECTED"  # OUT: the carrier has it
    MISSING = "MISSING"  # was not there when the day was closed


# Those that lie at the station, and are counted when the day is closed.
LYING = frozenset({ParcelState.ON_SHELF, ParcelState.TO_COLLECT})


class BuyForState(StrEnum):
    """How an order for a villager stands."""

    ORDERED = "ORDERED"
    ARRIVED = "ARRIVED"
    HANDED = "HANDED"
    UNDONE = "UNDONE"


class WareKind(StrEnum):
    """What kind of thing a station buys for villagers."""

    FARM_SUPPLY = "FARM_SUPPLY"
    SEED = "SEED"
    FOOD = "FOOD"
    DAILY = "DAILY"
    CLOTHES = "CLOTHES"
    APPLIANCE = "APPLIANCE"
    OTHER = "OTHER"


class BillKind(StrEnum):
    """What a villager pays at the counter."""

    ELECTRICITY = "ELECTRICITY"
    WATER = "WATER"
    PHONE = "PHONE"
    TELEVISION = "TELEVISION"
    GAS = "GAS"
    INSURANCE = "INSURANCE"


class BillState(StrEnum):
    """How a bill stands."""

    TAKEN = "TAKEN"  # the villager's money is in the drawer
    PAID = "PAID"  # whoever sent the bill has it
    UNDONE = "UNDONE"


class CashKind(StrEnum):
    """Why cash came into a drawer or left it."""

    FLOAT = "FLOAT"  # change brought in
    BUY_FOR = "BUY_FOR"
    BUY_FOR_BACK = "BUY_FOR_BACK"
    BILL = "BILL"
    BILL_BACK = "BILL_BACK"
    PARCEL_FEE = "PARCEL_FEE"
    HANDED_IN = "HANDED_IN"  # to the office or its bank
    FEES_TAKEN = "FEES_TAKEN"  # the station's own fees, taken out
    DIFFERENCE = "DIFFERENCE"  # what a count found more or less


class ActKind(StrEnum):
    """What a station does in a household's name."""

    WEIGH_IN = "WEIGH_IN"
    BUY_FOR = "BUY_FOR"
    BILL = "BILL"
    PARCEL = "PARCEL"
