"""What stations do at their counters: the catalogue, and three days of parcels, orders and bills.

Everything is made up. Its proportions are not: where terminals stood in villages, they served
people who buy some fifty-five times as often as people who sell, so parcels come to every station
and go out of few.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from moli.counter.queries.day_sums import day_figures
from moli.counter.rules.bills import BillFacts
from moli.counter.rules.buying import LineWanted
from moli.counter.rules.closing import Counted
from moli.counter.rules.occasion import Occasion
from moli.counter.rules.parcels import ParcelFacts
from moli.counter.rules.states import BillKind, CashKind, WareKind
from moli.counter.rules.wares import WareFacts
from moli.counter.rules.who import PersonSaid
from moli.counter.services import bills, buy_for
from moli.counter.services.cash import move_by_hand
from moli.counter.services.closing import close_day
from moli.counter.services.handing_out import collect, hand_out
from moli.counter.services.taking_in_parcels import take_in, take_to_send
from moli.counter.services.wares import open_ware
from moli.interfaces.cli.demo import people
from moli.interfaces.cli.demo.chance import Chance
from moli.interfaces.cli.demo.moment import DAY, MAKER, at, request_key
from moli.interfaces.cli.demo.names import made_up_name
from moli.interfaces.cli.demo.places import YAOBU
from moli.stations.queries import open_stations

if TYPE_CHECKING:
    from moli.counter.models import Parcel
    from moli.kernel.actor import Actor

# Code, Chinese, English, kind, unit, unit in English, price and fee in fen.
_WARES: tuple[tuple[str, str, str, WareKind, str, str, int, int], ...] = (
    ("urea-50", "尿素 50 公斤", "urea, 50 kg", WareKind.FARM_SUPPLY, "袋", "bag", 8_800, 200),
    ("npk-50", "复合肥 50 公斤", "NPK, 50 kg", WareKind.FARM_SUPPLY, "袋", "bag", 14_500, 300),
    ("film-5", "地膜 5 公斤", "mulch film, 5 kg", WareKind.FARM_SUPPLY, "卷", "roll", 6_200, 200),
    ("sprayer", "手动喷雾器", "hand sprayer", WareKind.FARM_SUPPLY, "个", "piece", 9_500, 300),
    ("corn-seed", "甜玉米种子", "sweet corn seed", WareKind.SEED, "包", "packet", 2_850, 100),
    ("mushroom", "双孢蘑菇菌种", "mushroom spawn", WareKind.SEED, "瓶", "bottle", 450, 20),
    ("rice-25", "大米 25 公斤", "rice, 25 kg", WareKind.FOOD, "袋", "bag", 13_800, 200),
    ("oil-5", "花生油 5 升", "peanut oil, 5 l", WareKind.FOOD, "桶", "can", 8_990, 200),
    ("powder", "洗衣粉 1.8 公斤", "washing powder", WareKind.DAILY, "袋", "bag", 1_690, 50),
    ("nappies", "纸尿裤", "nappies", WareKind.DAILY, "包", "pack", 6_900, 150),
    ("boots", "雨靴", "rain boots", WareKind.CLOTHES, "双", "pair", 3_200, 100),
    ("school-bag", "书包", "school bag", WareKind.CLOTHES, "个", "piece", 4_500, 100),
    ("rice-cooker", "电饭锅", "rice cooker", WareKind.APPLIANCE, "个", "piece", 15_900, 500),
    ("fan", "落地扇", "standing fan", WareKind.APPLIANCE, "台", "piece", 12_900, 400),
)
_SUPPLIERS = {
    WareKind.FARM_SUPPLY: "县供销社农资门市",
    WareKind.SEED: "县种子公司",
    WareKind.FOOD: "横州粮油批发部",
}
_CARRIERS = ("中通", "圆通", "申通", "韵达", "邮政")
_OTHERS, _DAYS = 20, (1, 0, -1)
_FLOAT_FEN = 20_000
# The second of the others is three yuan short on the day of the round, the third has not closed
# yesterday; each seventh sends parcels too.
_SHORT, _OPEN, _SENDS_EACH = 1, 2, 7
_QUIET_EACH = 7
# The version of a thing of which nothing was changed yet: so a step played again is the same step.
_AS_MADE = 1


def load_wares() -> None:
    """The county's catalogue, since the first of the year."""
    for code, name, name_en, kind, unit, unit_en, price_fen, fee_fen in _WARES:
        open_ware(
            code=code,
            facts=WareFacts(name, name_en, kind, unit, unit_en, _SUPPLIERS.get(kind, "农村淘宝")),
            price_fen=price_fen,
            fee_fen=fee_fen,
            from_on=date(2016, 1, 1),
            by=MAKER,
            at=at(days_before=250),
        )


def keep_counters() -> None:
    """Three days at Yaobu's counter and at twenty others, and Yaobu's morning of today."""
    operator = people.station_operator().actor
    yaobu = people.station_key(YAOBU)
    for days_before in _DAYS:
        desk = _Desk(yaobu, days_before, operator)
        _work(desk, sends=1)
        _close(desk)
    _morning(_Desk(yaobu, -2, operator))
    rows = [row for row in open_stations(on=DAY - timedelta(days=22)) if row.key != yaobu]
    others = Chance("counters").some_of(rows, _OTHERS)
    for place, row in enumerate(others):
        for days_before in _DAYS:
            desk = _Desk(row.key, days_before, MAKER)
            _work(desk, sends=int(place % _SENDS_EACH == 0 and days_before == 0))
            if (place, days_before) != (_OPEN, _DAYS[-1]):
                is_short = (place, days_before) == (_SHORT, 0)
                _close(desk, over_fen=-300 if is_short else 0)
    busy = {row.key for row in others}
    _pass_by([row.key for row in rows if row.key not in busy])


def _pass_by(station_keys: list[str]) -> None:
    """In the last three weeks a parcel came to most other stations; each seventh saw nothing."""
    for place, key in enumerate(station_keys):
        if place % _QUIET_EACH:
            desk = _Desk(key, 1 + place % 20, MAKER)
            _came(desk, Chance(desk.name), 0)


@dataclass(frozen=True)
class _Desk:
    """A station's counter on one day, and who stands behind it."""

    station_key: str
    days_before: int
    by: Actor

    @property
    def on(self) -> date:
        return DAY - timedelta(days=self.days_before)

    @property
    def name(self) -> str:
        return f"counter {self.station_key} {self.on}"

    def occasion(self, act: str, minutes: int) -> Occasion:
        key = request_key(f"{self.name} {act}")
        moment = at(days_before=self.days_before, hour=8, minutes=minutes)
        return Occasion(self.station_key, key, self.by, moment, moment)


def _work(desk: _Desk, *, sends: int) -> None:
    """A day: change, parcels, orders, a bill, cash handed in."""
    chance = Chance(desk.name)
    _by_hand(desk, CashKind.FLOAT, _FLOAT_FEN if desk.days_before == _DAYS[0] else 0, minutes=1)
    came = [_came(desk, chance, number) for number in range(chance.whole(3, 6))]
    for number, row in enumerate(came[:-1]):
        hand_out(
            ref=row.request_key,
            left_name="",
            base_version=_AS_MADE,
            occasion=desk.occasion(f"handed {number}", 240 + number),
        )
    for number in range(sends):
        _sent(desk, chance, number)
    _ordered(desk, chance)
    _billed(desk, chance)


def _morning(desk: _Desk) -> None:
    """What has happened today by the time a visitor comes."""
    chance = Chance(desk.name)
    for number in range(3):
        _came(desk, chance, number)


def _came(desk: _Desk, chance: Chance, number: int) -> Parcel:
    facts = ParcelFacts(
        code=f"{chance.whole(10, 99)}{chance.whole(10**9, 10**10 - 1)}",
        carrier=chance.one_of(_CARRIERS),
        person_name=made_up_name(f"{desk.name} parcel {number}"),
        phone_tail=f"{chance.whole(0, 9_999):04d}",
        shelf=f"{chance.one_of('ABC')}{chance.whole(1, 6)}",
    )
    occasion = desk.occasion(f"parcel {number}", 30 + number)
    return take_in(facts=facts, household=None, occasion=occasion)


def _sent(desk: _Desk, chance: Chance, number: int) -> None:
    facts = ParcelFacts(
        code=f"{chance.whole(10, 99)}{chance.whole(10**9, 10**10 - 1)}",
        carrier=chance.one_of(_CARRIERS),
        person_name=made_up_name(f"{desk.name} sender {number}"),
        weight_grams=chance.whole(2, 10) * 500,
        fee_fen=chance.whole(8, 15) * 100,
    )
    row = take_to_send(
        facts=facts, household=None, occasion=desk.occasion(f"send {number}", 300 + number)
    )
    collect(
        ref=row.request_key,
        base_version=_AS_MADE,
        occasion=desk.occasion(f"collect {number}", 420 + number),
    )


def _ordered(desk: _Desk, chance: Chance) -> None:
    """Two orders: one is handed out at once, of Yaobu's first day one is undone."""
    for number in range(2):
        code, _, _, _, _, _, price_fen, _ = chance.one_of(_WARES)
        ordered = buy_for.Ordered(
            lines=[LineWanted(code, chance.whole(1, 3), price_fen)],
            receipt_no=f"1-{desk.on:%m%d}-{number + 1}",
            is_read_back=True,
            person=PersonSaid(made_up_name(f"{desk.name} order {number}")),
        )
        row = buy_for.order(ordered=ordered, occasion=desk.occasion(f"order {number}", 60 + number))
        if number == 0:
            step = buy_for.undo if desk.days_before == _DAYS[0] else buy_for.hand_over
            step(
                ref=row.request_key,
                base_version=_AS_MADE,
                occasion=desk.occasion("order ended", 360),
            )


def _billed(desk: _Desk, chance: Chance) -> None:
    facts = BillFacts(
        bill_kind=chance.one_of([BillKind.ELECTRICITY, BillKind.PHONE, BillKind.WATER]),
        account_number=f"{chance.whole(10**9, 10**10 - 1)}",
        amount_fen=chance.whole(200, 1_500) * 10,
        fee_fen=100,
    )
    taken = bills.Taken(
        facts=facts,
        receipt_no=f"1-{desk.on:%m%d}-9",
        is_read_back=True,
        person=PersonSaid(made_up_name(f"{desk.name} bill")),
    )
    row = bills.take(taken=taken, occasion=desk.occasion("bill", 90))
    bills.pass_on(
        ref=row.request_key,
        slip_no=f"2016{chance.whole(10**7, 10**8 - 1)}",
        base_version=_AS_MADE,
        occasion=desk.occasion("bill passed on", 120),
    )


def _by_hand(desk: _Desk, cash_kind: CashKind, amount_fen: int, *, minutes: int) -> None:
    if amount_fen:
        move_by_hand(
            cash_kind=cash_kind, amount_fen=amount_fen, occasion=desk.occasion(cash_kind, minutes)
        )


def _close(desk: _Desk, *, over_fen: int = 0) -> None:
    """Hand in what is more than the change, then count."""
    lies_fen = day_figures(desk.station_key, on=desk.on).expected_fen
    handed_fen = max(0, lies_fen - _FLOAT_FEN)
    _by_hand(desk, CashKind.HANDED_IN, handed_fen // 10_000 * 10_000, minutes=560)
    figures = day_figures(desk.station_key, on=desk.on)
    said = Counted(
        counted_fen=figures.expected_fen,
        expected_fen=figures.expected_fen,
        parcels_expected=figures.parcels_expected,
    )
    if over_fen:
        said = replace(said, counted_fen=said.counted_fen + over_fen, is_difference_accepted=True)
    close_day(on=desk.on, counted=said, occasion=desk.occasion("close", 600))
