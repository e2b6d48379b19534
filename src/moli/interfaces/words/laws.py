"""What each law of the data says, and how it stands, in a line."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from moli.kernel.law import LawCheck

LAWS: Mapping[str, Promise] = {
    "places.code_begins_with_that_of_its_parent": _("村和镇的代码都以上一级的代码开头"),
    "places.poor_designation_once_at_a_time": _("一个村同一天只有一条贫困村认定"),
    "places.old_code_means_one_division": _("一个旧代码同一天只指一个地方"),
    "accounts.account_opened_once": _("每个账号只开过一次，都有留痕"),
    "accounts.appointment_over_area_once_at_a_time": _("同一个人在同一个地方的同一任职不重叠"),
    "accounts.appointment_in_organisation_once_at_a_time": _(
        "同一个人在同一个单位的同一任职不重叠"
    ),
    "ledger.transfer_sums_to_zero": _("每笔账的分录齐全，借贷相等"),
    "ledger.trial_balance_is_zero": _("全部账目借贷相等"),
    "ledger.left_is_what_entries_leave": _("会用完的账户，余额等于它的分录之和"),
    "ledger.reversal_is_a_mirror": _("每笔冲销和原来那笔分毫不差，方向相反"),
    "ledger.closed_month_stays_closed": _("结过账的月份没有再记过账"),
    "ledger.transfer_posted_once": _("每笔账只记过一次，都有留痕"),
    "ledger.month_closed_once": _("每个月只结过一次账，都有留痕"),
    "ledger.guards_stand": _("数据库自己守账的规矩都在"),
    "party.branch_founded_once": _("每个支部只成立过一次，都有留痕"),
    "party.led_by_one_branch_at_a_time": _("一个地方、企业或服务站同一天只由一个支部带"),
    "stations.station_opened_once": _("每个服务站只开过一次，都有留痕"),
    "stations.station_open_once_at_a_time": _("同村同平台同名的服务站同一天只有一个"),
    "enterprises.enterprise_registered_once": _("每家企业只登记过一次，都有留痕"),
    "enterprises.credit_code_checks": _("企业的统一社会信用代码都校验得过"),
    "market.lot_commits_what_is_held": _("每批货答应出去的等于各方案占着的，不超过总量"),
    "market.demand_commits_what_is_held": _("每个需求答应要的等于各方案占着的，不超过总量"),
    "market.agreement_has_both_yeses": _("谈成的方案，双方都同意过同样的价和量"),
    "market.introduction_fits_the_state": _("牵过线的才有答复，没牵过线的什么都没有"),
    "market.contract_keeps_what_was_agreed": _("合同照谈成的价和量，保底价不高于成交价"),
    "market.round_adds_up": _("每轮的数量等于各方案之和，价值不超过上限"),
    "market.lot_posted_once": _("每批货只发布过一次，都有留痕"),
    "market.demand_posted_once": _("每个需求只发布过一次，都有留痕"),
    "market.introduction_made_once": _("每次牵线只做过一次，都有留痕"),
    "market.contract_drawn_up_once": _("每份合同只拟过一次，都有留痕"),
}


def law_words(check: LawCheck) -> str:
    """One law and how it stands: 守住 with what was looked at, or 破坏 with the first examples."""
    facts = {
        "law": str(LAWS[check.law]),
        "checked": f"{check.checked:,}",
        "broken": f"{check.broken:,}",
        "examples": gettext("、").join(check.examples),
    }
    if check.holds:
        return gettext("守住：%(law)s（%(checked)s 条）") % facts
    return gettext("破坏：%(law)s（%(checked)s 条中 %(broken)s 条：%(examples)s）") % facts
