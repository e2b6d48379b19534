"""Who brings how much of a village's part, and who else could."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from moli.households.models import FamilyMember, Household
from moli.households.rules.people import Relation
from moli.orders.models import BulkPart, Quota, WeighIn


@dataclass(frozen=True)
class Supplier:
    """One household of a part. `place` is its number on the part's list, which never changes.

    `head_name` is in full: whoever shows it on a screen masks it.
    """

    place: int
    quota: Quota
    head_name: str
    group_name: str

    @property
    def left_grams(self) -> int:
        """What is still to bring."""
        return self.quota.granted_grams - self.quota.brought_grams


def suppliers_of(part: BulkPart) -> list[Supplier]:
    """The households of a part in the order in which they were named: two queries."""
    quotas = list(part.quotas.select_related("household").order_by("pk"))
    heads = heads_of([quota.household_id for quota in quotas])
    return [
        Supplier(
            place=place,
            quota=quota,
            head_name=heads.get(quota.household_id, ""),
            group_name=quota.household.group_name,
        )
        for place, quota in enumerate(quotas, start=1)
    ]


def heads_of(household_ids: Collection[int]) -> dict[int, str]:
    """The name of each household's head in full: one query."""
    heads = FamilyMember.objects.filter(
        household_id__in=household_ids, relation=Relation.HEAD, left_on=None
    )
    return dict(heads.values_list("household_id", "name"))


def households_that_may_supply(part: BulkPart) -> QuerySet[Household]:
    """Households of the part's village that are in the registry and stay in it, by group."""
    return Household.objects.filter(
        village=part.lot.village_id, is_in_review=False, withdrawn_at=None, erased_at=None
    ).order_by("group_name", "pk")


def households_headed_by(part: BulkPart, names: Iterable[str]) -> dict[str, list[Household]]:
    """The households of the part's village whose head has exactly this name: one query."""
    heads = FamilyMember.objects.filter(
        household__in=households_that_may_supply(part).order_by().values("pk"),
        relation=Relation.HEAD,
        left_on=None,
        name__in=set(names),
    ).select_related("household")
    found: dict[str, list[Household]] = defaultdict(list)
    for head in heads.order_by("household__group_name", "household"):
        found[head.name].append(head.household)
    return found


@dataclass(frozen=True)
class Ready:
    """A weigh-in of which something waits to be sent, and where it stands on the part's list."""

    weigh_in: WeighIn
    place: int
    head_name: str


def ready_to_send(part: BulkPart, suppliers: Sequence[Supplier]) -> list[Ready]:
    """What was brought for a part and has not left, in the order of its list: one query."""
    by_quota = {each.quota.pk: each for each in suppliers}
    rows = WeighIn.objects.filter(quota__part=part, left_grams__gt=0).order_by("quota", "pk")
    return [
        Ready(row, by_quota[row.quota_id].place, by_quota[row.quota_id].head_name)
        for row in rows
        if row.quota_id is not None
    ]
