"""Taking in what a survey found many households to have earned in one year."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from moli.audit.services.recording import Subject, record_each
from moli.households.models import Household, IncomeYear
from moli.households.rules.yearly import IncomeFacts, faults_of_income
from moli.kernel.actor import Actor

_BATCH = 1_000


@transaction.atomic
def collect_incomes(
    *, year: int, incomes: Mapping[int, IncomeFacts], by: Actor, at: datetime
) -> int:
    """Write down one year's income of many households, by primary key; how many were new.

    A household that has an income of that year already keeps it, so a second call changes
    nothing; `services.yearly.set_income` corrects one. Households in review or withdrawn are left
    out. Refuses what `rules.yearly` finds wrong with any of them, and stores none then.
    """
    today = timezone.localdate(at)
    for facts in incomes.values():
        for fault in faults_of_income(facts, year=year, on=today):
            raise fault
    wanted = Household.objects.filter(is_in_review=False, withdrawn_at=None)
    households = {
        household.pk: household
        for household in wanted.filter(pk__in=sorted(incomes))
        .select_for_update(of=("self",))
        .select_related("village")
        .order_by("pk")
    }
    known = IncomeYear.objects.filter(year=year, household__in=list(households))
    for pk in known.values_list("household_id", flat=True):
        del households[pk]
    IncomeYear.objects.bulk_create(
        (
            IncomeYear(household=household, year=year, **asdict(incomes[pk]))
            for pk, household in households.items()
        ),
        batch_size=_BATCH,
    )
    Household.objects.filter(pk__in=list(households)).update(version=F("version") + 1)
    record_each(
        verb="households.collect_income",
        lines=(
            (Subject("household", row.key, row.village.code), {"year": year})
            for row in households.values()
        ),
        by=by,
        at=at,
    )
    return len(households)
