"""Who speaks for the two sides of the demo's pairings, and their yes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from moli.households.queries.members import members_in_areas
from moli.households.queries.reach import RegistryReach
from moli.households.rules.people import Relation
from moli.interfaces.cli.demo.moment import COUNTY_CODE
from moli.interfaces.cli.demo.pairings_people import buyers, operators, poor_codes, practitioners
from moli.interfaces.cli.demo.people import first_secretary_of
from moli.kernel.actor import Actor
from moli.pairing.rules.kinds import PairingKind, PairingState, PairSide
from moli.pairing.services.agreeing import HelperFull, agree

if TYPE_CHECKING:
    from moli.pairing.models import Pairing


@dataclass(frozen=True)
class Sides:
    """Who speaks for the two sides of one pairing; a household's word is given by its head."""

    helper: Actor
    helped: Actor
    given_by_key: str = ""


@dataclass(frozen=True)
class Cast:
    """Everybody who speaks in pairings, looked up once."""

    helpers: Mapping[PairingKind, Mapping[str, Actor]]
    secretaries: Mapping[str, Actor]
    heads: Mapping[str, str]

    def sides_of(self, pairing: Pairing) -> Sides:
        """Who speaks for the two sides of a pairing."""
        kind = PairingKind(pairing.pairing_kind)
        return Sides(
            helper=self.helpers[kind][pairing.helper_key],
            helped=self.secretaries[pairing.village.code],
            given_by_key=self.heads.get(pairing.helped_key, ""),
        )


def the_cast() -> Cast:
    """Everybody as they stand."""
    people = {
        PairingKind.PARTNER: operators(),
        PairingKind.ENTERPRISE: buyers(),
        PairingKind.PRACTITIONER: practitioners(),
    }
    reach = RegistryReach(county_areas=(COUNTY_CODE,))
    heads = members_in_areas(reach).filter(
        relation=Relation.HEAD, left_on=None, household__village__code__in=poor_codes()
    )
    return Cast(
        helpers={
            kind: {key: user.actor for key, user in found.items()} for kind, found in people.items()
        },
        secretaries={code: first_secretary_of(code).actor for code in poor_codes()},
        heads={str(home): str(head) for home, head in heads.values_list("household__uid", "uid")},
    )


def agreed_to(
    pairings: Iterable[Pairing], cast: Cast, moments: Callable[[], Iterator[datetime]]
) -> None:
    """Both sides say yes, the helper first; who waits for a place says yes when it is free.

    Twice is once: what both sides have said yes to is left as it stands.
    """
    waiting = [row for row in pairings if row.state == PairingState.PROPOSED]
    for row, moment in zip(waiting, moments(), strict=False):
        _say_yes(row, PairSide.HELPER, cast, moment)
    while waiting:
        later = [
            row
            for row, moment in zip(waiting, moments(), strict=False)
            if not _has_begun(row, cast, moment)
        ]
        if len(later) == len(waiting):
            raise LookupError(f"{len(later)} pairings of the demo wait for places in a circle")
        waiting = later


def _has_begun(pairing: Pairing, cast: Cast, moment: datetime) -> bool:
    try:
        _say_yes(pairing, PairSide.HELPED, cast, moment)
    except HelperFull:
        return False
    return True


def _say_yes(pairing: Pairing, side: PairSide, cast: Cast, moment: datetime) -> None:
    sides = cast.sides_of(pairing)
    is_helped = side is PairSide.HELPED
    agree(
        pairing_uid=pairing.uid,
        pair_side=side,
        given_by_key=sides.given_by_key if is_helped else "",
        by=sides.helped if is_helped else sides.helper,
        at=moment,
    )
