"""What the county's villages have in September 2016, and who wants it, product by product.

Amounts and prices are plausible and made up; passion fruit stands in its own module. Some
products are short (wanted over 100 %) and some in surplus, as in any county.
"""

from __future__ import annotations

from dataclasses import dataclass

# A buyer by short name, and the code of the place where it takes delivery.
Taker = tuple[str, str]
SEAT = "heng-county-seat"


@dataclass(frozen=True)
class Harvest:
    """One product's season: how many lots and demands, how heavy, how dear, wanted by whom.

    Prices are in fen per jin for the best grade, tonnes per lot; `wanted_percent` is the weight
    of all demands against that of all lots; `kg_per_household` tells how many growers a lot has.
    `towns` are the last three digits of the codes of towns that grow it; none means all.
    """

    product: str
    lots: int
    demands: int
    tonnes: tuple[int, int]
    floor_fen_per_jin: tuple[int, int]
    wanted_percent: int
    kg_per_household: int
    takers: tuple[Taker, ...]
    ready_days: tuple[int, int] = (8, 24)
    towns: tuple[str, ...] = ()


HARVESTS = (
    Harvest(
        "jasmine-flower", 44, 10, (2, 9), (560, 760), 118, 60,
        (("茉香茶业", SEAT), ("郁江花茶", SEAT), ("榕香茶厂", SEAT), ("百合果蔬社", SEAT)),
        ready_days=(6, 12),
        towns=("100", "113", "114", "115", "105", "118", "102"),
    ),
    Harvest(
        "dried-jasmine", 14, 5, (1, 4), (3600, 5200), 90, 60,
        (("榕香茶厂", "fuzhou"), ("京味茶庄", "beijing"), ("蓉茶会", "chengdu")),
        towns=("100", "113", "114"),
    ),
    Harvest(
        "jasmine-tea", 16, 8, (1, 5), (5200, 8800), 84, 80,
        (("京味茶庄", "beijing"), ("蓉茶会", "chengdu"), ("沪果园", "shanghai"),
         ("君桥", "nanning"), ("穗源配送", "guangzhou")),
        towns=("100", "113", "114", "115"),
    ),
    Harvest(
        "sweet-corn", 58, 14, (6, 40), (110, 150), 72, 1400,
        (("禅鲜菜篮", "foshan"), ("穗源配送", "guangzhou"), ("莞邻生鲜", "dongguan"),
         ("邕鲜批发", "nanning-wholesale-market"), ("绿城团购", "nanning"),
         ("湘厨净菜", "changsha"), ("柳味食品", "liuzhou")),
        towns=("113", "110", "112", "114", "108", "115"),
    ),
    Harvest(
        "pickled-mustard-root", 26, 8, (5, 30), (150, 210), 80, 900,
        (("横味酱菜", SEAT), ("楚味坊", "wuhan"), ("柳味食品", "liuzhou"),
         ("湘厨净菜", "changsha")),
    ),
    Harvest(
        "papaya", 20, 6, (5, 25), (22, 45), 65, 1800,
        (("学明股份社", SEAT), ("横味酱菜", SEAT), ("漓江果汁", "guilin"),
         ("邕鲜批发", "nanning-wholesale-market")),
        towns=("100", "101", "102", "118", "105"),
    ),
    Harvest(
        "papaya-shreds", 14, 6, (1, 5), (820, 1100), 125, 150,
        (("君桥", "nanning"), ("柳味食品", "liuzhou"), ("湘厨净菜", "changsha"),
         ("沪果园", "shanghai")),
        towns=("100", "101", "102"),
    ),
    Harvest(
        "silk-cocoon", 40, 5, (1, 6), (1640, 1920), 96, 110,
        (("西津缫丝", SEAT), ("贵粮米业", "guigang"), ("梧市商行", "wuzhou")),
        ready_days=(6, 14),
        towns=("112", "113", "106", "119", "103", "104", "108"),
    ),
    Harvest(
        "longan", 12, 4, (2, 10), (300, 420), 82, 500,
        (("粤荔鲜果", "guangzhou"), ("绿城团购", "nanning"), ("鹏鲜汇", "shenzhen")),
        ready_days=(5, 10),
        towns=("101", "102", "118", "107"),
    ),
    Harvest(
        "pumpkin", 30, 8, (6, 35), (52, 78), 60, 1600,
        (("禅鲜菜篮", "foshan"), ("邕鲜批发", "nanning-wholesale-market"),
         ("莞邻生鲜", "dongguan"), ("湘厨净菜", "changsha"), ("钦港冷链", "qinzhou")),
    ),
    Harvest(
        "cucumber", 34, 8, (3, 16), (90, 130), 88, 900,
        (("邕鲜批发", "nanning-wholesale-market"), ("绿城团购", "nanning"),
         ("禅鲜菜篮", "foshan"), ("梧市商行", "wuzhou"), ("钦港冷链", "qinzhou")),
    ),
    Harvest(
        "rice", 32, 8, (8, 40), (235, 300), 92, 1100,
        (("贵粮米业", "guigang"), ("绿城团购", "nanning"), ("穗源配送", "guangzhou"),
         ("北部湾海鲜果", "beihai")),
    ),
    Harvest(
        "dragon-fruit", 26, 7, (3, 18), (230, 330), 104, 900,
        (("粤荔鲜果", "guangzhou"), ("鹏鲜汇", "shenzhen"), ("沪果园", "shanghai"),
         ("君桥", "nanning"), ("北部湾海鲜果", "beihai")),
        towns=("108", "107", "119", "103", "104", "110"),
    ),
    Harvest(
        "sweet-potato", 24, 6, (5, 28), (60, 95), 70, 1500,
        (("绿城团购", "nanning"), ("莞邻生鲜", "dongguan"), ("楚味坊", "wuhan"),
         ("邕鲜批发", "nanning-wholesale-market")),
    ),
    Harvest(
        "banana", 26, 6, (6, 30), (85, 130), 76, 1700,
        (("邕鲜批发", "nanning-wholesale-market"), ("穗源配送", "guangzhou"),
         ("湘厨净菜", "changsha"), ("百合果蔬社", SEAT)),
        towns=("101", "102", "103", "104", "107", "118"),
    ),
)  # fmt: skip
