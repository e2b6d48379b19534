"""What the jobs did, in a line each."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from moli.interfaces.cli.work.running import Outcome

_JOBS: Final[Mapping[str, Promise]] = {
    "ask_channels": _("向支付渠道核对"),
    "expire_orders": _("放开没付款的订单"),
    "settle_orders": _("结算订单"),
    "settle_deliveries": _("结算送货"),
    "correct_orders": _("更正结算"),
    "take_in_refunds": _("把要退的款记账"),
    "send_back": _("请渠道退款"),
    "note_refunds": _("把退款记账"),
    "draw_up_statements": _("出上个月的对账单"),
    "forget_buyers": _("抹掉到期的买家"),
    "forget_members": _("抹掉离开满年限的党员"),
    "forget_accounts": _("抹掉已删除户的银行账户"),
    "forget_words": _("抹掉已删除户在结对里的话"),
    "forget_at_counters": _("抹掉柜台里到期的姓名和号码"),
    "forget_households_at_counters": _("抹掉柜台里已删除户的姓名和号码"),
    "count_erasures": _("到期该抹掉的户"),
}
_COUNTS: Final[Mapping[str, Promise]] = {
    "asked": _("问了 %(count)s 笔"),
    "paid": _("收到 %(count)s 笔"),
    "ended": _("关掉 %(count)s 笔"),
    "failed": _("没问成 %(count)s 笔"),
    "expired": _("放开 %(count)s 个"),
    "done": _("办了 %(count)s 笔"),
    "by_hand": _("等办公室退 %(count)s 笔"),
    "refused": _("办不了 %(count)s 笔"),
    "waiting": _("等人办 %(count)s 户"),
}


def outcome_words(outcome: Outcome) -> str:
    """One job in a line: its name and its counts, or that it failed and by which error."""
    name = str(_JOBS[outcome.job])
    if outcome.fault:
        told = gettext("没做成（%(fault)s），下次再做") % {"fault": outcome.fault}
    else:
        told = gettext("，").join(
            str(_COUNTS[key]) % {"count": f"{count:,}"}
            for key, count in outcome.counts.items()
            if count
        ) or gettext("没有要办的")
    return gettext("%(job)s：%(told)s") % {"job": name, "told": told}
