"""Words of settlement and payouts."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

from moli.settlement.rules.payouts import BatchState, PayoutState, ReturnReason
from moli.settlement.rules.shares import ShareKind
from moli.settlement.rules.waterfall import CapUnit, RuleScope

SETTLEMENT_LABELS: Mapping[type[StrEnum], Mapping[StrEnum, Promise]] = {
    ShareKind: {
        ShareKind.HOUSEHOLD: pgettext_lazy("share", "农户"),
        ShareKind.STATION: pgettext_lazy("share", "服务站佣金"),
        ShareKind.PACKAGING: pgettext_lazy("share", "包装费"),
        ShareKind.TRANSPORT: pgettext_lazy("share", "运费"),
        ShareKind.PLATFORM: pgettext_lazy("share", "平台服务费"),
        ShareKind.BUYER: pgettext_lazy("share", "退给买家"),
        ShareKind.MEMBER: pgettext_lazy("share", "团队提成"),
    },
    RuleScope: {
        RuleScope.GENERAL: pgettext_lazy("waterfall", "全部商品"),
        RuleScope.PRODUCT: pgettext_lazy("waterfall", "一个品种"),
        RuleScope.ARTICLE: pgettext_lazy("waterfall", "一种商品"),
    },
    CapUnit: {
        CapUnit.KG: pgettext_lazy("waterfall", "每公斤"),
        CapUnit.UNIT: pgettext_lazy("waterfall", "每件"),
    },
    BatchState: {
        BatchState.MADE: pgettext_lazy("payout", "待复核"),
        BatchState.APPROVED: pgettext_lazy("payout", "已复核"),
        BatchState.CANCELLED: pgettext_lazy("payout", "已作废"),
    },
    PayoutState: {
        PayoutState.WAITING: pgettext_lazy("payout", "待复核"),
        PayoutState.SENT: pgettext_lazy("payout", "银行办理中"),
        PayoutState.PAID: pgettext_lazy("payout", "已到账"),
        PayoutState.RETURNED: pgettext_lazy("payout", "银行退回"),
        PayoutState.CANCELLED: pgettext_lazy("payout", "已作废"),
    },
    ReturnReason: {
        ReturnReason.ACCOUNT_UNKNOWN: pgettext_lazy("payout", "账号不存在"),
        ReturnReason.NAME_DIFFERS: pgettext_lazy("payout", "户名不符"),
        ReturnReason.ACCOUNT_CLOSED: pgettext_lazy("payout", "账户已销户"),
        ReturnReason.OTHER: pgettext_lazy("payout", "其他原因"),
    },
}

SETTLEMENT_FIELDS: Mapping[str, Promise] = {
    "commission_per_mille": pgettext_lazy("waterfall", "佣金率"),
    "platform_per_mille": pgettext_lazy("waterfall", "平台服务费率"),
    "bank_name": pgettext_lazy("bank", "开户行"),
    "holder_name": pgettext_lazy("bank", "户名"),
}
