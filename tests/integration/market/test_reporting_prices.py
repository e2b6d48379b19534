"""Reporting a farm-gate price: once, of a village, in bounds; and what reports come to."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from moli.audit.models import Event
from moli.kernel.actor import Actor
from moli.kernel.refusal import Refusal
from moli.market.models import PriceReport
from moli.market.queries.farm_gate import (
    current_prices,
    price_book,
    reports_of,
)
from moli.market.rules.farm_gate import FarmGatePrice, PriceOfTomorrow, PriceTooOld
from moli.market.rules.offers import PriceOutOfRange
from moli.market.services.posting_lots import GradeOfAnotherProduct, RequestKeyTaken
from moli.market.services.reporting_prices import PriceNeedsVillage, PriceSeen, report_price
from moli.places.models import Division
from tests.factories import (
    COUNTY,
    HEGUI,
    NOW,
    TESTER,
    TODAY,
    YAOBU,
    grade,
    passion_fruit,
    price_report,
    village,
)
from tests.factories.market import farm_gate
from tests.unchanged import unchanged

pytestmark = pytest.mark.django_db


def seen(**changes: object) -> PriceSeen:
    """2.00 yuan/jin for 二级 passion fruit in Yaobu today, with fields changed."""
    fields: dict[str, object] = {
        "village_id": village().pk,
        "grade_id": grade(rank=2).pk,
        "fen_per_kg": 400,
        "seen_on": TODAY,
    }
    return PriceSeen(**{**fields, **changes})  # type: ignore[arg-type]


def _now() -> FarmGatePrice:
    return _price()


def _price(*, village_code: str = YAOBU, rank: int = 2, on: date = TODAY) -> FarmGatePrice:
    """What a book of one day tells of a grade in a village's county."""
    book = price_book(product_ids=[passion_fruit().pk], from_on=on, to_on=on)
    return book.price(village_code=village_code, grade_id=grade(rank=rank).pk, on=on)


def test_a_report_holds_what_was_seen_and_stands_in_the_trail() -> None:
    row = report_price(report=seen(), request_key=uuid4(), by=TESTER, at=NOW)

    row.refresh_from_db()
    assert (row.village.code, row.product.code, row.grade.rank) == (YAOBU, "passion-fruit", 2)
    assert (row.fen_per_kg, row.seen_on, row.by_key) == (400, TODAY, TESTER.key)
    line = Event.objects.get(verb="market.report_price")
    assert (line.subject_key, line.area_code) == (str(row.request_key), YAOBU)
    assert line.facts == {"product": "passion-fruit", "price_fen_per_kg": 400}


def test_reporting_twice_with_one_key_reports_once() -> None:
    request_key = uuid4()
    first = report_price(report=seen(), request_key=request_key, by=TESTER, at=NOW)

    with unchanged():
        second = report_price(
            report=seen(fen_per_kg=900), request_key=request_key, by=TESTER, at=NOW
        )
        somebody_else = Actor(key="user:else", name="别人")
        with pytest.raises(RequestKeyTaken):
            report_price(report=seen(), request_key=request_key, by=somebody_else, at=NOW)
    assert second == first


@pytest.mark.parametrize(
    ("refusal", "changes"),
    [
        (PriceOutOfRange, {"fen_per_kg": 0}),
        (PriceOutOfRange, {"fen_per_kg": 4_000_001}),
        (PriceOfTomorrow, {"seen_on": TODAY + timedelta(days=1)}),
        (PriceTooOld, {"seen_on": TODAY - timedelta(days=61)}),
        (GradeOfAnotherProduct, {"grade_id": 10**9}),
        (PriceNeedsVillage, {"village_id": 10**9}),
    ],
)
def test_a_report_that_cannot_stand_is_refused_and_changes_nothing(
    refusal: type[Refusal], changes: dict[str, object]
) -> None:
    report = seen(**changes)

    with unchanged(), pytest.raises(refusal):
        report_price(report=report, request_key=uuid4(), by=TESTER, at=NOW)


def test_a_price_of_a_whole_town_is_refused() -> None:
    town = village().parent
    assert town is not None
    report = seen(village_id=town.pk)

    with unchanged(), pytest.raises(PriceNeedsVillage):
        report_price(report=report, request_key=uuid4(), by=TESTER, at=NOW)


def test_the_third_person_makes_the_price_and_their_own_second_report_does_not() -> None:
    farm_gate(300, 420)
    assert _now() == FarmGatePrice(None, 2)
    price_report(fen_per_kg=440, by=Actor(key="user:reporter-0", name="报价人"))
    assert _now() == FarmGatePrice(None, 2)

    price_report(fen_per_kg=500, village_code=HEGUI)

    # 0 said 300 and 440: 370; the others 420 and 500.
    assert _now() == FarmGatePrice(420, 3)


def test_reports_of_another_county_grade_or_month_tell_nothing() -> None:
    farm_gate(300, 420)
    price_report(grade=grade(rank=1))
    price_report(seen_on=TODAY - timedelta(days=15))
    county = Division.objects.get(code=COUNTY)
    town = Division.objects.create(code="450199110", name="外县镇", level="TOWN", parent=county)
    Division.objects.create(code="450199110206", name="外县村", level="VILLAGE", parent=town)
    report_price(
        report=seen(village_id=Division.objects.get(code="450199110206").pk),
        request_key=uuid4(),
        by=TESTER,
        at=NOW,
    )

    assert _now() == FarmGatePrice(None, 2)
    # Each of them tells something of its own grade, county and day.
    assert _price(rank=1) == FarmGatePrice(None, 1)
    assert _price(village_code="450199110206") == FarmGatePrice(None, 1)
    assert _price(on=TODAY - timedelta(days=1)) == FarmGatePrice(400, 3)


def test_the_list_shows_every_grade_with_its_reporters_in_one_query() -> None:
    farm_gate(300, 420, 460)
    price_report(grade=grade(rank=1), seen_on=TODAY - timedelta(days=3))
    price_report(grade=grade(rank=3), seen_on=TODAY - timedelta(days=20))

    with CaptureQueriesContext(connection) as queries:
        found = current_prices(county_code=COUNTY, on=TODAY)

    assert len(queries) == 1
    assert [(each.grade.rank, each.price) for each in found] == [
        (1, FarmGatePrice(None, 1)),
        (2, FarmGatePrice(420, 3)),
    ]
    assert found[0].newest_on == TODAY - timedelta(days=3)


def test_a_book_answers_for_many_days_from_one_query() -> None:
    farm_gate(300, 420, 460, seen_on=TODAY - timedelta(days=10))

    product_id, grade_id = passion_fruit().pk, grade(rank=2).pk
    with CaptureQueriesContext(connection) as queries:
        book = price_book(product_ids=[product_id], from_on=TODAY - timedelta(days=24), to_on=TODAY)
        prices = [
            book.price(
                village_code=YAOBU, grade_id=grade_id, on=TODAY - timedelta(days=days)
            ).fen_per_kg
            for days in (0, 4, 24)
        ]

    assert len(queries) == 1
    assert prices == [420, 420, 420]


def test_people_find_their_own_reports_the_newest_first() -> None:
    first = price_report()
    second = price_report(fen_per_kg=500)
    price_report(by=Actor(key="user:else", name="别人"))

    assert list(reports_of(TESTER.key)) == [second, first]
    assert PriceReport.objects.count() == 3
