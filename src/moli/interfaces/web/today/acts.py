"""The trail in words: what was done, to what, with which numbers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext, ngettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from moli.accounts.rules import Role
from moli.enterprises.rules import EnterpriseStatus
from moli.gateways.payment import Channel
from moli.households.rules.batches import UndoReason
from moli.households.rules.people import JoinReason, LeaveReason
from moli.households.rules.procedures import ProcedureKind, StepKind, Verdict
from moli.households.rules.statuses import State
from moli.interfaces.web.naming import village_name
from moli.interfaces.web.today.counter_acts import (
    COUNTER_ACTS,
    COUNTER_COUNTS,
    COUNTER_KINDS,
    COUNTER_SUBJECTS,
    COUNTER_SUMS,
)
from moli.interfaces.web.today.pairing_acts import PAIRING_ACTS, PAIRING_SUBJECTS
from moli.interfaces.web.today.party_acts import PARTY_ACTS, PARTY_SUBJECTS
from moli.interfaces.web.today.station_acts import (
    STATION_ACTS,
    STATION_COUNTS,
    STATION_KINDS,
    STATION_SUBJECTS,
)
from moli.interfaces.web.today.sync_acts import SYNC_ACTS, SYNC_COUNTS, SYNC_SUBJECTS
from moli.interfaces.web.today.transfer_acts import TRANSFER_ACTS, TRANSFER_SUBJECTS
from moli.interfaces.words.amounts import jin, number, yuan, yuan_per_jin
from moli.interfaces.words.labels import label
from moli.market.rules.negotiation import DeclineReason, ProposalState, Side
from moli.orders.rules.bulk import ClaimReason
from moli.orders.rules.charging import Puzzle
from moli.orders.rules.stock import ShrinkReason
from moli.party.rules.branches import LedKind
from moli.party.rules.organisation import ActivityKind, PostKind, RuleKind
from moli.places.queries.directory import divisions_of_codes
from moli.stations.rules.platforms import Platform

ACTS: Final[Mapping[str, Promise]] = {
    "accounts.appoint": _("任命了一个人"),
    "accounts.close_account": _("关了一个账号"),
    "accounts.end_appointment": _("结束了一项任命"),
    "accounts.erase_account": _("抹掉了一个账号的姓名和号码"),
    "accounts.open_account": _("开了一个账号"),
    "catalogue.add_product": _("加了一个品种"),
    "demo.begin": _("开始装演示数据"),
    "demo.load": _("装好了演示数据"),
    "demo.play": _("演完了演示里的事"),
    "enterprises.register_enterprise": _("登记了一家企业"),
    "enterprises.settle_standing": _("记下了企业核对结果"),
    "households.begin_import": _("开始导入一份花名册"),
    "households.break_glass": _("打开了辖区外的一户"),
    "households.change": _("改了一户"),
    "households.change_member": _("改了一位家庭成员"),
    "households.collect_income": _("收齐了一年的收入"),
    "households.decide": _("审定了一户的状态"),
    "households.end_responsible": _("结束了一位帮扶责任人"),
    "households.end_waiver": _("结束了一条豁免"),
    "households.erase": _("抹掉了一户的个人信息"),
    "households.export": _("导出了农户，号码隐去中间"),
    "households.give_consent": _("记下了农户的同意"),
    "households.glass_missed": _("想看辖区外的一户，没查到"),
    "households.import_roster": _("导入完一份花名册"),
    "households.join_member": _("添了一位家庭成员"),
    "households.leave_member": _("记下一位家庭成员离开"),
    "households.load_quality_rules": _("装入了数据质量规则"),
    "households.merge_batch": _("复核后让一批农户入册"),
    "households.name_responsible": _("定了帮扶责任人"),
    "households.open_account": _("看了一个完整银行账号"),
    "households.open_number": _("看了一个完整证件号码"),
    "households.open_phone": _("看了一个完整电话"),
    "households.open_procedure": _("提出了一项认定"),
    "households.pass_headship": _("换了户主"),
    "households.print": _("给农户打印了一份"),
    "households.put_up_notice": _("贴出了公示"),
    "households.register": _("登记了一户"),
    "households.rotate_keys": _("换了加密的钥匙"),
    "households.set_income": _("记了一户一年的收入"),
    "households.set_initial_status": _("记下了以前的状态"),
    "households.set_line": _("记了一条收入的线"),
    "households.set_living": _("记了一户的生活条件"),
    "households.set_standard": _("换了一版标准"),
    "households.take_step": _("办了认定的一步"),
    "households.take_yearly": _("做了年度存档"),
    "households.undo_batch": _("撤销了一批导入的农户"),
    "households.waive": _("写明一条数据为什么可以这样"),
    "households.withdraw": _("撤出了一户"),
    "households.withdraw_consent": _("记下农户收回同意"),
    "ledger.close_month": _("结了一个月的账"),
    "ledger.post": _("记了一笔账"),
    "market.accept": _("同意了"),
    "market.amend_demand": _("改了需求"),
    "market.amend_lot": _("改了一批货"),
    "market.counter": _("还了价"),
    "market.decline": _("没同意"),
    "market.draw_up_contract": _("拟了合同"),
    "market.hold_lot": _("占下了一批货的数量"),
    "market.import_lots": _("从表格导入了货"),
    "market.introduce": _("牵了线，打开了双方电话"),
    "market.post_demand": _("报了一个需求"),
    "market.post_lot": _("报了一批货"),
    "market.release_hold": _("放开了一批货的数量"),
    "market.report_price": _("报了一个地头价"),
    "market.run_round": _("跑了一轮对接"),
    "market.set_tariff": _("定了运费标准"),
    "market.withdraw_demand": _("收回了需求"),
    "market.withdraw_lot": _("收回了一批货"),
    "orders.accept_delivery": _("验收了一车货"),
    "orders.accept_quote": _("接受报价，下了大宗订单"),
    "orders.agree_outcome": _("同意了质量异议的处理"),
    "orders.call_off": _("按合同下了大宗订单"),
    "orders.cancel": _("取消了订单"),
    "orders.cancel_bulk_order": _("取消了大宗订单"),
    "orders.claim": _("提了质量异议"),
    "orders.close_article": _("下架了商品"),
    "orders.close_bulk_order": _("结束了大宗订单"),
    "orders.complete": _("完成了订单"),
    "orders.decline_quote": _("没接受报价"),
    "orders.expire": _("放开了没付款的订单"),
    "orders.forget_buyers": _("抹掉了一批订单的买家"),
    "orders.give_up": _("记下一户让出的配额"),
    "orders.move_shortfall": _("把缺口调给另一个村"),
    "orders.name_supplier": _("登记了一户能交的货"),
    "orders.offer_quote": _("报了一个价"),
    "orders.open_article": _("上架了商品"),
    "orders.pack": _("打包了订单"),
    "orders.payment_puzzles": _("收到一笔对不上的款"),
    "orders.place": _("下了订单"),
    "orders.produce": _("装了一批商品"),
    "orders.propose_outcome": _("提出了质量异议的处理"),
    "orders.reallocate": _("把让出的配额调剂了"),
    "orders.record_payment": _("收到一笔货款"),
    "orders.record_remittance": _("收到一笔回款"),
    "orders.send": _("发出了订单"),
    "orders.send_back": _("退了一笔货款"),
    "orders.send_back_failed": _("支付渠道退不了一笔款"),
    "orders.send_delivery": _("发出了一车货"),
    "orders.set_flash_sale": _("定了限时抢购"),
    "orders.set_price": _("定了商品价格"),
    "orders.share_out": _("分配了一个村的配额"),
    "orders.take_back": _("收回了退货"),
    "orders.weigh_in": _("收了一户的货"),
    "orders.write_off": _("记下了损耗"),
    **TRANSFER_ACTS,
    **PAIRING_ACTS,
    **PARTY_ACTS,
    "places.designate_poor_village": _("认定了贫困村"),
    "places.draw_outline": _("换了县界图"),
    "places.end_poor_designation": _("记下了贫困村退出"),
    "places.import_divisions": _("导入了区划名录"),
    "places.place_approximately": _("定了各村的大致位置"),
    "places.survey": _("换上了测量的位置"),
    "settlement.approve_batch": _("复核了一批打款"),
    "settlement.cancel_batch": _("作废了一批打款"),
    "settlement.correct": _("更正了一次结算"),
    "settlement.draw_up_statements": _("出了一个月的对账单"),
    "settlement.end_rule": _("结束了一条分账规则"),
    "settlement.forget_accounts": _("抹掉了银行账户"),
    "settlement.hand_to_bank": _("把打款交给了银行"),
    "settlement.make_batch": _("做了一批打款"),
    "settlement.name_account": _("登记了银行账户"),
    "settlement.pay_back": _("给买家退了一笔款"),
    "settlement.pay_taker": _("给服务站、运输或包装方付了一笔款"),
    "settlement.release_earnings": _("把各家一个月的所得转成应付"),
    "settlement.set_rule": _("定了分账规则"),
    "settlement.settle": _("结算了订单"),
    "settlement.settle_delivery": _("结算了一车货"),
    "settlement.settle_rest": _("结算了一车货的余款"),
    "settlement.take_results": _("导入了银行回单"),
    "insights.set_target": _("定了一个指标的目标"),
    **STATION_ACTS,
    **SYNC_ACTS,
    **COUNTER_ACTS,
}
SUBJECTS: Final[Mapping[str, Promise]] = {
    "area": _("一个地方的农户"),
    "article": _("商品"),
    "batch": _("导入批次"),
    "bulk_order": _("大宗订单"),
    "bulk_part": _("大宗订单的分单"),
    "claim": _("质量异议"),
    "closing": pgettext_lazy("ledger", "结账"),
    "contract": _("合同"),
    "delivery": _("一车货"),
    "demand": _("需求"),
    "demo": _("演示"),
    "division": _("地方"),
    "enterprise": _("企业"),
    "household": pgettext_lazy("registry", "农户"),
    "keys": _("加密钥匙"),
    "line": _("收入的线"),
    "lot": _("货"),
    "month": _("一个月的账"),
    "order": _("订单"),
    **PAIRING_SUBJECTS,
    **PARTY_SUBJECTS,
    "payment": pgettext_lazy("payment", "一笔付款"),
    "payout_batch": _("一批打款"),
    "price_report": _("地头价"),
    "procedure": _("认定"),
    "product": _("品种"),
    "production": _("一批装好的商品"),
    "proposal": _("对接方案"),
    "quality_rules": _("数据质量规则"),
    "quote": _("报价单"),
    "retention": _("保存期限"),
    "round": _("对接轮"),
    "sheet": _("表格"),
    **SYNC_SUBJECTS,
    **COUNTER_SUBJECTS,
    "standard": _("标准"),
    **STATION_SUBJECTS,
    "target": pgettext_lazy("insights", "指标的目标"),
    "tariff": _("运费标准"),
    **TRANSFER_SUBJECTS,
    "transfer": pgettext_lazy("ledger", "一笔账"),
    "user": _("账号"),
    "waterfall_rule": _("分账规则"),
    "weigh_in": _("一次收货"),
}
# Facts that are codes of a table of words.
_KINDS: Final[Mapping[str, type[StrEnum]]] = {
    "claim_reason": ClaimReason,
    "activity_kind": ActivityKind,
    "channel": Channel,
    "join_reason": JoinReason,
    "leave_reason": LeaveReason,
    "led_kind": LedKind,
    "platform": Platform,
    "post_kind": PostKind,
    "procedure": ProcedureKind,
    "puzzle": Puzzle,
    "reason": DeclineReason,
    "role": Role,
    "rule_kind": RuleKind,
    "shrink_reason": ShrinkReason,
    "side": Side,
    "state": ProposalState,
    "status": EnterpriseStatus,
    "step": StepKind,
    "target": State,
    "undo_reason": UndoReason,
    "verdict": Verdict,
    **STATION_KINDS,
    **COUNTER_KINDS,
}
_COUNTS: Final[Mapping[str, Promise]] = {
    "changed": _("改动 %(count)s 条"),
    "created": _("新增 %(count)s 条"),
    "demands": _("%(count)s 个需求"),
    "led": _("%(count)s 个"),
    "lots": _("%(count)s 批货"),
    "orders": _("%(count)s 个订单"),
    "paid": _("到账 %(count)s 笔"),
    "payouts": _("%(count)s 笔"),
    "placed": _("%(count)s 个"),
    "proposals": _("%(count)s 条方案"),
    "returned": _("退回 %(count)s 笔"),
    "rows": _("%(count)s 行"),
    "seasons": _("%(count)s 季"),
    "statements": _("%(count)s 张"),
    **STATION_COUNTS,
    **SYNC_COUNTS,
    **COUNTER_COUNTS,
}
_SUMS: Final[Mapping[str, Promise]] = {
    "held_fen": _("扣住 %(sum)s"),
    "line_fen": _("线 %(sum)s"),
    "per_capita_fen": _("人均 %(sum)s"),
    **COUNTER_SUMS,
}
_TEXTS = ("number", "source", "filename")
# The order in which facts are told; PostgreSQL does not keep the one they were written in.
_ORDER = (
    "number",
    "side",
    "grams",
    "price_fen_per_kg",
    "floor_fen_per_kg",
    "ceiling_fen_per_kg",
    "seasons",
    "procedure",
    "target",
    "step",
    "verdict",
    "line_fen",
    "per_capita_fen",
    "reason",
    "state",
)


@dataclass(frozen=True)
class TrailRow:
    """One line of the trail as a page shows it."""

    at: datetime
    who: str
    act: str
    subject: str
    where: str
    facts: str


def act_words(verb: str) -> str:
    """What was done, in the reader's language; an act that has no words yet keeps its name."""
    return str(ACTS.get(verb, verb))


def trail_rows(events: Iterable[Any]) -> list[TrailRow]:
    """Lines of the trail in words, with the names of their places: one query for all of those.

    Facts are numbers and codes, never a person's data.
    """
    found = list(events)
    places = divisions_of_codes({event.area_code for event in found if event.area_code})
    names = {place.code: village_name(place) for place in places}
    return [
        TrailRow(
            at=event.at,
            who=event.actor_name,
            act=act_words(event.verb),
            subject=str(SUBJECTS.get(event.subject_kind, event.subject_kind)),
            where=names.get(event.area_code, event.area_code),
            facts=gettext("，").join(_facts(event.facts)),
        )
        for event in found
    ]


def _facts(facts: Mapping[str, object]) -> Iterator[str]:
    """The facts that say something to a reader; keys of other rows and sums of proof do not."""
    known = [name for name in _ORDER if name in facts]
    for name in [*known, *sorted(facts.keys() - set(_ORDER))]:
        if shown := _fact(name, facts[name]):
            yield shown


def _fact(name: str, value: object) -> str:
    if isinstance(value, int):
        return _number_fact(name, value)
    if not isinstance(value, str) or not value:
        return ""
    kind = _KINDS.get(name)
    if kind is not None:
        return label(kind(value))
    return value if name in _TEXTS else ""


def _number_fact(name: str, value: int) -> str:
    if name == "lost_grams":
        return gettext("路上少了 %(weight)s") % {"weight": jin(value)} if value else ""
    if name.endswith("grams"):
        return jin(value)
    if name.startswith("floor_"):
        return gettext("底价 %(price)s") % {"price": yuan_per_jin(value)}
    if name.startswith("ceiling_"):
        return gettext("最高价 %(price)s") % {"price": yuan_per_jin(value)}
    if name in _SUMS:
        return str(_SUMS[name]) % {"sum": yuan(value)}
    if name.endswith("fen_per_kg"):
        return yuan_per_jin(value)
    if name == "debit_fen":
        return yuan(value)
    return _count_fact(name, value)


def _count_fact(name: str, value: int) -> str:
    told = {"count": number(value)}
    if name == "households":
        return ngettext("%(count)s 户", "%(count)s 户", value) % told
    if name == "people":
        return ngettext("%(count)s 人", "%(count)s 人", value) % told
    return str(_COUNTS[name]) % told if name in _COUNTS else ""
