"""How the payment of a delivery is shared: when, and who gets what of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from moli.kernel.refusal import Refusal
from moli.kernel.weight import GRAMS_PER_KG
from moli.settlement.rules.shares import Taker
from moli.settlement.rules.waterfall import Brought, CapUnit, Costs, Terms, run_down

FIRST, SECOND = 1, 2


class DeliveryNotPaid(Refusal):
    """A delivery is shared when what its buyer has to pay of it has arrived."""


@dataclass(frozen=True)
class ReceivedFacts:
    """What became of an accepted delivery: sums in fen, and grams on the buyer's scale.

    `claimed` is what a claim once put in dispute; `waived` is what its outcome spares the buyer,
    None as long as there is none.
    """

    total_fen: int
    received_grams: int
    remitted_fen: int
    claimed_fen: int = 0
    claimed_grams: int = 0
    waived_fen: int | None = None
    waived_grams: int = 0


@dataclass(frozen=True)
class SharedBefore:
    """What was shared of it up to now: nothing, or its first stage."""

    total_fen: int = 0
    commission_fen: int = 0


@dataclass(frozen=True)
class Portion:
    """So much is shared now, in a stage; `grams` is what is paid for with it and before it."""

    stage: int
    fen: int
    grams: int


@dataclass(frozen=True)
class LoadFacts:
    """What a load cost on its way, and who brought what is on it."""

    freight_fen: int
    packaging_fen: int
    brought: Sequence[Brought]


def portion_of(received: ReceivedFacts, before: SharedBefore) -> Portion | None:
    """What is to be shared now; None when nothing is, or nothing more.

    First what is undisputed, then what an outcome left to be paid of the rest; both at once when
    the outcome is there and everything is paid before anything was shared. Refuses a first
    portion that has not arrived whole.
    """
    due, grams = _due(received)
    rest = due - before.total_fen
    if rest <= 0:
        return None
    stage = SECOND if before.total_fen else FIRST
    if received.remitted_fen >= due:
        return Portion(stage, rest, grams)
    if stage == SECOND:
        return None
    undisputed = received.total_fen - received.claimed_fen
    if not 0 < undisputed <= received.remitted_fen:
        raise DeliveryNotPaid(field="delivery", paid_fen=received.remitted_fen, due_fen=due)
    return Portion(FIRST, undisputed, received.received_grams - received.claimed_grams)


def shares_of_load(
    load: LoadFacts, portion: Portion, terms: Terms, before: SharedBefore
) -> dict[Taker, int]:
    """Who gets what of a portion, in fen above nought; together exactly the portion.

    What packing and the road cost is taken from the first; households share by the grams that
    were loaded, whatever was lost on the way. A station's cap by the kilogram holds for both
    together; one by the unit says nothing of a load.
    """
    is_first = portion.stage == FIRST
    cap_fen = None
    if terms.cap_fen is not None and terms.cap_unit is CapUnit.KG:
        cap_fen = max(0, terms.cap_fen * portion.grams // GRAMS_PER_KG - before.commission_fen)
    stations: dict[str, int] = defaultdict(int)
    households: dict[str, int] = defaultdict(int)
    for each in load.brought:
        stations[each.station_key] += each.grams
        households[each.household_key] += each.grams
    costs = Costs(
        packaging_fen=load.packaging_fen if is_first else 0,
        transport_fen=load.freight_fen if is_first else 0,
        commission_max_fen=cap_fen,
    )
    return run_down(portion.fen, terms, costs, stations=stations, households=households)


def _due(received: ReceivedFacts) -> tuple[int, int]:
    """What the buyer has to pay by now, and for how much."""
    if received.waived_fen is None:
        return (
            received.total_fen - received.claimed_fen,
            received.received_grams - received.claimed_grams,
        )
    return (
        received.total_fen - received.waived_fen,
        received.received_grams - received.waived_grams,
    )
