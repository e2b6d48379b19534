"""What each role may do at a counter, as docs/stations.md has it."""

from __future__ import annotations

import pytest

from moli.stations.rules.team import TeamRole, Work, may_finish, work_of


@pytest.mark.parametrize(
    ("role", "work"),
    [
        (TeamRole.OPERATOR, set(Work)),
        (TeamRole.BUYER_FOR, {Work.BUY_FOR, Work.BILLS, Work.PARCELS}),
        (TeamRole.PACKER, {Work.WEIGH, Work.PACK, Work.PARCELS}),
        (TeamRole.DELIVERER, {Work.PARCELS}),
        (TeamRole.TRAINER, {Work.TRAIN}),
        (TeamRole.ACCOUNTANT, {Work.BILLS, Work.CASH, Work.CLOSE_DAY}),
    ],
)
def test_a_role_allows_its_work_and_no_other(role: TeamRole, work: set[Work]) -> None:
    assert work_of([role]) == work


def test_several_roles_allow_what_each_allows() -> None:
    both = work_of([TeamRole.DELIVERER, TeamRole.TRAINER])
    assert both == {Work.PARCELS, Work.TRAIN}
    assert work_of([]) == frozenset()


@pytest.mark.parametrize(
    ("for_key", "leads", "may"),
    [
        ("", False, True),
        ("user:own", False, True),
        ("user:other", False, False),
        ("user:other", True, True),
    ],
)
def test_a_task_is_ended_by_whom_it_is_for_or_by_who_leads(
    for_key: str, leads: bool, may: bool
) -> None:
    assert may_finish(for_key=for_key, person_key="user:own", leads=leads) is may
