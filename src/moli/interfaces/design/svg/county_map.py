"""A sketch map of one county: its outline, places, and what flows between them."""

from __future__ import annotations

from collections.abc import Sequence

from moli.interfaces.design.svg.map_flows import draw_flows
from moli.interfaces.design.svg.map_names import MOST_NAMES, name_places
from moli.interfaces.design.svg.map_places import land_path, place_points, projection_of
from moli.interfaces.design.svg.map_shapes import (
    CountyMap,
    FlowKind,
    MapFlow,
    MapPoint,
    Outline,
    PointKind,
    Ring,
)

__all__ = [
    "CountyMap",
    "FlowKind",
    "MapFlow",
    "MapPoint",
    "Outline",
    "PointKind",
    "Ring",
    "build_county_map",
]


def build_county_map(
    *,
    outline: Outline,
    points: Sequence[MapPoint],
    flows: Sequence[MapFlow] = (),
    most_names: int = MOST_NAMES,
) -> CountyMap:
    """The map of some places and flows; the same input gives the same map.

    At most `most_names` places are named. Raises ValueError for a ring of fewer than three points
    or a flow that names a point that is not in the list.
    """
    if not outline.rings or any(len(ring) < 3 for ring in outline.rings):
        raise ValueError("an outline needs rings of at least three points")
    if any(not 0 <= i < len(points) for flow in flows for i in (flow.from_index, flow.to_index)):
        raise ValueError("a flow names a point that is not in the list")
    projection = projection_of(outline, points)
    placed = place_points(points, projection)
    labels = name_places(placed, flows, most=most_names)
    named = {label.lines[0] for label in labels}
    return CountyMap(
        land="".join(land_path(ring, projection) for ring in outline.rings),
        lines=tuple(draw_flows(placed, flows)),
        dots=tuple(one.dot for one in sorted(placed, key=lambda one: -one.radius)),
        labels=tuple(labels),
        unnamed=tuple(point.name for point in points if point.name not in named),
    )
