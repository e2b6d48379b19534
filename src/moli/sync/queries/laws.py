"""Laws of devices and of what they sent, each a query over all rows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from django.db.models import Count, Exists, F, Max, OuterRef, Q

from moli.audit.models import Event
from moli.audit.queries import guards_law, written_once_law
from moli.kernel.law import LawCheck, found_law
from moli.sync.models import Device, DeviceUser, Operation
from moli.sync.models.guards import GUARDS
from moli.sync.rules.outcomes import Outcome

_COUNTED = ("applied", "conflicts", "refused")


def sync_laws() -> list[LawCheck]:
    """What holds of devices: counted, and nothing that they sent is missing or doubled."""
    return [
        written_once_law(
            "sync.device_registered_once",
            verb="sync.register_device",
            keys=map(str, Device.objects.values_list("uid", flat=True)),
        ),
        _devices_are_counted(),
        _sequence_is_unbroken(),
        _pushes_told(),
        _by_people_of_the_device(),
        _nothing_after_revocation(),
        guards_law("sync.guards_stand", GUARDS),
    ]


def _devices_are_counted() -> LawCheck:
    owners = list(
        Device.objects.order_by()
        .values("owner_key")
        .annotate(count=Count("pk"), last=Max("number"))
        .values_list("owner_key", "count", "last")
    )
    broken = [owner for owner, count, last in owners if count != last]
    return found_law("sync.devices_counted_from_one", checked=len(owners), broken=sorted(broken))


def _sequence_is_unbroken() -> LawCheck:
    """As many operations as numbers were used up, and none beyond them."""
    devices = Device.objects.annotate(
        count=Count("operations"), last=Max("operations__sequence", default=0)
    )
    wrong = devices.exclude(next_sequence=F("count") + 1, last=F("count"))
    return found_law(
        "sync.sequence_is_unbroken",
        checked=Device.objects.count(),
        broken=wrong.order_by("pk").values_list("uid", flat=True),
    )


def _pushes_told() -> LawCheck:
    """What lines of the trail count together are a device's operations."""
    told: Counter[str] = Counter()
    for key, facts in Event.objects.filter(verb="sync.push").values_list("subject_key", "facts"):
        told[key] += sum(int(facts.get(name, 0)) for name in _COUNTED)
    stands = Counter(dict(_operations_by_device()))
    broken = sorted(key for key in told.keys() | stands.keys() if told[key] != stands[key])
    return found_law("sync.trail_counts_operations", checked=len(stands), broken=broken)


def _operations_by_device() -> Iterator[tuple[str, int]]:
    rows = Device.objects.annotate(count=Count("operations")).order_by("pk")
    return ((str(uid), count) for uid, count in rows.values_list("uid", "count"))


def _by_people_of_the_device() -> LawCheck:
    applied = Operation.objects.filter(outcome__in=[Outcome.APPLIED, Outcome.CONFLICT])
    users = DeviceUser.objects.filter(device=OuterRef("device"), user_key=OuterRef("by_key"))
    return found_law(
        "sync.applied_for_people_of_the_device",
        checked=applied.count(),
        broken=applied.filter(~Exists(users)).values_list("uid", flat=True),
    )


def _nothing_after_revocation() -> LawCheck:
    revoked = Operation.objects.filter(~Q(device__revoked_at=None))
    return found_law(
        "sync.nothing_after_revocation",
        checked=revoked.count(),
        broken=revoked.filter(received_at__gt=F("device__revoked_at")).values_list(
            "uid", flat=True
        ),
    )
