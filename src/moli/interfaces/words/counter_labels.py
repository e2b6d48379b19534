"""Words of money at a counter: wares, orders for villagers, bills, the drawer."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

from moli.counter.rules.states import BillKind, BillState, BuyForState, CashKind, WareKind

COUNTER_LABELS: Mapping[type[StrEnum], Mapping[StrEnum, Promise]] = {
    WareKind: {
        WareKind.FARM_SUPPLY: pgettext_lazy("ware", "农资"),
        WareKind.SEED: pgettext_lazy("ware", "种子种苗"),
        WareKind.FOOD: pgettext_lazy("ware", "食品"),
        WareKind.DAILY: pgettext_lazy("ware", "日用"),
        WareKind.CLOTHES: pgettext_lazy("ware", "衣服鞋袜"),
        WareKind.APPLIANCE: pgettext_lazy("ware", "家电"),
        WareKind.OTHER: pgettext_lazy("ware", "其他"),
    },
    BuyForState: {
        BuyForState.ORDERED: pgettext_lazy("buy for", "已下单"),
        BuyForState.ARRIVED: pgettext_lazy("buy for", "已到站"),
        BuyForState.HANDED: pgettext_lazy("buy for", "已取走"),
        BuyForState.UNDONE: pgettext_lazy("buy for", "已撤销"),
    },
    BillKind: {
        BillKind.ELECTRICITY: pgettext_lazy("bill", "电费"),
        BillKind.WATER: pgettext_lazy("bill", "水费"),
        BillKind.PHONE: pgettext_lazy("bill", "话费"),
        BillKind.TELEVISION: pgettext_lazy("bill", "电视费"),
        BillKind.GAS: pgettext_lazy("bill", "燃气费"),
        BillKind.INSURANCE: pgettext_lazy("bill", "保险"),
    },
    BillState: {
        BillState.TAKEN: pgettext_lazy("bill", "已收钱"),
        BillState.PAID: pgettext_lazy("bill", "已缴出"),
        BillState.UNDONE: pgettext_lazy("bill", "已撤销"),
    },
    CashKind: {
        CashKind.FLOAT: pgettext_lazy("cash", "放入零钱"),
        CashKind.BUY_FOR: pgettext_lazy("cash", "代买收款"),
        CashKind.BUY_FOR_BACK: pgettext_lazy("cash", "代买退款"),
        CashKind.BILL: pgettext_lazy("cash", "代缴收款"),
        CashKind.BILL_BACK: pgettext_lazy("cash", "代缴退款"),
        CashKind.PARCEL_FEE: pgettext_lazy("cash", "寄件费"),
        CashKind.HANDED_IN: pgettext_lazy("cash", "上交"),
        CashKind.FEES_TAKEN: pgettext_lazy("cash", "取出本站手续费"),
        CashKind.DIFFERENCE: pgettext_lazy("cash", "盘点差额"),
    },
}

COUNTER_FIELDS: Mapping[str, Promise] = {
    "cash_kind": pgettext_lazy("cash", "现金用途"),
    "amount_fen": pgettext_lazy("counter", "金额"),
    "counted_fen": pgettext_lazy("counter", "点到的现金"),
    "expected_fen": pgettext_lazy("counter", "应有现金"),
    "parcels_expected": pgettext_lazy("counter", "应有包裹"),
    "parcels_counted": pgettext_lazy("counter", "点到的包裹"),
    "missing": pgettext_lazy("counter", "没找到的包裹"),
    "bill_kind": pgettext_lazy("bill", "缴什么费"),
    "account_number": pgettext_lazy("bill", "户号"),
    "slip_no": pgettext_lazy("bill", "缴费流水号"),
    "ware": pgettext_lazy("ware", "商品"),
    "units": pgettext_lazy("ware", "数量"),
    "unit_price_fen": pgettext_lazy("ware", "单价"),
    "price_fen": pgettext_lazy("ware", "价格"),
    "unit_name": pgettext_lazy("ware", "单位"),
    "unit_name_en": pgettext_lazy("ware", "单位（英文）"),
    "name_en": pgettext_lazy("ware", "名称（英文）"),
    "supplier": pgettext_lazy("ware", "在哪里进货"),
}
