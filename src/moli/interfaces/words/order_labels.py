"""Words of stock and orders."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

from moli.orders.rules.paying import RefundReason
from moli.orders.rules.states import OrderKind, OrderState
from moli.orders.rules.stock import MoveKind, ShrinkReason

ORDER_LABELS: Mapping[type[StrEnum], Mapping[StrEnum, Promise]] = {
    OrderKind: {OrderKind.RETAIL: pgettext_lazy("order", "零售")},
    OrderState: {
        OrderState.PLACED: pgettext_lazy("order", "待付款"),
        OrderState.PAID: pgettext_lazy("order", "待打包"),
        OrderState.PACKED: pgettext_lazy("order", "待发货"),
        OrderState.SENT: pgettext_lazy("order", "已发货"),
        OrderState.DONE: pgettext_lazy("order", "已收货"),
        OrderState.CANCELLED: pgettext_lazy("order", "已取消"),
        OrderState.EXPIRED: pgettext_lazy("order", "超时未付"),
        OrderState.RETURNED: pgettext_lazy("order", "已退货"),
    },
    MoveKind: {
        MoveKind.PRODUCED: pgettext_lazy("stock", "装好入库"),
        MoveKind.RESERVED: pgettext_lazy("stock", "下单占用"),
        MoveKind.RELEASED: pgettext_lazy("stock", "放回可卖"),
        MoveKind.SOLD: pgettext_lazy("stock", "打包出库"),
        MoveKind.RETURNED: pgettext_lazy("stock", "退货入库"),
        MoveKind.SHRUNK: pgettext_lazy("stock", "报损"),
    },
    ShrinkReason: {
        ShrinkReason.SPOILED: pgettext_lazy("shrinkage", "坏了"),
        ShrinkReason.BROKEN: pgettext_lazy("shrinkage", "破损"),
        ShrinkReason.DRIED: pgettext_lazy("shrinkage", "失水"),
        ShrinkReason.COUNTED: pgettext_lazy("shrinkage", "盘点少了"),
        ShrinkReason.TESTED: pgettext_lazy("shrinkage", "抽检"),
        ShrinkReason.RETURNED: pgettext_lazy("shrinkage", "退回不能再卖"),
        ShrinkReason.TAKEN_BACK: pgettext_lazy("shrinkage", "农户拿回去了"),
    },
    RefundReason: {
        RefundReason.PAID_TWICE: pgettext_lazy("refund", "付了两次"),
        RefundReason.PAID_TOO_LATE: pgettext_lazy("refund", "付晚了，货已卖完"),
        RefundReason.CANCELLED: pgettext_lazy("refund", "订单取消"),
        RefundReason.RETURNED: pgettext_lazy("refund", "退货"),
    },
}

ORDER_FIELDS: Mapping[str, Promise] = {
    "buyer_name": pgettext_lazy("order", "收货人"),
    "buyer_address": pgettext_lazy("order", "收货地址"),
    "gross_grams": pgettext_lazy("scale", "毛重"),
    "tare_grams": pgettext_lazy("scale", "皮重"),
    "loss_grams": pgettext_lazy("scale", "损耗"),
}
