"""Which households have been kept for as long as the law lets them be."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db.models import QuerySet
from django.utils import timezone

from moli.audit.queries import trail_of
from moli.households.models import Household
from moli.households.rules.batches import BatchState
from moli.households.rules.retention import Retention, RetentionSet, retentions
from moli.households.rules.time_limits import add_months
from moli.places.queries.directory import inside_areas


def retention_of(household: Household) -> Retention:
    """How long a household is kept once it is withdrawn. Comes with its batch."""
    is_undone = household.batch is not None and household.batch.state == BatchState.UNDONE
    return retentions()[RetentionSet.UNDONE if is_undone else RetentionSet.HOUSEHOLD]


def erasable_from(household: Household) -> date | None:
    """The first day on which a household may be erased; None while it is in the registry."""
    if household.withdrawn_at is None:
        return None
    return retention_of(household).kept_until(timezone.localdate(household.withdrawn_at))


def due_for_erasure(on: date, *, area_codes: Iterable[str] | None = None) -> list[Household]:
    """Withdrawn households whose time is over on a day, the oldest first: one query.

    Of the whole registry, or of some areas.
    """
    waiting = _withdrawn() if area_codes is None else withdrawn_in_areas(area_codes)
    # Nobody who left after the month in which the shortest time begins is due, whatever the set.
    months = min(each.months for each in retentions().values())
    left_before = add_months(on.replace(day=1), 1 - months)
    waiting = waiting.filter(withdrawn_at__date__lt=left_before)
    return [each for each in waiting if (day := erasable_from(each)) is not None and day <= on]


def withdrawn_by(household: Household) -> str:
    """The key of who withdrew a household last, as the trail has it; empty when nobody did."""
    events = trail_of(kind="household", key=household.key).filter(verb="households.withdraw")
    return events.values_list("actor_key", flat=True).last() or ""


def withdrawn_in_areas(area_codes: Iterable[str]) -> QuerySet[Household]:
    """Households of some areas that left the registry and still have names, the oldest first."""
    return _withdrawn().filter(inside_areas(area_codes, field="village__code"))


def _withdrawn() -> QuerySet[Household]:
    return (
        Household.objects.filter(erased_at=None)
        .exclude(withdrawn_at=None)
        .select_related("village__parent", "batch")
        .defer("phone")
        .order_by("withdrawn_at", "pk")
    )
