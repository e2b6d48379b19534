"""The four figures of deliveries: docs/incomes.md §2 and §4 on both databases."""

from __future__ import annotations

from datetime import timedelta

import pytest

from moli.households.models import Household
from moli.market.models import Proposal
from moli.market.rules.offers import Window
from moli.market.services.running_rounds import run_round
from moli.settlement.models import Share
from moli.settlement.queries.figures import figures_of_areas, sales_of_household
from moli.settlement.queries.incomes import income_from_sales
from moli.settlement.rules.figures import IncomeFigures
from moli.settlement.rules.waterfall import Terms
from tests.factories import (
    COUNTY,
    NOW,
    TESTER,
    TODAY,
    contracted,
    demand,
    household,
    key,
    lot,
    tariff,
)
from tests.factories.bulk import (
    KG,
    TONNE,
    accepted,
    brought,
    called_off,
    first_part,
    remitted,
    sent,
    settled_claim,
)
from tests.factories.market import farm_gate
from tests.factories.settlement import general_rule, paid_load, shared_delivery

pytestmark = pytest.mark.django_db
RULE = Terms(commission_per_mille=30)
JANUARY = NOW + timedelta(days=120)


def of(row: Household, year: int = 2016) -> IncomeFigures:
    """A household's figures of a year."""
    return sales_of_household(row, year=year).figures


def test_yaobus_forty_tonnes_on_paper() -> None:
    general_rule(RULE)
    farm_gate(390, 400, 410)
    delivery = accepted(claimed_grams=800 * KG)
    remitted(delivery, total_fen=25_088_000)
    shared_delivery(delivery)
    settled_claim(delivery, upheld_grams=400 * KG)
    remitted(delivery, total_fen=256_000)
    shared_delivery(delivery)
    # Among the first five of the households, who have both odd fen.
    share = Share.objects.filter(kind="HOUSEHOLD", fen=3_942).order_by("pk")[0]
    row = Share.objects.get(household=share.household, fen=372_989).household
    assert row is not None

    figures = of(row)

    assert figures == IncomeFigures(
        households=1,
        sales=2,
        measured_sales=2,
        grams=628_650,
        gross_fen=402_336,
        net_fen=376_931,
        measured_net_fen=376_931,
        base_fen=254_000,
        rescued_fen=0,
    )
    assert figures.uplift_fen == 122_931
    county = figures_of_areas([COUNTY], year=2016)
    assert (county.households, county.grams) == (63, 39_600 * KG)
    assert (county.gross_fen, county.net_fen) == (25_344_000, 23_743_680)
    assert county.base_fen == 40_000 * 400


def test_a_claim_settled_next_year_sets_nothing_against_the_farm_gate_again() -> None:
    general_rule(RULE)
    farm_gate(390, 400, 410)
    delivery, (row, _) = paid_load(300 * KG, 100 * KG, claimed_grams=40 * KG)
    shared_delivery(delivery)
    settled_claim(delivery, upheld_grams=0, at=JANUARY)
    remitted(delivery, total_fen=40 * 640, at=JANUARY)
    shared_delivery(delivery, at=JANUARY)

    first, second = of(row), of(row, 2017)

    assert (first.grams, first.base_fen) == (270 * KG, 300 * 400)
    assert (second.grams, second.gross_fen, second.base_fen) == (30 * KG, 30 * 640, 0)
    assert second.uplift_fen == second.net_fen == income_from_sales(row, year=2017)


def test_paid_after_the_outcome_one_stage_counts_all_that_is_paid_for() -> None:
    general_rule(RULE)
    delivery, (row, _) = paid_load(300 * KG, 100 * KG, claimed_grams=40 * KG)
    settled_claim(delivery, upheld_grams=10 * KG)
    remitted(delivery, total_fen=30 * 640)
    shared_delivery(delivery)

    figures = of(row)

    assert figures_of_areas([COUNTY], year=2016).grams == 390 * KG
    assert (figures.sales, figures.grams, figures.gross_fen) == (1, 292_500, 187_200)
    assert figures.uplift_fen is None


def test_goods_that_nobody_wanted_in_their_last_week_are_rescued() -> None:
    general_rule(RULE)
    tariff()
    last_week = Window(TODAY, TODAY + timedelta(days=7))
    goods = lot(grams=5 * TONNE, window=last_week)
    run_round(request_key=key(), seed=0, by=TESTER, at=NOW)
    demand(grams=5 * TONNE)
    run_round(request_key=key(), seed=0, by=TESTER, at=NOW + timedelta(minutes=1))
    contract = contracted(Proposal.objects.get(lot=goods))
    rows = [household(), household()]
    part = first_part(called_off(contract, grams=400 * KG))
    weighed = brought(part, mosts=(300 * KG, 100 * KG), of=rows)
    delivery = accepted(sent(weighed, freight_fen=0, packaging_fen=0))
    remitted(delivery, total_fen=delivery.total_fen or 0)
    shared_delivery(delivery)

    figures = [of(row) for row in rows]

    assert all(each.rescued_fen == each.net_fen > 0 for each in figures)
    assert [each.net_fen for each in figures] == [income_from_sales(r, year=2016) for r in rows]


def test_goods_that_found_their_buyer_at_once_are_not() -> None:
    general_rule(RULE)
    delivery, (row,) = paid_load(300 * KG)
    shared_delivery(delivery)

    assert of(row).rescued_fen == 0
    assert of(row).net_fen > 0
