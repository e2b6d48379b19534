"""Weighing in at a counter: stock, with a receipt, read back; and giving it back."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from moli.audit.services.recording import Subject, record
from moli.audit.services.series import whole
from moli.catalogue.models import Grade
from moli.catalogue.rules import Storage
from moli.counter.models import WeighPhoto
from moli.counter.rules.occasion import Occasion
from moli.counter.rules.states import ActKind
from moli.counter.rules.weighing import (
    PHOTO_BYTES_MAX,
    PHOTOS_MAX,
    QuotaOfOthers,
    TooManyPhotos,
    WeighInUnknown,
)
from moli.counter.services.deputising import act_for, undo_act
from moli.counter.services.locking import locked_station
from moli.households.models import Household
from moli.orders.models import Quota, Shrinkage, WeighIn
from moli.orders.queries.taken_back import taken_back
from moli.orders.rules.weighing import Weighed
from moli.orders.services.photos import read_photo
from moli.orders.services.shrinking import give_back_weigh_in
from moli.orders.services.weighing_in import Brought, weigh_in, weigh_in_for_quota
from moli.stations.models import Station


@dataclass(frozen=True)
class AtScale:
    """What a household brought to a counter, and how it was told so."""

    household: Household
    grade: Grade
    storage: Storage
    weighed: Weighed
    receipt_no: str
    is_read_back: bool
    quota_id: int | None = None


@whole
def weigh_at_counter(*, scale: AtScale, occasion: Occasion) -> WeighIn:
    """Weigh in what a household brought, read back to it, with a receipt of the counter.

    The same key again answers with the first weigh-in. Refuses what weighing in refuses, a quota
    of another household, and what was not read back or has no receipt. No deputy consent is
    needed: the household stands at the scale itself.
    """
    locked_station(occasion.station_key)
    row = _weighed(scale, occasion=occasion)
    act_for(
        # Whoever is named with a known key: the act is of the household that the row is of.
        household=row.household,
        act_kind=ActKind.WEIGH_IN,
        subject_key=row.key,
        receipt_no=scale.receipt_no,
        is_read_back=scale.is_read_back,
        occasion=occasion,
    )
    return row


@whole
def take_back(*, ref: UUID, occasion: Occasion) -> Shrinkage:
    """Give a household back what it brought to this station, at its wish.

    Once undone stays undone: a second call answers with the first. Refuses a weigh-in that the
    station does not know, and one of which something was packed, sent or written off.
    """
    station = locked_station(occasion.station_key)
    row = _weigh_in_of(ref, station=station)
    known = taken_back().filter(weigh_in=row).first()
    if known is not None:
        return known
    booked = give_back_weigh_in(
        weigh_in_uid=row.uid,
        request_key=occasion.request_key,
        by=occasion.by,
        at=occasion.received_at,
    )
    undo_act(
        act_kind=ActKind.WEIGH_IN, subject_key=row.key, by=occasion.by, at=occasion.received_at
    )
    return booked


@whole
def add_photo(*, ref: UUID, picture: bytes, occasion: Occasion) -> WeighPhoto:
    """Keep a photo of what was weighed: made small, without place, moment and camera.

    The same key, or the same picture, again answers with the first. Refuses what is no picture, a
    weigh-in that the station does not know, and more than a few photos of one.
    """
    known = WeighPhoto.objects.filter(request_key=occasion.request_key).first()
    if known is not None:
        return known
    station = locked_station(occasion.station_key)
    row = _weigh_in_of(ref, station=station)
    # A coarse picture grows when it is written anew, so what was sent small is kept small.
    photo = read_photo(picture, bytes_max=PHOTO_BYTES_MAX)
    photos = WeighPhoto.objects.filter(weigh_in=row)
    known = photos.filter(digest=photo.digest).first()
    if known is not None:
        return known
    if photos.count() >= PHOTOS_MAX:
        raise TooManyPhotos(field="photo", photos_max=PHOTOS_MAX)
    kept = WeighPhoto.objects.create(
        request_key=occasion.request_key,
        weigh_in=row,
        digest=photo.digest,
        content=photo.content,
        width=photo.width,
        height=photo.height,
    )
    record(
        verb="counter.add_photo",
        on=Subject("weigh_in", row.key, station.village.code),
        by=occasion.by,
        at=occasion.received_at,
        station=station.key,
    )
    return kept


def _weighed(scale: AtScale, *, occasion: Occasion) -> WeighIn:
    if scale.quota_id is None:
        return weigh_in(
            brought=Brought(scale.household, scale.grade, occasion.station_key, scale.storage),
            weighed=scale.weighed,
            request_key=occasion.request_key,
            by=occasion.by,
            at=occasion.at,
        )
    if not Quota.objects.filter(pk=scale.quota_id, household=scale.household).exists():
        raise QuotaOfOthers(field="quota")
    return weigh_in_for_quota(
        quota_id=scale.quota_id,
        weighed=scale.weighed,
        grade=scale.grade,
        station_key=occasion.station_key,
        storage=scale.storage,
        request_key=occasion.request_key,
        by=occasion.by,
        at=occasion.at,
    )


def _weigh_in_of(ref: UUID, *, station: Station) -> WeighIn:
    row = WeighIn.objects.filter(request_key=ref, station_key=station.key).first()
    if row is None:
        raise WeighInUnknown(field="ref")
    return row
