"""Making up lots and demands from the harvests: the same ones on every machine."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta

from moli.interfaces.cli.demo.chance import Chance
from moli.interfaces.cli.demo.harvests import Harvest
from moli.interfaces.cli.demo.moment import DAY, at
from moli.interfaces.cli.demo.offers import PlannedDemand, PlannedLot
from moli.kernel.money import FEN_PER_KG_PER_FEN_PER_JIN, LI_PER_FEN
from moli.kernel.weight import GRAMS_PER_KG, GRAMS_PER_TONNE
from moli.market.rules.offers import Window

# What a grade fetches of the best one's price, by rank.
_GRADE_PERCENT = {1: 100, 2: 88, 3: 78, 4: 70}
_GRADE_WEIGHTS = (30, 45, 15, 10)
_STEP_GRAMS = 100 * GRAMS_PER_KG


def planned_lots(
    harvest: Harvest, *, village_codes: Sequence[str], poor: frozenset[str], grades: int
) -> Iterator[PlannedLot]:
    """The lots of one harvest, each from another village that grows it."""
    chance = Chance(f"lots of {harvest.product}")
    growers = [code for code in village_codes if not harvest.towns or code[6:9] in harvest.towns]
    for code in chance.some_of(growers, min(harvest.lots, len(growers))):
        grade = chance.weighed(range(1, grades + 1), _GRADE_WEIGHTS[:grades])
        low, high = harvest.tonnes
        grams = _steps(chance.whole(low * 10, high * 10) * GRAMS_PER_TONNE // 10)
        households = max(4, grams // (harvest.kg_per_household * GRAMS_PER_KG))
        share = chance.whole(25, 48) if code in poor else chance.whole(2, 12)
        yield PlannedLot(
            name=f"lot {harvest.product} {code}",
            product=harvest.product,
            village_code=code,
            grade_rank=grade,
            grams=grams,
            floor_fen_per_jin=_price(chance.whole(*harvest.floor_fen_per_jin), grade),
            window=_window(chance, begins=(-4, 8), lasts=harvest.ready_days),
            households=households,
            poor_households=households * share // 100,
            posted_at=at(days_before=chance.whole(1, 9), minutes=chance.whole(0, 540)),
        )


def planned_demands(
    harvest: Harvest, *, wanted_grams: int, freight: Mapping[str, int], grades: int
) -> Iterator[PlannedDemand]:
    """The demands of one harvest, which together want about `wanted_grams`.

    `freight` is the freight to each destination in li per kg, from the middle of the county:
    what a buyer offers covers it, or no village would be in reach.
    """
    chance = Chance(f"demands for {harvest.product}")
    parts = [chance.whole(40, 160) for _ in range(harvest.demands)]
    low, high = harvest.floor_fen_per_jin
    for place, part in enumerate(parts):
        buyer, destination = harvest.takers[place % len(harvest.takers)]
        grade = chance.weighed(range(1, grades + 1), (20, 45, 15, 20)[:grades])
        way = freight[destination] // (LI_PER_FEN * FEN_PER_KG_PER_FEN_PER_JIN)
        offered = _price((low + high) // 2 * chance.whole(96, 118) // 100, grade)
        yield PlannedDemand(
            name=f"demand {harvest.product} {place}",
            product=harvest.product,
            buyer=buyer,
            destination=destination,
            lowest_grade_rank=grade,
            grams=_steps(wanted_grams * part // sum(parts)),
            ceiling_fen_per_jin=offered + way,
            window=_window(chance, begins=(0, 6), lasts=(10, 26)),
            posted_at=at(days_before=chance.whole(1, 9), minutes=chance.whole(0, 540)),
        )


def _price(fen_per_jin: int, grade_rank: int) -> int:
    return max(1, fen_per_jin * _GRADE_PERCENT[grade_rank] // 100)


def _steps(grams: int) -> int:
    return max(1, grams // _STEP_GRAMS) * _STEP_GRAMS


def _window(chance: Chance, *, begins: tuple[int, int], lasts: tuple[int, int]) -> Window:
    from_on = DAY + timedelta(days=chance.whole(*begins))
    return Window(from_on, max(DAY, from_on) + timedelta(days=chance.whole(*lasts)))
