"""What a transfer stands for, in words, and the page of it, when there is one for this person."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from moli.accounts.rules import Standing
from moli.interfaces.access import RIGHTS
from moli.settlement.queries.references import Meaning, Purpose

_WORDS: Final[Mapping[Purpose, Promise]] = {
    Purpose.SETTLE: _("订单 %(number)s 的货款分账"),
    Purpose.SHARE: _("送货单 %(number)s 的货款分账"),
    Purpose.CORRECT: _("订单 %(number)s 退货后的更正"),
    Purpose.REFUND: _("退给买家的货款"),
    Purpose.ARRIVED: _("要退给买家的货款入账"),
    Purpose.HAND_OVER: _("支付渠道转到办公室账户，银行流水 %(number)s"),
    Purpose.PAYOUT: _("第 %(number)s 批打款"),
    Purpose.RETURNED: _("第 %(number)s 批里银行退回的一笔"),
    Purpose.EARNED: _("%(number)s 的所得转成应付"),
    Purpose.TAKER: _("付给服务站、运输或包装方，银行流水 %(number)s"),
    Purpose.SALE: _("送货单 %(number)s 验收"),
    Purpose.CLAIM: _("送货单 %(number)s 的质量异议处理"),
    Purpose.HOLD: _("送货单 %(number)s 的质量异议暂扣"),
    Purpose.REMITTANCE: _("买方回款，银行流水 %(number)s"),
    Purpose.OTHER: _("其他账"),
}
# Which page shows the row that a transfer stands for; the first that there is.
_PAGES: Final[Mapping[Purpose, str]] = {
    Purpose.SETTLE: "parcel",
    Purpose.CORRECT: "parcel",
    Purpose.PAYOUT: "payout_batch",
    Purpose.RETURNED: "payout_batch",
    Purpose.SHARE: "delivery",
    Purpose.SALE: "delivery",
    Purpose.CLAIM: "delivery",
    Purpose.HOLD: "delivery",
}


@dataclass(frozen=True)
class Told:
    """A meaning in words, with its page."""

    words: str
    url: str


def told(meaning: Meaning, standing: Standing) -> Told:
    """What a transfer stands for; a page that is not there, or not open, gives no address."""
    words = str(_WORDS[meaning.purpose]) % {"number": meaning.number}
    return Told(words, _url(meaning, standing))


def _url(meaning: Meaning, standing: Standing) -> str:
    name = _PAGES.get(meaning.purpose, "")
    right = RIGHTS.get(f"web:{name}")
    if right is None or meaning.uid is None or not right.opens_for(standing):
        return ""
    try:
        return reverse(f"web:{name}", args=[meaning.uid])
    except NoReverseMatch:
        return ""
