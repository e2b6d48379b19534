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
    "households.one_head_at_a_time": _("在册的每户都有而且只有一个户主"),
    "households.nobody_twice_at_a_time": _("没有人同时登记在两户里"),
    "households.household_registered_once": _("每户只登记过一次，都有留痕"),
    "households.status_once_at_a_time": _("每户在一个方面同一天只有一个状态"),
    "households.status_from_approved_procedure": _("经办理定下的状态，都有审定了的办理"),
    "households.sealed_value_opens": _("加密的号码都能打开，和索引对得上"),
    "households.erased_is_nameless": _("删除了个人信息的户，没有留下姓名和号码"),
    "party.branch_founded_once": _("每个支部只成立过一次，都有留痕"),
    "party.led_by_one_branch_at_a_time": _("一个地方、企业或服务站同一天只由一个支部带"),
    "party.under_one_branch_at_a_time": _("一个支部同一天只有一个上级"),
    "party.nothing_stands_under_itself": _("没有支部隶属于自己或自己的下级"),
    "party.nothing_open_in_a_disbanded_branch": _("撤销的支部没有留着党员、职务、届次和任务"),
    "party.rule_once_at_a_time": _("党内每项规定同一天只有一版"),
    "party.member_registered_once": _("每名党员只登记过一次，都有留痕"),
    "party.belongs_to_one_branch_at_a_time": _("一名党员同一种组织关系同一天只在一个支部"),
    "party.member_who_left_holds_nothing": _("离开的党员没有留下组织关系、职务和亮身份"),
    "party.position_of_a_member_there": _("任职的党员都在本支部"),
    "party.activity_planned_once": _("每次活动只安排过一次，都有留痕"),
    "party.activity_counts_who_was_called": _("每次活动的应到人数等于到会名单"),
    "party.term_elected_by_enough": _("每届选举到会的人数都够"),
    "party.post_is_where_others_led_it": _("每个示范岗由不同的人一步步办到现在这样"),
    "party.guards_stand": _("数据库自己守党务记录的规矩都在"),
    "stations.station_opened_once": _("每个服务站只开过一次，都有留痕"),
    "stations.station_open_once_at_a_time": _("同村同平台同名的服务站同一天只有一个"),
    "enterprises.enterprise_registered_once": _("每家企业只登记过一次，都有留痕"),
    "enterprises.credit_code_checks": _("企业的统一社会信用代码都校验得过"),
    "market.lot_commits_what_is_held": _("每批货答应出去的等于各方案和各报价占着的，不超过总量"),
    "market.demand_commits_what_is_held": _("每个需求答应要的等于各方案占着的，不超过总量"),
    "market.agreement_has_both_yeses": _("谈成的方案，双方都同意过同样的价和量"),
    "market.introduction_fits_the_state": _("牵过线的才有答复，没牵过线的什么都没有"),
    "market.contract_keeps_what_was_agreed": _("合同照谈成的价和量，保底价不高于成交价"),
    "market.round_adds_up": _("每轮的数量等于各方案之和，价值不超过上限"),
    "market.lot_posted_once": _("每批货只发布过一次，都有留痕"),
    "market.demand_posted_once": _("每个需求只发布过一次，都有留痕"),
    "market.introduction_made_once": _("每次牵线只做过一次，都有留痕"),
    "market.price_reported_once": _("每个地头价只报过一次，都有留痕"),
    "market.contract_drawn_up_once": _("每份合同只拟过一次，都有留痕"),
    "orders.weight_is_conserved": _("每笔收货等于剩下的、报损的、用掉的和发走的之和"),
    "orders.batch_weighs_its_inputs": _("每批的用料等于装出来的加损耗"),
    "orders.units_are_conserved": _("每批装的等于剩下的、报损的和在买家手里的之和"),
    "orders.shelf_holds_what_batches_have_left": _("每种商品的库存等于各批剩下的之和"),
    "orders.reserved_is_what_open_orders_hold": _("每种商品占用的等于待付款、待打包订单要的"),
    "orders.moves_add_up": _("每种商品的库存和占用等于各笔变动之和"),
    "orders.order_costs_its_lines": _("每个订单都有商品，金额等于各行之和"),
    "orders.line_is_filled_when_packed": _("打包过的订单每一行都配足，没打包的没有配"),
    "orders.payments_fit_the_order": _("付过的订单正好收一次钱，多收的都记着要退"),
    "orders.return_is_owed": _("退货要退的钱等于退回货物的价钱"),
    "orders.expired_waits_at_no_channel": _("超时放开的订单，没有一个支付渠道还收得到它的钱"),
    "orders.forgotten_names_nobody": _("抹掉了买家的订单，没有留下姓名、电话和地址"),
    "orders.price_once_at_a_time": _("每种商品同一天只有一个价格"),
    "orders.weighed_in_once": _("每笔收货只记过一次，都有留痕"),
    "orders.produced_once": _("每批生产只记过一次，都有留痕"),
    "orders.placed_once": _("每个订单只下过一次，都有留痕"),
    "orders.guards_stand": _("数据库自己守付款、退款和库存记录的规矩都在"),
    "orders.contract_is_not_exceeded": _("每份合同每一季叫走的货不超过合同数量"),
    "orders.quote_holds_its_lots": _("接受了的报价，每批货占着的等于分单要的"),
    "orders.part_is_its_quotas": _("每个分单分出去、收到、发走的等于各户和各车之和"),
    "orders.quota_is_its_changes": _("每户的配额等于各次变动之和，交的等于过秤之和"),
    "orders.delivery_is_its_loads": _("每车货等于装上的各笔收货之和，都是这个分单的"),
    "orders.delivery_is_in_the_books": _("验收了的每车货都在账上，扣着的等于提出异议的"),
    "orders.claim_is_in_the_books": _("谈妥的质量异议都在账上，正好一次"),
    "orders.remittance_is_in_the_books": _("每笔回款都在账上，正好一次，不超过该付的"),
    "orders.called_off_once": _("每次提货只下过一次单，都有留痕"),
    "orders.quote_accepted_once": _("每张接受的报价只下过一次单，都有留痕"),
    "orders.quote_offered_once": _("每张报价单只报过一次，都有留痕"),
    "orders.delivery_sent_once": _("每车货只发过一次，都有留痕"),
    "orders.delivery_accepted_once": _("每车货只验收过一次，都有留痕"),
    "settlement.shares_add_up": _("每行订单、每车货款分给各家的钱等于它的总数，一分不差"),
    "settlement.transfer_is_its_shares": _("每次结算和更正都有一笔账，分录等于各家的分成"),
    "settlement.payout_is_in_the_books": _("每批打款都在账上，退回的也在"),
    "settlement.nobody_is_paid_twice": _("每户分到的等于打出去的加应付的，没有重复打款"),
    "settlement.income_is_in_the_books": _("每户每年的销售收入等于账上记给它的"),
    "settlement.settled_once": _("每个订单只结算过一次，都有留痕"),
    "settlement.delivery_shares_what_was_paid": _("每车货分出去的不多于到账的和应付的"),
    "settlement.delivery_settled_once": _("每车货每一次货款只结算过一次，都有留痕"),
    "settlement.refund_is_in_the_books": _("每个订单要退给买家的钱，账上一分不差"),
    "settlement.channel_holds_what_came": _("每个收款渠道的在途资金等于收到的减去到账的和退掉的"),
    "settlement.taker_is_owed_what_was_shared": _("服务站、运输、包装各家分到的等于已付的加没付的"),
    "settlement.rule_once_at_a_time": _("同一范围同一天只有一条分账规则"),
    "settlement.bank_account_once_at_a_time": _("每户同一天只有一个银行账户"),
    "settlement.guards_stand": _("数据库自己守结算记录的规矩都在"),
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
