"""What of a price reached the growers, as a parcel's code tells it (docs/settlement.md §1, §3)."""

from __future__ import annotations

from datetime import timedelta

import pytest
from pytest_django import DjangoAssertNumQueries

from moli.orders.models import Production
from moli.orders.services.opening_articles import set_price
from moli.settlement.queries.growers_share import PriceParts, price_parts
from moli.settlement.rules.shares import ShareKind
from moli.settlement.services.correcting import correct_order
from tests.factories import NOW, TESTER, TODAY
from tests.factories.orders import packed, placed, tea_box
from tests.factories.settlement import (
    brought_back,
    general_rule,
    packed_order,
    settled,
    shelf_of_three,
)

pytestmark = pytest.mark.django_db


def _parts() -> PriceParts | None:
    return price_parts(Production.objects.order_by("pk")[0].pk)


def test_of_one_box_the_households_have_32_of_38_yuan(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    general_rule()
    shelf_of_three()
    settled(packed_order())

    with django_assert_num_queries(2):  # the batch, and its parts
        parts = _parts()

    assert parts is not None
    assert (parts.units, parts.price_fen, parts.growers_fen) == (1, 3_800, 3_200)
    assert parts.parts == {
        ShareKind.HOUSEHOLD: 3_200,
        ShareKind.PACKAGING: 300,
        ShareKind.TRANSPORT: 200,
        ShareKind.STATION: 100,
    }
    assert parts.settled_on == TODAY


def test_while_nothing_is_settled_there_is_nothing_to_tell() -> None:
    general_rule()
    shelf_of_three()
    packed_order()

    assert _parts() is None


def test_what_came_back_counts_for_nobody_before_and_after_settlement() -> None:
    general_rule()
    shelf_of_three()
    settled(packed_order())
    before, after = packed_order(units=10), packed_order(units=10)
    brought_back(before, units=4)
    settled(before)
    settled(after)
    brought_back(after, units=3)
    correct_order(order_id=after.pk, by=TESTER, at=NOW)

    parts = _parts()

    assert parts is not None
    assert (parts.units, parts.price_fen, parts.growers_fen) == (1 + 6 + 7, 3_800, 3_200)
    # docs/orders.md §7
    assert sorted(parts.parts.values()) == [100, 200, 300, 3_200]
    assert sum(parts.parts.values()) == parts.price_fen


def test_when_all_of_it_came_back_there_is_nothing_to_tell() -> None:
    general_rule()
    shelf_of_three()
    order = packed_order(units=2)
    settled(order)
    brought_back(order, units=2)
    correct_order(order_id=order.pk, by=TESTER, at=NOW)

    assert _parts() is None


def test_a_price_that_changed_is_the_average_of_what_was_paid() -> None:
    general_rule()
    shelf_of_three()
    settled(packed_order(units=2))
    tomorrow = NOW + timedelta(days=1)
    article = tea_box(price_fen=3_800)
    set_price(
        article_id=article.pk,
        price_fen=5_000,
        from_on=TODAY + timedelta(days=1),
        by=TESTER,
        at=tomorrow,
    )
    settled(packed(placed(at=tomorrow)))

    parts = _parts()

    assert parts is not None
    # (2 × 38.00 + 50.00) ÷ 3; the households (2 × 32.00 + 44.00) ÷ 3
    assert (parts.units, parts.price_fen, parts.growers_fen) == (3, 4_200, 3_600)


def test_a_batch_is_told_from_another_of_the_same_article() -> None:
    general_rule()
    shelf_of_three()
    settled(packed_order())
    shelf_of_three()
    other = Production.objects.order_by("pk")[1]

    assert price_parts(other.pk) is None
