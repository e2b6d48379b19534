"""Laws of parcels, of what is done in a household's name, and of what is forgotten."""

from __future__ import annotations

from collections import Counter
from typing import Final

from django.db.models import F, Q
from django.db.models.functions import TruncDate

from moli.audit.models import Event
from moli.audit.queries import written_once_law
from moli.counter.models import Bill, BuyFor, CashMove, DeputyAct, Parcel
from moli.counter.rules.states import ActKind, CashKind, Direction
from moli.households.rules.care import ConsentPurpose
from moli.kernel.law import LawCheck, found_law
from moli.orders.queries.taken_back import taken_back

# Each of them is one version of a parcel.
VERBS: Final = (
    "counter.take_in_parcel",
    "counter.take_parcel_to_send",
    "counter.hand_out_parcel",
    "counter.give_back_parcel",
    "counter.collect_parcel",
    "counter.miss_parcel",
    "counter.find_parcel",
)


def parcel_laws() -> list[LawCheck]:
    """What holds of parcels, of acts in a household's name, and of what was forgotten."""
    return [
        _taken_in_law("parcel_taken_in_once", Direction.IN, verb="counter.take_in_parcel"),
        _taken_in_law(
            "parcel_to_send_taken_once", Direction.OUT, verb="counter.take_parcel_to_send"
        ),
        _version_law(),
        _days_law(),
        _fee_law(),
        written_once_law(
            "counter.acted_for_once",
            verb="counter.act_for",
            keys=map(str, DeputyAct.objects.values_list("uid", flat=True)),
        ),
        _consent_law(),
        _undone_law(),
        _forgotten_law(),
    ]


def _taken_in_law(name: str, direction: Direction, *, verb: str) -> LawCheck:
    rows = Parcel.objects.filter(direction=direction)
    keys = map(str, rows.values_list("uid", flat=True))
    return written_once_law(f"counter.{name}", verb=verb, keys=keys)


def _version_law() -> LawCheck:
    """A parcel's version counts its changes, as the trail does."""
    told = Counter(
        Event.objects.filter(verb__in=VERBS).order_by().values_list("subject_key", flat=True)
    )
    rows = Parcel.objects.order_by("pk").values_list("uid", "version")
    broken = [uid for uid, version in rows if told[str(uid)] != version]
    return found_law(
        "counter.parcel_version_counts_its_changes", checked=Parcel.objects.count(), broken=broken
    )


def _days_law() -> LawCheck:
    """A parcel leaves on the day on which it came, or later."""
    wrong = Parcel.objects.filter(left_on__lt=F("came_on")).order_by("pk")
    return found_law(
        "counter.parcel_leaves_after_it_came",
        checked=Parcel.objects.count(),
        broken=wrong.values_list("uid", flat=True),
    )


def _fee_law() -> LawCheck:
    """What was paid for a parcel that is sent came into the drawer, once and all of it."""
    moves = CashMove.objects.filter(cash_kind=CashKind.PARCEL_FEE).exclude(subject_key="")
    moved = Counter(
        (station, key, fen)
        for station, key, fen in moves.order_by().values_list(
            "station_key", "subject_key", "amount_fen"
        )
    )
    paid = Counter(
        (station, str(uid), fen)
        for station, uid, fen in Parcel.objects.filter(fee_fen__gt=0)
        .order_by()
        .values_list("station_key", "uid", "fee_fen")
    )
    wrong = sorted({key for _, key, _ in (moved - paid) + (paid - moved)})
    return found_law("counter.parcel_fee_is_in_the_drawer", checked=len(paid), broken=wrong)


def _consent_law() -> LawCheck:
    """What was done in a household's name had its own consent, in force on that day.

    One that was taken back ends on the day itself, which is the first that it does not cover.
    """
    acts = DeputyAct.objects.exclude(consent=None).annotate(on=TruncDate("at"))
    wrong = acts.filter(
        ~Q(consent__household=F("household"))
        | ~Q(consent__purpose=ConsentPurpose.DEPUTY)
        | Q(consent__from_on__gt=F("on"))
        | Q(consent__to_on__lt=F("on"))
    )
    return found_law(
        "counter.acted_for_with_consent",
        checked=acts.count(),
        broken=wrong.order_by("pk").values_list("uid", flat=True),
    )


def _undone_law() -> LawCheck:
    """A weigh-in that was undone at the counter has gone back to its household, and only that."""
    acts = DeputyAct.objects.filter(act_kind=ActKind.WEIGH_IN).order_by("pk")
    back = {str(uid) for uid in taken_back().values_list("weigh_in__uid", flat=True)}
    rows = list(acts.values_list("subject_key", "undone_at"))
    broken = [key for key, undone_at in rows if (undone_at is not None) != (key in back)]
    return found_law("counter.undone_has_gone_back", checked=len(rows), broken=broken)


def _forgotten_law() -> LawCheck:
    """What was forgotten tells no name and no number any more."""
    named = ~Q(person_name="")
    broken: list[str] = []
    checked = 0
    for rows, told in (
        (Parcel.objects, named | ~Q(phone_tail="") | ~Q(left_name="") | ~Q(household=None)),
        (BuyFor.objects, named | ~Q(phone_tail="")),
        (Bill.objects, named | ~Q(account_number="") | ~Q(account_tail="")),
    ):
        forgotten = rows.exclude(forgotten_at=None)
        checked += forgotten.count()
        broken += map(str, forgotten.filter(told).order_by("pk").values_list("uid", flat=True))
    return found_law("counter.forgotten_is_nameless", checked=checked, broken=broken)
