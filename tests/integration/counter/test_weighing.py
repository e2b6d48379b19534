"""Weighing in at a counter, and giving back what a household wants again."""

from __future__ import annotations

import random
from datetime import timedelta
from io import BytesIO
from uuid import uuid4

import pytest
from PIL import Image

from moli.counter.models import DeputyAct, WeighPhoto
from moli.counter.queries.own_sales import OwnSales, own_sales
from moli.counter.rules.deputising import NotReadBack, ReceiptMissing
from moli.counter.rules.states import ActKind
from moli.counter.rules.weighing import (
    PHOTO_BYTES_MAX,
    PHOTOS_MAX,
    QuotaOfOthers,
    TooManyPhotos,
    WeighInUnknown,
)
from moli.counter.services.weighing import add_photo, take_back, weigh_at_counter
from moli.orders.models import BulkPart, Quota, Shrinkage, WeighIn
from moli.orders.queries.laws import order_laws
from moli.orders.queries.taken_back import not_taken_back
from moli.orders.rules.producing import Input
from moli.orders.rules.stock import ShrinkReason, WeighInUsed
from moli.orders.rules.weighing import NetWeightOutOfRange, Weighed
from moli.orders.services.photos import PhotoUnreadable
from moli.orders.services.producing import Batch, produce
from moli.stations.models import Station
from moli.stations.rules.team import TeamRole
from tests.factories import (
    NOW,
    PANTANG_NAYANG,
    TESTER,
    TODAY,
    grade,
    household,
    key,
    station,
)
from tests.factories.bulk import called_off, first_part, shared
from tests.factories.drawers import occasion
from tests.factories.orders import KG, tea_box
from tests.factories.parcels import agreed_to_deputy, at_scale, weighed_at
from tests.factories.teams import member
from tests.unchanged import refused, unchanged
from tests.web.party.life import picture

pytestmark = pytest.mark.django_db


@pytest.fixture
def quota() -> Quota:
    """Of 200 kg."""
    return shared(first_part(called_off(grams=600 * KG)), mosts=[200 * KG])[0]


def test_sixty_kilograms_come_onto_the_scale_with_a_receipt() -> None:
    here, family = station().key, household()
    row = weighed_at(here, family)
    assert (row.grams, row.left_grams, row.household, row.station_key) == (
        60 * KG,
        60 * KG,
        family,
        here,
    )
    act = DeputyAct.objects.get()
    assert (act.act_kind, act.subject_key, act.receipt_no) == (
        ActKind.WEIGH_IN,
        row.key,
        "1-0007",
    )
    # It stood there itself.
    assert (act.household, act.consent, act.is_own) == (family, None, False)


def test_a_consent_that_there_is_stands_beside_it() -> None:
    family = household()
    consent = agreed_to_deputy(family)
    weighed_at(station().key, family)
    assert DeputyAct.objects.get().consent == consent


def test_weighing_the_same_again_is_once() -> None:
    here, family, once = station().key, household(), uuid4()
    row = weighed_at(here, family, key=once)
    with unchanged():
        assert weighed_at(here, family, key=once) == row


def test_what_was_not_read_back_or_has_no_receipt_is_refused_and_no_stock() -> None:
    here, family = station().key, household()
    at_scale(family)
    with refused(NotReadBack, field="is_read_back"):
        weighed_at(here, family, is_read_back=False)
    with refused(ReceiptMissing, field="receipt_no", signs_max=30):
        weighed_at(here, family, receipt_no=" ")
    with refused(NetWeightOutOfRange, field="gross_grams", value_grams=-1, max_grams=100_000 * KG):
        weighed_at(here, family, weighed=Weighed(1, 2, TODAY))


def test_a_household_brings_for_its_own_quota(quota: Quota) -> None:
    here = station().key
    scale = at_scale(quota.household, grade=grade(rank=2), quota_id=quota.pk)
    row = weigh_at_counter(scale=scale, occasion=occasion(here))
    quota.refresh_from_db()
    assert (row.quota, quota.brought_grams) == (quota, 60 * KG)
    others = at_scale(household(), grade=grade(rank=2), quota_id=quota.pk)
    with refused(QuotaOfOthers, field="quota"):
        weigh_at_counter(scale=others, occasion=occasion(here))


def test_a_household_takes_back_what_it_brought() -> None:
    here = station().key
    row = weighed_at(here)
    booked = take_back(ref=row.request_key, occasion=occasion(here))
    row.refresh_from_db()
    assert (row.left_grams, row.shrunk_grams) == (0, 60 * KG)
    assert (booked.reason, booked.amount) == (ShrinkReason.TAKEN_BACK, 60 * KG)
    act = DeputyAct.objects.get()
    assert (act.undone_at, act.undone_by_key) == (NOW, TESTER.key)
    assert list(not_taken_back(WeighIn.objects.all())) == []
    assert all(law.holds for law in order_laws())


def test_once_undone_stays_undone() -> None:
    here = station().key
    row = weighed_at(here)
    first = take_back(ref=row.request_key, occasion=occasion(here))
    with unchanged():
        again = take_back(ref=row.request_key, occasion=occasion(here, at=NOW + timedelta(hours=1)))
    assert again == first


def test_what_is_taken_back_opens_its_quota_again(quota: Quota) -> None:
    here = station().key
    scale = at_scale(quota.household, grade=grade(rank=2), quota_id=quota.pk)
    row = weigh_at_counter(scale=scale, occasion=occasion(here))
    take_back(ref=row.request_key, occasion=occasion(here))
    quota.refresh_from_db()
    assert (quota.brought_grams, BulkPart.objects.get().brought_grams) == (0, 0)
    assert all(law.holds for law in order_laws())
    weigh_at_counter(
        scale=at_scale(quota.household, grade=grade(rank=2), quota_id=quota.pk, grams=200 * KG),
        occasion=occasion(here),
    )
    assert all(law.holds for law in order_laws())


def test_what_was_packed_does_not_go_back() -> None:
    here = station().key
    article = tea_box(kept_at=here)
    row = weighed_at(here)
    batch = Batch(article, 4, 0, (Input(row.key, KG),))
    produce(batch=batch, request_key=key(), by=TESTER, at=NOW)
    with refused(WeighInUsed, field="weigh_in", value_grams=60 * KG, left_grams=59 * KG):
        take_back(ref=row.request_key, occasion=occasion(here))


def test_another_station_gives_nothing_back() -> None:
    row = weighed_at(station().key)
    other = station(village_code=PANTANG_NAYANG, name="平塘村服务站").key
    with refused(WeighInUnknown, field="ref"):
        take_back(ref=row.request_key, occasion=occasion(other))
    with refused(WeighInUnknown, field="ref"):
        add_photo(ref=row.request_key, picture=picture(), occasion=occasion(other))
    assert not Shrinkage.objects.exists()


def test_a_photo_is_kept_small_and_tells_no_place() -> None:
    here, once = station().key, uuid4()
    row = weighed_at(here)
    photo = add_photo(
        ref=row.request_key, picture=picture((4_000, 3_000)), occasion=occasion(here, key=once)
    )
    assert (photo.width, photo.height) == (1_600, 1_200)
    assert b"Exif" not in bytes(photo.content)
    with unchanged():
        assert add_photo(ref=row.request_key, picture=b"", occasion=occasion(here, key=once))
        # The same picture on another form.
        add_photo(ref=row.request_key, picture=picture((4_000, 3_000)), occasion=occasion(here))


def test_a_photo_that_was_sent_small_is_kept_small() -> None:
    here = station().key
    row = weighed_at(here)
    sent = BytesIO()
    noise = random.Random(1).randbytes(3 * 1_100 * 800)  # noqa: S311 - no secret, the same each time
    Image.frombytes("RGB", (1_100, 800), noise).save(sent, "JPEG", quality=20)
    assert sent.tell() <= PHOTO_BYTES_MAX

    photo = add_photo(ref=row.request_key, picture=sent.getvalue(), occasion=occasion(here))

    assert len(photo.content) <= PHOTO_BYTES_MAX
    assert (photo.width, photo.height) == (1_100, 800)


def test_what_is_no_picture_and_one_photo_too_many_are_refused() -> None:
    here = station().key
    row = weighed_at(here)
    with refused(PhotoUnreadable, field="photos"):
        add_photo(ref=row.request_key, picture=b"no picture", occasion=occasion(here))
    for place in range(PHOTOS_MAX):
        add_photo(ref=row.request_key, picture=picture((80 + place, 60)), occasion=occasion(here))
    with refused(TooManyPhotos, field="photo", photos_max=PHOTOS_MAX):
        add_photo(ref=row.request_key, picture=picture((99, 60)), occasion=occasion(here))
    assert WeighPhoto.objects.count() == PHOTOS_MAX


def test_what_the_stations_own_people_sell_is_marked() -> None:
    row = station()
    own, other = household(), household()
    person = member(row, TeamRole.PACKER)
    type(person).objects.filter(pk=person.pk).update(household=own)
    weighed_at(row.key, own)
    weighed_at(row.key, other, grams=40 * KG)
    undone = weighed_at(row.key, own)
    take_back(ref=undone.request_key, occasion=occasion(row.key))
    assert _own(row) == OwnSales(own=1, own_grams=60 * KG, of=2, of_grams=100 * KG)


def _own(row: Station) -> OwnSales:
    return own_sales(row.key, from_on=TODAY, to_on=TODAY)
