"""Towns by an indicator: as they stand, and beside those that are most like them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext

from moli.insights.queries.ranking import RankedTown
from moli.insights.rules.plans import Indicator
from moli.interfaces.web.matching.naming import listed, said
from moli.interfaces.web.plans.figures import indicator_url, percent, points
from moli.interfaces.web.plans.meanings import MEANINGS
from moli.interfaces.web.plans.quarters import Quarter
from moli.interfaces.words.amounts import kilometres, number

LOWEST_SHOWN = 3


@dataclass(frozen=True)
class TownRow:
    """One town: its share, both of its places, and a tap to the rows that are missing."""

    code: str
    name: str
    share: str
    percent: str
    per_mille: int
    place: int
    fair_place: int
    beside_peers: str
    peers: str
    shape: str
    missing: int
    url: str
    missing_url: str
    is_own: bool = False


def town_rows(
    ranked: Sequence[RankedTown],
    indicator: Indicator,
    quarter: Quarter,
    *,
    own_codes: Sequence[str] = (),
) -> list[TownRow]:
    """Towns in the reader's words, the reader's own marked. Equal ones share the better place."""
    places: dict[int, int] = {}
    fair_places: dict[int, int] = {}
    for town in ranked:
        places.setdefault(town.per_mille, town.place)
    for town in sorted(ranked, key=lambda each: each.fair_place):
        fair_places.setdefault(town.difference_per_mille, town.fair_place)
    return [
        replace(
            _row(town, indicator, quarter),
            place=places[town.per_mille],
            fair_place=fair_places[town.difference_per_mille],
            is_own=town.code in own_codes,
        )
        for town in ranked
    ]


def _row(town: RankedTown, indicator: Indicator, quarter: Quarter) -> TownRow:
    return TownRow(
        code=town.code,
        name=said(town.names),
        share=str(MEANINGS[indicator].share)
        % {"met": number(town.numerator), "all": number(town.denominator)},
        percent=percent(town.per_mille),
        per_mille=town.per_mille,
        place=town.place,
        fair_place=town.fair_place,
        beside_peers=beside_peers(town),
        peers=listed(said(each) for each in town.peers),
        shape=shape_words(town),
        missing=town.denominator - town.numerator,
        url=indicator_url(indicator, quarter, town=town.code),
        missing_url=indicator_url(indicator, quarter, town=town.code, state="unmet"),
    )


def shape_words(town: RankedTown) -> str:
    """How large a town is and how far out, as far as that is known."""
    villages = number(town.shape.villages)
    if not town.shape.mean_metres:
        return gettext("%(villages)s 个村") % {"villages": villages}
    return gettext("%(villages)s 个村，平均离县城 %(way)s") % {
        "villages": villages,
        "way": kilometres(town.shape.mean_metres),
    }


def beside_peers(town: RankedTown) -> str:
    """How far a town lies above or below those that are like it."""
    if not town.peers:
        return gettext("没有可比的镇")
    words = {"n": len(town.peers), "points": points(town.difference_per_mille)}
    if town.difference_per_mille > 0:
        return gettext("比规模、远近相近的 %(n)s 个镇高 %(points)s 个百分点") % words
    if town.difference_per_mille < 0:
        return gettext("比规模、远近相近的 %(n)s 个镇低 %(points)s 个百分点") % words
    return gettext("和规模、远近相近的 %(n)s 个镇一样") % words


def lowest(towns: Sequence[TownRow]) -> list[TownRow]:
    """The few towns that are farthest behind; of equal ones those where most is missing.

    A town that misses nothing is not among them.
    """
    behind = [town for town in towns if town.missing]
    return sorted(behind, key=lambda town: (town.per_mille, -town.missing, town.code))[
        :LOWEST_SHOWN
    ]
