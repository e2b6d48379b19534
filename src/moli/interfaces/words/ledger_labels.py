"""Words of the books: the chart of accounts, sides, and what transfers are for."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

from moli.ledger.rules.chart import AccountKind, Side
from moli.ledger.rules.transfers import TransferKind

LEDGER_LABELS: Mapping[type[StrEnum], Mapping[StrEnum, Promise]] = {
    Side: {
        Side.DEBIT: pgettext_lazy("ledger", "借方"),
        Side.CREDIT: pgettext_lazy("ledger", "贷方"),
    },
    AccountKind: {
        AccountKind.CASH: pgettext_lazy("ledger", "库存现金"),
        AccountKind.BANK: pgettext_lazy("ledger", "银行存款"),
        AccountKind.CLEARING: pgettext_lazy("ledger", "在途资金"),
        AccountKind.RECEIVABLE: pgettext_lazy("ledger", "应收款"),
        AccountKind.PROCEEDS: pgettext_lazy("ledger", "待分货款"),
        AccountKind.HELD: pgettext_lazy("ledger", "争议暂扣款"),
        AccountKind.PAYABLE: pgettext_lazy("ledger", "应付款"),
        AccountKind.COMMISSION: pgettext_lazy("ledger", "服务站佣金"),
        AccountKind.TRANSPORT: pgettext_lazy("ledger", "运费"),
        AccountKind.PACKAGING: pgettext_lazy("ledger", "包装费"),
        AccountKind.PLATFORM: pgettext_lazy("ledger", "平台服务费"),
        AccountKind.SHRINKAGE: pgettext_lazy("ledger", "损耗"),
        AccountKind.FEES: pgettext_lazy("ledger", "手续费"),
        AccountKind.OPENING: pgettext_lazy("ledger", "期初余额"),
    },
    TransferKind: {
        TransferKind.OPENING: pgettext_lazy("transfer", "期初建账"),
        TransferKind.SALE: pgettext_lazy("transfer", "销售"),
        TransferKind.PAYMENT: pgettext_lazy("transfer", "收款"),
        TransferKind.SPLIT: pgettext_lazy("transfer", "分账"),
        TransferKind.EARNED: pgettext_lazy("transfer", "各家所得转应付"),
        TransferKind.PAYOUT: pgettext_lazy("transfer", "打款"),
        TransferKind.RETURNED: pgettext_lazy("transfer", "打款退回"),
        TransferKind.REFUND: pgettext_lazy("transfer", "退款"),
        TransferKind.CLAIM: pgettext_lazy("transfer", "质量争议处理"),
        TransferKind.SHRINKAGE: pgettext_lazy("transfer", "损耗入账"),
        TransferKind.FEE: pgettext_lazy("transfer", "手续费入账"),
        TransferKind.DAY: pgettext_lazy("transfer", "服务站日结"),
        TransferKind.CORRECTION: pgettext_lazy("transfer", "更正"),
        TransferKind.REVERSAL: pgettext_lazy("transfer", "冲销"),
    },
}

LEDGER_FIELDS: Mapping[str, Promise] = {
    "reference": pgettext_lazy("ledger", "凭据编号"),
    "lines": pgettext_lazy("ledger", "分录"),
    "happened_on": pgettext_lazy("ledger", "发生日期"),
    "transfer": pgettext_lazy("ledger", "一笔账"),
    "month": pgettext_lazy("ledger", "月份"),
}
