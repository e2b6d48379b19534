"""Sentences of the refusals of planning and proposing pairings."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

PAIR_PLANNING_SENTENCES: Mapping[str, Promise] = {
    "TooFewChangesAllowed": _(
        "最多换 %(asked)s 对不够：带的一方带不下，至少要换 %(least)s 对。"
        "请改成 %(least)s 或更多，或先把每家能带的数目调高。"
    ),
    "HelperMayNotHelp": _("带的一方现在不能结对：站要开着、有人管，企业要核对过。请另选一家。"),
    "HelpedMayNotBeHelped": _(
        "只有贫困村和贫困村里的贫困户能结对，和合伙人结对的村还要有第一书记。请另选。"
    ),
    "PairedAlready": _("这两家已经结了对，不用再提，请另选一家。"),
    "AnotherProposalWaits": _("还有一个提议在等双方答复，等答复了再提。"),
    "HelperHasNoPlace": _(
        "这家最多带 %(capacity)s 个，连等答复的在内已经满了，请另选一家，或等空出来。"
    ),
    "PairingWordsTooLong": _("这段话太长，最多写 %(length_max)s 个字，请写短些。"),
}
