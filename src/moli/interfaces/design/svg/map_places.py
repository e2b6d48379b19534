"""Where the outline and the places of a county come to stand in the drawing.

Longitudes are shortened by the cosine of the middle latitude, so that shapes are right. A place
far outside stands at the edge of the drawing in its true direction.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import cos, radians, sqrt

from moli.interfaces.design.svg.map_shapes import HEIGHT, WIDTH, Dot, MapPoint, Outline, Ring

_MARGINS, _MARGINS_WITH_FAR = (34.0, 34.0), (90.0, 70.0)
_EDGE_X, _EDGE_Y = 40.0, 110.0
_BESIDE = 0.03  # a place up to this share of the county outside still lies within the margins
_FAR_APART = 190.0
_LEAST_RADIUS, _MOST_RADIUS, _RADIUS_WITH_WORD = 1.3, 3.8, 2.6  # percent of the drawing
_FAR_RADIUS = 0.9
_NO_CORNER_WITHIN = 3
# A radius in percent refers to the diagonal over root two; these turn it into percent of each side.
ACROSS = sqrt((1 + (HEIGHT / WIDTH) ** 2) / 2)
ALONG = ACROSS * WIDTH / HEIGHT


@dataclass(frozen=True)
class Placed:
    """A point with its place in units of the drawing and its radius in percent."""

    point: MapPoint
    x: float
    y: float
    radius: float
    is_far: bool

    @property
    def percent(self) -> tuple[float, float]:
        """Its place in percent of the drawing."""
        return round(self.x / WIDTH * 100, 2), round(self.y / HEIGHT * 100, 2)

    @property
    def dot(self) -> Dot:
        """Its circle."""
        css = "far" if self.is_far else self.point.kind.value
        return Dot(*self.percent, round(self.radius, 2), css, self.point.inside)


@dataclass(frozen=True)
class _Bounds:
    west: float
    east: float
    south: float
    north: float

    def leaves_out(self, point: MapPoint) -> bool:
        beside, above = (self.east - self.west) * _BESIDE, (self.north - self.south) * _BESIDE
        return not (
            self.west - beside <= point.lon <= self.east + beside
            and self.south - above <= point.lat <= self.north + above
        )


@dataclass(frozen=True)
class Projection:
    """From longitude and latitude to units of the drawing."""

    bounds: _Bounds
    scale: float

    def at(self, lon: float, lat: float) -> tuple[float, float]:
        """The place of a longitude and a latitude."""
        middle_lat = (self.bounds.south + self.bounds.north) / 2
        east = (lon - (self.bounds.west + self.bounds.east) / 2) * cos(radians(middle_lat))
        return WIDTH / 2 + east * self.scale, HEIGHT / 2 - (lat - middle_lat) * self.scale

    def is_far(self, point: MapPoint) -> bool:
        """Whether a place lies so far outside that it stands at the edge."""
        return self.bounds.leaves_out(point)


def projection_of(outline: Outline, points: Sequence[MapPoint]) -> Projection:
    """The largest scale at which the outline fits; far places need margins for their names."""
    every = [corner for ring in outline.rings for corner in ring]
    bounds = _Bounds(
        west=min(corner[0] for corner in every),
        east=max(corner[0] for corner in every),
        south=min(corner[1] for corner in every),
        north=max(corner[1] for corner in every),
    )
    has_far = any(bounds.leaves_out(point) for point in points)
    margin_x, margin_y = _MARGINS_WITH_FAR if has_far else _MARGINS
    across = (bounds.east - bounds.west) * cos(radians((bounds.south + bounds.north) / 2))
    along = bounds.north - bounds.south
    scale = min(
        (WIDTH - 2 * margin_x) / max(across, 1e-6), (HEIGHT - 2 * margin_y) / max(along, 1e-6)
    )
    return Projection(bounds, scale)


def land_path(ring: Ring, projection: Projection) -> str:
    """A ring as a path of whole units, without steps too small to be seen."""
    corners: list[tuple[int, int]] = []
    for lon, lat in ring:
        x, y = projection.at(lon, lat)
        corner = (round(x), round(y))
        last = corners[-1] if corners else None
        if not last or abs(corner[0] - last[0]) + abs(corner[1] - last[1]) > _NO_CORNER_WITHIN:
            corners.append(corner)
    return "M" + "L".join(f"{x} {y}" for x, y in corners) + "Z"


def place_points(points: Sequence[MapPoint], projection: Projection) -> list[Placed]:
    """Every point with its place and size, in the order given."""
    heaviest = max((p.weight for p in points if not projection.is_far(p)), default=0)
    placed = []
    for point in points:
        x, y = projection.at(point.lon, point.lat)
        is_far = projection.is_far(point)
        if is_far:
            x, y = _edge(x, y)
        radius = _FAR_RADIUS if is_far else _radius(point, heaviest)
        placed.append(Placed(point, x, y, radius, is_far))
    return _spread(placed)


def _radius(point: MapPoint, heaviest: int) -> float:
    """Area follows weight, between what can still be seen and what covers no neighbour."""
    least = _RADIUS_WITH_WORD if point.inside else _LEAST_RADIUS
    share = sqrt(point.weight / heaviest) if heaviest else 0
    return max(least, _MOST_RADIUS * share)


def _edge(x: float, y: float) -> tuple[float, float]:
    """Where the ray from the middle to a far place leaves the drawing's inner frame."""
    dx, dy = x - WIDTH / 2, y - HEIGHT / 2
    reach = min(
        (WIDTH / 2 - _EDGE_X) / abs(dx) if dx else float("inf"),
        (HEIGHT / 2 - _EDGE_Y) / abs(dy) if dy else float("inf"),
    )
    return WIDTH / 2 + dx * reach, HEIGHT / 2 + dy * reach


def _spread(placed: Sequence[Placed]) -> list[Placed]:
    """Far places in the same direction move apart along their edge, top to bottom."""
    moved = list(placed)
    for edge in (_EDGE_X, WIDTH - _EDGE_X):
        column = [i for i, one in enumerate(placed) if one.is_far and abs(one.x - edge) < 1]
        reached = float("-inf")
        for i in sorted(column, key=lambda i: (placed[i].y, i)):
            reached = max(placed[i].y, reached + _FAR_APART)
            moved[i] = replace(placed[i], y=reached)
        too_low = max(0.0, reached - (HEIGHT - _EDGE_Y))
        for i in column:
            moved[i] = replace(moved[i], y=max(_EDGE_Y / 2, moved[i].y - too_low))
    return moved
