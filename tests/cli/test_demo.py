"""The demo: Heng County loaded once however often it is asked for, and what its round finds."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.db import transaction
from django.db.models import Q, Sum

from moli.enterprises.queries import enterprises
from moli.insights.models import Target
from moli.insights.rules.plans import Indicator
from moli.interfaces.cli.demo import brokering, building, people
from moli.interfaces.cli.demo.branches import COUNTY_BRANCH, GROUPS
from moli.interfaces.cli.demo.moment import COUNTY_CODE, DAY, at, request_key
from moli.interfaces.cli.demo.places import HEGUI, YAOBU
from moli.interfaces.cli.demo.story import demo_figures, story_lines
from moli.interfaces.cli.laws import all_laws
from moli.kernel.codes import credit_code_fault
from moli.market.models import (
    Answer,
    Contract,
    Demand,
    Introduction,
    Proposal,
    Round,
)
from moli.market.queries.introducers import introducers_of
from moli.market.services.running_rounds import run_round
from moli.orders.models import OrderLine
from moli.party.models import Belonging, Lead, Member, Position, Term
from moli.party.queries.overdue import overdue_activities
from moli.party.queries.posts import posts_public
from moli.party.queries.sight import shown_members
from moli.party.rules.organisation import ActivityKind, PositionKind
from moli.places.models import Division, PoorDesignation
from moli.places.queries.directory import division_by_code, towns_inside, villages_named
from moli.places.rules.layout import inside
from moli.settlement.models import Payout, Share
from moli.settlement.rules.payouts import PayoutState
from moli.stations.models import Hosting, Station, Venue
from moli.stations.queries import coverage
from tests.unchanged import everything

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

# Enough for all of Yaobu and some of everything; the 6,000 are made up in test_demo_households.
HOUSEHOLDS = 300
KEYS = [
    "divisions",
    "stations",
    "branches",
    "enterprises",
    "households",
    "people",
    "poor_households",
    "poor_people",
    "exited_households",
    "relapsed_households",
    "open_procedures",
    "lots",
    "demands",
    "matched_kg",
    "value_fen",
    "bound_fen",
    "gap",
    "greedy_value_fen",
    "fcfs_value_fen",
    "pairings",
    "seconds",
    "yaobu",
]
YAOBU_FOUND = {
    "village_code": YAOBU,
    "product": "百香果",
    "buyer": "南宁君桥电子商务有限公司",
    "kg": 40_000,
    "price_fen_per_jin": 320,
}
YAOBU_SOLD = {
    "sold_kg": 39_200,
    "paid_fen": 23_108_328,
    "paid_households": 62,
    "crossed_households": 3,
}


@pytest.fixture(scope="module")
def demo(django_db_setup: None, django_db_blocker: object) -> Iterator[Round]:
    """The whole demo, loaded once for this file and rolled back after it."""
    with django_db_blocker.unblock(), transaction.atomic():  # type: ignore[attr-defined]
        building.load(households=HOUSEHOLDS)
        round = _first_round()
        building.play(round)
        yield round
        transaction.set_rollback(True)


def _first_round() -> Round:
    return run_round(
        request_key=request_key("first round"),
        seed=0,
        by=people.organiser().actor,
        at=at(hour=9, minutes=30),
    )


def test_the_figures_have_exactly_the_agreed_keys(demo: Round) -> None:
    figures = demo_figures(demo, seconds=1.0)

    assert list(figures) == KEYS
    assert {name: figures[name] for name in KEYS[:4]} == {
        "divisions": 311,
        "stations": 343,
        "branches": 8,
        "enterprises": 26,
    }
    assert isinstance(figures["lots"], int)
    assert figures["lots"] > 400
    assert figures["demands"] == Demand.objects.count() == 117


def test_the_plan_is_proved_best_and_beats_both_simple_ways(demo: Round) -> None:
    figures = demo_figures(demo, seconds=1.0)

    assert figures["value_fen"] == figures["bound_fen"]
    assert json.dumps(figures["gap"]) == "0"
    assert demo.value_micro_yuan > demo.greedy_micro_yuan > demo.first_come_micro_yuan > 0


def test_yaobu_is_proposed_to_junqiao_at_three_yuan_twenty(demo: Round) -> None:
    told = demo_figures(demo, seconds=1.0)["yaobu"]

    assert isinstance(told, dict)
    assert {name: told[name] for name in YAOBU_FOUND} == YAOBU_FOUND


def test_yaobu_has_sold_all_but_what_is_disputed_and_been_paid_all_but_what_came_back(
    demo: Round,
) -> None:
    told = demo_figures(demo, seconds=1.0)["yaobu"]
    of_yaobu = Payout.objects.filter(household__village__code=YAOBU)
    paid = of_yaobu.filter(state=PayoutState.PAID)
    returned = of_yaobu.get(state=PayoutState.RETURNED)
    shared = Share.objects.filter(household__village__code=YAOBU).aggregate(fen=Sum("fen"))["fen"]

    assert isinstance(told, dict)
    assert {name: told[name] for name in YAOBU_SOLD} == YAOBU_SOLD
    assert paid.count() == YAOBU_SOLD["paid_households"]
    assert YAOBU_SOLD["paid_fen"] + returned.total_fen == shared
    # Two trucks, 3 percent for the station, what both trucks and their crates cost.
    assert shared == 25_088_000 - 752_640 - 600_000 - 240_000


def test_the_tea_of_a_day_is_two_thousand_boxes(demo: Round) -> None:
    lines = OrderLine.objects.filter(order__paid_at__date=DAY + timedelta(days=1))

    assert lines.aggregate(units=Sum("units"))["units"] == 2_000


def test_three_more_villages_fill_the_rest_of_what_junqiao_wants(demo: Round) -> None:
    wanted = Demand.objects.get(enterprise__short_name="君桥", product__code="passion-fruit")
    proposals = Proposal.objects.filter(round=demo, demand=wanted)

    assert wanted.grams == 60_000_000
    assert sum(row.grams for row in proposals) == wanted.grams
    assert proposals.values("lot__village").distinct().count() == 4


def test_the_story_is_ten_lines_of_true_figures(demo: Round) -> None:
    lines = story_lines(demo, seconds=6.4)

    assert len(lines) == 10
    told = "\n".join(lines)
    assert "瑶埠村的百香果 80,000 斤，配给南宁君桥电子商务有限公司，地头价 3.20 元/斤" in told
    assert "卖出 78,400 斤，打款 231,083.28 元到 62 户" in told
    assert "已证明最好" in told


def test_loading_again_changes_no_row(demo: Round) -> None:
    before = everything()

    for _, step in (*building.steps(HOUSEHOLDS), *building.acts(demo)):
        step()

    assert everything() == before


def test_the_same_round_again_is_the_round_there_is(demo: Round) -> None:
    before = everything()

    assert _first_round() == demo
    assert everything() == before


def test_every_law_holds_in_the_demo(demo: Round) -> None:
    assert [check for check in all_laws() if not check.holds] == []


def test_stations_cover_297_of_311_villages(demo: Round) -> None:
    reached = coverage(county_code=COUNTY_CODE, on=DAY)

    assert (reached.stations, reached.covered, reached.villages) == (343, 297, 311)
    assert Station.objects.values("platform").distinct().count() == 5
    assert not Station.objects.filter(village__code="450181400498").exists()


def test_every_village_has_a_venue_and_four_of_five_stations_stand_in_one(demo: Round) -> None:
    venues = Venue.objects.in_force(on=DAY)
    hosted = Hosting.objects.in_force(on=DAY)

    assert venues.values("village").distinct().count() == venues.count()
    assert venues.count() == Division.objects.filter(level="VILLAGE").exclude(kind="OTHER").count()
    assert 0.75 < hosted.count() / 343 < 0.85
    for code in (YAOBU, HEGUI):
        assert hosted.filter(station__village__code=code).exists()
    assert set(Target.objects.values_list("indicator", flat=True)) == set(Indicator)


def test_every_town_is_led_by_one_branch(demo: Round) -> None:
    towns = set(towns_inside(area_codes=[COUNTY_CODE]).values_list("code", flat=True))
    led = list(Lead.objects.filter(led_kind="AREA").values_list("led_key", flat=True))

    assert len(towns) == 18
    assert sorted(led) == sorted(towns)
    assert sorted(code for group in GROUPS for code in group.town_codes) == sorted(towns)


def test_the_county_branch_was_the_one_to_bring_yaobu_and_junqiao_together(demo: Round) -> None:
    proposal = Proposal.objects.get(round=demo, lot__village__code=YAOBU)
    pair = (YAOBU, proposal.demand.enterprise.key)

    names = [name.zh for name in introducers_of([pair], on=DAY)[pair]]
    assert names == [COUNTY_BRANCH]
    assert Introduction.objects.get(proposal=proposal).by_key == people.organiser().actor.key


def test_branches_introduced_what_they_lead_themselves_and_most_of_it_was_agreed(
    demo: Round,
) -> None:
    rows = Introduction.objects.select_related(
        "proposal__lot__village", "proposal__demand__enterprise"
    )
    pairs = {
        row.pk: (row.proposal.lot.village.code, row.proposal.demand.enterprise.key) for row in rows
    }
    nearest = introducers_of(pairs.values(), on=DAY)
    states = Counter(row.proposal.state for row in rows)

    assert 60 <= len(rows) <= 90
    assert len({row.by_key for row in rows}) == 1 + len(GROUPS)
    for row in rows:
        names = [name.zh for name in nearest[pairs[row.pk]]]
        assert row.by_key in {brokering.organiser_of(name).actor.key for name in names}
    agreed = states["AGREED"] + states["CONTRACTED"]
    assert agreed > len(rows) / 2
    assert agreed / 3 < states["CONTRACTED"] < agreed * 2 / 3
    assert min(states["INTRODUCED"], states["DECLINED"]) > 5


def test_whoever_declined_said_why_and_nothing_happened_after_the_demo_opens(
    demo: Round,
) -> None:
    answers = Answer.objects.all()

    assert not answers.filter(kind="DECLINE").filter(Q(reason="") | Q(words="")).exists()
    moments = [row.at for row in (*answers, *Introduction.objects.all(), *Contract.objects.all())]
    assert at(hour=10) == min(moments)
    assert max(moments) < at(days_before=-2, hour=10)
    numbered = list(Contract.objects.order_by("number"))
    assert [row.at for row in numbered] == sorted(row.at for row in numbered)
    assert numbered[0].proposal.lot.village.code == YAOBU


def test_credit_codes_check_and_one_is_that_of_a_village_collective(demo: Round) -> None:
    codes = [row.credit_code for row in enterprises()]

    assert [credit_code_fault(code) for code in codes] == [None] * 26
    assert [code[:2] for code in codes].count("N2") == 1
    assert all("DEM0" in code for code in codes)


def test_poor_villages_say_which_of_them_are_made_up(demo: Round) -> None:
    named = PoorDesignation.objects.exclude(source__contains="由程序生成")

    assert PoorDesignation.objects.in_force(on=DAY).count() == 60
    assert set(named.values_list("village__code", flat=True)) == {YAOBU, HEGUI}


def test_the_two_villages_of_one_name_are_never_confused(demo: Round) -> None:
    twins = villages_named("泮塘村")

    assert [row.parent.name for row in twins if row.parent] == ["那阳镇", "峦城镇"]
    assert villages_named("泮塘村", town_name="峦城镇").get().code == "450181107201"
    assert len({(row.longitude, row.latitude) for row in twins}) == 2


def test_codes_of_before_2021_still_find_their_places(demo: Round) -> None:
    for old in ("450127110206", "452122110206"):
        found = division_by_code(old)
        assert found is not None
        assert found.code == YAOBU


def test_every_village_lies_inside_the_outline_and_is_marked_approximate(demo: Round) -> None:
    from moli.places.queries.maps import outline_of

    outline = outline_of(county_code=COUNTY_CODE)
    assert outline is not None
    villages = Division.objects.filter(level="VILLAGE")
    points = [(row.longitude, row.latitude) for row in villages]
    assert len(set(points)) == 311
    assert all(
        x is not None and y is not None and inside((x, y), outline.rings[0]) for x, y in points
    )
    assert set(villages.values_list("position_source", flat=True)) == {"APPROXIMATE"}


def test_every_branch_has_made_up_members_a_secretary_and_a_quarter_of_activities(
    demo: Round,
) -> None:
    counts = Counter(Belonging.objects.values_list("branch", flat=True))
    secretaries = Position.objects.filter(kind=PositionKind.SECRETARY, to_on=None)

    assert len(counts) == secretaries.count() == Term.objects.count() == 8
    assert all(5 <= count <= 12 for count in counts.values())
    assert not {"徐世坚", "陈治国", "马小华", "徐建勇"} & set(
        Member.objects.values_list("name", flat=True)
    )
    assert [shown.name for shown in shown_members(on=DAY)] == [people.station_operator().name]
    lacking = overdue_activities(on=DAY)
    assert {ActivityKind.PARTY_DAY} <= {each.kind for each in lacking}
    assert len({each.branch_key for each in lacking}) == 1
    shops = posts_public()
    assert len(shops) == 2
    assert [bool(shop.member_name) for shop in shops] == [True, False]
