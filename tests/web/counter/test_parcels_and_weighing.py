"""Parcels and weigh-ins as a tablet sends them, and as the next tablet sees them."""

from __future__ import annotations

from base64 import b64encode
from typing import Any
from uuid import uuid4

import pytest

from moli.counter.models import DeputyAct, Parcel, WeighPhoto
from moli.counter.rules.states import ParcelState
from moli.households.models import Household
from moli.orders.models import WeighIn
from tests.factories import TODAY, household, station
from tests.factories.orders import KG, tea
from tests.factories.parcels import agreed_to_deputy
from tests.web.counter.tablet import Tablet
from tests.web.party.life import picture

pytestmark = pytest.mark.django_db


@pytest.fixture
def tablet() -> Tablet:
    """The tablet of Yaobu's station."""
    return Tablet()


@pytest.fixture
def home() -> Household:
    """A household of Yaobu with a number."""
    tea()
    return household(national_code="4501990000000123", phone="13799884410")


def _weigh_in(home: Household, **changes: Any) -> dict[str, Any]:
    return {
        "household": home.key,
        "product": "jasmine-tea",
        "grade_rank": 1,
        "gross_grams": 61 * KG,
        "tare_grams": KG,
        "harvested_on": TODAY.isoformat(),
        "storage": "AMBIENT",
        "receipt_no": "1-0007",
        "is_read_back": True,
        **changes,
    }


def _parcel(**changes: Any) -> dict[str, Any]:
    return {
        "code": "SF1002003001",
        "carrier": "顺丰",
        "person_name": "覃秀兰",
        "phone_tail": "4410",
        "shelf": "A3",
        **changes,
    }


def test_a_parcel_is_taken_in_and_handed_out_in_one_push(tablet: Tablet) -> None:
    came = tablet.operation("parcel_in", _parcel())
    handed = tablet.operation("parcel_handed", {"ref": came["id"]}, base_version=1)
    first, second = tablet.answers(came, handed)
    row = Parcel.objects.get()
    assert (first["outcome"], first["key"], first["version"]) == ("APPLIED", row.key, 1)
    assert (second["outcome"], second["version"]) == ("APPLIED", 2)
    assert row.state == ParcelState.HANDED


def test_a_parcel_is_sent_found_and_collected(tablet: Tablet) -> None:
    out = tablet.operation("parcel_out", _parcel(weight_grams=900, fee_fen=1_200))
    taken = tablet.operation("parcel_collected", {"ref": out["id"]}, base_version=1)
    assert [each["outcome"] for each in tablet.answers(out, taken)] == ["APPLIED", "APPLIED"]
    back = tablet.operation("parcel_in", _parcel(code="SF2"))
    given = tablet.operation("parcel_given_back", {"ref": back["id"]}, base_version=1)
    found = tablet.operation("parcel_found", {"ref": back["id"]}, base_version=2)
    told = tablet.answers(back, given, found)
    assert [each["outcome"] for each in told] == ["APPLIED", "APPLIED", "REFUSED"]
    assert told[2]["code"] == "ParcelMovedOn"
    assert "已退给快递" in told[2]["sentence"]


def test_a_second_tablet_is_told_that_the_parcel_is_gone(tablet: Tablet) -> None:
    came = tablet.operation("parcel_in", _parcel())
    tablet.answers(came)
    other = Tablet(tablet.station)
    assert [row["ref"] for row in other.data()["parcels"]] == [came["id"]]
    tablet.answers(tablet.operation("parcel_handed", {"ref": came["id"]}, base_version=1))
    late = other.operation("parcel_given_back", {"ref": came["id"]}, base_version=1)
    (told,) = other.answers(late)
    assert (told["outcome"], told["code"]) == ("CONFLICT", "ChangedMeanwhile")
    assert told["facts"] == {"parcel_state": "HANDED", "version": 2}
    assert told["sentence"]
    assert other.data()["parcels"] == []


@pytest.mark.parametrize(
    ("kind", "body", "field", "code"),
    [
        ("parcel_in", _parcel(code=None), "code", "FieldMissing"),
        ("parcel_in", _parcel(code=7), "code", "FieldMalformed"),
        ("parcel_in", _parcel(phone_tail="12"), "phone_tail", "PhoneTailMalformed"),
        ("parcel_in", _parcel(household=str(uuid4())), "household", "HouseholdNotHere"),
        ("parcel_in", _parcel(household_code="77"), "household_code", "HouseholdNotHere"),
        ("parcel_out", _parcel(fee_fen=0), "weight_grams", "FieldMissing"),
        ("parcel_out", _parcel(weight_grams=1, fee_fen=-1), "fee_fen", "FieldMalformed"),
        ("parcel_handed", {}, "ref", "FieldMissing"),
        ("parcel_handed", {"ref": "x"}, "ref", "FieldMalformed"),
        ("parcel_handed", {"ref": str(uuid4())}, "base_version", "FieldMissing"),
        ("parcel_found", {"ref": str(uuid4())}, "base_version", "FieldMissing"),
        ("weigh_undone", {"ref": str(uuid4())}, "ref", "WeighInUnknown"),
        ("weigh_photo", {"ref": str(uuid4()), "photo": "no base64!"}, "photo", "FieldMalformed"),
        ("weigh_photo", {"ref": str(uuid4()), "photo": "A" * 300_000}, "photo", "FieldMalformed"),
    ],
)
def test_what_cannot_be_is_refused_by_its_field(
    tablet: Tablet, kind: str, body: dict[str, Any], field: str, code: str
) -> None:
    (told,) = tablet.answers(tablet.operation(kind, body))
    assert (told["outcome"], told["field"], told["code"]) == ("REFUSED", field, code)
    assert told["sentence"]


@pytest.mark.parametrize(
    ("changes", "field", "code"),
    [
        ({"household": None}, "household", "FieldMissing"),
        ({"product": "unknown"}, "product", "GradeUnknown"),
        ({"grade_rank": 9}, "product", "GradeUnknown"),
        ({"grade_rank": True}, "grade_rank", "FieldMalformed"),
        ({"storage": "HOT"}, "storage", "FieldMalformed"),
        ({"storage": "FROZEN"}, "storage", "ShelfLifeUnknown"),
        ({"harvested_on": "yesterday"}, "harvested_on", "FieldMalformed"),
        ({"gross_grams": 1}, "gross_grams", "NetWeightOutOfRange"),
        ({"quota": "first"}, "quota", "FieldMalformed"),
        ({"quota": "12345"}, "quota", "QuotaOfOthers"),
        ({"is_read_back": False}, "is_read_back", "NotReadBack"),
        ({"receipt_no": ""}, "receipt_no", "ReceiptMissing"),
    ],
)
def test_a_weigh_in_that_cannot_be_is_refused_by_its_field(
    tablet: Tablet, home: Household, changes: dict[str, Any], field: str, code: str
) -> None:
    (told,) = tablet.answers(tablet.operation("weigh_in", _weigh_in(home, **changes)))
    assert (told["outcome"], told["field"], told["code"]) == ("REFUSED", field, code)
    assert told["sentence"]
    assert not WeighIn.objects.exists()


def test_a_weigh_in_with_its_photo_is_seen_and_undone(tablet: Tablet, home: Household) -> None:
    weighed = tablet.operation("weigh_in", _weigh_in(home))
    photo = b64encode(picture()).decode()
    pictured = tablet.operation("weigh_photo", {"ref": weighed["id"], "photo": photo})
    assert [each["outcome"] for each in tablet.answers(weighed, pictured)] == [
        "APPLIED",
        "APPLIED",
    ]
    (seen,) = tablet.data()["weigh_ins"]
    assert {name: seen[name] for name in ("ref", "household", "product", "grade_rank")} == {
        "ref": weighed["id"],
        "household": home.key,
        "product": "jasmine-tea",
        "grade_rank": 1,
    }
    assert (seen["grams"], seen["receipt_no"], seen["is_own"]) == (60 * KG, "1-0007", False)
    assert WeighPhoto.objects.count() == 1

    undone = tablet.operation("weigh_undone", {"ref": weighed["id"]})
    again = tablet.operation("weigh_undone", {"ref": weighed["id"]})
    assert [each["outcome"] for each in tablet.answers(undone, again)] == ["APPLIED", "APPLIED"]
    assert tablet.data()["weigh_ins"] == []
    assert DeputyAct.objects.get().undone_at is not None


def test_a_household_is_named_by_its_number_too(tablet: Tablet, home: Household) -> None:
    body = _weigh_in(home, household=None, household_code=home.national_code)
    (told,) = tablet.answers(tablet.operation("weigh_in", body))
    assert told["outcome"] == "APPLIED"
    assert WeighIn.objects.get().household == home


def test_a_household_of_another_town_is_not_here(tablet: Tablet) -> None:
    tea()
    far = household(village_code="450181113208", national_code="4501990000000777")
    for body in (
        _weigh_in(far),
        _weigh_in(far, household=None, household_code=far.national_code),
    ):
        (told,) = tablet.answers(tablet.operation("weigh_in", body))
        assert told["code"] == "HouseholdNotHere"


def test_no_name_or_number_comes_back_in_an_answer(tablet: Tablet, home: Household) -> None:
    agreed_to_deputy(home)
    came = tablet.operation("parcel_in", _parcel(household=home.key))
    taken = tablet.operation("parcel_in", _parcel())
    text = tablet.push(came, taken).content.decode()
    for secret in ("覃秀兰", "4410", "SF1002003001", "韦永生"):
        assert secret not in text
    assert station().key == tablet.station.key
