"""Building the demo: made once, carried on where it was cut off, never mixed with real data."""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.management import call_command
from django.db import connection, transaction
from django.utils.translation import gettext_lazy as _
from tqdm import tqdm

from moli.audit.queries import trail_of
from moli.audit.services.recording import Subject, record
from moli.interfaces.cli.demo import (
    branches,
    brokering,
    counter,
    enterprises,
    market,
    members,
    pairings,
    pairings_early,
    pairings_people,
    people,
    places,
    produce,
    stations,
    teams,
    venues,
)
from moli.interfaces.cli.demo.households import acting, care
from moli.interfaces.cli.demo.households import loading as registry
from moli.interfaces.cli.demo.households.villages import HOUSEHOLDS
from moli.interfaces.cli.demo.moment import COUNTY_CODE, MAKER, TODAY, at, request_key
from moli.interfaces.cli.demo.passion_fruit import PRODUCT
from moli.interfaces.cli.demo.places import YAOBU
from moli.interfaces.cli.demo.sales import fruit, money, prices, rules, tea, transfer
from moli.interfaces.cli.refusals import NotADemo
from moli.market.queries.figures import largest_proposal
from moli.market.services.running_rounds import run_round
from moli.places.queries.directory import counties

if TYPE_CHECKING:
    from moli.market.models import Round

DEMO = Subject("demo", "hengzhou-2016", COUNTY_CODE)
BEGUN, LOADED, PLAYED = "demo.begin", "demo.load", "demo.play"

Step = tuple[object, Callable[[], None]]

# What each step needs stands before it. A step is one transaction: cut off, it leaves nothing.
_COUNTY: tuple[Step, ...] = (
    (_("区划"), places.load_divisions),
    (_("送货地"), places.load_destinations),
    (_("贫困村"), places.load_poor_villages),
    (_("标准和底线"), registry.load_standards),
    (_("品种"), produce.load_products),
    (_("服务站"), stations.load_stations),
    (_("服务和设备"), teams.load_services),
    (_("停业和新站"), teams.load_pauses),
    (_("代买目录"), counter.load_wares),
    (_("活动场所"), venues.load_venues),
    (_("计划目标"), venues.load_plan_targets),
    (_("企业"), enterprises.load_enterprises),
    (_("支部"), branches.load_branches),
    (_("账号"), people.load_people),
    (_("服务站队伍"), teams.load_teams),
    (_("牵线人"), brokering.load_organisers),
    (_("党员"), members.load_members),
    (_("结对的人"), pairings_people.load_people_to_pair),
    (_("联系人"), market.load_market_contacts),
    (_("运费"), market.load_tariff),
    (_("货源"), market.load_lots),
    (_("需求"), market.load_demands),
)


def steps(households: int = HOUSEHOLDS) -> tuple[Step, ...]:
    """All steps of a demo with that many households, in their order."""
    return (
        *_COUNTY,
        (_("乡镇办"), registry.load_workers),
        (_("花名册"), partial(registry.load_households, households)),
        (_("自己家的户"), teams.name_own_household_of_operator),
        (_("往年收入"), partial(registry.load_survey, households)),
        (_("状态变更"), partial(acting.load_procedures, households)),
        (_("同意书"), care.load_consents),
        (_("查看留痕"), care.load_openings),
    )


def acts(round: Round) -> tuple[Step, ...]:
    """What people did before and after the round, to the money in the households' hands."""
    fruit_of_yaobu = largest_proposal(round=round, village_code=YAOBU, product_code=PRODUCT)
    return (
        (_("分账规则"), rules.load_rules),
        (_("地头价"), prices.report_prices),
        (_("茶叶"), tea.load_tea),
        (_("网店订单"), tea.sell_tea),
        (_("调货"), transfer.fill_from_hegui),
        (_("百香果"), partial(fruit.sell_fruit, fruit_of_yaobu)),
        (_("牵线"), partial(brokering.broker, round)),
        (_("银行账户"), money.name_accounts),
        (_("打款"), money.pay_households),
        (_("结对规则"), pairings.load_rules),
        (_("春天的结对"), pairings_early.begin_early),
        (_("结对方案"), pairings.plan_and_agree),
        (_("帮扶"), pairings.look_after),
        (_("柜台"), counter.keep_counters),
    )


def build_demo(*, is_fresh: bool, is_watched: bool, households: int = HOUSEHOLDS) -> Round:
    """Make the tables, load Heng County, run the first round, play on; what is done already stays.

    With `is_fresh` the demo's data is wiped first. Refuses a database with data that no demo
    made. `is_watched` draws a progress bar on stderr. `households` counts for a demo that
    is not loaded yet.
    """
    call_command("migrate", verbosity=0, interactive=False)
    if counties().exists() and not _has_happened(BEGUN):
        raise NotADemo()
    if is_fresh:
        call_command("flush", verbosity=0, interactive=False)
    _stop_the_day()
    if not _has_happened(LOADED):
        load(is_watched=is_watched, households=households)
    round = run_round(
        request_key=request_key("first round"),
        seed=0,
        by=people.organiser().actor,
        at=at(hour=9, minutes=30),
    )
    if not _has_happened(PLAYED):
        play(round, is_watched=is_watched)
    return round


def load(*, is_watched: bool = False, households: int = HOUSEHOLDS) -> None:
    """Carry out the steps that load the county; those done before find everything there."""
    if not _has_happened(BEGUN):
        record(verb=BEGUN, on=DEMO, by=MAKER, at=at(days_before=300))
    _carry_out(steps(households), is_watched=is_watched)
    _tell_the_planner()
    record(verb=LOADED, on=DEMO, by=MAKER, at=at())


def play(round: Round, *, is_watched: bool = False) -> None:
    """Carry out what people did; those acts done before find everything there."""
    _carry_out(acts(round), is_watched=is_watched)
    _tell_the_planner()
    record(verb=PLAYED, on=DEMO, by=MAKER, at=at(days_before=-2, hour=9, minutes=50))


def _carry_out(todo: tuple[Step, ...], *, is_watched: bool) -> None:
    progress = tqdm(todo, file=sys.stderr, disable=not is_watched, leave=False, ncols=70)
    for name, step in progress:
        progress.set_description_str(str(name))
        with transaction.atomic():
            step()


def _tell_the_planner() -> None:
    """Let the database look at what was loaded.

    PostgreSQL does so by itself after a while; until then it takes the new tables for empty, and
    a query that compares people of a village takes half a minute.
    """
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _has_happened(verb: str) -> bool:
    return trail_of(kind=DEMO.kind, key=DEMO.key).filter(verb=verb).exists()


def _stop_the_day() -> None:
    """Let this system live on the demo day, from now on and in every later process."""
    kept = Path(settings.MOLI_HOME) / "demo-day"
    kept.parent.mkdir(parents=True, exist_ok=True)
    kept.write_text(TODAY.isoformat(), encoding="ascii")
    settings.MOLI_DEMO_DAY = TODAY.isoformat()
    settings.MOLI_DEMO = True
