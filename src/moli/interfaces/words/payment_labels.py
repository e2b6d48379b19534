"""Words of the ways to pay and of what their channels say."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from moli.gateways.payment import Channel, PaymentState, RefundState
from moli.orders.rules.charging import Puzzle

PAYMENT_LABELS: Mapping[type[StrEnum], Mapping[StrEnum, Promise]] = {
    Channel: {
        Channel.OFFLINE: _("到站付款或银行转账"),
        Channel.WECHAT: _("微信支付"),
        Channel.ALIPAY: _("支付宝"),
    },
    PaymentState: {
        PaymentState.WAITING: pgettext_lazy("payment", "等付款"),
        PaymentState.PAID: pgettext_lazy("payment", "已付款"),
        PaymentState.CLOSED: pgettext_lazy("payment", "没付款，已关闭"),
        PaymentState.REFUNDED: pgettext_lazy("payment", "有退款"),
    },
    Puzzle: {
        Puzzle.AMOUNT: pgettext_lazy("payment", "金额和订单对不上"),
        Puzzle.UNKNOWN_ORDER: pgettext_lazy("payment", "没有这个订单"),
        Puzzle.REFERENCE: pgettext_lazy("payment", "单号记在别的付款上"),
        Puzzle.SENT_BACK: pgettext_lazy("payment", "渠道退了我们没收到的款"),
    },
    RefundState: {
        RefundState.RUNNING: pgettext_lazy("refund", "退款中"),
        RefundState.DONE: pgettext_lazy("refund", "已退款"),
        RefundState.FAILED: pgettext_lazy("refund", "退款没成功"),
        RefundState.BY_HAND: pgettext_lazy("refund", "由办公室退"),
    },
}
