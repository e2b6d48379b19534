"""Approximate points: inside the outline, always the same, near their town."""

import json
from pathlib import Path

import moli.places
from moli.places.rules.layout import inside, place_seats, place_villages, points_inside

DATA = Path(moli.places.__file__).parent / "data"
SQUARE = [[0.0, 0.0], [1.0, 0.0], [1.0, 1.0], [0.0, 1.0], [0.0, 0.0]]


def heng_county_ring() -> list[list[float]]:
    outline = json.loads((DATA / "hengzhou_boundary.geojson").read_text(encoding="utf-8"))
    ring: list[list[float]] = outline["features"][0]["geometry"]["coordinates"][0]
    return ring


def test_a_point_is_inside_or_outside_a_square() -> None:
    assert inside((0.5, 0.5), SQUARE)
    assert not inside((1.5, 0.5), SQUARE)
    assert not inside((0.5, -0.1), SQUARE)


def test_every_point_lies_inside_the_county() -> None:
    ring = heng_county_ring()
    points = points_inside(ring, count=340)
    assert len(set(points)) == 340
    assert all(inside(point, ring) for point in points)


def test_villages_are_placed_the_same_way_twice() -> None:
    ring = heng_county_ring()
    towns = {"450181100": [f"45018110000{i}" for i in range(5)], "450181110": ["450181110206"]}
    seats = place_seats(ring, towns=list(towns))
    once = place_villages(ring, seats=seats, villages=towns)
    again = place_villages(ring, seats=seats, villages=towns)
    assert once == again
    assert len(set(once.values())) == 6


def test_each_village_lies_nearer_to_its_own_seat_when_there_is_room() -> None:
    seats = {"west": (0.1, 0.5), "east": (0.9, 0.5)}
    villages = {"west": ["w1", "w2", "w3"], "east": ["e1", "e2", "e3"]}
    placed = place_villages(SQUARE, seats=seats, villages=villages)
    assert all(placed[code][0] < 0.5 for code in ("w1", "w2", "w3"))
    assert all(placed[code][0] > 0.5 for code in ("e1", "e2", "e3"))
