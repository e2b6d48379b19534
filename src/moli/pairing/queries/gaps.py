"""Who has nobody yet: poor villages that a branch leads, and poor households of a village."""

from __future__ import annotations

from dataclasses import dataclass

from moli.households.models import Household
from moli.pairing.models import Pairing
from moli.pairing.queries.helped import poor_households_in, poor_villages_in
from moli.pairing.queries.sight import PairingSight
from moli.pairing.rules.kinds import TYING_STATES, PairingKind, PairingState
from moli.places.queries.directory import inside_areas

# What branches bring together: households are their village's business.
LED_KINDS = (PairingKind.PARTNER, PairingKind.ENTERPRISE)


@dataclass(frozen=True)
class Gap:
    """Of the poor villages that a person leads: how many are paired, asked for it, and alone."""

    pairing_kind: PairingKind
    in_force: int
    proposed: int
    alone: int

    @property
    def villages(self) -> int:
        """How many villages there are to pair."""
        return self.in_force + self.proposed + self.alone


@dataclass(frozen=True)
class AloneHouseholds:
    """Poor households of a person's villages without a practitioner: how many, and the first."""

    count: int
    first: tuple[Household, ...]


def gaps_of(sight: PairingSight) -> list[Gap]:
    """How far the poor villages that a person leads are paired, kind by kind: three queries.

    A village that has a pairing in force and is asked to another one counts as paired. Nothing
    for whoever leads no area.
    """
    if not sight.led_areas:
        return []
    tied: dict[PairingKind, dict[str, str]] = {kind: {} for kind in LED_KINDS}
    rows = Pairing.objects.filter(pairing_kind__in=LED_KINDS, state__in=TYING_STATES)
    # Proposed comes first in this order, and what comes last stays.
    ordered = rows.order_by("-state", "pk").values_list("pairing_kind", "helped_key", "state")
    for kind, helped, state in ordered:
        tied[PairingKind(kind)][helped] = state
    return [_gap(kind, tied[kind], sight) for kind in LED_KINDS]


def _gap(kind: PairingKind, tied: dict[str, str], sight: PairingSight) -> Gap:
    codes = poor_villages_in(kind, sight.led_areas, on=sight.on).values_list("code", flat=True)
    states = [tied.get(code) for code in codes]
    return Gap(
        pairing_kind=kind,
        in_force=states.count(PairingState.IN_FORCE),
        proposed=states.count(PairingState.PROPOSED),
        alone=states.count(None),
    )


def households_alone(sight: PairingSight, *, at_most: int) -> AloneHouseholds:
    """Poor households of a person's villages with whom nobody is paired or asked: three queries."""
    if not sight.village_areas:
        return AloneHouseholds(0, ())
    paired = Pairing.objects.filter(
        inside_areas(sight.village_areas, field="village__code"),
        pairing_kind=PairingKind.PRACTITIONER,
        state__in=TYING_STATES,
    ).order_by("pk")
    keys = list(paired.values_list("helped_key", flat=True))
    rows = poor_households_in(sight.village_areas, on=sight.on).exclude(uid__in=keys)
    first = tuple(rows.order_by("village__code", "national_code")[: at_most + 1])
    count = len(first) if len(first) <= at_most else rows.count()
    return AloneHouseholds(count, first[:at_most])
