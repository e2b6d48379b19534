"""What each role may do at a counter, as docs/stations.md has it."""

from __future__ import annotations

import pytest

from moli.stations.rules.team import TeamRole, Work, work_of


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
