"""Words of the four plans: their indicators, what proves them, what would move them."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

from moli.insights.rules.evidence import EvidenceKind
from moli.insights.rules.periods import Span
from moli.insights.rules.plans import Indicator, PlanKind
from moli.insights.rules.steps import ObjectKind, StepKind

INSIGHTS_LABELS: Mapping[type[StrEnum], Mapping[StrEnum, Promise]] = {
    PlanKind: {
        PlanKind.ORGANISATIONS: pgettext_lazy("plan", "基层组织争先发展电商"),
        PlanKind.CADRES: pgettext_lazy("plan", "村干部领先融入电商"),
        PlanKind.MEMBERS: pgettext_lazy("plan", "党员骨干率先实践电商"),
        PlanKind.VENUES: pgettext_lazy("plan", "村级活动场所优先服务电商"),
    },
    Indicator: {
        Indicator.VILLAGES_WITH_PROJECT: pgettext_lazy("plan", "有电商行动的村"),
        Indicator.BRANCHES_WITH_PROJECT: pgettext_lazy("plan", "带出电商行动的支部"),
        Indicator.CADRES_ACTIVE: pgettext_lazy("plan", "办成过事的村干部"),
        Indicator.MEMBERS_PRACTISING: pgettext_lazy("plan", "带头做电商的党员"),
        Indicator.VENUES_WITH_ACTIVE_STATION: pgettext_lazy("plan", "服务站在营业的活动场所"),
        Indicator.VENUES_WITH_STATION: pgettext_lazy("plan", "有服务站进驻的活动场所"),
    },
    EvidenceKind: {
        EvidenceKind.INTRODUCTION: pgettext_lazy("proof", "牵线"),
        EvidenceKind.CONTRACT: pgettext_lazy("proof", "合同"),
        EvidenceKind.BULK_ORDER: pgettext_lazy("proof", "大宗订单"),
        EvidenceKind.DELIVERY: pgettext_lazy("proof", "验收"),
        EvidenceKind.BATCH: pgettext_lazy("proof", "网上卖出"),
        EvidenceKind.PAIRING: pgettext_lazy("proof", "结对有结果"),
        EvidenceKind.STATION: pgettext_lazy("proof", "服务站开着"),
        EvidenceKind.DEMO_POST: pgettext_lazy("proof", "授牌的示范店"),
        EvidenceKind.WEIGH_INS: pgettext_lazy("proof", "收货过磅"),
        EvidenceKind.PARCELS: pgettext_lazy("proof", "包裹"),
        EvidenceKind.LOT: pgettext_lazy("proof", "报了货"),
    },
    StepKind: {
        StepKind.INTRODUCE: pgettext_lazy("step", "牵一条线"),
        StepKind.SELL: pgettext_lazy("step", "把货对上需求"),
        StepKind.HOST: pgettext_lazy("step", "请服务站进驻"),
        StepKind.WAKE: pgettext_lazy("step", "问问服务站怎么停了"),
        StepKind.FOLLOW_UP: pgettext_lazy("step", "看看结对做得怎样"),
        StepKind.HOLD: pgettext_lazy("step", "补上缺的活动"),
    },
    ObjectKind: {
        ObjectKind.PROPOSAL: pgettext_lazy("step", "方案"),
        ObjectKind.LOT: pgettext_lazy("step", "一批货"),
        ObjectKind.VENUE: pgettext_lazy("step", "活动场所"),
        ObjectKind.STATION: pgettext_lazy("step", "服务站"),
        ObjectKind.PAIRING: pgettext_lazy("step", "结对"),
        ObjectKind.BRANCH: pgettext_lazy("step", "支部"),
    },
    Span: {
        Span.QUARTER: pgettext_lazy("span", "这个季度里，到统计那天"),
        Span.YEAR: pgettext_lazy("span", "那一年里，到统计那天"),
        Span.DAY: pgettext_lazy("span", "统计那天的情况"),
        Span.LAST_DAYS: pgettext_lazy("span", "统计那天往前 30 天"),
    },
}
