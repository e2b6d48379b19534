"""Taking the steps of the demo's procedures, each by the people whose part it is.

They go through the same services as on a page, which judge them like any other.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from moli.accounts.queries import standing_of
from moli.households.queries.reach import RegistryReach, households_in_areas, registry_reach
from moli.households.rules.procedures import ClueSource, ProcedureKind, StepKind, Tier, Verdict
from moli.households.rules.proposing import Proposed
from moli.households.rules.standards import ExitItem
from moli.households.rules.statuses import State
from moli.households.rules.stepping import Act
from moli.households.services.proposing import open_procedure
from moli.households.services.stepping import put_up_notice, take_step
from moli.interfaces.cli.demo.households.loading import all_households
from moli.interfaces.cli.demo.households.plans import NOTICE_DAYS, Plan, plans
from moli.interfaces.cli.demo.households.workers import town_office_of, village_workers
from moli.interfaces.cli.demo.moment import COUNTY_CODE, DAY, at, request_key
from moli.interfaces.cli.demo.people import office

if TYPE_CHECKING:
    from moli.accounts.models import User

_PROPOSED = {
    ProcedureKind.EXIT: Proposed(
        ProcedureKind.EXIT,
        State.EXITED,
        ClueSource.HOUSEHOLD,
        "2015 年人均纯收入超过国家扶贫标准，户主申请脱贫",
    ),
    ProcedureKind.RELAPSE: Proposed(
        ProcedureKind.RELAPSE,
        State.RELAPSED,
        ClueSource.CADRE,
        "百香果 2015 年跌价卖不掉，人均纯收入又低于国家扶贫标准",
    ),
}
_TURNED_DOWN_WORDS = "评议会认为打零工的收入还不稳，过半年再议"
_ALL_THERE = {str(item): True for item in ExitItem}


def load_procedures(count: int) -> None:
    """Open the procedures and take their steps, as far as they have come."""
    wanted = list(plans(all_households(count)))
    codes = [plan.made.national_code for plan in wanted]
    reach = RegistryReach(county_areas=(COUNTY_CODE,))
    known = households_in_areas(reach).filter(national_code__in=codes)
    ids = dict(known.values_list("national_code", "pk"))
    for plan in wanted:
        _carry_out(plan, household_id=ids[plan.made.national_code])


@dataclass(frozen=True)
class _Taken:
    """A step that was taken: who, when, and under which key."""

    user: User
    at: datetime
    name: str

    def tiers(self, village_code: str) -> frozenset[Tier]:
        """The tiers for which the person may act there, as a page would ask."""
        standing = standing_of(self.user, on=DAY)
        return registry_reach(standing, at=self.at).tiers_at(village_code)


def _carry_out(plan: Plan, *, household_id: int) -> None:
    code = plan.made.village_code
    committee, secretary = village_workers(code)
    takers = (
        *(committee, committee, secretary, committee, secretary, secretary),
        *(town_office_of(code), office()),
    )
    steps = [
        _Taken(
            user, at(days_before=days, hour=10, minutes=5 * place), f"{plan.made.number} {place}"
        )
        for place, (user, days) in enumerate(zip(takers, plan.days, strict=False))
    ]
    opened = open_procedure(
        household_id=household_id,
        proposed=_PROPOSED[plan.kind],
        request_key=request_key(f"procedure {steps[0].name}"),
        by=steps[0].user.actor,
        at=steps[0].at,
    )
    for place, (take, taken) in enumerate(zip(_STEPS, steps[1:], strict=False), start=2):
        is_no = plan.is_turned_down and place == len(steps)
        take(opened.pk, taken, code, is_no)


def _step(kind: StepKind) -> Callable[[int, _Taken, str, bool], None]:
    def take(procedure_id: int, taken: _Taken, code: str, is_no: bool) -> None:  # noqa: FBT001
        is_check = kind is StepKind.CHECK
        take_step(
            procedure_id=procedure_id,
            act=Act(
                kind,
                Verdict.REJECT if is_no else Verdict.PASS,
                words=_TURNED_DOWN_WORDS if is_no else "",
                results=_ALL_THERE if is_check else {},
                has_household_signed=is_check,
            ),
            tiers=taken.tiers(code),
            request_key=request_key(f"step {taken.name}"),
            by=taken.user.actor,
            at=taken.at,
        )

    return take


def _put_up(procedure_id: int, taken: _Taken, code: str, _: bool) -> None:  # noqa: FBT001
    put_up_notice(
        procedure_id=procedure_id,
        to_on=taken.at.date() + timedelta(days=NOTICE_DAYS),
        tiers=taken.tiers(code),
        by=taken.user.actor,
        at=taken.at,
    )


# What follows the proposal, in the order of `Plan.days`.
_STEPS = (
    _step(StepKind.CHECK),
    _step(StepKind.CHECK),
    _step(StepKind.REVIEW),
    _put_up,
    _step(StepKind.NOTICE),
    _step(StepKind.TOWN),
    _step(StepKind.COUNTY),
)
