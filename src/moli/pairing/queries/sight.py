"""Who sees which pairings, and who speaks for whom. Whoever is not named here sees none.

A practitioner's pairing says that a household is poor: it is seen by the practitioner, by the
village, town office and county office of the household, and by nobody else. Organisers, leaders
and auditors get counts of those (`practitioner_counts`).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from moli.accounts.rules import Role, Standing
from moli.pairing.models import Pairing
from moli.pairing.rules.kinds import PairingKind, PairingState, PairSide
from moli.pairing.rules.speaking import SPEAKERS, WRITERS
from moli.party.queries import branches as party
from moli.places.queries.directory import inside_areas

_USER = "user:"
_OPEN_KINDS = frozenset({PairingKind.PARTNER, PairingKind.ENTERPRISE})


@dataclass(frozen=True)
class PairingSight:
    """What a standing opens of pairings on a day. Empty fields open nothing.

    `practitioner_key` is the person's own uid, when he works as a practitioner. `secretary_areas`
    are among `village_areas`; `led_keys` are stations and enterprises.
    """

    on: date
    station_keys: frozenset[str] = frozenset()
    enterprise_keys: frozenset[str] = frozenset()
    practitioner_key: str = ""
    secretary_areas: tuple[str, ...] = ()
    village_areas: tuple[str, ...] = ()
    town_areas: tuple[str, ...] = ()
    office_areas: tuple[str, ...] = ()
    read_areas: tuple[str, ...] = ()
    led_areas: tuple[str, ...] = ()
    led_keys: frozenset[str] = frozenset()

    @property
    def own_areas(self) -> tuple[str, ...]:
        """Areas whose households' pairings are seen, and all others of them too."""
        return tuple(sorted({*self.village_areas, *self.town_areas, *self.office_areas}))

    @property
    def counted_areas(self) -> tuple[str, ...]:
        """Areas of which at least counts are seen."""
        return tuple(sorted({*self.own_areas, *self.read_areas, *self.led_areas}))

    def speaks_for(self, pairing: Pairing) -> tuple[PairSide, ...]:
        """The sides of a pairing for which the person may speak, by his appointments."""
        return tuple(side for side in PairSide if self._speaks(pairing, side))

    def _speaks(self, pairing: Pairing, side: PairSide) -> bool:
        kind = PairingKind(pairing.pairing_kind)
        code = pairing.village.code
        opened = {
            Role.STATION_OPERATOR: pairing.helper_key in self.station_keys,
            Role.BUYER: pairing.helper_key in self.enterprise_keys,
            Role.PRACTITIONER: pairing.helper_key == self.practitioner_key != "",
            Role.FIRST_SECRETARY: code.startswith(self.secretary_areas),
            # The areas of both roles: where one of them may speak, both may.
            Role.VILLAGE_COMMITTEE: code.startswith(self.village_areas),
        }
        return any(opened[role] for role in SPEAKERS[kind][side])

    def writes_for_households(self, pairing: Pairing) -> bool:
        """Whether the person may write down what a household of the village says of it."""
        return pairing.village.code.startswith(self.village_areas)

    def ends(self, pairing: Pairing) -> bool:
        """Whether the person may end a pairing: a side, its organiser, or the office."""
        if self.speaks_for(pairing) or pairing.village.code.startswith(self.office_areas):
            return True
        return pairing.pairing_kind in _OPEN_KINDS and self._leads(pairing)

    def proposes(self, kind: PairingKind, *, village_code: str) -> bool:
        """Whether the person may propose a pairing for a village, or for a household of it."""
        if village_code.startswith(self.office_areas):
            return True
        if kind in _OPEN_KINDS:
            return village_code.startswith(self.led_areas)
        return village_code.startswith((*self.village_areas, *self.town_areas))

    def plans(self, kind: PairingKind) -> bool:
        """Whether the person may run the planner over a kind, and see what it says.

        Who is poor stands in a plan for practitioners, so that the office alone runs that.
        """
        return bool(self.office_areas) or (kind in _OPEN_KINDS and bool(self.led_areas))

    def _leads(self, pairing: Pairing) -> bool:
        is_led = pairing.village.code.startswith(self.led_areas)
        return is_led or pairing.helper_key in self.led_keys


def pairing_sight(standing: Standing, *, on: date) -> PairingSight:
    """What a standing opens of pairings: two queries for organisers, none for others."""
    led = party.reach_of(branch_keys=standing.organisation_keys(Role.ORGANISER), on=on)
    key = standing.actor.key
    is_practitioner = standing.holds(Role.PRACTITIONER) and key.startswith(_USER)
    return PairingSight(
        on=on,
        station_keys=frozenset(standing.organisation_keys(Role.STATION_OPERATOR)),
        enterprise_keys=frozenset(standing.organisation_keys(Role.BUYER)),
        practitioner_key=key.removeprefix(_USER) if is_practitioner else "",
        secretary_areas=standing.area_codes({Role.FIRST_SECRETARY}),
        village_areas=standing.area_codes(WRITERS),
        town_areas=standing.area_codes({Role.TOWN_OFFICE}),
        office_areas=standing.area_codes({Role.OFFICE}),
        read_areas=standing.area_codes({Role.LEADER, Role.AUDITOR}),
        led_areas=led.area_codes,
        led_keys=frozenset({*led.station_keys, *led.enterprise_keys}),
    )


def pairings_seen(sight: PairingSight) -> QuerySet[Pairing]:
    """The pairings that a person sees, the newest first, with their villages and towns."""
    stations = Q(pairing_kind=PairingKind.PARTNER, helper_key__in=sight.station_keys)
    enterprises = Q(pairing_kind=PairingKind.ENTERPRISE, helper_key__in=sight.enterprise_keys)
    led = Q(helper_key__in=sight.led_keys) | _in(sight.read_areas, sight.led_areas)
    seen = stations | enterprises | (Q(pairing_kind__in=_OPEN_KINDS) & led) | _in(sight.own_areas)
    if sight.practitioner_key:
        seen |= Q(pairing_kind=PairingKind.PRACTITIONER, helper_key=sight.practitioner_key)
    return Pairing.objects.filter(seen).select_related("village__parent").order_by("-pk")


def pairing_seen(key: str, *, sight: PairingSight) -> Pairing | None:
    """One pairing by its uid, for whoever sees it, with what the planner said of it."""
    try:
        uid = UUID(str(key))
    except ValueError:
        return None
    return (
        pairings_seen(sight).select_related("planned__plan", "instead_of").filter(uid=uid).first()
    )


def practitioner_counts(sight: PairingSight) -> dict[PairingState, int]:
    """How many practitioners' pairings stand how, in all areas of which counts are seen."""
    rows = Pairing.objects.filter(_in(sight.counted_areas), pairing_kind=PairingKind.PRACTITIONER)
    counts = dict.fromkeys(PairingState, 0)
    by_state = rows.order_by().values_list("state").annotate(count=Count("pk"))
    return counts | {PairingState(state): count for state, count in by_state}


def _in(*areas: Iterable[str]) -> Q:
    return inside_areas({code for each in areas for code in each}, field="village__code")
