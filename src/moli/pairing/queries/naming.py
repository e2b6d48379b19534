"""Names of helpers and helped, for lists: a fixed number of queries for any number of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from moli.accounts.models import Appointment, User
from moli.accounts.rules import Role
from moli.enterprises.models import Enterprise
from moli.enterprises.queries import enterprises_of_keys
from moli.households.queries.heads import HeadLine, heads_of
from moli.kernel.identifiers import masked_name
from moli.pairing.models import Pairing
from moli.pairing.rules.kinds import PairingKind
from moli.places.models import Division
from moli.places.queries.directory import divisions_of_codes
from moli.stations.models import Station
from moli.stations.queries import stations_of_keys


class PairKeys(NamedTuple):
    """Who helps whom, as pairings and plans keep it."""

    pairing_kind: PairingKind
    helper_key: str
    helped_key: str


@dataclass(frozen=True)
class PairNames:
    """How one pair is called.

    The helper is a station, an enterprise, or else a practitioner, whose name is `helper_person`;
    of a station that is its operator, "" where none is appointed. `village` is where the helped
    is, None when nobody knows it; `helped_person` its first secretary, or the head of the
    household that is helped, masked.
    """

    station: Station | None
    enterprise: Enterprise | None
    helper_person: str
    village: Division | None
    helped_person: str


def pair_keys(pairing: Pairing) -> PairKeys:
    """Who helps whom in a pairing."""
    kind = PairingKind(pairing.pairing_kind)
    return PairKeys(kind, pairing.helper_key, pairing.helped_key)


def names_of(pairings: Iterable[Pairing], *, on: date) -> dict[int, PairNames]:
    """The names of some pairings on a day, by primary key. Eight queries at most."""
    keys = {row.pk: pair_keys(row) for row in pairings}
    names = pair_names(keys.values(), on=on)
    return {pk: names[pair] for pk, pair in keys.items()}


def pair_names(pairs: Iterable[PairKeys], *, on: date) -> Mapping[PairKeys, PairNames]:
    """The names of some pairs on a day, planned ones as well. Eight queries at most."""
    wanted = set(pairs)
    by_kind = {kind: [pair for pair in wanted if pair.pairing_kind is kind] for kind in PairingKind}
    of_villages = [*by_kind[PairingKind.PARTNER], *by_kind[PairingKind.ENTERPRISE]]
    villages = _villages({pair.helped_key for pair in of_villages}, on=on)
    return {
        **_partners(by_kind[PairingKind.PARTNER], villages, on=on),
        **_enterprises(by_kind[PairingKind.ENTERPRISE], villages),
        **_practitioners(by_kind[PairingKind.PRACTITIONER]),
    }


_Villages = Mapping[str, tuple[Division, str]]


def _villages(codes: set[str], *, on: date) -> _Villages:
    """Villages by code, each with the name of its first secretary."""
    if not codes:
        return {}
    rows = Appointment.objects.in_force(on=on).filter(
        role=Role.FIRST_SECRETARY, area__code__in=codes, user__is_active=True
    )
    # The longest in office comes last and so stays.
    secretaries = dict(rows.order_by("-from_on", "-pk").values_list("area__code", "user__name"))
    return {row.code: (row, secretaries.get(row.code, "")) for row in divisions_of_codes(codes)}


def _partners(pairs: list[PairKeys], villages: _Villages, *, on: date) -> dict[PairKeys, PairNames]:
    keys = {pair.helper_key for pair in pairs}
    if not keys:
        return {}
    stations = {row.key: row for row in stations_of_keys(keys)}
    rows = Appointment.objects.in_force(on=on).filter(
        role=Role.STATION_OPERATOR, organisation_key__in=keys, user__is_active=True
    )
    operators = dict(rows.order_by("-from_on", "-pk").values_list("organisation_key", "user__name"))
    return {
        pair: PairNames(
            stations.get(pair.helper_key),
            None,
            operators.get(pair.helper_key, ""),
            *villages.get(pair.helped_key, _NOWHERE),
        )
        for pair in pairs
    }


def _enterprises(pairs: list[PairKeys], villages: _Villages) -> dict[PairKeys, PairNames]:
    keys = {pair.helper_key for pair in pairs}
    known = {row.key: row for row in enterprises_of_keys(keys)} if keys else {}
    return {
        pair: PairNames(
            None, known.get(pair.helper_key), "", *villages.get(pair.helped_key, _NOWHERE)
        )
        for pair in pairs
    }


def _practitioners(pairs: list[PairKeys]) -> dict[PairKeys, PairNames]:
    if not pairs:
        return {}
    people = User.objects.filter(uid__in={pair.helper_key for pair in pairs})
    names = {str(uid): name for uid, name in people.values_list("uid", "name")}
    heads = heads_of({pair.helped_key for pair in pairs})
    return {pair: _practitioner(pair, names, heads) for pair in pairs}


def _practitioner(
    pair: PairKeys, names: Mapping[str, str], heads: Mapping[str, HeadLine]
) -> PairNames:
    head = heads.get(pair.helped_key)
    return PairNames(
        None,
        None,
        names.get(pair.helper_key, ""),
        head.village if head else None,
        masked_name(head.head_name) if head else "",
    )


_NOWHERE: tuple[Division | None, str] = (None, "")
