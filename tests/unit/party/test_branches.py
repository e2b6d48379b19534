"""Branches below branches."""

from moli.party.rules.branches import at_and_below

COUNTY, ASSOCIATION, STATIONS, GROUP, OTHER = 1, 2, 3, 4, 9
TREE = {COUNTY: None, ASSOCIATION: COUNTY, STATIONS: COUNTY, GROUP: STATIONS, OTHER: None}


def test_a_branch_reaches_all_that_stand_under_it() -> None:
    assert at_and_below([COUNTY], parent_of=TREE) == {COUNTY, ASSOCIATION, STATIONS, GROUP}
    assert at_and_below([STATIONS], parent_of=TREE) == {STATIONS, GROUP}
    assert at_and_below([], parent_of=TREE) == set()
