"""Importing a sheet of lots: all or nothing, once, and only for villages within reach."""

from datetime import date

import pytest

from moli.audit.models import Event
from moli.kernel.actor import Actor
from moli.kernel.report import ImportReport, SheetRefused
from moli.market.models import Lot
from moli.market.rules.sheet import Row
from moli.market.services.importing_lots import import_lots
from moli.market.services.posting_lots import withdraw_lot
from moli.places.services.designating import add_code_alias
from tests.concurrency import at_once
from tests.factories import places, produce
from tests.factories.moments import NOW, TESTER

HASH = "ab" * 32
GOOD: dict[str, object] = {
    "村代码": places.YAOBU,
    "村": "瑶埠村",
    "产品": "百香果",
    "等级": "二级",
    "数量（斤）": 80_000,
    "最低价（元/斤）": 3.0,
    "最早可提货日": "2016-09-12",
    "最晚可提货日": "2016-09-30",
    "农户数": 112,
    "其中贫困户": 46,
}


@pytest.fixture
def _county(db: None) -> None:
    places.county()
    produce.passion_fruit()


def row(number: int, **changes: object) -> Row:
    """A good row with some cells changed."""
    return number, {**GOOD, **changes}


def run(*rows: Row, **options: object) -> ImportReport:
    """Import rows with the whole county in reach, unless other areas are given."""
    given: dict[str, object] = {"area_codes": [places.COUNTY], "file_hash": HASH, "by": TESTER}
    return import_lots(rows, at=NOW, **{**given, **options})  # type: ignore[arg-type]


def refused(*rows: Row, **options: object) -> list[tuple[int, str, str]]:
    """The findings of an import that must be refused, having stored nothing."""
    before = Lot.objects.count(), Event.objects.count()
    with pytest.raises(SheetRefused) as caught:
        run(*rows, **options)
    assert (Lot.objects.count(), Event.objects.count()) == before
    return [(f.row, f.column, f.code) for f in caught.value.report.findings]


@pytest.mark.usefixtures("_county")
def test_every_row_becomes_a_lot_with_its_line_in_the_trail() -> None:
    report = run(row(2), row(5, 村代码=places.HEGUI, 村="贺桂村", 等级="2级果", 产品="西番莲"))

    assert report == ImportReport(rows=2, created=2)
    first, second = Lot.objects.order_by("pk")
    assert (first.village.code, first.grade.name, first.grams) == (places.YAOBU, "二级", 40_000_000)
    assert (first.floor_fen_per_kg, first.ready_to_on) == (600, date(2016, 9, 30))
    assert (second.village.code, second.grade.name) == (places.HEGUI, "二级")
    posts = Event.objects.filter(verb="market.post_lot").order_by("id")
    assert [(e.subject_key, e.area_code) for e in posts] == [
        (first.key, places.YAOBU),
        (second.key, places.HEGUI),
    ]
    assert Event.objects.get(verb="market.import_lots").facts == {"created": 2}


@pytest.mark.usefixtures("_county")
def test_the_same_file_twice_changes_nothing_whoever_sends_it() -> None:
    run(row(2), row(3, 农户数=50))
    lot = Lot.objects.order_by("pk").first()
    assert lot is not None
    withdraw_lot(lot_id=lot.pk, by=TESTER, at=NOW)
    trail = Event.objects.count()

    again = run(row(2), row(3, 农户数=50), by=Actor(key="user:else", name="别人"))

    assert again == ImportReport(rows=2, unchanged=2)
    assert (Lot.objects.count(), Event.objects.count()) == (2, trail)
    lot.refresh_from_db()
    assert lot.state == "WITHDRAWN"


@pytest.mark.usefixtures("_county")
def test_another_file_with_the_same_rows_posts_them_anew() -> None:
    run(row(2))

    assert run(row(2), file_hash="cd" * 32).created == 1


@pytest.mark.usefixtures("_county")
def test_a_dry_run_answers_the_same_and_stores_nothing() -> None:
    trail = Event.objects.count()

    assert run(row(2), is_dry_run=True) == ImportReport(rows=1, created=1)

    assert (Lot.objects.count(), Event.objects.count()) == (0, trail)


@pytest.mark.usefixtures("_county")
def test_one_bad_row_keeps_all_out() -> None:
    assert refused(row(2), row(3, **{"数量（斤）": -500})) == [
        (3, "数量（斤）", "WeightOutOfRange")
    ]


@pytest.mark.usefixtures("_county")
def test_names_that_mean_nothing_here_are_found_by_row_and_column() -> None:
    assert refused(
        row(2, 村代码="450181110999"),
        row(3, 村="贺桂村"),
        row(4, 村代码=None, 村="没有村"),
        row(5, 产品="榴莲"),
        row(6, 等级="特级"),
        row(7),
        row(8),
    ) == [
        (2, "村代码", "VILLAGE_CODE_UNKNOWN"),
        (3, "村", "NAME_OF_OTHER_CODE"),
        (4, "村", "VILLAGE_UNKNOWN"),
        (5, "产品", "PRODUCT_UNKNOWN"),
        (6, "等级", "GRADE_UNKNOWN"),
        (8, "产品", "ROW_TWICE"),
    ]


@pytest.mark.usefixtures("_county")
def test_a_village_name_of_two_towns_is_never_guessed() -> None:
    assert refused(row(2, 村代码=None, 村="泮塘村")) == [(2, "乡镇", "VILLAGE_AMBIGUOUS")]

    run(row(2, 村代码=None, 乡镇="峦城镇", 村="泮塘村"))

    assert Lot.objects.get().village.code == places.PANTANG_LUANCHENG


@pytest.mark.usefixtures("_county")
def test_a_village_beyond_reach_is_refused() -> None:
    beyond = row(3, 村代码=places.HEGUI, 村="贺桂村")

    assert refused(row(2), beyond, area_codes=[places.YAOBU]) == [(3, "村", "VILLAGE_OUT_OF_REACH")]
    assert refused(row(2), area_codes=[]) == [(2, "村", "VILLAGE_OUT_OF_REACH")]


@pytest.mark.usefixtures("_county")
def test_a_code_from_before_the_county_was_renamed_still_leads_to_its_village() -> None:
    add_code_alias(
        old_code="450127",
        division_code=places.COUNTY,
        from_on=date(1951, 1, 1),
        to_on=date(2021, 2, 3),
        source="a notice",
    )

    run(row(2, 村代码="450127110206"))

    assert Lot.objects.get().village.code == places.YAOBU


@pytest.mark.usefixtures("_county")
def test_a_thousand_rows_are_stored_in_batches(
    django_assert_max_num_queries: object,
) -> None:
    rows = [row(number, 农户数=number + 100) for number in range(2, 1_002)]

    # SQLite takes at most 999 values in a query: sixty lots, or a hundred and twenty lines.
    with django_assert_max_num_queries(45):  # type: ignore[operator]
        assert run(*rows).created == 1_000


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_the_same_file_sent_at_once_by_many_is_stored_once() -> None:
    places.county()
    produce.passion_fruit()

    outcomes = at_once([lambda: run(row(2), row(3, 农户数=50))] * 6)

    assert [outcome.error for outcome in outcomes if not outcome.ok] == []
    assert sorted(outcome.result.created for outcome in outcomes) == [0, 0, 0, 0, 0, 2]
    assert Lot.objects.count() == Event.objects.filter(verb="market.post_lot").count() == 2
