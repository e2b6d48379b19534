"""The worked example: Yaobu's passion fruit, Junqiao's demand, and the market around them.

Yaobu has 40 t from 3.00 yuan per jin and finds no buyer; Junqiao wants 60 t at no more than
3.60 delivered to Nanning and has too little. Nothing here says that they belong together: the
round finds it. Three more villages fill the rest of Junqiao's demand. What pins the fair price
are the two beside them: the village that would come next, and the dearest of those that deliver.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from moli.interfaces.cli.demo.enterprises import JUNQIAO
from moli.interfaces.cli.demo.moment import DAY, at
from moli.interfaces.cli.demo.offers import PlannedDemand, PlannedLot
from moli.interfaces.cli.demo.places import HEGUI, YAOBU
from moli.kernel.weight import GRAMS_PER_TONNE
from moli.market.rules.offers import Window

PRODUCT = "passion-fruit"
MESSAGE = "我们村有8万斤百香果,二级以上,3块一斤起,这个月底前要卖掉"
WANTED = "求购百香果60吨，二级以上，送到南宁，最高3块6一斤，20天内要"

# Village, grade rank, tonnes, floor in fen per jin, households, of them poor, days until the
# harvest ends. In the order of posting: whoever came first is not who fits best.
_Lot = tuple[str, int, int, int, int, int, int]
LOTS: tuple[_Lot, ...] = (
    # Grade 1, which Guangdong pays for; Junqiao would take it too, if it came first.
    (HEGUI, 1, 62, 318, 148, 59, 20),
    ("450181113202", 1, 14, 322, 36, 3, 18),  # 樟西村
    ("450181110205", 1, 11, 320, 30, 4, 16),  # 木道村
    ("450181112212", 1, 9, 326, 25, 2, 19),  # 福旺村
    ("450181114203", 1, 12, 330, 31, 2, 21),  # 福塘村
    ("450181204202", 1, 8, 316, 24, 7, 17),  # 凤丹村
    ("450181108214", 1, 7, 324, 19, 1, 18),  # 石板村
    # Grade 2. 石井村 would come next if one of the four failed; the two after it ask too much.
    ("450181113206", 2, 8, 333, 22, 1, 19),  # 石井村
    ("450181112215", 2, 6, 342, 17, 1, 16),  # 镇海村
    ("450181115204", 2, 5, 345, 14, 1, 20),  # 飞马村
    ("450181110202", 2, 9, 305, 26, 5, 16),  # 禾仓村
    ("450181112203", 2, 6, 310, 20, 3, 15),  # 六秀村
    ("450181110209", 2, 5, 308, 15, 3, 17),  # 下垌村
    # Grade 3 and ungraded, for juice and for the wholesale market: more than both will take.
    ("450181113211", 3, 10, 176, 27, 2, 14),  # 白衣村
    ("450181110213", 3, 12, 182, 33, 4, 15),  # 三联村
    ("450181112208", 3, 8, 188, 22, 2, 12),  # 龙门村
    ("450181101212", 3, 9, 194, 24, 3, 16),  # 菉岭村
    ("450181103210", 3, 7, 205, 20, 6, 13),  # 高山村
    ("450181104203", 3, 6, 212, 17, 2, 17),  # 彭岭村
    ("450181204206", 4, 14, 128, 38, 12, 11),  # 六昌村
    ("450181118206", 4, 11, 134, 30, 3, 13),  # 太宁村
    ("450181119207", 4, 9, 138, 25, 2, 15),  # 笔山村
    ("450181107211", 4, 12, 142, 33, 3, 12),  # 滩头村
    ("450181108223", 4, 8, 146, 22, 1, 16),  # 泗英村
    ("450181102208", 4, 10, 152, 27, 2, 14),  # 莫大村
    ("450181113218", 4, 7, 158, 19, 2, 18),  # 六味村
    (YAOBU, 2, 40, 300, 112, 46, 18),
)
# Buyer, destination, lowest grade rank, tonnes, ceiling in fen per jin, days until the last.
_Demand = tuple[str, str, int, int, int, int]
DEMANDS: tuple[_Demand, ...] = (
    ("漓江果汁", "guilin", 4, 45, 218, 18),
    ("邕鲜批发", "nanning-wholesale-market", 3, 24, 236, 14),
    (JUNQIAO, "nanning", 2, 60, 360, 20),
    ("梧市商行", "wuzhou", 4, 12, 205, 16),
    ("粤荔鲜果", "guangzhou", 1, 105, 432, 21),
    ("鹏鲜汇", "shenzhen", 1, 16, 452, 18),
    ("沪果园", "shanghai", 1, 10, 600, 22),
    ("穗源配送", "guangzhou", 3, 8, 268, 17),
)


def passion_fruit_lots() -> Iterator[PlannedLot]:
    """Lots of passion fruit, in the order of posting."""
    for place, row in enumerate(LOTS):
        code, grade, tonnes, floor, households, poor, days = row
        yield PlannedLot(
            name=f"lot {PRODUCT} {code} {grade}",
            product=PRODUCT,
            village_code=code,
            grade_rank=grade,
            grams=tonnes * GRAMS_PER_TONNE,
            floor_fen_per_jin=floor,
            window=Window(DAY, DAY + timedelta(days=days)),
            households=households,
            poor_households=poor,
            posted_at=at(days_before=3, minutes=100 * place),
            words=MESSAGE if code == YAOBU else "",
        )


def passion_fruit_demands() -> Iterator[PlannedDemand]:
    """Demands for passion fruit, in the order of posting."""
    for place, row in enumerate(DEMANDS):
        buyer, destination, grade, tonnes, ceiling, days = row
        yield PlannedDemand(
            name=f"demand {PRODUCT} {place}",
            product=PRODUCT,
            buyer=buyer,
            destination=destination,
            lowest_grade_rank=grade,
            grams=tonnes * GRAMS_PER_TONNE,
            ceiling_fen_per_jin=ceiling,
            window=Window(DAY, DAY + timedelta(days=days)),
            posted_at=at(days_before=4, minutes=100 * place),
            words=WANTED if buyer == JUNQIAO else "",
        )
