"""Words of goods that go from one station to another."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

from moli.orders.rules.transferring import TransferDecline, TransferState

TRANSFER_LABELS: Mapping[type[StrEnum], Mapping[StrEnum, Promise]] = {
    TransferState: {
        TransferState.ASKED: pgettext_lazy("transfer", "等答复"),
        TransferState.AGREED: pgettext_lazy("transfer", "待交货"),
        TransferState.SENT: pgettext_lazy("transfer", "在路上"),
        TransferState.RECEIVED: pgettext_lazy("transfer", "已收到"),
        TransferState.DECLINED: pgettext_lazy("transfer", "没同意"),
        TransferState.CANCELLED: pgettext_lazy("transfer", "已取消"),
    },
    TransferDecline: {
        TransferDecline.OWN_USE: pgettext_lazy("transfer", "自己有订单要用"),
        TransferDecline.GONE: pgettext_lazy("transfer", "货已经没了"),
        TransferDecline.SHARE: pgettext_lazy("transfer", "佣金分法谈不拢"),
        TransferDecline.ROAD: pgettext_lazy("transfer", "运不过去"),
    },
}

TRANSFER_FIELDS: Mapping[str, Promise] = {
    "seller_per_mille": pgettext_lazy("transfer", "要货站分的佣金"),
    "needed_by_on": pgettext_lazy("transfer", "最晚哪天要"),
}
