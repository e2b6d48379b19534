"""What each indicator means: what counts, of what, for which time, from which records."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from moli.insights.rules.periods import Span
from moli.insights.rules.plans import Indicator


@dataclass(frozen=True)
class Meaning:
    """An indicator in words. `share` takes `met` and `all`, `short` takes `n`."""

    share: Promise
    short: Promise
    counts: Promise
    among: Promise
    source: Promise


MEANINGS: Final[Mapping[Indicator, Meaning]] = {
    Indicator.VILLAGES_WITH_PROJECT: Meaning(
        share=_("%(met)s / %(all)s 个村"),
        short=_("还差 %(n)s 个村"),
        counts=_(
            "牵了线没有谈崩、签了合同、报价成交、交的货验收了、网上卖出了货，或者结对让人学了手艺、有了工作的村。"
        ),
        among=_("全县的村和社区。"),
        source=_("牵线、合同、报价、验收、网上订单和结对的记录"),
    ),
    Indicator.BRANCHES_WITH_PROJECT: Meaning(
        share=_("%(met)s / %(all)s 个支部"),
        short=_("还差 %(n)s 个支部"),
        counts=_(
            "它带的村、企业或服务站有一件这样的事，或者它的联络人牵了线的支部。下级支部的事不算给上级。"
        ),
        among=_("统计那天在的电商党组织。"),
        source=_("支部带的地方和单位，加上牵线、合同、订单、验收和结对的记录"),
    ),
    Indicator.CADRES_ACTIVE: Meaning(
        share=_("%(met)s / %(all)s 人"),
        short=_("还差 %(n)s 人"),
        counts=_("自己报的货签了合同或报价成交，或者自己管着一个开着的服务站的村干部。"),
        among=_("统计那天在任、有账号的村委会干部。"),
        source=_("任职、报货、合同、报价和服务站的记录"),
    ),
    Indicator.MEMBERS_PRACTISING: Meaning(
        share=_("%(met)s / %(all)s 人"),
        short=_("还差 %(n)s 人"),
        counts=_("有授牌的示范岗或示范店、管着开着的服务站，或者结对有成效的党员。"),
        among=_("统计那天属于各电商党组织的党员，一个人只算一次。"),
        source=_("党员、授牌、服务站和结对的记录"),
    ),
    Indicator.VENUES_WITH_ACTIVE_STATION: Meaning(
        share=_("%(met)s / %(all)s 个场所"),
        short=_("还差 %(n)s 个场所"),
        counts=_("里面的服务站收过货、发过包裹或报过货的活动场所。"),
        among=_("统计那天在用的村级活动场所。"),
        source=_("活动场所、进驻、过磅、包裹和报货的记录"),
    ),
    Indicator.VENUES_WITH_STATION: Meaning(
        share=_("%(met)s / %(all)s 个场所"),
        short=_("还差 %(n)s 个场所"),
        counts=_("里面有一个开着的服务站的活动场所。"),
        among=_("统计那天在用的村级活动场所。"),
        source=_("活动场所和进驻的记录"),
    ),
}
TIMES: Final[Mapping[Span, Promise]] = {
    Span.QUARTER: _("这个季度里，到统计那天。"),
    Span.YEAR: _("那一年里，到统计那天。"),
    Span.DAY: _("统计那天的情况。"),
    Span.LAST_DAYS: _("统计那天往前 30 天。"),
}
# Where addresses and pages find an indicator.
SLUGS: Final[Mapping[str, Indicator]] = {each.lower().replace("_", "-"): each for each in Indicator}


def slug_of(indicator: Indicator) -> str:
    """How addresses name an indicator: villages-with-project."""
    return indicator.lower().replace("_", "-")
