"""What a station does in a household's name: with its consent, read back, with a receipt."""

from __future__ import annotations

from datetime import date, datetime

from django.utils import timezone

from moli.audit.services.recording import Subject, record
from moli.audit.services.series import whole
from moli.counter.models import DeputyAct
from moli.counter.rules.deputising import judge_consent, judged_receipt
from moli.counter.rules.occasion import Occasion
from moli.counter.rules.states import ActKind
from moli.counter.services.locking import locked_station
from moli.counter.services.written import written
from moli.households.models import Consent, Household
from moli.households.rules.care import ConsentPurpose
from moli.kernel.actor import Actor
from moli.kernel.remembering import remembered
from moli.stations.queries.team import own_household_ids


@whole
def act_for(
    *,
    household: Household,
    act_kind: ActKind,
    subject_key: str,
    receipt_no: str,
    is_read_back: bool,
    occasion: Occasion,
) -> DeputyAct:
    """Write down that a thing was done in a household's name, in the transaction that does it.

    The same thing again answers with the first. Refuses what was not read back, what has no
    receipt's number, and a household whose consent was not in force on that day; a weigh-in, to
    which a household comes itself, needs none.
    """
    number = judged_receipt(receipt_no, is_read_back=is_read_back)
    station = locked_station(occasion.station_key)
    known = _act_of(act_kind, subject_key)
    if known is not None:
        return known
    on = timezone.localdate(occasion.at)
    consent = _consent(household.pk, on=on)
    judge_consent(act_kind, has_consent=consent is not None)
    row = DeputyAct.objects.create(
        **written(occasion),
        household=household,
        consent=consent,
        act_kind=act_kind,
        subject_key=subject_key,
        receipt_no=number,
        is_own=household.pk in own_household_ids(occasion.station_key, on=on),
    )
    _tell("act_for", row, area_code=station.village.code, by=occasion.by, at=occasion.received_at)
    return row


@whole
def undo_act(*, act_kind: ActKind, subject_key: str, by: Actor, at: datetime) -> DeputyAct | None:
    """Write down that a thing is undone at its household's wish, in the transaction that undoes it.

    Nothing for a thing that was not done in anybody's name. Once undone stays undone, by whom and
    when it was first.
    """
    found = _act_of(act_kind, subject_key)
    if found is None:
        return None
    station = locked_station(found.station_key)
    row = DeputyAct.objects.select_for_update(of=("self",)).get(pk=found.pk)
    if row.undone_at is not None:
        return row
    row.undone_at, row.undone_by_key, row.undone_by_name = at, by.key, by.name
    row.save(update_fields=["undone_at", "undone_by_key", "undone_by_name"])
    _tell("undo_act", row, area_code=station.village.code, by=by, at=at)
    return row


def _act_of(act_kind: ActKind, subject_key: str) -> DeputyAct | None:
    return DeputyAct.objects.filter(act_kind=act_kind, subject_key=subject_key).first()


@remembered
def _consent(household_id: int, *, on: date) -> Consent | None:
    """The consent in force. Whoever takes it back waits until this is written down.

    The household is held by the lock that lets others point at it: what was locked before, such
    as a village's part of an order, waits for nobody.
    """
    held = Household.objects.select_for_update(of=("self",), no_key=True)
    held.get(pk=household_id)
    in_force = Consent.objects.in_force(on=on)
    found = in_force.filter(household=household_id, purpose=ConsentPurpose.DEPUTY)
    return found.order_by("-pk").first()


def _tell(verb: str, row: DeputyAct, *, area_code: str, by: Actor, at: datetime) -> None:
    subject = Subject("deputy_act", row.key, area_code)
    record(verb=f"counter.{verb}", on=subject, by=by, at=at, act_kind=row.act_kind)
