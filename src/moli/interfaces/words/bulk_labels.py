"""Words of bulk orders, quotas, deliveries and claims."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

from moli.orders.rules.bulk import (
    BulkState,
    ClaimReason,
    ClaimSide,
    ClaimState,
    DeliveryState,
    QuotaReason,
    QuoteState,
)

BULK_LABELS: Mapping[type[StrEnum], Mapping[StrEnum, Promise]] = {
    QuoteState: {
        QuoteState.OFFERED: pgettext_lazy("quote", "等企业答复"),
        QuoteState.ACCEPTED: pgettext_lazy("quote", "已接受"),
        QuoteState.DECLINED: pgettext_lazy("quote", "没接受"),
    },
    BulkState: {
        BulkState.OPEN: pgettext_lazy("bulk order", "在办"),
        BulkState.CLOSED: pgettext_lazy("bulk order", "已结束"),
        BulkState.CANCELLED: pgettext_lazy("bulk order", "已取消"),
    },
    QuotaReason: {
        QuotaReason.SHARED_OUT: pgettext_lazy("quota", "分配"),
        QuotaReason.GIVEN_UP: pgettext_lazy("quota", "交不了，让出"),
        QuotaReason.TAKEN_OVER: pgettext_lazy("quota", "接过别户让出的"),
    },
    DeliveryState: {
        DeliveryState.SENT: pgettext_lazy("delivery", "在路上"),
        DeliveryState.ACCEPTED: pgettext_lazy("delivery", "已验收"),
    },
    ClaimReason: {
        ClaimReason.DAMAGED: pgettext_lazy("claim", "压伤碰伤"),
        ClaimReason.ROTTEN: pgettext_lazy("claim", "烂了"),
        ClaimReason.GRADE: pgettext_lazy("claim", "等级不够"),
        ClaimReason.OTHER: pgettext_lazy("claim", "其他原因"),
    },
    ClaimState: {
        ClaimState.OPEN: pgettext_lazy("claim", "等商量"),
        ClaimState.PROPOSED: pgettext_lazy("claim", "等对方同意"),
        ClaimState.SETTLED: pgettext_lazy("claim", "已谈妥"),
    },
    ClaimSide: {
        ClaimSide.SELLER: pgettext_lazy("claim", "卖方"),
        ClaimSide.BUYER: pgettext_lazy("claim", "买方"),
    },
}

BULK_FIELDS: Mapping[str, Promise] = {
    "freight_fen": pgettext_lazy("delivery", "运费"),
    "packaging_fen": pgettext_lazy("delivery", "包装费"),
    "received_grams": pgettext_lazy("delivery", "实收数量"),
    "claimed_grams": pgettext_lazy("claim", "有问题的数量"),
}
