"""Freezing households as they are: at the end of a year, and when something is decided."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils import timezone

from moli.audit.services.recording import Subject, record
from moli.households.models import Household, IncomeYear, Snapshot
from moli.households.queries.snapshot_contents import snapshot_contents
from moli.households.rules.snapshots import SnapshotReason
from moli.households.rules.yearly import FIRST_YEAR, YearOutOfRange
from moli.kernel.actor import Actor

_CHUNK = 500


def take_snapshot(
    *,
    household: Household,
    reason: SnapshotReason,
    year: int,
    procedure_key: str = "",
    at: datetime,
) -> Snapshot:
    """Freeze a household as it is: once a year, and once for each decision.

    A decision is judged by the newest income up to its year, so that is what it freezes.
    A second call returns what the first one froze. It records nothing itself: it belongs to the
    act that asks for it, and shares its transaction.
    """
    if reason is SnapshotReason.YEAR:
        same = Snapshot.objects.filter(household=household, reason=reason, year=year)
    else:
        same = Snapshot.objects.filter(reason=reason, procedure_key=procedure_key)
    taken = same.first()
    if taken is not None:
        return taken
    contents = snapshot_contents(
        [household],
        year=year,
        on=timezone.localdate(at),
        or_before=reason is SnapshotReason.DECISION,
    )
    try:
        with transaction.atomic():
            return Snapshot.objects.create(
                household=household,
                reason=reason,
                year=year,
                procedure_key=procedure_key,
                content=contents[household.pk],
                taken_at=at,
            )
    except IntegrityError:
        return same.get()


def take_yearly(*, area_code: str, year: int, by: Actor, at: datetime) -> int:
    """Archive a year for every household of an area, and lock its income; how many were new.

    Some hundred households are one transaction with one line of the trail: when it is killed
    half-way, the second call archives the rest. Households that have their archive keep it.
    Refuses a year that has not begun.
    """
    on = timezone.localdate(at)
    if not FIRST_YEAR <= year <= on.year:
        raise YearOutOfRange(
            field="year", value=str(year), first=str(FIRST_YEAR), last=str(on.year)
        )
    wanted = Household.objects.filter(
        village__code__startswith=area_code, is_in_review=False, withdrawn_at=None
    ).exclude(pk__in=_archived(year))
    ids = list(wanted.order_by("pk").values_list("pk", flat=True))
    return sum(
        _archive(ids[start : start + _CHUNK], area_code=area_code, year=year, by=by, at=at)
        for start in range(0, len(ids), _CHUNK)
    )


def _archived(year: int) -> QuerySet[Snapshot, int]:
    rows = Snapshot.objects.filter(reason=SnapshotReason.YEAR, year=year)
    return rows.values_list("household_id", flat=True)


@transaction.atomic
def _archive(ids: Sequence[int], *, area_code: str, year: int, by: Actor, at: datetime) -> int:
    locked = list(
        Household.objects.select_for_update(of=("self",))
        .select_related("village")
        .filter(pk__in=ids, withdrawn_at=None)
        .order_by("pk")
    )
    # A query of its own under the lock: one that waited for the lock still sees what was before.
    archived = set(_archived(year).filter(household__in=ids))
    households = [household for household in locked if household.pk not in archived]
    contents = snapshot_contents(households, year=year, on=timezone.localdate(at))
    Snapshot.objects.bulk_create(
        Snapshot(
            household=household,
            reason=SnapshotReason.YEAR,
            year=year,
            content=contents[household.pk],
            taken_at=at,
        )
        for household in households
    )
    IncomeYear.objects.filter(household__in=households, year=year).update(is_locked=True)
    if households:
        record(
            verb="households.take_yearly",
            on=Subject("division", area_code, area_code),
            by=by,
            at=at,
            year=year,
            households=len(households),
        )
    return len(households)
