"""Sentences of the refusals of paying through channels and of paying back."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

PAYMENT_SENTENCES: Mapping[str, Promise] = {
    "OrderNotWaiting": _("这个订单已经是“%(order_state)s”，不用再付，请看订单的进展。"),
    "TooLateToCharge": _("付款时间快到了，来不及开新的付款，请重新下单。"),
    "RepaymentNotByHand": _("这笔退款由支付渠道退，或者已经退过，不用再退一次，请刷新再看。"),
    "SlipTaken": _("这个回单号已经记在另一笔退款上，请核对回单。"),
    "SlipMissing": _("请填银行回单或收据的号码，以后对账要用。"),
    "SlipTooLong": _("回单号最多 %(signs_max)s 个字，请核对有没有多贴了别的内容。"),
    "ChannelHalfSet": _(
        "支付渠道“%(channel)s”少了 %(missing)s，请按 docs/payments.md 补齐，"
        "或者把它的设置全部去掉。"
    ),
    "ChannelKeyUnreadable": _(
        "支付渠道“%(channel)s”的密钥读不了，请核对密钥文件和 docs/payments.md。"
    ),
    "ChannelWithoutAddress": _(
        "开了支付渠道“%(channel)s”，要把 MOLI_SITE_URL 设成别人打得开的 https 网址。"
    ),
}
