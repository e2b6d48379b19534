"""An order as a machine sends it: JSON, read with suspicion."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from moli.kernel.refusal import Refusal
from moli.orders.rules.basket import Buyer, Wanted

BYTES_MAX = 16_384


class OrderUnreadable(Refusal):
    """What was sent is no order: not JSON, too long, or of another shape."""


@dataclass(frozen=True)
class SentOrder:
    """An order that was read and not judged yet."""

    request_key: UUID
    wanted: tuple[Wanted, ...]
    buyer: Buyer


def read_order(body: bytes) -> SentOrder:
    """The order in a body. Refuses what is too long, no JSON, or of another shape."""
    if len(body) > BYTES_MAX:
        raise OrderUnreadable(field="order")
    try:
        sent = json.loads(body)
        buyer = sent["buyer"]
        return SentOrder(
            request_key=UUID(_text(sent["request_key"])),
            wanted=tuple(
                Wanted(_text(line["article"]), _number(line["units"])) for line in sent["lines"]
            ),
            buyer=Buyer(_text(buyer["name"]), _text(buyer["phone"]), _text(buyer["address"])),
        )
    except (ValueError, TypeError, KeyError, RecursionError):
        raise OrderUnreadable(field="order") from None


def _text(value: Any) -> str:
    # A sign that no database stores is no text of a person.
    if not isinstance(value, str) or "\0" in value:
        raise TypeError
    value.encode()  # half a surrogate pair is no text either
    return value


def _number(value: Any) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise TypeError
    return value
