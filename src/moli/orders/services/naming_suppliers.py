"""Naming many suppliers of a part at once: all of them, or none."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from moli.households.models import Household
from moli.kernel.actor import Actor
from moli.kernel.refusal import Refusal
from moli.orders.models import Quota
from moli.orders.services.sharing_out import name_supplier


class SupplierLineRefused(Refusal):
    """A household of a list was refused, and so nobody of the list was named.

    `line` is its place from 1; why it was refused is the cause of this.
    """


@transaction.atomic
def name_suppliers(
    *, part_uid: UUID, named: Sequence[tuple[Household, int]], by: Actor, at: datetime
) -> list[Quota]:
    """Name households that can bring so many grams each, as `name_supplier` does, all or none.

    A second call changes nothing. Refuses the whole list for the first household that is refused.
    """
    quotas = []
    for line, (household, grams) in enumerate(named, start=1):
        try:
            quota = name_supplier(
                part_uid=part_uid, household=household, most_grams=grams, by=by, at=at
            )
        except Refusal as refusal:
            raise SupplierLineRefused(field="lines", line=line) from refusal
        quotas.append(quota)
    return quotas
