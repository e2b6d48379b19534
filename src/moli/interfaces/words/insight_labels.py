"""Words of the four plans, their indicators, and what proves and moves them."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from moli.insights.rules.coverage import TradeKind
from moli.insights.rules.evidence import EvidenceKind
from moli.insights.rules.periods import Span
from moli.insights.rules.plans import Indicator, PlanKind
from moli.insights.rules.steps import ObjectKind, StepKind

INSIGHT_LABELS: Mapping[type[StrEnum], Mapping[StrEnum, Promise]] = {
    PlanKind: {
        PlanKind.ORGANISATIONS: _("基层组织争先发展电商"),
        PlanKind.CADRES: _("村干部领先融入电商"),
        PlanKind.MEMBERS: _("党员骨干率先实践电商"),
        PlanKind.VENUES: _("村级活动场所优先服务电商"),
    },
    TradeKind: {
        TradeKind.GHOST: pgettext_lazy("station", "没动静"),
        TradeKind.ONLY_BUYS: pgettext_lazy("station", "只买不卖"),
        TradeKind.BUYS_MOSTLY: pgettext_lazy("station", "多半是买"),
        TradeKind.SELLS_TOO: pgettext_lazy("station", "也卖货"),
    },
    Indicator: {
        Indicator.VILLAGES_WITH_PROJECT: _("有电商项目的村"),
        Indicator.BRANCHES_WITH_PROJECT: _("带起电商项目的支部"),
        Indicator.CADRES_ACTIVE: _("做电商的村干部"),
        Indicator.MEMBERS_PRACTISING: _("做电商的党员"),
        Indicator.VENUES_WITH_STATION: _("有服务站的活动场所"),
        Indicator.VENUES_WITH_ACTIVE_STATION: _("服务站在用的活动场所"),
    },
    Span: {
        Span.QUARTER: _("本季度"),
        Span.YEAR: _("本年"),
        Span.DAY: _("当天"),
        Span.LAST_DAYS: _("近 30 天"),
    },
    EvidenceKind: {
        EvidenceKind.INTRODUCTION: pgettext_lazy("evidence", "牵线"),
        EvidenceKind.CONTRACT: pgettext_lazy("evidence", "合同"),
        EvidenceKind.BULK_ORDER: pgettext_lazy("evidence", "报价成交的大宗订单"),
        EvidenceKind.DELIVERY: pgettext_lazy("evidence", "验收的一车货"),
        EvidenceKind.BATCH: pgettext_lazy("evidence", "网上卖出的一批商品"),
        EvidenceKind.PAIRING: pgettext_lazy("evidence", "有成效的结对"),
        EvidenceKind.STATION: pgettext_lazy("evidence", "开着的服务站"),
        EvidenceKind.DEMO_POST: pgettext_lazy("evidence", "授牌的示范岗"),
        EvidenceKind.WEIGH_INS: pgettext_lazy("evidence", "收货"),
        EvidenceKind.PARCELS: pgettext_lazy("evidence", "发出的包裹"),
        EvidenceKind.LOT: pgettext_lazy("evidence", "报的一批货"),
        EvidenceKind.COUNTER_PARCELS: pgettext_lazy("evidence", "代收代寄的包裹"),
        EvidenceKind.BUY_FORS: pgettext_lazy("evidence", "代买"),
        EvidenceKind.BILLS: pgettext_lazy("evidence", "代缴"),
    },
    StepKind: {
        StepKind.INTRODUCE: pgettext_lazy("next step", "去牵线"),
        StepKind.SELL: pgettext_lazy("next step", "帮村干部卖一批货"),
        StepKind.HOST: pgettext_lazy("next step", "请服务站进驻"),
        StepKind.WAKE: pgettext_lazy("next step", "让服务站动起来"),
        StepKind.FOLLOW_UP: pgettext_lazy("next step", "跟进结对"),
        StepKind.HOLD: pgettext_lazy("next step", "补上组织生活"),
    },
    ObjectKind: {
        ObjectKind.PROPOSAL: pgettext_lazy("next step", "对接方案"),
        ObjectKind.LOT: pgettext_lazy("next step", "货"),
        ObjectKind.VENUE: pgettext_lazy("next step", "活动场所"),
        ObjectKind.STATION: pgettext_lazy("next step", "服务站"),
        ObjectKind.PAIRING: pgettext_lazy("next step", "结对"),
        ObjectKind.BRANCH: pgettext_lazy("next step", "支部"),
    },
}
INSIGHT_FIELDS: Mapping[str, Promise] = {
    "target_per_mille": pgettext_lazy("field", "目标"),
    "station_id": pgettext_lazy("field", "服务站"),
    "venue_id": pgettext_lazy("field", "活动场所"),
}
