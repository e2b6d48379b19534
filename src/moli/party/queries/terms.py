"""When branches elect again."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from django.db.models import QuerySet

from moli.party.models import Term


def terms_ending(branch_ids: Collection[int], *, on: date, until_on: date) -> QuerySet[Term]:
    """Terms in force of some branches whose next election is due until a day, or was before."""
    rows = Term.objects.in_force(on=on).filter(branch__in=branch_ids, ends_on__lte=until_on)
    return rows.select_related("branch").order_by("ends_on", "pk")
