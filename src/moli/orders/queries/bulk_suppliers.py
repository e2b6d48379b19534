"""Who brings how much of a village's part, and who else could."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from moli.households.models import FamilyMember, Household
from moli.households.queries.at_the_scale import head_names
from moli.households.queries.states import states_on
from moli.households.rules.people import Relation
from moli.households.rules.statuses import POOR_STATES
from moli.orders.models import BulkPart, Delivery, Quota, QuotaChange, WeighIn
from moli.orders.rules.quotas import Want, share_out


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
    heads = head_names([quota.household_id for quota in quotas])
    return [
        Supplier(
            place=place,
            quota=quota,
            head_name=heads.get(quota.household_id, ""),
            group_name=quota.household.group_name,
        )
        for place, quota in enumerate(quotas, start=1)
    ]


def is_shared_out(part: BulkPart) -> bool:
    """Whether a part was shared out: from then on only what is free is given anew."""
    return QuotaChange.objects.filter(quota__part=part).exists()


def poor_on(household_ids: Collection[int], *, on: date) -> dict[int, bool]:
    """Which households are poor on a day, by key: one query."""
    return {
        pk: found.poverty is not None and found.poverty.state in POOR_STATES
        for pk, found in states_on(household_ids, on=on).items()
    }


def want_of(quota: Quota, *, is_poor: bool) -> Want:
    """What a household can bring and has, as the rule shares out by."""
    return Want(
        key=quota.pk,
        most_grams=quota.most_grams,
        is_poor=is_poor,
        has_grams=quota.granted_grams,
    )


@dataclass(frozen=True)
class Grant:
    """What a household would be granted. `is_poor` is what it is on the day."""

    supplier: Supplier
    is_poor: bool
    grams: int


def preview_of_sharing(part: BulkPart, suppliers: Sequence[Supplier], *, on: date) -> list[Grant]:
    """What sharing a part out on a day would grant, in the order of its list: one query."""
    poor = poor_on([each.quota.household_id for each in suppliers], on=on)
    grants = share_out(
        part.grams,
        [want_of(each.quota, is_poor=poor[each.quota.household_id]) for each in suppliers],
        poor_per_mille=part.bulk_order.poor_per_mille,
        cap_grams=part.bulk_order.cap_grams,
    )
    return [Grant(each, poor[each.quota.household_id], grants[each.quota.pk]) for each in suppliers]


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


@dataclass(frozen=True)
class Loaded:
    """How much of a delivery one household brought. `head_name` is in full."""

    household_id: int
    head_name: str
    group_name: str
    grams: int


def loaded_by_household(delivery: Delivery) -> list[Loaded]:
    """The households of a delivery in the order of the part's list: two queries."""
    loads = list(
        delivery.loads.select_related("weigh_in__household").order_by("weigh_in__quota", "pk")
    )
    found: dict[int, Loaded] = {}
    heads = head_names({load.weigh_in.household_id for load in loads})
    for load in loads:
        home = load.weigh_in.household
        before = found[home.pk].grams if home.pk in found else 0
        found[home.pk] = Loaded(
            home.pk, heads.get(home.pk, ""), home.group_name, before + load.grams
        )
    return list(found.values())
