"""Pairings in the order of lists: a person's own first, then what waits, then what holds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Case, Count, IntegerField, Q, QuerySet, Value, When

from moli.accounts.rules import Role
from moli.pairing.models import Pairing
from moli.pairing.queries.delivered import active_ids
from moli.pairing.queries.sales import sales_of
from moli.pairing.queries.sight import PairingSight, pairings_seen
from moli.pairing.rules.kinds import PairingKind, PairingState, PairSide, ResultKind
from moli.pairing.rules.speaking import SPEAKERS
from moli.places.models import Division
from moli.places.queries.directory import inside_areas

_MINE, _OTHERS = 0, 1
_STATES = (PairingState.PROPOSED, PairingState.IN_FORCE)


@dataclass(frozen=True)
class Wanted:
    """What a list is narrowed to; None is everything.

    `is_active` asks for pairings in force with a result of late, or for those without one.
    """

    town_code: str = ""
    state: PairingState | None = None
    is_active: bool | None = None


@dataclass(frozen=True)
class Latest:
    """The newest result of a pairing: on a day so many grams, or so many people."""

    on: date
    result_kind: ResultKind
    amount: int


def pairings_of_kind(
    kind: PairingKind, *, sight: PairingSight, wanted: Wanted = Wanted()
) -> QuerySet[Pairing]:
    """The pairings of a kind that a person sees: own ones, proposed ones, those in force first.

    Each row knows whether it is the person's own (`place`). Seven queries more where results are
    asked for.
    """
    rows = pairings_seen(sight).filter(pairing_kind=kind)
    if wanted.town_code:
        rows = rows.filter(village__parent__code=wanted.town_code)
    if wanted.state is not None:
        rows = rows.filter(state=wanted.state)
    if wanted.is_active is not None:
        active = Q(pk__in=active_ids(sight.on))
        rows = rows.filter(active if wanted.is_active else ~active, state=PairingState.IN_FORCE)
    return rows.annotate(place=_first(own(sight)), course=_course()).order_by(
        "place", "course", "-pk"
    )


def own(sight: PairingSight) -> Q:
    """Pairings for a side of which the person speaks."""
    keys: Mapping[Role, Q] = {
        Role.STATION_OPERATOR: Q(helper_key__in=sight.station_keys),
        Role.BUYER: Q(helper_key__in=sight.enterprise_keys),
        Role.PRACTITIONER: Q(helper_key__in={sight.practitioner_key} - {""}),
        Role.FIRST_SECRETARY: inside_areas(sight.secretary_areas, field="village__code"),
        Role.VILLAGE_COMMITTEE: inside_areas(sight.village_areas, field="village__code"),
    }
    found = Q(pk__in=[])
    for kind, sides in SPEAKERS.items():
        for side in PairSide:
            for role in sorted(sides[side]):
                found |= Q(pairing_kind=kind) & keys[role]
    return found


def own_pairings(sight: PairingSight) -> QuerySet[Pairing]:
    """The pairings for a side of which the person speaks, in the order of their beginning."""
    return pairings_seen(sight).filter(own(sight)).order_by("pk")


def counts_by_kind(sight: PairingSight) -> dict[PairingKind, int]:
    """How many pairings of each kind a person sees: one query."""
    rows = pairings_seen(sight).order_by().values_list("pairing_kind")
    counts = dict.fromkeys(PairingKind, 0)
    return counts | {PairingKind(kind): count for kind, count in rows.annotate(count=Count("pk"))}


def towns_of(kind: PairingKind, *, sight: PairingSight) -> QuerySet[Division]:
    """The towns in which a person sees pairings of a kind, by code."""
    villages = pairings_seen(sight).filter(pairing_kind=kind).order_by().values("village__parent")
    return Division.objects.filter(pk__in=villages).order_by("code")


def latest_of(pairings: Iterable[Pairing], *, on: date) -> dict[int, Latest]:
    """The newest result of each pairing that has one; sales of a day are one. Five queries."""
    rows = list(pairings)
    begun = [row.from_on for row in rows if row.from_on is not None]
    if not begun:
        return {}
    found: dict[int, Latest] = {}
    for pk, sales in sales_of(rows, first_on=min(begun), last_on=on).items():
        if sales:
            last_on = max(sale.on for sale in sales)
            grams = sum(sale.grams for sale in sales if sale.on == last_on)
            found[pk] = Latest(last_on, ResultKind.SALE, grams)
    told = Pairing.objects.filter(
        pk__in=[row.pk for row in rows], results__is_confirmed=True, results__on__lte=on
    ).order_by("results__on", "results__pk")
    columns = ("pk", "results__on", "results__result_kind", "results__people")
    for pk, day, kind, people in told.values_list(*columns):
        if pk not in found or found[pk].on <= day:
            found[pk] = Latest(day, ResultKind(kind), people)
    return found


def _first(mine: Q) -> Case:
    return Case(When(mine, then=Value(_MINE)), default=Value(_OTHERS), output_field=IntegerField())


def _course() -> Case:
    places = [When(state=state, then=Value(place)) for place, state in enumerate(_STATES)]
    return Case(*places, default=Value(len(_STATES)), output_field=IntegerField())
