"""Like with like: the towns of docs/plans.md, on paper, and laws of every comparison."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from moli.insights.rules.peers import PEERS, Compared, Share, TownShape, compare, peers_of

# docs/plans.md, section 4: villages, metres from the seat, and how many have a project.
A, B, C = TownShape("A", 30, 4_000), TownShape("B", 28, 6_000), TownShape("C", 25, 9_000)
D, E, F = TownShape("D", 12, 26_000), TownShape("E", 11, 30_000), TownShape("F", 10, 34_000)
TOWNS = (A, B, C, D, E, F)
SHARES = {
    "A": Share(18, 30),
    "B": Share(21, 28),
    "C": Share(20, 25),
    "D": Share(3, 12),
    "E": Share(6, 11),
    "F": Share(2, 10),
}


def test_the_towns_on_paper_have_the_peers_on_paper() -> None:
    assert peers_of(A, TOWNS) == ("B", "C", "D")
    assert peers_of(E, TOWNS) == ("D", "F", "C")


def test_the_towns_on_paper_stand_where_paper_says() -> None:
    rows = {row.code: row for row in compare(TOWNS, SHARES)}

    assert [row.code for row in compare(TOWNS, SHARES)] == ["C", "B", "A", "E", "D", "F"]
    assert rows["A"].peers_share == Share(44, 65)
    assert (rows["A"].share.per_mille, rows["A"].peers_share.per_mille) == (600, 677)
    assert rows["E"].peers_share == Share(25, 47)
    assert (rows["E"].share.per_mille, rows["E"].peers_share.per_mille) == (545, 532)
    assert {code: row.difference_per_mille for code, row in rows.items()} == {
        "A": -77,
        "B": 138,
        "C": 200,
        "D": -484,
        "E": 13,
        "F": -404,
    }
    fair = sorted(rows.values(), key=lambda row: row.fair_place)
    assert [row.code for row in fair] == ["C", "B", "E", "A", "F", "D"]


def test_equal_towns_stand_in_the_order_of_their_codes() -> None:
    towns = [TownShape(code, 10, 5_000) for code in "ABCDE"]
    rows = compare(towns, {town.code: Share(1, 10) for town in towns})

    assert [row.code for row in rows] == list("ABCDE")
    assert [row.fair_place for row in rows] == [1, 2, 3, 4, 5]
    assert rows[4].peers == ("A", "B", "C")
    assert {row.difference_per_mille for row in rows} == {0}


def test_a_town_without_anything_to_count_is_no_peer() -> None:
    rows = compare(TOWNS, {**SHARES, "B": Share(0, 0)})

    assert "B" not in {row.code for row in rows}
    assert not any("B" in row.peers for row in rows)


def test_where_no_place_is_known_size_alone_counts() -> None:
    nowhere = [TownShape(town.code, town.villages, 0) for town in TOWNS]

    assert peers_of(nowhere[0], nowhere) == ("B", "C", "D")


def test_a_single_town_has_no_peers_and_no_difference() -> None:
    (row,) = compare([A], {"A": Share(18, 30)})

    assert row == Compared("A", Share(18, 30), (), Share(0, 0), place=1, fair_place=1)
    assert row.difference_per_mille == 0


def test_a_share_rounds_half_a_per_mille_up() -> None:
    assert Share(1, 2_000).per_mille == 1
    assert Share(0, 0).per_mille == 0


_SHAPES = st.lists(st.tuples(st.integers(1, 40), st.integers(0, 60_000)), min_size=1, max_size=9)


@given(_SHAPES, st.data())
def test_both_rankings_hold_every_town_once(
    shapes: list[tuple[int, int]], data: st.DataObject
) -> None:
    towns = [TownShape(f"{i:02d}", *shape) for i, shape in enumerate(shapes)]
    shares = {
        town.code: Share(data.draw(st.integers(0, town.villages)), town.villages) for town in towns
    }
    rows = compare(towns, shares)

    assert compare(towns[::-1], shares) == rows
    assert sorted(row.code for row in rows) == [town.code for town in towns]
    assert [row.place for row in rows] == list(range(1, len(towns) + 1))
    assert sorted(row.fair_place for row in rows) == list(range(1, len(towns) + 1))
    for row in rows:
        assert row.code not in row.peers
        assert len(set(row.peers)) == min(PEERS, len(towns) - 1)
