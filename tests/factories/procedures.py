"""Procedures on their way, taken step by step by the people whose part it is.

    row = opened(EXIT, of=poor_household())
    row = taken_to(row, StepKind.COUNTY)
    row = step(row, by=COUNTY_OFFICE)

Everybody is an actor without an account, unless a test gives one of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from types import MappingProxyType
from typing import Any
from uuid import UUID

from moli.households.models import Household, Notice, Procedure
from moli.households.rules.causes import Risk
from moli.households.rules.lines import LineKind
from moli.households.rules.procedures import ClueSource, ProcedureKind, StepKind, Tier
from moli.households.rules.proposing import Proposed
from moli.households.rules.standards import ExitItem
from moli.households.rules.statuses import State
from moli.households.rules.stepping import Act
from moli.households.rules.yearly import IncomeFacts
from moli.households.services.backfilling import set_initial_status
from moli.households.services.proposing import open_procedure
from moli.households.services.setting_standards import LineFacts, set_line
from moli.households.services.stepping import put_up_notice, take_step
from moli.households.services.yearly import set_income
from moli.kernel.actor import Actor
from moli.kernel.certainty import Certainty
from tests.factories.households import household
from tests.factories.market import key
from tests.factories.moments import SHANGHAI, TESTER, TODAY

COMMITTEE = Actor(key="user:committee", name="陈治国")
SECRETARY = Actor(key="user:secretary", name="徐世坚")
TOWN_OFFICE = Actor(key="user:town", name="石镇办")
COUNTY_OFFICE = Actor(key="user:county", name="韦办事")
EVERY_TIER = frozenset(Tier)

_TIERS = {
    COMMITTEE.key: frozenset({Tier.VILLAGE}),
    SECRETARY.key: frozenset({Tier.VILLAGE}),
    TOWN_OFFICE.key: frozenset({Tier.TOWN}),
    COUNTY_OFFICE.key: frozenset({Tier.COUNTY}),
}
ALL_THERE: Mapping[str, bool] = MappingProxyType({str(item): True for item in ExitItem})

EXIT = Proposed(ProcedureKind.EXIT, State.EXITED, ClueSource.HOUSEHOLD, "收入稳了，户主申请脱贫")
REGISTER = Proposed(ProcedureKind.REGISTER, State.REGISTERED, ClueSource.HOUSEHOLD, "家里有人生病")
RELAPSE = Proposed(ProcedureKind.RELAPSE, State.RELAPSED, ClueSource.CADRE, "今年果子卖不掉")
MARGINAL = Proposed(
    ProcedureKind.MONITOR,
    State.MARGINAL,
    ClueSource.DEPARTMENT,
    "医保数据预警",
    risks=(Risk.ILLNESS,),
)
UNSTABLE = replace(MARGINAL, target=State.UNSTABLE)
HARDSHIP = replace(MARGINAL, target=State.HARDSHIP, risks=(Risk.DISASTER,))
REMOVE = Proposed(ProcedureKind.REMOVE, State.RISK_REMOVED, ClueSource.CADRE, "收入稳在线上半年")


def moment(on: date) -> datetime:
    """Nine in the morning of a day, where the county is."""
    return datetime.combine(on, time(9), tzinfo=SHANGHAI)


def earned(of: Household, *, year: int, yuan: int, people: int = 4) -> None:
    """Write down a year in which the household had so much after costs, all of it wages."""
    facts = IncomeFacts(
        wage_fen=yuan * 100,
        business_fen=0,
        property_fen=0,
        transfer_fen=0,
        cost_fen=0,
        people=people,
        source="入户登记",
    )
    on = date(year + 1, 1, 1)
    set_income(household_id=of.pk, year=year, facts=facts, by=TESTER, at=moment(on))


def was(of: Household, state: State, *, since: date, today: date | None = None) -> None:
    """Write down what a household was before this registry."""
    set_initial_status(
        household=of,
        state=state,
        from_on=since,
        reason="花名册",
        by=TESTER,
        at=moment(max(since, today or TODAY)),
    )


def poor_household(*, yuan: int = 18_000, year: int = 2015, **facts: Any) -> Household:
    """Registered in 2014; four people who had 4,500 yuan each in 2015."""
    row = household(**facts)
    was(row, State.REGISTERED, since=date(2014, 6, 1))
    earned(row, year=year, yuan=yuan)
    return row


def monitored_household(*, since: date, state: State = State.MARGINAL, **facts: Any) -> Household:
    """Monitored from a day on as marginal, never registered; no income written down."""
    row = household(**facts)
    was(row, state, since=since)
    return row


def monitoring_line(year: int, *, yuan: int = 6_000) -> None:
    """Enter a monitoring line, as a county does every year."""
    facts = LineFacts(
        region="45",
        year=year,
        kind=LineKind.MONITORING,
        fen=yuan * 100,
        source="桂乡村振兴通知",
        certainty=Certainty.WEAK,
    )
    set_line(facts=facts, by=TESTER, at=moment(date(year, 1, 2)))


def opened(
    proposed: Proposed,
    *,
    of: Household,
    on: date = TODAY,
    by: Actor = COMMITTEE,
    request_key: UUID | None = None,
) -> Procedure:
    """A procedure that somebody of the village proposed."""
    return open_procedure(
        household_id=of.pk,
        proposed=proposed,
        request_key=request_key or key(),
        by=by,
        at=moment(on),
    )


def step(
    row: Procedure,
    *,
    by: Actor,
    on: date | None = None,
    kind: StepKind | None = None,
    request_key: UUID | None = None,
    tiers: Iterable[Tier] | None = None,
    **act: Any,
) -> Procedure:
    """Take the step that is owed, or the one that is named; at home all is found and signed."""
    kind = kind or StepKind(Procedure.objects.get(pk=row.pk).step)
    found = {"results": ALL_THERE, "has_household_signed": True} if kind is StepKind.CHECK else {}
    return take_step(
        procedure_id=row.pk,
        act=Act(kind, **{**found, **act}),
        tiers=_TIERS[by.key] if tiers is None else frozenset(tiers),
        request_key=request_key or key(),
        by=by,
        at=moment(on or row.opened_on),
    )


def put_up(
    row: Procedure, *, days: int = 7, on: date | None = None, by: Actor = SECRETARY
) -> Notice:
    """Put up the notice for some days."""
    day = on or row.opened_on
    return put_up_notice(
        procedure_id=row.pk,
        to_on=day + timedelta(days=days),
        tiers=_TIERS[by.key],
        by=by,
        at=moment(day),
    )


def taken_to(row: Procedure, wanted: StepKind, *, on: date | None = None) -> Procedure:
    """Take steps until one is owed: all on the first day, and from the notice on a week later."""
    day = on or row.opened_on
    takers = {
        StepKind.CHECK: (COMMITTEE, SECRETARY),
        StepKind.REVIEW: (COMMITTEE,),
        StepKind.NOTICE: (COMMITTEE,),
        StepKind.TOWN: (TOWN_OFFICE,),
    }
    for kind, people in takers.items():
        if kind is wanted:
            break
        if kind is StepKind.NOTICE:
            put_up(row, on=day)
            day += timedelta(days=7)
        for person in people:
            row = step(row, by=person, on=day)
    return row


def decided(row: Procedure, *, on: date) -> Procedure:
    """Bring a procedure to its end, so that the county decides on a day."""
    row = taken_to(row, StepKind.COUNTY, on=on - timedelta(days=7))
    return step(row, by=COUNTY_OFFICE, on=on)
