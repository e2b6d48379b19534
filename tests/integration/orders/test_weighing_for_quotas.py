"""What households bring for their quotas."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from moli.catalogue.rules import Storage
from moli.kernel.actor import Actor
from moli.orders.models import BulkPart, Quota, WeighIn
from moli.orders.queries.stock import inputs_for
from moli.orders.rules.producing import Input, InputPromised
from moli.orders.rules.selling import ArticleDetails
from moli.orders.rules.weighing import HarvestNotYet, NetWeightOutOfRange, Weighed
from moli.orders.services.calling_off import close_bulk_order
from moli.orders.services.opening_articles import open_article
from moli.orders.services.producing import Batch, produce
from moli.orders.services.weighing_in import GradeUnfit, MoreThanQuota, weigh_in_for_quota
from tests.factories import NOW, TESTER, TODAY, YAOBU, grade, key, mushroom
from tests.factories.bulk import KG, called_off, first_part, shared, weighed_for
from tests.unchanged import refused, unchanged

pytestmark = pytest.mark.django_db


@pytest.fixture
def quota() -> Quota:
    """Of 200 kg."""
    return shared(first_part(called_off(grams=600 * KG)), mosts=[200 * KG])[0]


def _weigh(quota: Quota, grams: int, **changes: Any) -> WeighIn:
    facts = {
        "weighed": Weighed(grams + 2 * KG, 2 * KG, TODAY),
        "grade": grade(rank=2),
        "station_key": "station-1",
        "storage": Storage.COOL,
        "request_key": key(),
        "by": TESTER,
        "at": NOW,
    }
    return weigh_in_for_quota(quota_id=quota.pk, **{**facts, **changes})


def test_what_a_household_brings_counts_on_its_quota_and_its_part(quota: Quota) -> None:
    row = _weigh(quota, 120 * KG)

    assert (row.grams, row.left_grams, row.quota) == (120 * KG, 120 * KG, quota)
    assert (row.household, row.village.code) == (quota.household, YAOBU)
    quota.refresh_from_db()
    part = BulkPart.objects.get()
    assert (quota.brought_grams, part.brought_grams) == (120 * KG, 120 * KG)


def test_one_form_sent_twice_is_weighed_once(quota: Quota) -> None:
    tapped = key()
    first = _weigh(quota, 120 * KG, request_key=tapped)

    with unchanged():
        assert _weigh(quota, 120 * KG, request_key=tapped) == first


def test_nobody_brings_more_than_was_granted(quota: Quota) -> None:
    _weigh(quota, 120 * KG)

    with refused(MoreThanQuota, field="gross_grams", value_grams=80 * KG + 1, left_grams=80 * KG):
        _weigh(quota, 80 * KG + 1)
    _weigh(quota, 80 * KG)


def test_a_better_grade_is_welcome_and_a_lower_one_or_another_product_is_not(quota: Quota) -> None:
    mushroom_grade = grade(rank=1, product=mushroom())
    ungraded = grade(rank=3)

    for wrong in (ungraded, mushroom_grade):
        with refused(GradeUnfit, field="grade", grade="二级"):
            _weigh(quota, 50 * KG, grade=wrong)
    assert _weigh(quota, 50 * KG, grade=grade(rank=1)).grams == 50 * KG


def test_the_scale_says_something_that_can_be(quota: Quota) -> None:
    with refused(NetWeightOutOfRange, field="gross_grams", value_grams=0, max_grams=100_000 * KG):
        _weigh(quota, 0)
    with refused(HarvestNotYet, field="harvested_on", today=TODAY.isoformat()):
        _weigh(quota, KG, weighed=Weighed(KG, 0, date(2016, 9, 13)))


def test_weighing_for_a_quota_asks_a_fixed_number_of_questions(
    quota: Quota, django_assert_num_queries: Any
) -> None:
    wanted = grade(rank=2)
    _weigh(quota, KG)

    with django_assert_num_queries(19):
        _weigh(quota, KG, grade=wanted, by=Actor("user:scale", "过秤员"))


def test_the_factory_brings_all_that_is_left(quota: Quota) -> None:
    _weigh(quota, 50 * KG)

    assert weighed_for(quota).grams == 150 * KG


def test_what_was_brought_for_an_open_order_goes_into_nothing_else(quota: Quota) -> None:
    row = _weigh(quota, 10 * KG)
    order = quota.part.bulk_order
    box = open_article(
        details=ArticleDetails(
            code="fruit-500",
            name="百香果",
            name_en="passion fruit",
            unit_name="一盒",
            unit_name_en="box",
            grams_per_unit=500,
        ),
        lowest_grade=grade(rank=2),
        by=TESTER,
        at=NOW,
    )
    batch = Batch(box, 20, 0, (Input(row.key, 10 * KG),))
    assert list(inputs_for(box)) == []
    with refused(InputPromised, field="inputs", number=order.number):
        produce(batch=batch, request_key=key(), by=TESTER, at=NOW)

    close_bulk_order(order_uid=order.uid, by=TESTER, at=NOW)

    assert list(inputs_for(box)) == [row]
    assert produce(batch=batch, request_key=key(), by=TESTER, at=NOW).units == 20
