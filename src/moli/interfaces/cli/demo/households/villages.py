"""How many households each village has, and who looks after them.

The sixty poor villages hold most. Shares are the demo's own and plausible, see the folder.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from moli.households.rules.care import UnitLevel
from moli.interfaces.cli.demo.chance import Chance
from moli.interfaces.cli.demo.households.drafts import Cadre
from moli.interfaces.cli.demo.names import made_up_name
from moli.interfaces.cli.demo.passion_fruit import LOTS
from moli.interfaces.cli.demo.places import HEGUI, YAOBU

HOUSEHOLDS = 6_000
YAOBU_HOUSEHOLDS, HEGUI_HOUSEHOLDS = 112, 148
_POOR_PERCENT = 80
_HOUSEHOLDS_A_CADRE = 6
# Growers of passion fruit among a village's households, in percent.
_GROWERS = {
    **{row[0]: 34 for row in LOTS},
    HEGUI: 66,
    YAOBU: 84,
}
# Of no household, so that nobody seems to be both a cadre and poor.
_SURNAMES = "钟曾彭廖苏蒋赖孙朱高郑蔡潘冯"
_UNITS = (
    ("县农业局", UnitLevel.COUNTY),
    ("县教育局", UnitLevel.COUNTY),
    ("县水利局", UnitLevel.COUNTY),
    ("县卫生和计划生育局", UnitLevel.COUNTY),
    ("县交通运输局", UnitLevel.COUNTY),
    ("镇人民政府", UnitLevel.TOWN),
    ("镇中心小学", UnitLevel.TOWN),
    ("村委会", UnitLevel.VILLAGE),
)


def village_of_each(count: int, *, codes: Sequence[str], poor: Collection[str]) -> list[str]:
    """The village of each household: all of Yaobu's first, the others mixed.

    A smaller demo is the beginning of the usual one, and has Yaobu in any case.
    """
    total = max(count, HOUSEHOLDS)
    others = [code for code in codes if code not in {YAOBU, HEGUI}]
    of_poor = [code for code in others if code in poor]
    chance = Chance("households by village")
    weight = {code: chance.whole(60, 140) for code in others}
    in_poor = total * _POOR_PERCENT // 100 - YAOBU_HOUSEHOLDS - HEGUI_HOUSEHOLDS
    rest = total - YAOBU_HOUSEHOLDS - HEGUI_HOUSEHOLDS - in_poor
    mixed = [HEGUI] * HEGUI_HOUSEHOLDS
    mixed += _spread(in_poor, of_poor, weight)
    mixed += _spread(rest, [code for code in others if code not in poor], weight)
    for place in range(len(mixed) - 1, 0, -1):
        other = chance.whole(0, place)
        mixed[place], mixed[other] = mixed[other], mixed[place]
    return ([YAOBU] * YAOBU_HOUSEHOLDS + mixed)[:count]


def _spread(count: int, codes: Sequence[str], weight: dict[str, int]) -> list[str]:
    """So many places among villages by their weight; what division leaves goes to the first."""
    total = sum(weight[code] for code in codes)
    places = [code for code in codes for _ in range(count * weight[code] // total)]
    return places + list(codes)[: count - len(places)]


def growers_percent(village_code: str) -> int:
    """How many of a village's households grow passion fruit, in percent."""
    return _GROWERS.get(village_code, 0)


def cadre_of(village_code: str, place_in_village: int) -> Cadre:
    """Who is responsible: one official for six households of a village."""
    place = place_in_village // _HOUSEHOLDS_A_CADRE
    key = f"cadre {village_code} {place}"
    unit, level = Chance(key).one_of(_UNITS)
    number = int(village_code[6:]) % 9000 * 7 + place
    name = Chance(f"surname {key}").one_of(_SURNAMES) + made_up_name(key)[1:]
    return Cadre(name, unit, level, f"1990{3_000_000 + number % 1_000_000:07d}")
