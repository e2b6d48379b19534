"""Quotas: which household brings how much of a village's part."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from moli.audit.services.recording import Subject, record
from moli.households.models import Household
from moli.kernel.actor import Actor
from moli.kernel.refusal import Refusal
from moli.kernel.weight import GRAMS_PER_KG
from moli.orders.models import BulkPart, Quota, QuotaChange
from moli.orders.queries.bulk_suppliers import is_shared_out, poor_on, want_of
from moli.orders.rules.bulk import QuotaReason
from moli.orders.rules.quotas import PER_MILLE, share_out
from moli.orders.rules.weighing import WEIGHED_GRAMS_MAX
from moli.orders.services.bulk_locking import locked_part


class SupplierElsewhere(Refusal):
    """A household of another village, or one that is not in the registry any more."""


class SupplierMostOutOfRange(Refusal):
    """What a household can bring is a kilogram to 100 tonnes, and no less than it was granted."""


class NobodyNamed(Refusal):
    """A part is shared out among households, and none was named yet."""


class NotSharedOut(Refusal):
    """What others cannot bring is shared anew; this part was not shared out yet."""


class GivenUpOutOfRange(Refusal):
    """A household gives up something, and no more than it was granted and has not brought."""


class QuotaChangedSince(Refusal):
    """A quota has changed since the page was opened."""


@transaction.atomic
def name_supplier(
    *, part_uid: UUID, household: Household, most_grams: int, by: Actor, at: datetime
) -> Quota:
    """Name a household of the village that can bring so much; nothing is granted yet.

    A second call changes what it can bring. Refuses a household of another village, less than a
    kilogram, less than the household was granted, and an order that has ended.
    """
    part = locked_part(part_uid)
    is_there = household.withdrawn_at is None and not household.is_in_review
    if household.village_id != part.lot.village_id or not is_there:
        raise SupplierElsewhere(field="household")
    quota = Quota.objects.filter(part=part, household=household).first()
    least = max(GRAMS_PER_KG, quota.granted_grams if quota else 0)
    if not least <= most_grams <= WEIGHED_GRAMS_MAX:
        raise SupplierMostOutOfRange(
            field="most_grams",
            value_grams=most_grams,
            min_grams=least,
            max_grams=WEIGHED_GRAMS_MAX,
        )
    if quota is not None and quota.most_grams == most_grams:
        return quota
    if quota is None:
        is_poor = poor_on([household.pk], on=timezone.localdate(at))[household.pk]
        quota = Quota(part=part, household=household, is_poor=is_poor, most_grams=most_grams)
        quota.save(force_insert=True)
    else:
        quota.most_grams = most_grams
        quota.save(update_fields=["most_grams"])
    _record("orders.name_supplier", part, grams=most_grams, by=by, at=at)
    return quota


@transaction.atomic
def share_out_part(*, part_uid: UUID, by: Actor, at: datetime) -> list[Quota]:
    """Share a part out among the households that were named, as its order says; see `share_out`.

    Who is poor is looked up now, and stays so for this part. A part that was shared out before
    keeps its quotas. Refuses a part for which nobody was named, and an order that has ended.
    """
    part = locked_part(part_uid)
    quotas = _quotas(part)
    if not quotas:
        raise NobodyNamed(field="households")
    if is_shared_out(part):
        return quotas
    poor = poor_on([quota.household_id for quota in quotas], on=timezone.localdate(at))
    for quota in quotas:
        quota.is_poor = poor[quota.household_id]
    Quota.objects.bulk_update(quotas, ["is_poor"])
    grants = share_out(
        part.grams,
        [want_of(quota, is_poor=quota.is_poor) for quota in quotas],
        poor_per_mille=part.bulk_order.poor_per_mille,
        cap_grams=part.bulk_order.cap_grams,
    )
    _grant(part, quotas, grants, reason=QuotaReason.SHARED_OUT, by=by, at=at)
    _record("orders.share_out", part, grams=sum(grants.values()), by=by, at=at)
    return quotas


@transaction.atomic
def give_up(
    *, quota_id: int, grams: int, by: Actor, at: datetime, seen_grams: int | None = None
) -> Quota:
    """Take so many grams from a household's quota that it cannot bring; they are free again.

    What it keeps is what it can bring, until somebody names more. `seen_grams` is what it was
    granted when the page was opened: with it a second call changes nothing, and a quota that has
    changed since is refused. Refuses nothing, more than it was granted and has not brought, and
    an order that has ended.
    """
    part = locked_part(BulkPart.objects.values_list("uid", flat=True).get(quotas=quota_id))
    quota = Quota.objects.select_for_update(of=("self",)).get(pk=quota_id)
    if seen_grams is not None and seen_grams != quota.granted_grams:
        if seen_grams - grams == quota.granted_grams:
            return quota
        raise QuotaChangedSince(field="grams", left_grams=quota.granted_grams)
    most = quota.granted_grams - quota.brought_grams
    if not 0 < grams <= most:
        raise GivenUpOutOfRange(field="grams", value_grams=grams, max_grams=most)
    _grant(part, [quota], {quota.pk: -grams}, reason=QuotaReason.GIVEN_UP, by=by, at=at)
    quota.most_grams = quota.granted_grams
    quota.save(update_fields=["most_grams"])
    _record("orders.give_up", part, grams=grams, by=by, at=at)
    return quota


@transaction.atomic
def reallocate(*, part_uid: UUID, by: Actor, at: datetime) -> list[Quota]:
    """Grant what is free in a part to households that can bring more, poor ones first.

    The answer are the quotas that grew; where nothing is free or nobody can bring more, none did,
    so a second call changes nothing. Refuses a part that was not shared out, and an order that
    has ended.
    """
    part = locked_part(part_uid)
    if not is_shared_out(part):
        raise NotSharedOut(field="part")
    quotas = _quotas(part)
    grants = share_out(
        part.grams - part.granted_grams,
        [want_of(quota, is_poor=quota.is_poor) for quota in quotas],
        poor_per_mille=PER_MILLE,
        cap_grams=part.bulk_order.cap_grams,
    )
    grown = [quota for quota in quotas if grants[quota.pk]]
    if grown:
        _grant(part, grown, grants, reason=QuotaReason.TAKEN_OVER, by=by, at=at)
        _record("orders.reallocate", part, grams=sum(grants.values()), by=by, at=at)
    return grown


def _quotas(part: BulkPart) -> list[Quota]:
    """The quotas of a part that is locked, by key."""
    rows = Quota.objects.select_for_update(of=("self",)).filter(part=part)
    return list(rows.order_by("pk"))


def _grant(
    part: BulkPart,
    quotas: Sequence[Quota],
    grants: Mapping[int, int],
    *,
    reason: QuotaReason,
    by: Actor,
    at: datetime,
) -> None:
    """Change quotas of a part that is locked, and write each change down."""
    changed = [quota for quota in quotas if grants[quota.pk]]
    for quota in changed:
        quota.granted_grams += grants[quota.pk]
    Quota.objects.bulk_update(changed, ["granted_grams"])
    QuotaChange.objects.bulk_create(
        QuotaChange(
            quota=quota,
            grams_change=grants[quota.pk],
            reason=reason,
            by_key=by.key,
            by_name=by.name,
            at=at,
        )
        for quota in changed
    )
    part.granted_grams += sum(grants[quota.pk] for quota in changed)
    part.save(update_fields=["granted_grams"])


def _record(verb: str, part: BulkPart, *, grams: int, by: Actor, at: datetime) -> None:
    on = Subject("bulk_part", part.key, part.lot.village.code)
    record(verb=verb, on=on, by=by, at=at, grams=grams)
