"""Free words that stand within pairings about households which were erased."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from moli.households.models import Household
from moli.households.rules.retention import ERASED_NAME
from moli.pairing.models import Measure, Pairing, Result, Review, Visit
from moli.pairing.rules.kinds import PairingKind


@dataclass(frozen=True)
class Written:
    """Rows in which a column still holds words, and what is left there when they go."""

    rows: QuerySet[Any]
    column: str
    left: str = ERASED_NAME


def written_about(households: QuerySet[Household]) -> Iterator[Written]:
    """What still stands about some households: in the pairings that help them, in their reviews.

    What was promised and what sides said to a pairing is kept by the database, as it was said.
    """
    keys = [str(uid) for uid in households.values_list("uid", flat=True)]
    pairings = Pairing.objects.filter(pairing_kind=PairingKind.PRACTITIONER, helped_key__in=keys)
    within = pairings.order_by().values("pk")
    visits = Visit.objects.filter(pairing__in=within)
    measures = Measure.objects.filter(pairing__in=within)
    results = Result.objects.filter(pairing__in=within)
    concerned = Q(pairing__in=within) | Q(household__in=households.order_by().values("pk"))
    columns = [
        Written(visits, "words"),
        Written(visits, "met", ""),
        Written(Review.objects.filter(concerned), "words"),
        Written(results, "words"),
        Written(results, "answered_words", ""),
        Written(measures, "words"),
        Written(measures.filter(closed_on__isnull=False), "close_words"),
        Written(pairings, "words", ""),
        Written(pairings.exclude(end_words=""), "end_words"),
    ]
    for each in columns:
        yield Written(each.rows.exclude(**{each.column: each.left}), each.column, each.left)


def words_to_forget() -> list[int]:
    """Erased households about which something still stands, in key order: ten queries."""
    erased = Household.objects.exclude(erased_at=None)
    found: set[int] = set()
    keys: set[str] = set()
    for each in written_about(erased):
        if each.rows.model is Review:
            found |= set(each.rows.exclude(household=None).values_list("household", flat=True))
        path = "helped_key" if each.rows.model is Pairing else "pairing__helped_key"
        keys |= set(each.rows.values_list(path, flat=True))
    uids = erased.values_list("pk", "uid")
    return sorted(found | {pk for pk, uid in uids if str(uid) in keys})
