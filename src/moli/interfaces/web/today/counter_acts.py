"""What the trail tells of a station's counter, in words."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from moli.counter.rules.states import ActKind, CashKind

COUNTER_ACTS: Final[Mapping[str, Promise]] = {
    "counter.act_for": _("替一户办了一件事"),
    "counter.add_photo": _("给一次收货留了照片"),
    "counter.buy_for": _("替人下了一张代买单"),
    "counter.buy_for_arrived": _("记下了代买的货到站"),
    "counter.buy_for_handed": _("把代买的货交给了人"),
    "counter.buy_for_undone": _("撤销了一张代买单，钱退了"),
    "counter.close_day": _("日结了一天"),
    "counter.collect_parcel": _("把一件包裹交给了快递"),
    "counter.end_ware": _("停卖了一样代买商品"),
    "counter.find_parcel": _("找到了一件没找到的包裹"),
    "counter.forget_household": _("抹掉了柜台里已删除户的姓名和尾号"),
    "counter.forget_people": _("抹掉了柜台里到期的姓名、尾号和账号"),
    "counter.give_back_parcel": _("把没人取的包裹退给了快递"),
    "counter.hand_out_parcel": _("把一件包裹交给了人"),
    "counter.miss_parcel": _("日结时少了一件包裹"),
    "counter.move_cash": _("动了钱箱里的现金"),
    "counter.open_ware": _("加了一样代买商品"),
    "counter.pass_bill_on": _("把一笔代缴缴了出去"),
    "counter.price_ware": _("改了代买商品的价格"),
    "counter.take_bill": _("收了一笔代缴"),
    "counter.take_in_parcel": _("收下了一件包裹"),
    "counter.take_parcel_to_send": _("收下了一件要寄的包裹"),
    "counter.undo_act": _("照一户的意思，撤销了替它办的事"),
    "counter.undo_bill": _("撤销了一笔代缴，钱退了"),
}
COUNTER_SUBJECTS: Final[Mapping[str, Promise]] = {
    "bill": pgettext_lazy("counter", "一笔代缴"),
    "buy_for": pgettext_lazy("counter", "一张代买单"),
    "cash_move": pgettext_lazy("counter", "一笔现金"),
    "day_closing": pgettext_lazy("counter", "一次日结"),
    "deputy_act": pgettext_lazy("counter", "一次代办"),
    "station_parcel": pgettext_lazy("counter", "一件包裹"),
    "ware": pgettext_lazy("counter", "一样代买商品"),
}
# Facts of these acts that are codes of a table of words.
COUNTER_KINDS: Final[Mapping[str, type[StrEnum]]] = {"act_kind": ActKind, "cash": CashKind}
# Facts of these acts that count something.
COUNTER_COUNTS: Final[Mapping[str, Promise]] = {"parcels_missing": _("没找到 %(count)s 件")}
# Sums, by what they are.
COUNTER_SUMS: Final[Mapping[str, Promise]] = {
    "commission_fen": _("手续费 %(sum)s"),
    "counted_fen": _("点到 %(sum)s"),
    "difference_fen": _("差 %(sum)s"),
    "expected_fen": _("应有 %(sum)s"),
}
