"""Sentences of the refusals of the books."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

LEDGER_SENTENCES: Mapping[str, Promise] = {
    "EntriesOutOfRange": _(
        "一笔账要有 %(entries_min)s 到 %(entries_max)s 条分录，这里有 %(value)s 条，请核对。"
    ),
    "AmountOutOfRange": _("分录金额 %(value_fen)s 不对：不能是 0，最多 %(max_fen)s，请核对。"),
    "NotBalanced": _("借贷不平，相差 %(over_fen)s（借方多为正），请核对各条分录。"),
    "NotYetHappened": _("发生日期 %(happened_on)s 还没到，今天是 %(today)s，请改成今天或以前。"),
    "ReferenceTaken": _("凭据 %(value)s 已经记过另一笔账，请核对，不能再记。"),
    "MonthClosed": _("账已结到 %(through_on)s，不能再往里记，请记在之后的日子。"),
    "NotEnoughInAccount": _("%(account)s只剩 %(left_fen)s，不够这次的 %(value_fen)s，请核对金额。"),
    "AlreadyReversed": _("这笔账已经冲销过（凭据 %(value)s），不能再冲。"),
    "ReversalNotReversed": _("%(value)s 本身是一笔冲销，不能再冲，请重新记一笔。"),
    "ReversedTooEarly": _("冲销日期不能早于原来那笔的 %(from_on)s，请改晚一些。"),
    "MonthNotOver": _("这个月到 %(through_on)s 才完，过完再结账。"),
    "BooksAreKept": _("这里有真账，不能清空。"),
}
