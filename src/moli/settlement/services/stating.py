"""Drawing up what each household earned in a month, and later what has changed in it."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.db.models import Count, Sum
from django.utils import timezone

from moli.audit.services.recording import Subject, record
from moli.households.models import Household
from moli.kernel.actor import Actor
from moli.ledger.rules.months import last_day_of_month
from moli.ledger.services.closing import MonthNotOver
from moli.settlement.models import Statement
from moli.settlement.queries.incomes import month_sums


@transaction.atomic
def draw_up_statements(*, month: date, by: Actor, at: datetime) -> int:
    """Draw up the month in which a day lies for every household; how many rows that took.

    The first row of a household holds its sum. When the month has changed since, a further row
    holds the difference; nothing is ever written over. A second call finds nothing to add.
    Refuses a month that is not over.
    """
    through_on = last_day_of_month(month)
    if through_on >= timezone.localdate(at):
        raise MonthNotOver(field="month", through_on=through_on.isoformat())
    first = month.replace(day=1)
    # Two who draw up at once: the second waits here and then finds the rows of the first.
    locked = Household.objects.select_for_update(of=("self",)).filter(pk__in=month_sums(month))
    keys = list(locked.order_by("pk").values_list("pk", flat=True))
    sums, stated = month_sums(month), _stated(first)
    rows = [
        Statement(
            household_id=key,
            month=first,
            sequence=stated.get(key, (0, 0))[1] + 1,
            total_fen=sums[key] - stated.get(key, (0, 0))[0],
            by_key=by.key,
            by_name=by.name,
            at=at,
        )
        for key in keys
        if sums[key] != stated.get(key, (0, 0))[0]
    ]
    if not rows:
        return 0
    Statement.objects.bulk_create(rows)
    record(
        verb="settlement.draw_up_statements",
        on=Subject("month", first.isoformat()),
        by=by,
        at=at,
        statements=len(rows),
        total_fen=sum(row.total_fen for row in rows),
    )
    return len(rows)


def _stated(month: date) -> dict[int, tuple[int, int]]:
    """What was stated of a month up to now, and in how many rows, by household."""
    sums = (
        Statement.objects.filter(month=month)
        .order_by()
        .values("household")
        .annotate(fen=Sum("total_fen"), rows=Count("pk"))
    )
    return {row["household"]: (row["fen"], row["rows"]) for row in sums}
