"""Pairings that people had begun by themselves in spring, before anybody planned them.

Neither of the two villages that the article names is among them: theirs follow from rows alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from moli.interfaces.cli.demo.chance import Chance
from moli.interfaces.cli.demo.enterprises import JUNQIAO
from moli.interfaces.cli.demo.moment import at, request_key
from moli.interfaces.cli.demo.pairings_care import look_after_early
from moli.interfaces.cli.demo.pairings_people import (
    buyers,
    planner_of,
    poor_codes,
    taobao_stations,
    where_practitioners_work,
)
from moli.interfaces.cli.demo.pairings_sides import agreed_to, the_cast
from moli.interfaces.cli.demo.people import buyer_of
from moli.interfaces.cli.demo.places import NAMED_POOR
from moli.pairing.queries.helped import helped_of
from moli.pairing.rules.kinds import PairingKind
from moli.pairing.services.proposing import propose_pairing

if TYPE_CHECKING:
    from moli.pairing.models import Pairing

PARTNERS, ENTERPRISES, HOUSEHOLDS = 8, 6, 6
_BEGUN_DAYS_BEFORE = 121
_WORDS = "春天就开始走动，双方愿意"


@dataclass(frozen=True)
class _Early:
    """Two who found each other."""

    kind: PairingKind
    helper_key: str
    helped_key: str


def begin_early() -> None:
    """Propose them by hand, let both agree, and let them work through the summer. Twice is once."""
    cast = the_cast()
    pairings = [_proposed(row, place) for place, row in enumerate(_all())]
    agreed_to(pairings, cast, _moments)
    look_after_early(pairings, cast)


def _all() -> Iterator[_Early]:
    chance = Chance("early pairings")
    codes = [code for code in poor_codes() if code not in NAMED_POOR]
    partnered = chance.some_of(codes, PARTNERS)
    yield from _with_partners(partnered, chance)
    yield from _with_enterprises(chance.some_of(codes, ENTERPRISES), chance)
    yield from _of_households()


def _with_partners(codes: Sequence[str], chance: Chance) -> Iterator[_Early]:
    """Each with somebody of the same town, once; it need not be the nearest."""
    taken: set[str] = set()
    stations = taobao_stations()
    for code in codes:
        near = [
            row.key
            for row in stations
            if row.village.code.startswith(code[:9])
            and row.village.code not in NAMED_POOR
            and row.key not in taken
        ]
        if near:
            key = chance.one_of(near)
            taken.add(key)
            yield _Early(PairingKind.PARTNER, key, code)


def _with_enterprises(codes: Sequence[str], chance: Chance) -> Iterator[_Early]:
    junqiao = buyer_of(JUNQIAO)
    others = [key for key, user in buyers().items() if user != junqiao]
    for code, key in zip(codes, chance.some_of(others, len(codes)), strict=True):
        yield _Early(PairingKind.ENTERPRISE, key, code)


def _of_households() -> Iterator[_Early]:
    """The first practitioners where a household was poor, each with one of where he works."""
    begun_on = at(days_before=_BEGUN_DAYS_BEFORE).date()
    poor = helped_of(PairingKind.PRACTITIONER, on=begun_on)
    taken: set[str] = set()
    for who, area_code in where_practitioners_work().items():
        homes = [
            row.key
            for row in poor
            if row.order[0].startswith(area_code)
            and row.order[0] not in NAMED_POOR
            and row.key not in taken
        ]
        if homes and len(taken) < HOUSEHOLDS:
            taken.add(homes[0])
            yield _Early(PairingKind.PRACTITIONER, who, homes[0])


def _proposed(row: _Early, place: int) -> Pairing:
    return propose_pairing(
        kind=row.kind,
        helper_key=row.helper_key,
        helped_key=row.helped_key,
        words=_WORDS,
        request_key=request_key(f"early pairing {place}"),
        by=planner_of(row.kind).actor,
        at=at(days_before=_BEGUN_DAYS_BEFORE, hour=9, minutes=place),
    )


def _moments() -> Iterator[datetime]:
    moment = at(days_before=_BEGUN_DAYS_BEFORE - 1, hour=9)
    while True:
        yield moment
        moment += timedelta(minutes=6)
