"""The words of a county as its rows hold them, and what messages mean with them."""

from datetime import date

import pytest

from moli.catalogue.rules import ProductKind, Storage
from moli.catalogue.services.adding import GradeDetails, ProductDetails, add_product
from moli.market.queries.agreed_prices import AgreedPrices, recent_prices
from moli.market.queries.vocabulary import vocabulary_of_market, words_of_sheets
from moli.market.rules.message import Speaker, understand
from moli.market.rules.message_heard import Reason
from tests.factories import market, places, produce
from tests.factories.moments import NOW, TESTER, TODAY

pytestmark = pytest.mark.django_db
SENTENCE = "我们村有8万斤百香果,二级以上,3块一斤起,这个月底前要卖掉"


def test_the_vocabulary_holds_every_product_village_and_place() -> None:
    places.county()
    produce.mushroom()
    places.nanning()

    words = vocabulary_of_market()

    (mushroom,) = words.products
    assert (mushroom.key, mushroom.names) == ("mushroom", ("双孢蘑菇", "鲜蘑菇"))
    assert [grade.rank for grade in mushroom.grades] == [1, 2]
    assert {village.code for village in words.villages} == set(places.VILLAGES)
    assert words.village(places.YAOBU).town_names == ("石塘镇",)
    assert [place.key for place in words.destinations] == ["nanning"]


def test_the_sentence_of_the_first_secretary_is_understood_from_rows() -> None:
    places.county()
    grade = produce.grade(rank=2)

    heard = understand(
        SENTENCE,
        vocabulary=vocabulary_of_market(),
        speaker=Speaker(village_code=places.YAOBU, area_codes=(places.YAOBU,)),
        today=TODAY,
    )

    assert heard.missing == ()
    assert (heard.village_code.value, heard.product_key.value) == (places.YAOBU, "passion-fruit")
    assert (heard.grade_key.value, heard.weight_grams.value) == (str(grade.pk), 40_000_000)
    assert (heard.price_fen_per_kg.value, heard.to_on.value) == (600, date(2016, 9, 30))


def test_a_village_name_of_two_towns_is_asked_with_both() -> None:
    places.county()
    produce.passion_fruit()

    heard = understand(
        "泮塘村有8万斤百香果", vocabulary=vocabulary_of_market(), speaker=Speaker(), today=TODAY
    )

    assert (heard.village_code.value, heard.village_code.reason) == (None, Reason.SAME_NAME)
    assert set(heard.village_code.choices) == {places.PANTANG_NAYANG, places.PANTANG_LUANCHENG}


def test_the_vocabulary_takes_as_many_queries_for_many_rows_as_for_few(
    django_assert_num_queries: object,
) -> None:
    places.county()
    produce.passion_fruit()
    produce.mushroom()

    with django_assert_num_queries(8):  # type: ignore[operator]
        vocabulary_of_market()


def test_the_words_of_a_sheet_know_all_villages_and_who_may_sell_for_them() -> None:
    places.county()
    product = produce.passion_fruit()

    words = words_of_sheets(area_codes=[places.YAOBU])

    assert set(words.villages.by_code) == set(places.VILLAGES)
    assert words.villages.reachable_codes == {places.YAOBU}
    assert len(words.villages.by_name["泮塘村"]) == 2
    assert words.products_by_name["鸡蛋果"] == words.products_by_name["百香果"] == product
    assert words.grades_by_name[product.pk, "2级"].rank == 2


def test_the_name_of_a_grade_wins_over_a_usual_way_to_say_another() -> None:
    names = ("一等", "一级")
    details = ProductDetails(
        code="tea",
        name="茉莉花茶",
        name_en="jasmine tea",
        kind=ProductKind.PROCESSED,
        season_months=(1, 12),
        grades=tuple(GradeDetails(name, name) for name in names),
        shelf_days={Storage.AMBIENT: 180},
        shelf_source="test",
    )
    places.county()
    tea = add_product(details=details, by=TESTER, at=NOW)

    words = words_of_sheets(area_codes=[])

    assert [words.grades_by_name[tea.pk, name].name for name in names] == list(names)


def test_recent_prices_come_from_agreements_of_this_product_alone() -> None:
    proposal = market.proposal()
    product_id = proposal.lot.product_id
    assert recent_prices(product_id=product_id, on=TODAY) is None

    market.agreed(proposal)
    other = produce.mushroom()
    second = market.proposal(
        lot=market.lot(), demand=market.demand(), fair_fen_per_kg=660, high_fen_per_kg=680
    )
    market.agreed(second)

    # Two deals would tell each of them what the other agreed on.
    assert recent_prices(product_id=product_id, on=TODAY) is None

    market.agreed(market.proposal(lot=market.lot(), demand=market.demand()))

    assert recent_prices(product_id=product_id, on=TODAY) == AgreedPrices(640, 660, 3)
    assert recent_prices(product_id=other.pk, on=TODAY) is None
    assert recent_prices(product_id=product_id, on=date(2016, 10, 13)) is None
