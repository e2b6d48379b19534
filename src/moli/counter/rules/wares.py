"""What a ware is, and what it may cost."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import Final

from moli.counter.rules.states import WareKind
from moli.kernel.refusal import Refusal

# Fifty thousand yuan: nobody orders a car at a village counter.
PRICE_FEN_MAX: Final = 5_000_000
_SIGNS_MAX: Final = {
    "name": 40,
    "name_en": 80,
    "unit_name": 20,
    "unit_name_en": 40,
    "supplier": 60,
}


class WareWordsMissing(Refusal):
    """A ware has a name, a unit and a supplier, in both languages and short."""


class WarePriceOutOfRange(Refusal):
    """A price is more than its fee, and the fee not below nought."""


@dataclass(frozen=True)
class WareFacts:
    """What is said of a ware; `station_key` is whose, nothing for every station's."""

    name: str
    name_en: str
    ware_kind: WareKind
    unit_name: str
    unit_name_en: str
    supplier: str
    station_key: str = ""


def judged_ware(facts: WareFacts) -> WareFacts:
    """The facts without blanks around them. Refuses an empty or an overlong one, by field."""
    said = {
        each.name: getattr(facts, each.name).strip()
        for each in fields(facts)
        if each.name in _SIGNS_MAX
    }
    for name, text in said.items():
        if not 0 < len(text) <= _SIGNS_MAX[name]:
            raise WareWordsMissing(field=name, signs_max=_SIGNS_MAX[name])
    return replace(facts, **said)


def judge_price(price_fen: int, *, fee_fen: int) -> None:
    """Refuse a price of nothing or out of proportion, and a fee that is not a part of it."""
    if not 0 < price_fen <= PRICE_FEN_MAX:
        raise WarePriceOutOfRange(field="price_fen", max_fen=PRICE_FEN_MAX)
    if not 0 <= fee_fen < price_fen:
        raise WarePriceOutOfRange(field="fee_fen", max_fen=price_fen - 1)
