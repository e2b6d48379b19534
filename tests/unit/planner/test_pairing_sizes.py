"""The two sizes that a county knows: proved, and within a hundredth of a per cent."""

from moli.planner.pairing import solve
from moli.planner.pairing.instances import Size, random_problem


def test_villages_are_paired_exactly() -> None:
    plan = solve(random_problem("villages"))

    assert (len(plan), plan.gap) == (300, 0.0)


def test_a_tenth_of_all_households_of_a_county_is_paired_within_a_hundredth_of_a_per_cent() -> None:
    plan = solve(random_problem(Size(helpers=1_500, helped=15_000, capacity=10)))

    assert len(plan) == 15_000
    assert 0 <= plan.gap <= 0.0001


def test_nine_of_ten_ties_stay_when_few_may_change() -> None:
    asked = random_problem("villages", tied_share=0.9, changes_max=20)

    plan = solve(asked)

    assert plan.changed <= 20
    assert plan.gap <= 0.001
