"""Words of pairings: who is paired, what is promised, what came of it."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

from moli.pairing.rules.footing import Footing, PairChange
from moli.pairing.rules.kinds import (
    EndKind,
    MeasureKind,
    PairingKind,
    PairingState,
    PairSide,
    PromiseKind,
    Rating,
    ResultKind,
    VisitReason,
    VisitResult,
    Voice,
)

PAIRING_LABELS: Mapping[type[StrEnum], Mapping[StrEnum, Promise]] = {
    PairingKind: {
        PairingKind.PARTNER: pgettext_lazy("pairing", "合伙人和第一书记"),
        PairingKind.ENTERPRISE: pgettext_lazy("pairing", "企业和村"),
        PairingKind.PRACTITIONER: pgettext_lazy("pairing", "从业者和农户"),
    },
    PairSide: {
        PairSide.HELPER: pgettext_lazy("pairing", "带的一方"),
        PairSide.HELPED: pgettext_lazy("pairing", "村里或农户"),
    },
    PairingState: {
        PairingState.PROPOSED: pgettext_lazy("pairing", "等答复"),
        PairingState.IN_FORCE: pgettext_lazy("pairing", "结着对"),
        PairingState.DECLINED: pgettext_lazy("pairing", "没结成"),
        PairingState.ENDED: pgettext_lazy("pairing", "已结束"),
    },
    PromiseKind: {
        PromiseKind.SALES: pgettext_lazy("pairing", "卖货"),
        PromiseKind.JOBS: pgettext_lazy("pairing", "用工"),
        PromiseKind.TRAINED: pgettext_lazy("pairing", "教会人"),
        PromiseKind.VISITS: pgettext_lazy("pairing", "上门"),
    },
    MeasureKind: {
        MeasureKind.SELLING: pgettext_lazy("pairing", "帮着卖"),
        MeasureKind.GROWING: pgettext_lazy("pairing", "种养技术"),
        MeasureKind.TRAINING: pgettext_lazy("pairing", "学电商"),
        MeasureKind.JOB: pgettext_lazy("pairing", "找活干"),
        MeasureKind.START_UP: pgettext_lazy("pairing", "自己开店"),
        MeasureKind.OTHER: pgettext_lazy("pairing", "别的事"),
    },
    VisitReason: {
        VisitReason.REGULAR: pgettext_lazy("pairing", "平常走访"),
        VisitReason.HARVEST: pgettext_lazy("pairing", "看收成"),
        VisitReason.TRAINING: pgettext_lazy("pairing", "教技术"),
        VisitReason.TROUBLE: pgettext_lazy("pairing", "遇到难处"),
        VisitReason.PROMISE: pgettext_lazy("pairing", "看答应的事"),
    },
    VisitResult: {
        VisitResult.SETTLED: pgettext_lazy("pairing", "办好了"),
        VisitResult.AGREED: pgettext_lazy("pairing", "说好了谁办"),
        VisitResult.NEEDS_OTHERS: pgettext_lazy("pairing", "要别人帮"),
        VisitResult.NOBODY_MET: pgettext_lazy("pairing", "没见到人"),
    },
    ResultKind: {
        ResultKind.SALE: pgettext_lazy("pairing", "卖出货"),
        ResultKind.JOB: pgettext_lazy("pairing", "有活干"),
        ResultKind.TRAINING: pgettext_lazy("pairing", "学过课"),
    },
    Voice: {
        Voice.HELPER: pgettext_lazy("pairing", "带的一方"),
        Voice.HELPED: pgettext_lazy("pairing", "村里"),
        Voice.HOUSEHOLD: pgettext_lazy("pairing", "农户自己说"),
    },
    Rating: {
        Rating.GOOD: pgettext_lazy("pairing", "有用"),
        Rating.SOME: pgettext_lazy("pairing", "有点用"),
        Rating.LITTLE: pgettext_lazy("pairing", "没什么用"),
    },
    EndKind: {
        EndKind.REACHED: pgettext_lazy("pairing", "答应的都做到了"),
        EndKind.LITTLE_CAME: pgettext_lazy("pairing", "没带来什么"),
        EndKind.MOVED: pgettext_lazy("pairing", "有一方不在了"),
        EndKind.REPLACED: pgettext_lazy("pairing", "换了别人带"),
    },
    Footing: {
        Footing.FREE: pgettext_lazy("pairing", "可以提"),
        Footing.KEPT: pgettext_lazy("pairing", "结着对，不用提"),
        Footing.WAITS: pgettext_lazy("pairing", "提了，等答复"),
        Footing.OTHER_WAITS: pgettext_lazy("pairing", "先等另一个提议的答复"),
        Footing.DECLINED: pgettext_lazy("pairing", "前不久没谈成"),
        Footing.GONE: pgettext_lazy("pairing", "有一方不在了"),
        Footing.FULL: pgettext_lazy("pairing", "带的一方满了"),
    },
    PairChange: {
        PairChange.KEPT: pgettext_lazy("pairing", "不换"),
        PairChange.CHANGED: pgettext_lazy("pairing", "换人带"),
        PairChange.NEW: pgettext_lazy("pairing", "新结的"),
    },
}

PAIRING_FIELDS: Mapping[str, Promise] = {
    "changes_max": pgettext_lazy("pairing", "最多换几对"),
    "helped_key": pgettext_lazy("pairing", "村里或农户"),
    "helper_key": pgettext_lazy("pairing", "带的一方"),
    "amount": pgettext_lazy("pairing", "答应多少"),
    "by_on": pgettext_lazy("pairing", "到哪天"),
    "due_on": pgettext_lazy("pairing", "到哪天"),
    "next_on": pgettext_lazy("pairing", "下次哪天去"),
}
