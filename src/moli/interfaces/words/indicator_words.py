"""How each indicator is counted (口径), in words: what a page shows beside the figure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from moli.insights.rules.plans import Indicator


@dataclass(frozen=True)
class IndicatorWords:
    """Which are met, of which, from which rows, and what is not counted."""

    numerator: Promise
    denominator: Promise
    source: Promise
    left_out: Promise


INDICATOR_WORDS: Mapping[Indicator, IndicatorWords] = {
    Indicator.VILLAGES_WITH_PROJECT: IndicatorWords(
        numerator=_(
            "本季度到当天，村里至少有一件：牵了线、拟了合同、报价成交、一车货验收、"
            "网店订单付了款并打包、结对有确认过的务工或培训成效。"
        ),
        denominator=_("县里全部村级区划，社区和农林场居民点也在内。"),
        source=_("牵线、合同、大宗订单、送货单、网店订单和生产批次、结对成效的记录。"),
        left_out=_(
            "对方没同意的牵线、取消的大宗订单、没验收的货、全部退回的订单、"
            "没确认的成效都不算；没有电商系统记录的买卖算不进来。"
        ),
    ),
    Indicator.BRANCHES_WITH_PROJECT: IndicatorWords(
        numerator=_(
            "本季度到当天，支部带着的村、企业或服务站至少有一个项目，"
            "或者支部的联络人牵过线。村归离它最近的支部：先看村，再看镇，再看县。"
        ),
        denominator=_("当天在册、没有撤销的全部支部，各级都在内。"),
        source=_("和“有电商项目的村”一样的记录，加上支部带什么、联络人任职的记录。"),
        left_out=_("下级支部的项目不算给上级；牵线的人当时不是支部联络人的，不算给支部。"),
    ),
    Indicator.CADRES_ACTIVE: IndicatorWords(
        numerator=_(
            "当天在任的村委会成员，本年内自己报的货拟了合同或报价成交，或者当天管着一个开着的服务站。"
        ),
        denominator=_("当天在任、账号没关的村委会成员，一个人只算一次。"),
        source=_("任职、货源、合同、大宗订单和服务站的记录。"),
        left_out=_(
            "第一书记或别人报的货不算他的；取消的大宗订单不算；培训还没有记录，等有了再算。"
        ),
    ),
    Indicator.MEMBERS_PRACTISING: IndicatorWords(
        numerator=_(
            "当天有授了牌的示范岗或示范店、管着一个开着的服务站，"
            "或者作为合伙人、从业者的结对近期有成效的党员。"
        ),
        denominator=_("当天组织关系在支部、没有离开的党员，一个人只算一次。"),
        source=_("党员、组织关系、示范岗、任职、服务站和结对的记录。"),
        left_out=_(
            "没有账号的党员查不到服务站和结对；企业的结对不算给个人；"
            "谁是党员只给有权看的人看，县里只看合计。"
        ),
    ),
    Indicator.VENUES_WITH_STATION: IndicatorWords(
        numerator=_("当天有开着的服务站进驻的活动场所。"),
        denominator=_("当天在用的全部村级活动场所，一村几处就算几处。"),
        source=_("活动场所、进驻和服务站的记录。"),
        left_out=_("村里有服务站、没记进驻的不算。"),
    ),
    Indicator.VENUES_WITH_ACTIVE_STATION: IndicatorWords(
        numerator=_(
            "当天有服务站进驻，而且这个站近 30 天（当天在内）收过货、"
            "打包或发出过它的包裹，或者站长报过货。"
        ),
        denominator=_("当天在用的全部村级活动场所，一村几处就算几处。"),
        source=_("活动场所、进驻、收货、网店订单、货源和站长任职的记录。"),
        left_out=_("代购、代缴、代收代发还没有记录，等有了再算；站长不在任时报的货不算。"),
    ),
}
