"""The map of a county: true to its shape, always the same, with names that keep apart."""

from __future__ import annotations

import json
import re
from itertools import combinations, pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import moli
from moli.interfaces.design.parts import DataTable
from moli.interfaces.design.svg.county_map import (
    CountyMap,
    FlowKind,
    MapFlow,
    MapPoint,
    Outline,
    PointKind,
    build_county_map,
)
from moli.interfaces.design.svg.labels import Box, place_of
from moli.interfaces.design.svg.map_names import MOST_NAMES, ROOMS, SHAPE
from tests.design.drawing import ATTACK, draw, read, tags


def _outline() -> Outline:
    path = Path(moli.__file__).with_name("places") / "data" / "hengzhou_boundary.geojson"
    geometry = json.loads(path.read_text(encoding="utf-8"))["features"][0]["geometry"]
    polygons = (
        geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
    )
    return Outline(tuple(tuple((p[0], p[1]) for p in ring) for poly in polygons for ring in poly))


HENG = _outline()
NANNING = MapPoint("南宁君桥", 108.37, 22.82, 0, PointKind.BUYER, "11.6 万斤")
GUANGZHOU = MapPoint("广州鲜达", 113.26, 23.13, 0, PointKind.BUYER, "4 万斤")
YAOBU = MapPoint("瑶埠村", 109.10, 22.88, 80)
HEGUI = MapPoint("贺桂村", 109.28, 22.78, 20)


def _boxes(drawn: CountyMap, width: float, rooms: set[str]) -> list[Box]:
    return [
        place_of(label.spot, label.lines, shape=SHAPE).at(width)
        for label in drawn.labels
        if label.room in rooms
    ]


def _numbers(path: str) -> list[int]:
    return [int(number) for number in re.findall(r"-?\d+", path)]


def test_the_outline_lies_inside_the_drawing_in_its_true_shape() -> None:
    numbers = _numbers(build_county_map(outline=HENG, points=()).land)
    across, along = numbers[0::2], numbers[1::2]

    assert (min(across), max(across)) == (40, 1130)
    assert (min(along), max(along)) == (34, 966)
    # 0.87° of longitude at 22.7° north and 0.69° of latitude.
    assert (max(across) - min(across)) / (max(along) - min(along)) == pytest.approx(1.16, abs=0.01)


def test_a_place_is_drawn_where_it_lies() -> None:
    yaobu, hegui = build_county_map(outline=HENG, points=[YAOBU, HEGUI]).dots

    assert yaobu.x < hegui.x
    assert yaobu.y < hegui.y
    assert yaobu.css == "ring"


def test_area_follows_the_weight() -> None:
    yaobu, hegui = build_county_map(outline=HENG, points=[YAOBU, HEGUI]).dots

    assert yaobu.radius == 3.8
    assert hegui.radius == 1.9  # a quarter of the weight, half of the radius


def test_a_far_destination_stands_at_the_edge_in_its_direction() -> None:
    drawn = build_county_map(outline=HENG, points=[NANNING, GUANGZHOU])
    west, east = sorted(drawn.dots, key=lambda dot: dot.x)

    assert (west.x, east.x) == (3.42, 96.58)
    assert (west.css, east.css) == ("far", "far")
    assert abs(west.y - 50) < 10


def test_far_destinations_in_one_direction_move_apart() -> None:
    cities = [MapPoint(f"城{n}", 113.0 + n / 100, 23.1, 0, PointKind.BUYER) for n in range(4)]
    heights = sorted(dot.y for dot in build_county_map(outline=HENG, points=cities).dots)

    assert all(below - above >= 18 for above, below in pairwise(heights))
    assert heights[0] >= 0
    assert heights[-1] <= 100


def test_a_flow_ends_with_its_tip_at_the_destination() -> None:
    flow = MapFlow(0, 1, 80, FlowKind.GOODS)
    line = build_county_map(outline=HENG, points=[YAOBU, NANNING], flows=[flow]).lines[0]

    assert _numbers(line.tip)[0] == 40
    assert line.width == 26.0
    assert line.css == ""


def test_width_follows_the_weight_and_thin_flows_lie_on_top() -> None:
    flows = [MapFlow(1, 2, 20, FlowKind.OTHER_GOODS), MapFlow(0, 2, 80), MapFlow(1, 0, 1)]
    lines = build_county_map(outline=HENG, points=[YAOBU, HEGUI, NANNING], flows=flows).lines

    assert [line.width for line in lines] == [26.0, 7.0, 7.0]
    assert [line.css for line in lines] == ["", "blue", ""]


def test_the_same_input_gives_the_same_map() -> None:
    points = [YAOBU, HEGUI, NANNING, GUANGZHOU]
    flows = [MapFlow(0, 2, 80), MapFlow(1, 3, 20)]

    first = build_county_map(outline=HENG, points=points, flows=flows)

    assert first == build_county_map(outline=HENG, points=list(points), flows=list(flows))


def test_destinations_are_named_before_villages_and_at_most_seven_places() -> None:
    villages = [MapPoint(f"村{n}", 108.9 + n * 0.06, 22.85, 100 - n) for n in range(10)]
    drawn = build_county_map(outline=HENG, points=[*villages, NANNING])
    names = [label.lines[0] for label in drawn.labels]

    assert len(names) <= MOST_NAMES
    assert "南宁君桥" in names
    assert set(names) | set(drawn.unnamed) == {"南宁君桥", *(v.name for v in villages)}
    assert set(names) & set(drawn.unnamed) == set()


_places = st.lists(
    st.tuples(
        st.floats(108.7, 109.7),
        st.floats(22.3, 23.1),
        st.integers(0, 10**9),
        st.sampled_from(["", "12 万斤"]),
    ),
    max_size=12,
)


@given(_places)
def test_names_never_overlap_and_never_leave_the_drawing(
    places: list[tuple[float, float, int, str]],
) -> None:
    points = [MapPoint(f"石塘镇{n}", *place[:3], note=place[3]) for n, place in enumerate(places)]
    drawn = build_county_map(outline=HENG, points=[*points, NANNING, GUANGZHOU])

    for width in (13.5, 15.0, 17.5, 20.0, 24.0, 28.0, 35.0, 50.0, 90.0):
        boxes = _boxes(drawn, width, {room for least, room in ROOMS if least <= width})
        frame = Box(0, 0, width, width * SHAPE)
        assert all(frame.holds(box) for box in boxes)
        assert not any(a.overlaps(b) for a, b in combinations(boxes, 2))


@pytest.mark.parametrize("index", [-1, 2])
def test_a_flow_to_nowhere_is_refused(index: int) -> None:
    with pytest.raises(ValueError, match="not in the list"):
        build_county_map(outline=HENG, points=[YAOBU, HEGUI], flows=[MapFlow(0, index, 1)])


def test_an_outline_that_is_no_area_is_refused() -> None:
    with pytest.raises(ValueError, match="at least three points"):
        build_county_map(outline=Outline((((0.0, 0.0), (1.0, 1.0)),)), points=())


def test_a_map_without_review_number_says_that_it_is_a_sketch() -> None:
    shape = build_county_map(outline=HENG, points=[YAOBU])

    sketch = draw('{% county_map shape finding="x" caption="线越粗，货越多。" %}', shape=shape)
    reviewed = draw('{% county_map shape finding="x" review_number="GS(2016)1" %}', shape=shape)

    assert read(sketch).words[-1] == "示意图，位置为大致位置。线越粗，货越多。"
    assert read(reviewed).words[-1] == "审图号：GS(2016)1。"


def test_names_and_findings_never_become_markup() -> None:
    shape = build_county_map(outline=HENG, points=[MapPoint(ATTACK, 109.2, 22.7, inside=ATTACK)])
    table = DataTable((ATTACK,), ((ATTACK,),))

    drawn = draw(
        "{% county_map shape finding=a caption=a data=table %}", shape=shape, a=ATTACK, table=table
    )

    assert tags(drawn, "script") == []
    assert "<script" not in drawn
