"""What each indicator does not count (口径), in words: a page says it beside the figure."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from moli.insights.rules.plans import Indicator

LEFT_OUT: Mapping[Indicator, Promise] = {
    Indicator.VILLAGES_WITH_PROJECT: _(
        "对方没同意的牵线、取消的大宗订单、没验收的货、全部退回的订单、"
        "没确认的成效都不算；没有电商系统记录的买卖算不进来。"
    ),
    Indicator.BRANCHES_WITH_PROJECT: _(
        "下级支部的项目不算给上级；牵线的人当时不是支部联络人的，不算给支部。"
    ),
    Indicator.CADRES_ACTIVE: _(
        "第一书记或别人报的货不算他的；取消的大宗订单不算；培训还没有记录，等有了再算。"
    ),
    Indicator.MEMBERS_PRACTISING: _(
        "没有账号的党员查不到服务站和结对；企业的结对不算给个人；"
        "谁是党员只给有权看的人看，县里只看合计。"
    ),
    Indicator.VENUES_WITH_STATION: _("村里有服务站、没记进驻的不算。"),
    Indicator.VENUES_WITH_ACTIVE_STATION: _(
        "代购、代缴、代收代发还没有记录，等有了再算；站长不在任时报的货不算。"
    ),
}
